"""Accounts: what signing in brings along, which sessions it ends, and leaving for good."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from assess.models import AccountRow, BrowserRow, GrantRow, HolderRow
from assess.services import audit, deleting, lookup, ownership
from assess.services.audit import Entry
from assess.services.database import read, write
from assess.services.errors import NotFoundError


class ChangedError(NotFoundError):
    """The account is not what it was when somebody showed that it is theirs."""


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as its owner sees it.

    ``codes`` counts the recovery codes left, ``sessions`` the browsers signed in.
    """

    email: str
    made_at: datetime
    two_step: bool
    codes: int
    passkeys: tuple[str, ...]
    sessions: int


def overview(session: Session, account_id: int) -> AccountInfo:
    """Return what an account's own page shows.

    Raises
    ------
    NotFoundError
        The account is gone.
    """

    def work() -> AccountInfo:
        row = _account(session, account_id)
        browsers = select(BrowserRow.id).where(BrowserRow.holder_id == row.holder_id)
        return AccountInfo(
            email=row.email,
            made_at=row.made_at,
            two_step=bool(row.tf_primary_method),
            codes=len(row.mf_recovery_codes or ()),
            passkeys=tuple(sorted(passkey.name for passkey in row.webauthn)),
            sessions=len(session.scalars(browsers).all()),
        )

    return read(session, work)


def adopt(
    session: Session,
    old: str,
    new: str,
    account_id: int,
    now: datetime,
    *,
    proved: str,
    data: dict[str, Any],
    ends_at: datetime | None = None,
) -> None:
    """Sign a browser in: it goes over to the account with all it holds, under a new token.

    Parameters
    ----------
    old, new : str
        Hashes of the token until now, which somebody may have planted, and from now on.
    proved : str
        The account's uniquifier, read no later than the passphrase or passkey that was
        verified: where it is another one by now, that passphrase no longer opens anything.
    data : dict
        What the sign-in keeps; stored along with it, so that nobody is signed in by half.
    ends_at : datetime, optional
        When the session ends by itself, as on a shared computer.

    Raises
    ------
    ChangedError
        The account is gone, or what was proved no longer holds.
    """

    def work() -> None:
        holder = lock(session, account_id, proved)
        if session.scalar(select(BrowserRow.id).where(BrowserRow.token_hash == new)):
            return  # done the first time; this is the second run after a lost connection
        signed_in = {"token_hash": new, "holder_id": holder, "data": data, "ends_at": ends_at}
        known = select(BrowserRow.id, BrowserRow.holder_id).where(BrowserRow.token_hash == old)
        found = session.execute(known.with_for_update()).first()
        if found is None:
            begun = insert(BrowserRow).values(started_at=now, seen_at=now, **signed_in)
            session.execute(begun)
        else:
            moved = update(BrowserRow).where(BrowserRow.id == found.id)
            session.execute(moved.values(**signed_in))
            if found.holder_id != holder and not _is_owned(session, found.holder_id):
                _bring_along(session, found.holder_id, holder)
        # Signing in is a visit, also for who never stays long enough to come by a second time.
        lookup.note_visit(session, holder, now)

    write(session, work)


def _is_owned(session: Session, holder: int) -> bool:
    owner = select(AccountRow.id).where(AccountRow.holder_id == holder)
    return session.scalar(owner) is not None


def _bring_along(session: Session, own: int, holder: int) -> None:
    """Move what a browser held to the account's holder, and remove the empty one."""
    # Whoever just hangs something on it comes first, and is brought along.
    session.execute(select(HolderRow.id).where(HolderRow.id == own).with_for_update())
    theirs = aliased(GrantRow)
    known = exists().where(theirs.holder_id == holder, theirs.attempt_id == GrantRow.attempt_id)
    brought = select(literal(holder), GrantRow.attempt_id, GrantRow.granted_at)
    columns = ["holder_id", "attempt_id", "granted_at"]
    session.execute(
        insert(GrantRow).from_select(columns, brought.where(GrantRow.holder_id == own, ~known))
    )
    for name in ("scheme", "motion"):
        chosen = session.scalar(select(getattr(HolderRow, name)).where(HolderRow.id == own))
        unset = HolderRow.id == holder, getattr(HolderRow, name) == "system"
        session.execute(update(HolderRow).where(*unset).values({name: chosen}))
    session.execute(delete(HolderRow).where(HolderRow.id == own))


def end_sessions(session: Session, account_id: int, *, keep: str | None) -> None:
    """Sign every browser of an account out, but one, inside the caller's unit of work."""
    # Locked first: whoever is being signed in either is among these, or finds it changed.
    named = select(AccountRow.holder_id).where(AccountRow.id == account_id)
    holder = session.scalar(named.with_for_update())
    ended = delete(BrowserRow).where(BrowserRow.holder_id == holder)
    if keep is not None:
        ended = ended.where(BrowserRow.token_hash != keep)
    session.execute(ended)


def change_email(
    session: Session, account_id: int, email: str, uniquifier: str, *, keep: str
) -> bool:
    """Give an account another e-mail, where nobody has confirmed it by mail.

    Its other sessions end.

    Parameters
    ----------
    uniquifier : str
        What its sessions are known by from now on.
    keep : str
        The token's hash of the browser that asks.

    Returns
    -------
    bool
        False where another account has this e-mail.
    """

    def work() -> bool:
        session.execute(select(AccountRow.id).filter_by(id=account_id).with_for_update())
        taken = select(AccountRow.id).where(AccountRow.email == email)
        if session.scalar(taken) not in (None, account_id):
            return False
        changed = update(AccountRow).where(AccountRow.id == account_id)
        session.execute(changed.values(email=email, fs_uniquifier=uniquifier))
        end_sessions(session, account_id, keep=keep)
        return True

    try:
        return write(session, work)
    except IntegrityError:
        return False  # somebody else was faster with it


def use_recovery_code(
    session: Session, account_id: int, opens: Callable[[str], bool], **changes: str
) -> bool:
    """Use up one recovery code, and change columns of the account along with it.

    Parameters
    ----------
    opens : callable
        Says whether a stored code is the one that was typed.
    changes : str
        Columns and their new values, such as a passphrase's hash. Where there are any, all
        sessions of the account end.

    Returns
    -------
    bool
        False where no code was the right one. Two who use one code at once are one.
    """
    done: list[list[str]] = []

    def work() -> bool:
        query = select(AccountRow).where(AccountRow.id == account_id).with_for_update()
        row = session.scalar(query, execution_options={"populate_existing": True})
        if row is None:
            return False
        stored = list(row.mf_recovery_codes or ())
        if stored in done and all(getattr(row, name) == new for name, new in changes.items()):
            return True  # the second run: the first one's commit went through
        left = [code for code in stored if not opens(code)]
        if len(left) == len(stored):
            return False
        done.append(left)
        row.mf_recovery_codes = left
        for name, value in changes.items():
            setattr(row, name, value)
        if changes:
            end_sessions(session, account_id, keep=None)
        return True

    return write(session, work)


def delete_account(session: Session, account_id: int, now: datetime) -> None:
    """Delete an account for good, with its passkeys, its sessions and what only it holds.

    Attempts that somebody else holds too, such as a browser that used their code, stay with
    them. Deleting twice is deleting once. That of staff is noted in the log.

    Raises
    ------
    LastOwnerError
        It is the account of the desk's only owner.
    """

    def work() -> None:
        named = select(AccountRow).where(AccountRow.id == account_id)
        row = session.scalar(named.with_for_update())
        if row is None:
            return
        ownership.let_go(session, account_id)
        role = ownership.role_of(session, account_id)
        if role is not None:
            entry = Entry(row.email, "account deleted", row.email, {"role": role})
            audit.add(session, entry, now)
        holder = row.holder_id
        others = aliased(GrantRow)
        shared = exists().where(
            others.attempt_id == GrantRow.attempt_id, others.holder_id != holder
        )
        alone = select(GrantRow.attempt_id).where(GrantRow.holder_id == holder, ~shared)
        deleting.remove(session, session.scalars(alone).all())
        # The account, its passkeys, its sessions and its grants hang on the holder.
        session.execute(delete(HolderRow).where(HolderRow.id == holder))

    write(session, work)
    deleting.scrub(session)


def lock(session: Session, account_id: int, proved: str) -> int:
    """Hold an account as it is until the unit of work ends, and return its holder.

    Raises
    ------
    ChangedError
        It is gone, or its uniquifier is not the one that was read with what was verified.
    """
    named = select(AccountRow.holder_id, AccountRow.fs_uniquifier)
    query = named.where(AccountRow.id == account_id).with_for_update()
    # What a caller has changed is not written by asking what stands.
    with session.no_autoflush:
        found = session.execute(query).first()
    if found is None or found.fs_uniquifier != proved:
        raise ChangedError("account")
    return int(found.holder_id)


def _account(session: Session, account_id: int) -> AccountRow:
    row = session.scalar(
        select(AccountRow).where(AccountRow.id == account_id),
        execution_options={"populate_existing": True},
    )
    if row is None:
        raise ChangedError("account")
    return row
