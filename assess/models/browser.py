"""Who may see what: browsers, known by the hash of their cookie, and their grants."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from assess.models.base import Base, UtcDateTime


class BrowserRow(Base):
    """A browser that started something. The cookie itself is never stored."""

    __tablename__ = "browser"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GrantRow(Base):
    """The right of a browser to see an attempt."""

    __tablename__ = "access_grant"
    __table_args__ = (Index("ix_access_grant_attempt_id", "attempt_id"),)

    browser_id: Mapped[int] = mapped_column(
        ForeignKey("browser.id", ondelete="CASCADE"), primary_key=True
    )
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
