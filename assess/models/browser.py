"""Who may see what: browsers, known by the hash of their cookie, and what they hold."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from assess.models.base import Base, UtcDateTime


class HolderRow(Base):
    """Whoever holds attempts: one browser, or an account with all its browsers.

    A browser begins as a holder of its own. Signing in moves what it holds to the account's
    holder and the browser with it, so access is one and the same question for both.
    """

    __tablename__ = "holder"
    __table_args__ = (
        CheckConstraint("scheme IN ('system', 'light', 'dark')", name="scheme_known"),
        CheckConstraint("motion IN ('system', 'reduced')", name="motion_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # How pages look, remembered here so that the first byte already knows.
    scheme: Mapped[str] = mapped_column(String(8), default="system")
    motion: Mapped[str] = mapped_column(String(8), default="system")


class BrowserRow(Base):
    """A browser's session. The cookie itself is never stored."""

    __tablename__ = "browser"
    __table_args__ = (Index("ix_browser_holder_id", "holder_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("holder.id", ondelete="CASCADE"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The last visit, kept to the day: that is all that retention asks.
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Set on a shared computer, where the session must end by itself.
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What the sign-in keeps between two requests; empty for everyone else.
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class GrantRow(Base):
    """The right of a holder to an attempt."""

    __tablename__ = "access_grant"
    __table_args__ = (Index("ix_access_grant_attempt_id", "attempt_id"),)

    holder_id: Mapped[int] = mapped_column(
        ForeignKey("holder.id", ondelete="CASCADE"), primary_key=True
    )
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True
    )
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
