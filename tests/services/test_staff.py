"""Staff: the last owner and the single use of an invitation, also under races."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.services import accounts, audit, invitations, staff
from assess.services.errors import NotFoundError
from assess.services.invitations import Making
from assess.services.ownership import LastOwnerError
from tests.records import records
from tests.web.desksteps import make_account

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOURS = timedelta(hours=1)


def at_once(app: Flask, *acts: Callable[[Session], object]) -> list[BaseException | None]:
    """Let several act at the same moment, each with a session of their own."""
    barrier = threading.Barrier(len(acts))
    ended: list[BaseException | None] = [None] * len(acts)

    def run(place: int, act: Callable[[Session], object]) -> None:
        with app.app_context(), Session(db.engine) as own:
            barrier.wait()
            try:
                act(own)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must know
                ended[place] = error

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def test_two_owners_who_demote_each_other_leave_one(app: Flask, session: Session) -> None:
    ids = [make_account(app, session, f"{name}@example.com", "owner").id for name in "ab"]
    for _ in range(3):
        ended = at_once(
            app,
            lambda own: staff.give(own, ids[0], "editor", "b", NOW),
            lambda own: staff.give(own, ids[1], None, "a", NOW),
        )
        assert [type(error) for error in ended if error] == [LastOwnerError], ended
        session.rollback()
        assert staff.has_owner(session)
        for one in ids:
            staff.give(session, one, "owner", "test", NOW)


def test_of_two_owners_who_delete_their_accounts_at_once_one_stays(
    app: Flask, session: Session
) -> None:
    ids = [make_account(app, session, f"{name}@example.com", "owner").id for name in "ab"]
    ended = at_once(
        app,
        lambda own: accounts.delete_account(own, ids[0], NOW),
        lambda own: accounts.delete_account(own, ids[1], NOW),
    )
    assert [type(error) for error in ended if error] == [LastOwnerError], ended
    session.rollback()
    assert len(staff.people(session)) == 1


def test_of_two_who_use_one_set_up_link_one_becomes_owner(app: Flask, session: Session) -> None:
    ids = [make_account(app, session, f"{name}@example.com", None).id for name in "ab"]
    assert invitations.make_setup_link(session, "p" * 20, "h" * 64, NOW)
    ended = at_once(
        app,
        lambda own: invitations.join(own, "h" * 64, ids[0], NOW + HOURS),
        lambda own: invitations.join(own, "h" * 64, ids[1], NOW + 2 * HOURS),
    )
    assert [type(error) for error in ended if error] == [NotFoundError], ended
    session.rollback()
    assert len(staff.people(session)) == 1
    assert [row.action for row in audit.rows(session, audit.Filters())] == ["set-up link used"]


def test_an_invitation_used_twice_at_once_counts_once(app: Flask, session: Session) -> None:
    owner = make_account(app, session, "boss@example.com", "owner").id
    guest = make_account(app, session, "sam@example.com", None).id
    _invite(session, owner)
    ended = at_once(
        app,
        *(
            lambda own, at=at: invitations.join(own, "h" * 64, guest, NOW + at * HOURS)
            for at in (1, 2)
        ),
    )
    assert [type(error) for error in ended if error] == [NotFoundError], ended
    session.rollback()
    actions = [row.action for row in audit.rows(session, audit.Filters())]
    assert actions == ["invitation made", "invitation used"]


def _invite(session: Session, owner: int, role: str = "editor") -> None:
    making = Making("p" * 20, "h" * 64, "sam@example.com", role)
    invitations.invite(session, making, (owner, "boss@example.com"), NOW)


def test_an_account_that_is_deleted_while_it_gets_a_role_ends_cleanly(
    app: Flask, session: Session
) -> None:
    for number in range(3):
        account = make_account(app, session, f"{number}@example.com", "editor").id
        ended = at_once(
            app,
            lambda own, one=account: accounts.delete_account(own, one, NOW),  # type: ignore[misc]  # mypy cannot infer the bound default
            lambda own, one=account: staff.give(own, one, "analyst", "b", NOW),  # type: ignore[misc]  # mypy cannot infer the bound default
        )
        assert ended[0] is None
        assert ended[1] is None or isinstance(ended[1], NotFoundError), ended
    session.rollback()
    assert staff.people(session) == ()


def test_an_invitation_ends_after_72_hours(sqlite_app: Flask, sqlite_session: Session) -> None:
    owner = make_account(sqlite_app, sqlite_session, "boss@example.com", "owner").id
    _invite(sqlite_session, owner)
    invitations.find(sqlite_session, "h" * 64, NOW + 72 * HOURS - timedelta(seconds=1))
    with pytest.raises(NotFoundError):
        invitations.find(sqlite_session, "h" * 64, NOW + 72 * HOURS)
    assert invitations.open_ones(sqlite_session, NOW + 72 * HOURS) == ()


def test_an_invitation_takes_no_higher_role_away(app: Flask, session: Session) -> None:
    owner = make_account(app, session, "boss@example.com", "owner").id
    guest = make_account(app, session, "sam@example.com", None).id
    _invite(session, owner, "analyst")
    staff.give(session, guest, "editor", "boss@example.com", NOW)
    invitations.join(session, "h" * 64, guest, NOW)
    assert staff.person(session, guest).role == "editor"


def test_the_set_up_link_ends_with_the_next_one_and_with_an_owner(
    sqlite_app: Flask, sqlite_session: Session
) -> None:
    for mark in "ab":
        assert invitations.make_setup_link(sqlite_session, mark * 20, mark * 64, NOW)
    with pytest.raises(NotFoundError):
        invitations.find(sqlite_session, "a" * 64, NOW)
    assert invitations.find(sqlite_session, "b" * 64, NOW).email is None
    assert invitations.open_ones(sqlite_session, NOW) == ()
    make_account(sqlite_app, sqlite_session, "boss@example.com", "owner")
    with pytest.raises(NotFoundError):
        invitations.find(sqlite_session, "b" * 64, NOW)
    assert not invitations.make_setup_link(sqlite_session, "c" * 20, "c" * 64, NOW)


def test_too_many_open_invitations_are_refused(sqlite_app: Flask, sqlite_session: Session) -> None:
    owner = make_account(sqlite_app, sqlite_session, "boss@example.com", "owner").id
    for number in range(invitations.MOST + 1):
        making = Making(f"{number:020}", f"{number:064}", f"{number}@example.com", "editor")
        if number < invitations.MOST:
            invitations.invite(sqlite_session, making, (owner, "boss"), NOW)
            continue
        with pytest.raises(invitations.TooManyInvitationsError):
            invitations.invite(sqlite_session, making, (owner, "boss"), NOW)
    assert len(records(sqlite_session)["staff_invitation"]) == invitations.MOST
