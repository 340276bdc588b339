"""The page on which a holder makes, finds and ends links."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from assess.services import sharing
from tests.records import records, unchanged
from tests.visitor import Visitor, form_of, notices, words
from tests.web.sharing import addresses, answer_rest, end, finished, share

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
GONE = "This link does not work any more"


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return a way to set the clock of these pages."""
    return lambda moment: monkeypatch.setattr("assess.web.share.views.now", lambda: moment)


def test_by_default_a_link_lasts_a_week_and_shows_the_result_alone(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor, shipped)
    page = visitor.get(f"{attempt}/share")
    assert form_of(page).with_()["days"] == ["7"]
    told = words(page)
    assert "What follows stays out unless you tick it." in told
    assert "Results that come later never appear in it." in told
    share(visitor, attempt)
    [row] = records(session)["share"]
    assert (row["with_claims"], row["with_answers"]) == (False, False)
    assert row["ends_at"] - row["made_at"] == timedelta(days=7)
    told = words(visitor.get(f"{attempt}/share"), ".links")
    assert "Shows The result alone" in told
    assert "Opened Not yet" in told


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"with_claims": "y"}, "The result, and what you claim beside what you show"),
        ({"with_answers": "y"}, "The result and your single answers"),
        (
            {"with_claims": "y", "with_answers": "y"},
            "The result, what you claim beside what you show, and your single answers",
        ),
    ],
)
def test_the_list_says_what_each_link_shows(
    choices: dict[str, str], told: str, person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, shipped)
    share(person, attempt, **choices)
    assert f"Shows {told} Works until" in words(person.get(f"{attempt}/share"), ".facts")


def test_the_list_says_when_a_link_was_made_ends_and_was_opened(
    visitor: Visitor,
    new_visitor: Callable[[], Visitor],
    shipped: Compiled,
    plant: Callable[[datetime], None],
) -> None:
    attempt = finished(visitor, shipped)
    plant(NOON)
    link = share(visitor, attempt, days="30")
    plant(NOON + timedelta(days=1, minutes=7, seconds=20))
    new_visitor().get(link)
    assert words(visitor.get(f"{attempt}/share"), ".facts") == (
        "Shows The result alone Works until March 31, 2026 Made March 1, 2026 "
        "Opened 1 time, last on March 2, 2026 at 12:07 UTC"
    )
    plant(NOON + timedelta(days=2))
    new_visitor().get(link)
    assert "2 times, last on March 3, 2026 at 12:00 UTC" in words(visitor.get(f"{attempt}/share"))
    plant(NOON + timedelta(days=30))
    assert addresses(visitor, attempt) == []
    assert words(new_visitor().get(link, 404), "h1") == GONE


def test_a_double_click_makes_one_link(visitor: Visitor, shipped: Compiled) -> None:
    attempt = finished(visitor, shipped)
    page = visitor.get(f"{attempt}/share")
    first, second = visitor.submit(page), visitor.submit(page)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(addresses(visitor, attempt)) == 1
    name = first.location.partition("#")[2]
    assert f'id="{name}"' in visitor.get(f"{attempt}/share").text


def test_an_ended_link_is_gone_for_whoever_has_it(
    visitor: Visitor, new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor, shipped)
    kept = share(visitor, attempt, days="90")
    ended = share(visitor, attempt)
    end(visitor, attempt)
    coach = new_visitor()
    assert words(coach.get(ended, 404), "h1") == GONE
    coach.get(kept)
    assert addresses(visitor, attempt) == [kept]
    assert len(records(session)["share"]) == 1
    told = words(visitor.get(f"{attempt}/share?ended=1"), '[role="status"]')
    assert "The link is ended." in told


def test_every_button_to_end_a_link_says_which(person: Visitor, shipped: Compiled) -> None:
    attempt = finished(person, shipped)
    links = [share(person, attempt), share(person, attempt)]
    page = person.get(f"{attempt}/share")
    for link in links:
        assert f"End this link , the one that ends in {link[-4:]}" in words(page)
        assert f"Copy the link that ends in {link[-4:]}" in words(page)
    assert words(page, "h2").startswith("Your 2 links Make another link")


def test_one_of_several_results_can_be_chosen(person: Visitor, shipped: Compiled) -> None:
    attempt = finished(person, shipped)
    assert 'id="number"' not in person.get(f"{attempt}/share").text
    grown = person.submit(person.get(f"{attempt}/result"), length="standard")
    assert grown.status_code == 303
    answer_rest(person, attempt, shipped, "standard")
    person.finish(attempt)
    assert form_of(person.get(f"{attempt}/share")).with_()["number"] == ["2"]
    assert form_of(person.get(f"{attempt}/share?result=1")).with_()["number"] == ["1"]
    assert form_of(person.get(f"{attempt}/share?result=9")).with_()["number"] == ["2"]
    share(person, attempt, number="1")
    assert "The result alone (result 1)" in words(person.get(f"{attempt}/share"), ".facts")


@pytest.mark.parametrize(
    ("field", "values", "told"),
    [
        ("days", ["365"], "Choose 7, 30 or 90 days."),
        ("days", ["7\x00"], "Choose 7, 30 or 90 days."),
        ("days", ["\u202e7"], "Choose 7, 30 or 90 days."),
        ("days", ["<b>7</b>"], "Choose 7, 30 or 90 days."),
        ("days", ["9" * 5000], "Choose 7, 30 or 90 days."),
        ("number", ["2"], "Choose one of the results in the list."),
        ("number", ["-1"], "Choose one of the results in the list."),
        ("number", ["one"], "Choose one of the results in the list."),
        ("number", ["9" * 300], "Choose one of the results in the list."),
        ("page_id", ["x"], "This page was too old to send. Please send it once more."),
        ("page_id", [], "This page was too old to send. Please send it once more."),
    ],
)
def test_a_bad_field_is_named_and_what_was_chosen_stays(
    field: str, values: list[str], told: str, person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, shipped)
    form = form_of(person.get(f"{attempt}/share"))
    chosen = {"days": "90", "with_answers": "y"} | {field: values}
    page = person.post(f"{attempt}/share", form.with_(**chosen))
    assert addresses(person, attempt) == []
    assert page.status_code == 422
    assert words(page, "title").startswith("Error: ")
    assert notices(page) == [told]
    target = {"days": "#days-7", "number": "#number", "page_id": "#make"}[field]
    assert f'href="{target}"' in page.text
    if field != "page_id":
        assert words(page, ".field-problem") == f"Error: {told}"
    kept = form_of(page).with_()
    assert "with_answers" in kept
    assert "with_claims" not in kept
    assert field == "days" or kept["days"] == ["90"]
    again = person.submit(page, days="30", number="1")
    assert again.status_code == 303


def test_repeated_and_missing_fields_fall_back_to_the_safer_choice(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    attempt = finished(person, shipped)
    form = form_of(person.get(f"{attempt}/share")).with_()
    kept = {name: form[name] for name in ("csrf_token", "page_id")}
    assert person.post(f"{attempt}/share", kept).status_code == 303
    [row] = records(sqlite_session)["share"]
    assert row["ends_at"] - row["made_at"] == timedelta(days=7)
    assert (row["with_claims"], row["with_answers"], row["result_number"]) == (False, False, 1)
    repeated = form | {"days": ["30", "90"], "number": ["1", "7"], "page_id": ["f" * 32, "x"]}
    assert person.post(f"{attempt}/share", repeated).status_code == 303


def test_at_the_limit_the_page_says_to_end_one(person: Visitor, shipped: Compiled) -> None:
    attempt = finished(person, shipped)
    for _ in range(sharing.MOST):
        assert person.submit(person.get(f"{attempt}/share")).status_code == 303
    page = person.submit(person.get(f"{attempt}/share"), days="90")
    assert page.status_code == 422
    assert notices(page) == [
        "You have 20 links to this assessment. End one of them, then make a new one."
    ]
    assert form_of(page).with_()["days"] == ["90"]
    end(person, attempt, place=7)
    assert person.submit(page).status_code == 303


def test_before_the_first_result_there_is_nothing_to_share(person: Visitor) -> None:
    attempt = person.start()
    assert person.get(f"{attempt}/share", 303).location == attempt


def test_a_stranger_finds_no_list_and_cannot_make_or_end_links(
    visitor: Visitor, new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    attempt = finished(visitor, shipped)
    link = share(visitor, attempt)
    [row] = records(session)["share"]
    other = new_visitor()
    own = finished(other, shipped)
    form = form_of(other.get(f"{own}/share")).with_()
    with unchanged(session):
        other.get(f"{attempt}/share", 404)
        assert other.post(f"{attempt}/share", form).status_code == 404
        ending = {"csrf_token": form["csrf_token"]}
        assert other.post(f"{attempt}/share/{row['public_id']}/end", ending).status_code == 404
        assert other.post(f"{own}/share/{row['public_id']}/end", ending).status_code == 303
    other.get(link)


def test_without_a_form_token_nothing_is_made_or_ended(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    attempt = finished(person, shipped)
    share(person, attempt)
    [row] = records(sqlite_session)["share"]
    with unchanged(sqlite_session):
        assert person.post(f"{attempt}/share").status_code == 400
        assert person.post(f"{attempt}/share/{row['public_id']}/end").status_code == 400
        person.get(f"{attempt}/share/{row['public_id']}/end", 405)


def test_with_a_new_key_of_the_site_a_link_is_told_to_be_working_but_hidden(
    person: Visitor, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = finished(person, shipped)
    share(person, attempt)
    monkeypatch.setattr("assess.web.share.views._key", lambda: b"another")
    page = person.get(f"{attempt}/share")
    assert "This link works, but it can’t be shown here again" in words(page)
    assert not re.search("/s/[0-9a-z]{26}", page.text)


def test_the_result_leads_to_everything_one_can_do_with_it(
    person: Visitor, shipped: Compiled
) -> None:
    attempt = finished(person, shipped)
    page = person.get(f"{attempt}/result")
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> <span>', page.text)
    assert links == [
        (f"{attempt}/share?result=1", "Share this result"),
        (f"{attempt}/code", "Open it on another device"),
        ("/history", "Your skills over time"),
        ("/mine", "My results"),
        (f"{attempt}/data", "Take your data"),
        (f"{attempt}/delete", "Delete this assessment"),
    ]
