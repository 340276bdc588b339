"""Attempts, the answers given in them, and the results they led to."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assess.models.base import Base, UtcDateTime


class AttemptRow(Base):
    """One person's run through one edition, pinned at the start with its questions.

    One that came from another installation may pin an edition that was never published here.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint(
            "(edition_number IS NULL) <> (imported_digest IS NULL)", name="one_edition_pinned"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(20), unique=True)
    # From the start page and its browser: pressing Start twice makes one attempt.
    start_key: Mapped[str] = mapped_column(String(64), unique=True)
    edition_number: Mapped[int | None] = mapped_column(ForeignKey("edition.number"), index=True)
    imported_digest: Mapped[str | None] = mapped_column(
        ForeignKey("imported_edition.digest"), index=True
    )
    length: Mapped[str] = mapped_column(String(64))
    questions: Mapped[list[str]] = mapped_column(JSON)
    goal: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The last visit by whoever holds it, kept to the day; retention counts from here.
    visited_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AnswerRow(Base):
    """What was last given to a question of an attempt."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("kind IN ('given', 'not_sure', 'not_applicable')", name="kind_known"),
    )

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    question_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    options: Mapped[list[str]] = mapped_column(JSON)
    # The page that saved it: saving twice is saving once, another page is a conflict.
    save_id: Mapped[str] = mapped_column(String(32))
    # Which of that page's choices it was: one that arrives late does not win.
    turn: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Counts in a result: the person has seen its reasons, so it stays as it was given.
    final: Mapped[bool] = mapped_column(default=False)


class ResultRow(Base):
    """A result as it was computed and shown; a trigger keeps it from changing."""

    __tablename__ = "result"
    __table_args__ = (UniqueConstraint("attempt_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    number: Mapped[int]
    # None where the attempt pins an edition of another installation.
    edition_number: Mapped[int | None] = mapped_column(ForeignKey("edition.number"))
    engine: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
