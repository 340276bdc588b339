"""Where Flask-Security finds and keeps accounts: its datastore, on our units of work."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, cast

from flask_security import SQLAlchemyUserDatastore
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from assess.models import AccountRow, HolderRow, PasskeyRow, StaffRoleRow
from assess.models.account import NEVER_USED
from assess.services.accounts import ChangedError, end_sessions, lock
from assess.services.database import begin_to_write, read, translated, turn_to_writing

# What is raised where an account was deleted while something else is done with it.
GONE: Final = (ObjectDeletedError, StaleDataError)
_SEEN: Final = "assess_seen"


class AccountStore(SQLAlchemyUserDatastore):
    """Accounts and passkeys, as Flask-Security asks for them.

    Its views read, decide and then commit once. So that hashing a passphrase never holds
    SQLite's only write lock, writing begins with that commit.

    Parameters
    ----------
    now : callable
        The clock.
    confirmed : bool
        Whether an account counts as confirmed from the start: where no mail can be sent.
    """

    def __init__(self, db: SQLAlchemy, now: Callable[[], datetime], *, confirmed: bool) -> None:
        super().__init__(db, AccountRow, StaffRoleRow, PasskeyRow)
        self._now = now
        self._confirmed = confirmed

    @property
    def session(self) -> Session:
        """Return the session of this request."""
        opened: Session = self.db.session()
        return opened

    def find_user(
        self,
        case_insensitive: bool = False,  # noqa: ARG002, FBT001, FBT002 - e-mails are stored in lower case
        **kwargs: Any,  # noqa: ANN401 - any column
    ) -> AccountRow | None:
        """Return the account with a value in a column."""
        [(name, value)] = kwargs.items()
        found = select(AccountRow).where(getattr(AccountRow, name) == value)
        account = read(self.session, lambda: self.session.scalar(found))
        if account is not None:
            # The first reading counts: whatever is verified was read no sooner.
            self.session.info.setdefault(_SEEN, {}).setdefault(account.id, account.fs_uniquifier)
        return account

    def seen(self, account_id: int) -> str:
        """Return an account's uniquifier as this request read it first."""
        return str(self.session.info[_SEEN][account_id])

    def has_seen(self, uniquifier: str) -> bool:
        """Say whether a uniquifier is what this request read first of an account."""
        return uniquifier in self.session.info.get(_SEEN, {}).values()

    def put(self, model: Any) -> Any:  # noqa: ANN401 - as Flask-Security calls it
        """Note what is to be written, by the commit and not by the next thing that is read.

        A reader of SQLite that turns writer fails where another has written meanwhile.
        """
        self.session.autoflush = False
        return super().put(model)  # type: ignore[no-untyped-call]  # Flask-Security has no types

    def find_webauthn(self, credential_id: bytes) -> PasskeyRow | None:
        """Return a passkey by the name its authenticator gave it."""
        found = select(PasskeyRow).where(PasskeyRow.credential_id == credential_id)
        return read(self.session, lambda: self.session.scalar(found))

    def create_user(self, **kwargs: Any) -> AccountRow:  # noqa: ANN401 - any column
        """Make an account with a holder of its own."""
        now = self._now()
        if self._confirmed:
            kwargs["confirmed_at"] = now
        with translated(self.session):
            begin_to_write(self.session)
            holder = HolderRow()
            self.session.add(holder)
            self.session.flush()
            made = super().create_user(holder_id=holder.id, made_at=now, **kwargs)
        return cast(AccountRow, made)

    def create_webauthn(self, user: AccountRow, **kwargs: Any) -> None:  # type: ignore[override] # noqa: ANN401 - passed on by name
        """Keep a new passkey, which nobody has used yet."""
        super().create_webauthn(user, **kwargs)
        user.webauthn[-1].lastuse_datetime = NEVER_USED

    def commit(self) -> None:
        """Write what was decided."""
        self.commit_and_end(None)

    def commit_and_end(self, account_id: int | None, *, keep: str | None = None) -> None:
        """Write what was decided, and with it end the sessions of an account, but one.

        Where somebody else was faster with the same e-mail or passkey, theirs stands; the
        answer is the one for an e-mail that is taken. Of an account that was deleted
        meanwhile, nothing is written.

        Raises
        ------
        ChangedError
            The account whose sessions are to end was changed or deleted meanwhile.
        """
        with translated(self.session):
            try:
                self._commit(account_id, keep)
            except (IntegrityError, *GONE):
                self.session.rollback()
            except ChangedError:
                self.session.rollback()  # nothing of it may be written later on
                raise

    def _commit(self, account_id: int | None, keep: str | None) -> None:
        session = self.session
        if account_id is not None or session.new or session.dirty or session.deleted:
            turn_to_writing(session)
        if account_id is not None:
            lock(session, account_id, self.seen(account_id))
            end_sessions(session, account_id, keep=keep)
        session.commit()
