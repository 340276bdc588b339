"""My results: what it lists, in which order, and what it offers to do."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from justhtml import JustHTML
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.models import AccountRow, AttemptRow, BrowserRow, ImportedEditionRow
from assess.services import editions
from assess.services.database import write
from tests.records import records, unchanged
from tests.visitor import Visitor, words

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def finished(visitor: Visitor) -> str:
    """Start, answer one question and finish; return the attempt's path."""
    attempt = visitor.start()
    [key] = re.findall(rf'{attempt}/q/([a-z0-9-]+)">Start section 1', visitor.get(attempt).text)
    visitor.answer(f"{attempt}/q/{key}", "a")
    visitor.finish(attempt)
    return attempt


def cards(page: TestResponse) -> list[str]:
    """Return what each attempt's card says."""
    found = JustHTML(page.text, sanitize=False).query(".mine > li")
    return [" ".join(card.to_text().split()) for card in found]


def links(page: TestResponse) -> set[str]:
    """Return where the main part leads to."""
    main = page.text.partition("<main")[2].partition("</main")[0]
    return set(re.findall(r'(?:href|action)="([^"]+)"', main))


def shift(session: Session, public_id: str, **days: datetime | None) -> None:
    """Let an attempt have been started or finished at another time."""
    session.rollback()
    changed = update(AttemptRow).where(AttemptRow.public_id == public_id.removeprefix("/a/"))
    write(session, lambda: session.execute(changed.values(**days)))


def sign_up(session: Session) -> None:
    """Give the one browser an account, as signing up does."""

    def work() -> None:
        browser = session.scalars(select(BrowserRow)).one()
        account = {"email": "a@example.org", "fs_uniquifier": "u", "made_at": NOW}
        session.add(AccountRow(holder_id=browser.holder_id, active=True, **account))

    write(session, work)


def test_an_empty_list_says_how_to_begin_and_how_to_come_back(
    visitor: Visitor, session: Session
) -> None:
    with unchanged(session):
        page = visitor.get("/mine")
    assert "Set-Cookie" not in page.headers
    assert "Nothing here yet" in words(page)
    assert "You are not signed in" in words(page)
    assert {"/", "/resume", "/import", "/account"} <= links(page)
    assert "Compare" not in words(page)


def test_each_state_is_told_in_words(visitor: Visitor, session: Session, shipped: Compiled) -> None:
    done = finished(visitor)
    growing = visitor.start()
    form = records(session)["attempt"][1]["questions"]
    visitor.answer(f"{growing}/q/{form[0]}", "a")
    visitor.submit(visitor.get(visitor.finish(growing)), length="thorough")
    begun = visitor.start()
    fresh = visitor.start()
    form = records(session)["attempt"][2]["questions"]
    visitor.answer_all(begun, {key: ["not_sure"] for key in form[:3]})
    page = visitor.get("/mine")
    not_begun, under_way, adding, ready = cards(page)
    assert not_begun.startswith("Not begun yet 0 of 40 answered")
    assert under_way.startswith("Under way 3 of 40 answered. They are all still here.")
    assert "You are adding questions: 1 of 64 answered" in adding
    assert "See the result so far" in adding
    names = {role.name for role in shipped.edition.roles}
    assert any(ready.startswith(f"{name} The role we suggested.") for name in names)
    assert re.search(r"Your fit for it: (ready|nearly there|building|early) ", ready)
    assert all("· Edition 1" in card for card in cards(page))
    assert f"{begun}/q/{form[3]}" in links(page), "on where one stopped"
    assert {f"{done}/result", f"{growing}/result", f"{fresh}/code"} <= links(page)


def test_everything_one_can_do_is_within_reach(visitor: Visitor) -> None:
    done, begun = finished(visitor), visitor.start()
    found = links(visitor.get("/mine"))
    for attempt in (done, begun):
        assert {f"{attempt}/{what}" for what in ("code", "data", "delete")} <= found
    assert f"{done}/share" in found
    assert f"{begun}/share" not in found, "nothing to show yet"
    assert "/start" in found
    assert "/delete-everything" in found


def test_days_are_told_once_where_they_are_the_same(
    person: Visitor, sqlite_session: Session
) -> None:
    attempt = finished(person)
    at = {"started_at": NOW, "finished_at": NOW}
    shift(sqlite_session, attempt, **at)
    assert "Taken March 1, 2026 ·" in cards(person.get("/mine"))[0]
    shift(sqlite_session, attempt, finished_at=datetime(2026, 4, 2, tzinfo=UTC))
    told = cards(person.get("/mine"))[0]
    assert "Started March 1, 2026, finished April 2, 2026 ·" in told


def test_an_imported_one_says_so(person: Visitor, sqlite_session: Session) -> None:
    attempt = finished(person)
    shift(sqlite_session, attempt, imported_at=NOW)
    assert "Edition 1, imported March 1, 2026" in cards(person.get("/mine"))[0]


def test_one_from_another_site_says_so_and_what_starting_again_follows(
    person: Visitor, sqlite_session: Session
) -> None:
    finished(person)
    row = records(sqlite_session)["edition"][0]
    brought = ImportedEditionRow(digest=row["digest"], document=row["document"], imported_at=NOW)

    def work() -> None:
        sqlite_session.add(brought)
        sqlite_session.flush()
        pinned = {"edition_number": None, "imported_digest": row["digest"], "imported_at": NOW}
        sqlite_session.execute(update(AttemptRow).values(pinned))

    write(sqlite_session, work)
    page = person.get("/mine")
    assert "An edition of another site, imported March 1, 2026" in cards(page)[0]
    assert "Starting again follows edition 1, the newest one." in words(page, ".mine form")


def test_starting_again_is_one_press_and_gives_another_attempt(
    visitor: Visitor, session: Session
) -> None:
    finished(visitor)
    page = visitor.get("/mine")
    assert "edition" not in words(page, ".mine form"), "it is the newest already"
    again = visitor.submit(page)
    assert again.status_code == 303
    assert visitor.submit(page).location == again.location
    assert [row["length"] for row in records(session)["attempt"]] == ["standard", "standard"]


def test_starting_again_says_that_it_follows_a_newer_edition(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    finished(visitor)
    newer = shipped.edition.model_copy(
        update={"title": "Newer", "lengths": {"short": 3, "standard": 4}}
    )
    editions.publish(session, newer, "staff", "", NOW)
    session.rollback()
    page = visitor.get("/mine")
    told = words(page, ".mine form")
    assert "Starting again follows edition 2, the newest one." in told
    assert "This result stays as it is." in told
    assert "· Edition 1" in cards(page)[0]
    visitor.submit(page)
    assert records(session)["attempt"][-1]["edition_number"] == 2


def test_a_length_that_is_gone_becomes_the_usual_one(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    person.submit(person.get("/"), length="thorough")
    attempt = "/a/" + records(sqlite_session)["attempt"][0]["public_id"]
    person.answer(f"{attempt}/q/{shipped.forms['thorough'][0]}", "a")
    person.finish(attempt)
    newer = shipped.edition.model_copy(update={"lengths": {"standard": 4}})
    editions.publish(sqlite_session, newer, "staff", "", NOW)
    sqlite_session.rollback()
    assert person.submit(person.get("/mine")).status_code == 303
    assert records(sqlite_session)["attempt"][-1]["length"] == "standard"


def test_two_results_can_be_compared_the_newest_with_the_one_before(visitor: Visitor) -> None:
    first = finished(visitor)
    assert "Compare" not in words(visitor.get("/mine"))
    second = finished(visitor)
    page = visitor.get("/mine")
    assert {"/compare", "/history"} <= links(page)
    html = JustHTML(page.text, sanitize=False)
    chosen = [one.attrs["value"] for one in html.query("select option[selected]") if one.attrs]
    assert chosen == [f"{first.removeprefix('/a/')}.1", f"{second.removeprefix('/a/')}.1"]
    assert "Compare two results" in words(page)
    labels = [" ".join(one.to_text().split()) for one in html.query("#a option")]
    for count, label, card in zip(("(2 of 2)", "(1 of 2)"), labels, cards(page), strict=True):
        assert count in label, "of one day, told apart"
        assert count in card


def test_what_is_of_one_day_is_told_apart_in_every_link(person: Visitor) -> None:
    for _ in range(2):
        finished(person)
    for _ in range(2):
        person.start()
    for path, told in (("/mine", "main a, main summary"), ("/", ".card a"), ("/forget", "main a")):
        html = JustHTML(person.get(path).text, sanitize=False)
        named = [" ".join(one.to_text().split()) for one in html.query(told)]
        dated = [name for name in named if re.search(r"\d{4}", name)]
        assert len(dated) == len(set(dated)) > 2, (path, dated)


def test_the_list_goes_on_over_pages(
    visitor: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assess.web.mine.views.PAGE_SIZE", 2)
    begun = [visitor.start() for _ in range(5)]
    for place, attempt in enumerate(begun):
        shift(session, attempt, started_at=NOW.replace(hour=place))
    listed = []
    for number in (1, 2, 3):
        page = visitor.get(f"/mine?page={number}")
        assert f"Page {number} of 3" in words(page)
        assert f"My results, page {number} of 3" in words(page, "title")
        listed += re.findall(r'href="(/a/\w+)/delete"', page.text)
        assert ("Newer ones" in words(page), "Earlier ones" in words(page)) == (
            number > 1,
            number < 3,
        )
    assert listed == begun[::-1]


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=999999", "page=9999999", "page=", "page=x", "page=%00",
              "page=1&page=2", "page=%F0%9F%98%80", "page=１", "page=1e3", "other=1"]
)  # fmt: skip
def test_a_page_number_of_any_sort_shows_the_list(query: str, person: Visitor) -> None:
    attempt = person.start()
    assert f"{attempt}/delete" in person.get(f"/mine?{query}").text


def test_nobody_sees_the_attempts_of_somebody_else(new_visitor: Callable[[], Visitor]) -> None:
    ada, bo = new_visitor(), new_visitor()
    first, second = finished(ada), finished(bo)
    assert first in ada.get("/mine").text
    assert first not in bo.get("/mine").text
    assert second not in ada.get("/mine").text


def test_who_is_signed_in_is_told_so(person: Visitor, sqlite_session: Session) -> None:
    person.start()
    sign_up(sqlite_session)
    told = words(person.get("/mine"))
    assert "Everything your account holds" in told
    assert "You are not signed in" not in told


def test_home_offers_the_last_few_and_leads_to_all(person: Visitor) -> None:
    for _ in range(4):
        person.start()
    assert "in My results" not in words(person.get("/"))
    person.start()
    home = person.get("/")
    assert "All 5 in My results" in words(home)
    assert len(JustHTML(home.text, sanitize=False).query(".earlier li")) == 3
