"""Ways in that are secrets, stored as hashes: resume codes and shared links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from assess.models.base import Base, UtcDateTime


class CodeRow(Base):
    """The resume code of an attempt; a new one takes the place of the old."""

    __tablename__ = "resume_code"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # Counts the codes made for the attempt: it goes into deriving the code, so that its
    # holder can be shown it again though only its hash is stored.
    generation: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShareRow(Base):
    """A link that shows one result, read-only, until it ends or is taken back (deleted)."""

    __tablename__ = "share"
    __table_args__ = (
        CheckConstraint("uses >= 0", name="uses_counted"),
        Index("ix_share_attempt_id", "attempt_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Names the link in its holder's list; no secret.
    public_id: Mapped[str] = mapped_column(String(20), unique=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    result_number: Mapped[int]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    with_claims: Mapped[bool]
    with_answers: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    uses: Mapped[int] = mapped_column(default=0)


class ThrottleRow(Base):
    """How often something was tried in a stretch of time; exact, because it is a row."""

    __tablename__ = "throttle"
    __table_args__ = (CheckConstraint("count >= 0", name="count_counted"),)

    # A keyed hash of what is limited (an address, an e-mail, a session): never the thing itself.
    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
