"""People of the staff, signed in without the minutes that typing it all would take."""

import secrets
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from flask import Flask
from flask_security import hash_password
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assess.models import AccountRow, BrowserRow, HolderRow, StaffRoleRow
from assess.models.account import account_role
from assess.web.cookie import fingerprint
from assess.web.desk.guard import BOTH_STEPS, PROVED
from tests.visitor import Visitor

PASSPHRASE: Final = "seven quiet otters"


def enter_staff(
    visitor: Visitor,
    session: Session,
    role: str | None = "editor",
    email: str = "",
    *,
    both_steps: bool = True,
) -> None:
    """Make an account with two-step sign-in and a role, and sign this visitor in to it.

    Parameters
    ----------
    role : str, optional
        ``owner``, ``editor``, ``analyst``; None for an account without a role.
    email : str
        ``<role>@example.com`` where none is given. The passphrase is ``PASSPHRASE``.
    both_steps : bool
        Whether it was by both steps that they signed in.
    """
    app = visitor.client.application
    account = make_account(app, session, email or f"{role}@example.com", role)
    token = begin_session(session, account, both_steps=both_steps)
    visitor.client.set_cookie("assess", token, path="/")


def plant(app: Flask, session: Session, role: str | None = "editor", email: str = "") -> str:
    """Make the account and a session of two steps, and return the session's token."""
    account = make_account(app, session, email or f"{role}@example.com", role)
    return begin_session(session, account)


def make_account(
    app: Flask, session: Session, email: str, role: str | None, *, two_step: bool = True
) -> AccountRow:
    """Make an account with a role."""
    session.rollback()  # what was read earlier would not let it write
    with app.app_context():
        hashed = hash_password(PASSPHRASE)
        totp = app.extensions["security"].totp_factory.generate_totp_secret()
    holder = HolderRow()
    session.add(holder)
    session.flush()
    moment = datetime.now(UTC)
    account = AccountRow(
        holder_id=holder.id,
        email=email,
        password=hashed,
        active=True,
        fs_uniquifier=uuid4().hex,
        confirmed_at=moment,
        made_at=moment,
        tf_primary_method="authenticator" if two_step else None,
        tf_totp_secret=totp if two_step else None,
    )
    session.add(account)
    session.commit()
    if role is not None:
        give_role(session, email, role)
    return account


def begin_session(session: Session, account: AccountRow, *, both_steps: bool = True) -> str:
    """Sign a new browser in to an account, and return its token."""
    token, moment = secrets.token_urlsafe(32), datetime.now(UTC)
    data = {"_user_id": account.fs_uniquifier, "_fresh": True, PROVED: moment.timestamp()}
    row = BrowserRow(
        token_hash=fingerprint(token),
        holder_id=account.holder_id,
        started_at=moment,
        seen_at=moment,
        ends_at=None,
        data=data | ({BOTH_STEPS: True} if both_steps else {}),
    )
    session.add(row)
    session.commit()
    return token


def give_role(session: Session, email: str, role: str) -> None:
    """Give an account a role."""
    account = session.scalars(select(AccountRow.id).where(AccountRow.email == email)).one()
    named = session.scalars(select(StaffRoleRow.id).where(StaffRoleRow.name == role)).one()
    session.execute(insert(account_role).values(account_id=account, role_id=named))
    session.commit()
