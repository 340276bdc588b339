"""Accounts, optional for people and required for staff.

Flask-Security keeps them; its mixins are what it asks its models to be. The columns it
names (``fs_uniquifier``, ``tf_…``, ``mf_…``) keep its names.
"""

from datetime import UTC, datetime
from typing import Final

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, Column, ForeignKey, Index, LargeBinary, String, Table, Text
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assess.models.base import Base, UtcDateTime

NEVER_USED: Final = datetime(1970, 1, 1, tzinfo=UTC)

account_role = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("staff_role.id", ondelete="CASCADE"), primary_key=True),
)


class StaffRoleRow(Base, RoleMixin):
    """What staff may do: owner, editor, analyst."""

    __tablename__ = "staff_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))


class AccountRow(Base, UserMixin):
    """One account. What it holds hangs on its holder, like a browser's."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("holder.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool]
    # Changes with the passphrase and the e-mail; a session that knows the old one is over.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    # Encrypted, and used up one by one.
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    # None until the first passkey; the mixin does not say so.
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )

    # Lists of our rows stand where the mixin has lists of its mixins; lists are invariant.
    roles: Mapped[list[StaffRoleRow]] = relationship(  # type: ignore[assignment]
        secondary=account_role, lazy="selectin"
    )
    webauthn: Mapped[list["PasskeyRow"]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )


class PasskeyRow(Base, WebAuthnMixin):
    """A passkey of an account."""

    __tablename__ = "passkey"
    __table_args__ = (Index("ix_passkey_account_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Named as Flask-Security looks it up.
    user_id: Mapped[int] = mapped_column("account_id", ForeignKey("account.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(64))
    # "first" signs in by itself, "secondary" confirms a passphrase.
    usage: Mapped[str] = mapped_column(String(64))
    # From long before there were passkeys, until the first use: Flask-Security wants a time.
    lastuse_datetime: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[AccountRow] = relationship(back_populates="webauthn", lazy="joined")

    @property
    def used_at(self) -> datetime | None:
        """Return when it was last used, if it ever was."""
        return None if self.lastuse_datetime == NEVER_USED else self.lastuse_datetime
