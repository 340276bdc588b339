"""The one draft that staff edit, how it came to be, and what looks at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assess.models.base import Base, UtcDateTime


class DraftRow(Base):
    """The next edition, being written. There is one."""

    __tablename__ = "draft"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # The published edition it was made from.
    base_number: Mapped[int] = mapped_column(ForeignKey("edition.number"))
    # Counts changes; a page that was drawn from an older one is asked what to keep.
    revision: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(255))


class DraftChangeRow(Base):
    """One change of the draft: the parts it touched, before and after."""

    __tablename__ = "draft_change"
    __table_args__ = (Index("ix_draft_change_page_id", "page_id"),)

    # The revision it made.
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(255))
    # In words, for the list of changes.
    what: Mapped[str] = mapped_column(String(500))
    # {part: [before, after]}; null where the part was not there.
    parts: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The page it was made on: what is saved there while somebody types is one change.
    page_id: Mapped[str | None] = mapped_column(String(64))
    # The revision that this one took back.
    undoes: Mapped[int | None] = mapped_column(unique=True)


class PreviewLinkRow(Base):
    """A link by which somebody without an account may take the draft."""

    __tablename__ = "preview_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(255))
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StagedFileRow(Base):
    """A file that was read and found sound, until somebody lets it into the draft."""

    __tablename__ = "staged_file"
    __table_args__ = (Index("ix_staged_file_account_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(200))
    # The draft's revision it was compared with.
    revision: Mapped[int]
    # {"parts": {part: value} to be set in the draft, "notes": what the file leaves as it is}.
    parts: Mapped[str] = mapped_column(Text)
