"""Signing a browser in moves what it holds, once, whatever happens on the way."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.models import AccountRow, BrowserRow, GrantRow, HolderRow
from assess.services import accounts, attempts, browsers, mine
from assess.services.errors import NotFoundError
from assess.services.values import Look
from tests.lostanswer import lost_answer
from tests.records import records, unchanged

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DATA: dict[str, Any] = {"_user_id": "u"}


def account(session: Session, email: str = "sam@example.com", **more: Any) -> int:
    """Make an account and return its id."""
    holder = HolderRow()
    session.add(holder)
    session.flush()
    named = {"email": email, "active": True, "fs_uniquifier": email, "made_at": NOW} | more
    row = AccountRow(holder_id=holder.id, **named)
    session.add(row)
    session.commit()
    return row.id


def start(session: Session, token: str) -> None:
    attempts.start(session, token, f"start{token:0>27}", "quick", NOW)


def adopt(session: Session, old: str, new: str, who: int, now: datetime = NOW) -> None:
    found = session.get(AccountRow, who)
    proved = found.fs_uniquifier if found is not None else ""
    accounts.adopt(session, old, new, who, now, proved=proved, data=DATA)


def test_a_browser_brings_its_attempts(session: Session) -> None:
    who = account(session)
    start(session, "one")
    adopt(session, "one", "two", who)
    assert browsers.find(session, "one") is None
    found = browsers.find(session, "two")
    assert found is not None
    assert (found.account_id, found.data) == (who, DATA)
    assert mine.holdings(session, "two", size=5).total == 1
    assert len(records(session)["holder"]) == 1, "the emptied holder is gone"


def test_the_second_run_after_a_lost_connection_changes_nothing(session: Session) -> None:
    who = account(session)
    start(session, "one")
    adopt(session, "one", "two", who)
    with unchanged(session):
        adopt(session, "one", "two", who)


def test_an_unknown_browser_is_signed_in_too(session: Session) -> None:
    who = account(session)
    adopt(session, "nobody", "two", who)
    found = browsers.find(session, "two")
    assert found is not None
    assert found.account_id == who


def test_what_both_held_is_held_once(session: Session) -> None:
    who = account(session)
    start(session, "one")
    adopt(session, "one", "two", who)
    attempt = session.scalars(select(GrantRow.attempt_id)).one()
    start(session, "three")
    holder = session.scalars(select(BrowserRow.holder_id).filter_by(token_hash="three")).one()
    session.add(GrantRow(holder_id=holder, attempt_id=attempt, granted_at=NOW))
    session.commit()
    adopt(session, "three", "four", who)
    assert len(records(session)["access_grant"]) == 2


def test_another_account_keeps_what_it_holds(session: Session) -> None:
    first, second = account(session), account(session, "pat@example.com")
    start(session, "one")
    adopt(session, "one", "two", first)
    adopt(session, "two", "three", second)
    assert mine.holdings(session, "three", size=5).total == 0
    assert len(records(session)["access_grant"]) == 1


def test_the_look_comes_along_where_the_account_has_none(session: Session) -> None:
    who = account(session)
    browsers.keep_look(session, "one", Look("dark", "reduced"), NOW)
    adopt(session, "one", "two", who)
    browsers.keep_look(session, "three", Look("light", "system"), NOW)
    adopt(session, "three", "four", who)
    found = browsers.find(session, "four")
    assert found is not None
    assert found.look == Look("dark", "reduced")


def test_an_account_that_is_gone_takes_nobody_in(session: Session) -> None:
    start(session, "one")
    with unchanged(session), pytest.raises(NotFoundError):
        adopt(session, "one", "two", 99)
    with pytest.raises(NotFoundError):
        accounts.overview(session, 99)
    with unchanged(session):
        accounts.delete_account(session, 99, NOW)


def test_nobody_comes_in_by_what_no_longer_opens(session: Session) -> None:
    who = account(session)
    start(session, "one")
    with unchanged(session), pytest.raises(accounts.ChangedError):
        accounts.adopt(session, "one", "two", who, NOW, proved="before", data=DATA)


def test_a_recovery_code_is_used_up(session: Session) -> None:
    who = account(session, mf_recovery_codes=["a", "b"])
    adopt(session, "one", "two", who)
    assert not accounts.use_recovery_code(session, who, lambda code: code == "c")
    assert not accounts.use_recovery_code(session, 99, lambda _: True)
    assert accounts.use_recovery_code(session, who, lambda code: code == "a")
    assert not accounts.use_recovery_code(session, who, lambda code: code == "a")
    assert len(records(session)["browser"]) == 1
    assert accounts.use_recovery_code(session, who, lambda code: code == "b", password="new")
    assert records(session)["account"][0]["password"] == "new"
    assert records(session)["browser"] == []


def test_a_lost_answer_does_not_use_a_recovery_code_up(session: Session) -> None:
    who = account(session, mf_recovery_codes=["a", "b", "c"])
    with lost_answer(session):
        assert accounts.use_recovery_code(session, who, lambda code: code == "a")
    with lost_answer(session):
        assert accounts.use_recovery_code(session, who, lambda code: code == "b", password="new")
    assert records(session)["account"][0]["mf_recovery_codes"] in (["c"], '["c"]')
    assert not accounts.use_recovery_code(session, who, lambda code: code == "b")


def test_an_e_mail_that_somebody_took_at_the_same_moment_is_taken(session: Session) -> None:
    who = account(session)

    def taken() -> None:
        raise IntegrityError("UPDATE", {}, Exception("unique"))

    with patch.object(session, "commit", taken):
        assert not accounts.change_email(session, who, "new@example.com", "x", keep="two")


def test_an_e_mail_changes_unless_it_is_taken(session: Session) -> None:
    who = account(session)
    account(session, "pat@example.com")
    adopt(session, "one", "two", who)
    adopt(session, "three", "four", who)
    with unchanged(session):
        assert not accounts.change_email(session, who, "pat@example.com", "x", keep="two")
    assert accounts.change_email(session, who, "new@example.com", "x", keep="two")
    assert [row["token_hash"] for row in records(session)["browser"]] == ["two"]
    assert accounts.change_email(session, who, "new@example.com", "y", keep="two")


def test_signing_in_is_a_visit_to_all_that_the_account_holds(session: Session) -> None:
    who = account(session)
    start(session, "one")
    adopt(session, "one", "two", who)
    before = records(session)["attempt"][0]["visited_at"]
    adopt(session, "never seen", "three", who, now=before + timedelta(days=80))
    assert records(session)["attempt"][0]["visited_at"] == before + timedelta(days=80)
