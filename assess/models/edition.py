"""Published editions: inserted once, then guarded by a trigger of the database."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assess.models.base import Base, UtcDateTime


class EditionRow(Base):
    """One published edition, as the canonical JSON it was published with."""

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[str] = mapped_column(Text)
    # Not unique: going back publishes an older document again, under a new number.
    digest: Mapped[str] = mapped_column(String(64), index=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)


class ImportedEditionRow(Base):
    """An edition that came with somebody's result from another installation.

    It is never offered to anyone; it leaves with the last attempt that needs it.
    """

    __tablename__ = "imported_edition"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="digest_sha256"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
