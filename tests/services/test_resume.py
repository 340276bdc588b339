"""Resume codes: made once, shown again, renewed, and what they open."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.core.codes import encode, read
from assess.core.compiled import Compiled
from assess.models import AttemptRow
from assess.services import attempts, results, resume
from assess.services.errors import NotFoundError, TooManyError
from tests.records import records, unchanged

NOW: Final = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ME, YOU = "a" * 64, "b" * 64
KEY, OTHER_KEY = b"k" * 64, b"o" * 64
HERE: Final = "192.0.2.7"


@pytest.fixture
def attempt(session: Session) -> str:
    return attempts.start(session, ME, "0" * 32, "standard", NOW)


def code(session: Session, public_id: str, who: str = ME, key: bytes = KEY) -> bytes:
    """Return the secret in the code that a holder is shown."""
    shown = resume.code_of(session, who, public_id, key, NOW).code
    assert shown is not None
    return read(shown)


def come_back(
    session: Session,
    secret: bytes,
    who: str = YOU,
    *,
    address: str | None = HERE,
    now: datetime = NOW,
    only: str | None = None,
) -> resume.Opened:
    return resume.open_with(session, who, secret, key=KEY, address=address, now=now, only=only)


def guess(session: Session, address: str | None = HERE, now: datetime = NOW) -> None:
    """Try a code that nobody has."""
    with pytest.raises(resume.UnknownCodeError):
        come_back(session, secrets.token_bytes(16), address=address, now=now)


def test_a_code_is_made_once_and_shown_again(session: Session, attempt: str) -> None:
    first = resume.code_of(session, ME, attempt, KEY, NOW)
    assert (first.generation, first.finished) == (1, False)
    with unchanged(session):
        assert resume.code_of(session, ME, attempt, KEY, NOW + timedelta(days=300)) == first


def test_only_the_hash_of_a_code_is_stored(session: Session, attempt: str) -> None:
    secret = code(session, attempt)
    [row] = records(session)["resume_code"]
    assert row["code_hash"] not in (secret.hex(), encode(secret))
    stored = str(records(session)).lower()
    assert secret.hex() not in stored
    assert encode(secret).lower() not in stored


def test_each_attempt_has_a_code_of_its_own(session: Session, attempt: str) -> None:
    other = attempts.start(session, ME, "1" * 32, "standard", NOW)
    assert code(session, attempt) != code(session, other)


def test_a_code_lets_another_browser_in_and_keeps_the_first(session: Session, attempt: str) -> None:
    assert come_back(session, code(session, attempt)) == resume.Opened(attempt, finished=False)
    assert attempts.open_attempt(session, YOU, attempt).public_id == attempt
    assert attempts.open_attempt(session, ME, attempt).public_id == attempt


def test_coming_back_twice_is_coming_back_once(session: Session, attempt: str) -> None:
    secret = code(session, attempt)
    come_back(session, secret)
    with unchanged(session):
        come_back(session, secret)


def test_a_code_of_a_finished_attempt_says_so(
    session: Session, attempt: str, shipped: Compiled
) -> None:
    save = attempts.Save(shipped.forms["standard"][0], ("a",), "one", "", 0)
    attempts.save_answer(session, ME, attempt, save, NOW)
    secret = code(session, attempt)
    results.finish(session, ME, attempt, None, NOW)
    assert resume.code_of(session, ME, attempt, KEY, NOW).finished
    assert come_back(session, secret) == resume.Opened(attempt, finished=True)


def test_coming_back_counts_as_a_visit(session: Session, attempt: str) -> None:
    secret, later = code(session, attempt), NOW + timedelta(days=80)
    come_back(session, secret, now=later)
    assert [row["visited_at"] for row in records(session)["attempt"]] == [later]


def test_a_code_is_shown_to_its_holder_only(session: Session, attempt: str) -> None:
    with unchanged(session):
        for public_id in (attempt, "0" * 20):
            with pytest.raises(NotFoundError):
                resume.code_of(session, YOU, public_id, KEY, NOW)
            with pytest.raises(NotFoundError):
                resume.renew(session, YOU, public_id, key=KEY, generation=1, now=NOW)


def test_a_new_code_takes_the_place_of_the_old(session: Session, attempt: str) -> None:
    old = code(session, attempt)
    resume.renew(session, ME, attempt, key=KEY, generation=1, now=NOW)
    new = code(session, attempt)
    assert new != old
    with pytest.raises(resume.UnknownCodeError):
        come_back(session, old)
    come_back(session, new)


def test_asking_twice_for_a_new_code_makes_one(session: Session, attempt: str) -> None:
    code(session, attempt)
    resume.renew(session, ME, attempt, key=KEY, generation=1, now=NOW)
    with unchanged(session):
        for generation in (1, 0, -1, 7):
            resume.renew(session, ME, attempt, key=KEY, generation=generation, now=NOW)


def test_browsers_that_came_by_the_old_code_stay(session: Session, attempt: str) -> None:
    come_back(session, code(session, attempt))
    resume.renew(session, ME, attempt, key=KEY, generation=1, now=NOW)
    assert code(session, attempt, who=YOU) == code(session, attempt)


def test_after_the_apps_secret_changed_a_code_opens_but_is_not_shown(
    session: Session, attempt: str
) -> None:
    secret = code(session, attempt)
    again = resume.code_of(session, ME, attempt, OTHER_KEY, NOW)
    assert again == resume.ResumeCode(None, generation=1, finished=False)
    come_back(session, secret)
    resume.renew(session, ME, attempt, key=OTHER_KEY, generation=1, now=NOW)
    come_back(session, code(session, attempt, key=OTHER_KEY))
    with pytest.raises(resume.UnknownCodeError):
        come_back(session, secret)


def test_unknown_replaced_and_deleted_codes_get_the_same_answer(
    session: Session, attempt: str
) -> None:
    replaced = code(session, attempt)
    resume.renew(session, ME, attempt, key=KEY, generation=1, now=NOW)
    other = attempts.start(session, ME, "1" * 32, "standard", NOW)
    deleted = code(session, other)
    session.execute(delete(AttemptRow).where(AttemptRow.public_id == other))
    session.commit()
    told = []
    for secret in (secrets.token_bytes(16), replaced, deleted):
        with pytest.raises(resume.UnknownCodeError) as caught:
            come_back(session, secret)
        told.append(str(caught.value))
    assert told == [""] * 3
    assert records(session)["access_grant"] == [
        row for row in records(session)["access_grant"] if row["attempt_id"] == 1
    ]


def test_a_code_of_another_attempt_grants_nothing(session: Session, attempt: str) -> None:
    other = attempts.start(session, ME, "1" * 32, "standard", NOW)
    secret = code(session, attempt)
    come_back(session, code(session, other), who="c" * 64)  # the rows of the limit exist now
    with unchanged(session), pytest.raises(resume.OtherAttemptError):
        come_back(session, secret, only=other)
    assert come_back(session, secret, only=attempt).public_id == attempt


def test_ten_wrong_codes_a_minute_then_none_is_looked_at(session: Session, attempt: str) -> None:
    secret = code(session, attempt)
    for second in range(10):
        guess(session, now=NOW + timedelta(seconds=second))
    with unchanged(session), pytest.raises(TooManyError) as caught:
        come_back(session, secret, now=NOW + timedelta(seconds=40))
    assert caught.value.wait == timedelta(seconds=20)
    come_back(session, secret, now=NOW + timedelta(seconds=60))


def test_another_address_is_not_kept_waiting(session: Session, attempt: str) -> None:
    for _ in range(10):
        guess(session)
    guess(session, address="192.0.2.8")
    come_back(session, code(session, attempt), address="2001:db8::1")


def test_a_hundred_wrong_codes_a_day_then_none_until_the_day_is_over(session: Session) -> None:
    for minute in range(10):
        for _ in range(10):
            guess(session, now=NOW + timedelta(minutes=minute))
    with pytest.raises(TooManyError) as caught:
        guess(session, now=NOW + timedelta(hours=23))
    assert caught.value.wait == timedelta(hours=1)
    guess(session, now=NOW + timedelta(days=1))


def test_right_codes_are_not_counted_so_a_class_behind_one_address_comes_back(
    session: Session, attempt: str
) -> None:
    secret = code(session, attempt)
    for pupil in range(120):
        come_back(session, secret, who=f"{pupil:064d}")
    for _ in range(9):
        guess(session)
    for pupil in range(30):
        come_back(session, secret, who=f"{pupil + 500:064d}")
    guess(session)
    with pytest.raises(TooManyError):
        guess(session)


def test_an_ipv6_address_counts_as_its_network(session: Session) -> None:
    for number in range(10):
        guess(session, address=f"2001:db8:0:1::{number}")
    with pytest.raises(TooManyError):
        guess(session, address="2001:db8:0:1:ffff::1")
    guess(session, address="2001:db8:0:2::1")


@pytest.mark.parametrize("address", [None, "", "not an address"])
def test_requests_without_a_readable_address_are_counted_together(
    session: Session, address: str | None
) -> None:
    for _ in range(10):
        guess(session, address=None)
    with pytest.raises(TooManyError):
        guess(session, address=address)


def test_an_ipv4_address_in_ipv6_clothes_is_the_same(session: Session) -> None:
    for _ in range(10):
        guess(session)
    with pytest.raises(TooManyError):
        guess(session, address=f"::ffff:{HERE}")


def test_no_address_is_stored(session: Session) -> None:
    guess(session)
    assert HERE not in str(records(session)["throttle"])


def mail(
    session: Session,
    attempt: str = "1" * 20,
    to: str = "ann@example.org",
    address: str = HERE,
    now: datetime = NOW,
) -> None:
    resume.count_mail(session, attempt, to, key=KEY, address=address, now=now)


def test_five_mails_an_hour_for_an_attempt(session: Session) -> None:
    for number in range(5):
        mail(session, to=f"{number}@example.org")
    with unchanged(session), pytest.raises(TooManyError) as caught:
        mail(session, to="six@example.org")
    assert caught.value.wait == timedelta(hours=1)
    mail(session, now=NOW + timedelta(hours=1))


def test_twenty_mails_a_day_to_a_mailbox(session: Session) -> None:
    for number in range(20):
        mail(session, attempt=f"{number:020d}", to="Ann@Example.org")
    with pytest.raises(TooManyError):
        mail(session, attempt="x" * 20)
    mail(session, attempt="x" * 20, to="bob@example.org")


def test_a_class_may_mail_itself_and_nobody_may_mail_the_world(session: Session) -> None:
    for number in range(400):
        mail(session, attempt=f"{number:020d}", to=f"{number}@example.org")
    with pytest.raises(TooManyError):
        mail(session, attempt="x" * 20, to="x@example.org")


def test_a_mail_that_was_not_sent_does_not_count(session: Session) -> None:
    for _ in range(30):
        mail(session)
        resume.uncount_mail(session, "1" * 20, "ann@example.org", key=KEY, address=HERE)
    assert {row["count"] for row in records(session)["throttle"]} == {0}
