"""The history page: each skill over time, with none, one, two and many results."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from justhtml import JustHTML
from sqlalchemy import insert
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.models import ResultRow
from tests.another_edition import another_edition
from tests.kinds import best_choice, first_choice, worst_choice
from tests.outages import away
from tests.records import records, unchanged
from tests.soundness import attributes
from tests.visitor import Visitor, words
from tests.web.looking_back import grown, on_day, publish, taken


def cards(page: TestResponse) -> dict[str, JustHTML]:
    """Return the card of each skill, by the skill's name."""
    found = JustHTML(page.text, sanitize=False).query("ul.trends > li")
    return {
        card.query("h3")[0].to_text(): JustHTML(card.to_html(), sanitize=False) for card in found
    }


def text(card: JustHTML, selector: str) -> str:
    return " ".join(" ".join(part.to_text() for part in card.query(selector)).split())


def rows(card: JustHTML) -> list[list[str]]:
    """Return the cells of a card's table."""
    return [
        [" ".join(cell.to_text().split()) for cell in row.query("th, td")]
        for row in card.query("tbody tr")
    ]


def test_before_the_first_result_the_page_is_empty_and_leads_home(visitor: Visitor) -> None:
    page = visitor.get("/history")
    assert words(page, "h1") == "Your skills over time"
    assert "There is nothing to look back on yet" in words(page)
    assert JustHTML(page.text, sanitize=False).query('main a[href="/"]')
    assert "Set-Cookie" not in page.headers, "looking sets no cookie"
    visitor.start()
    assert "There is nothing to look back on yet" in words(visitor.get("/history"))


def test_one_result_is_shown_and_the_page_says_when_a_second_helps(
    visitor: Visitor, session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(monkeypatch, 3, 1)
    taken(visitor, session, shipped, best_choice, count=9)
    page = visitor.get("/history")
    assert "One result so far, from March 1, 2026." in words(page)
    assert "When a second one helps" in words(page)
    assert JustHTML(page.text, sanitize=False).query("form") == [], "there are no two to choose"
    found = cards(page)
    assert list(found) == [skill.name for skill in shipped.edition.skills]
    first = found[shipped.edition.skills[0].name]
    assert "One score so far." in text(first, "p")
    assert len(first.query("circle")) == len(rows(first)) == 1
    assert first.query("path.line") == []
    last = found[shipped.edition.skills[-1].name]
    assert "Not assessed so far." in text(last, "p")
    assert last.query("svg, table") == []


def test_two_results_are_compared_by_the_rule(
    visitor: Visitor, session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(monkeypatch, 3, 1)
    taken(visitor, session, shipped, worst_choice)
    on_day(monkeypatch, 5, 20)
    taken(visitor, session, shipped, best_choice)
    page = visitor.get("/history")
    assert "2 results, from March 1, 2026 to May 20, 2026." in words(page)
    for card in cards(page).values():
        [then, now] = rows(card)
        assert (then[0], now[0]) == ("March 1, 2026", "May 20, 2026")
        points = int(now[1]) - int(then[1])
        told = f"First {then[1]} on March 1, 2026, now {now[1]}: up {points} points."
        assert told in text(card, "p")
        assert text(card, ".verdict.certain") == "This is more than chance alone would explain."
        assert len(card.query("path.line")) == 1
        assert text(card, ".latest strong") == now[1]
        assert text(card, "caption").endswith("in each result, oldest first")


def test_what_could_be_chance_is_called_so(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    taken(person, sqlite_session, shipped, first_choice)
    taken(person, sqlite_session, shipped, first_choice)
    told = [text(card, ".verdict") for card in cards(person.get("/history")).values()]
    assert set(told) <= {
        "Could be chance: the ranges are too wide to tell.",
        "A small change could still hide in the ranges.",
    }
    assert 'class="verdict certain"' not in person.get("/history").text


def test_the_figures_are_those_of_the_results_they_link_to(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    name = taken(person, sqlite_session, shipped, first_choice)
    second = grown(person, sqlite_session, shipped, name, best_choice)
    for card in cards(person.get("/history")).values():
        links = [str(attributes(link)["href"]) for link in card.query("tbody a")]
        public_id = name.removesuffix(".1")
        assert links == [f"/a/{public_id}/result/{number}" for number in (1, 2)]
        title = text(card, "h3")
        for link, (_, score, span) in zip(links, rows(card), strict=True):
            told = f"Score {score.removesuffix(' tentative')}, range {span}."
            bars = words(person.get(link), "table.skills:not(.claims)")
            assert f"{title} " in bars
            assert told in bars
    assert second.endswith(".2")


def test_results_of_one_day_are_counted(
    person: Visitor, sqlite_session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(monkeypatch, 3, 1)
    for _ in range(2):
        taken(person, sqlite_session, shipped, best_choice, count=3)
    [card, *_] = cards(person.get("/history")).values()
    assert [row[0] for row in rows(card)] == ["March 1, 2026 (1 of 2)", "March 1, 2026 (2 of 2)"]


def test_a_skill_that_was_skipped_leaves_a_gap(
    person: Visitor, sqlite_session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month, count in ((1, None), (2, 3), (3, None)):
        on_day(monkeypatch, month, 1)
        taken(person, sqlite_session, shipped, best_choice, count=count)
    card = cards(person.get("/history"))[shipped.edition.skills[-1].name]
    assert len(card.query("circle")) == 2
    assert card.query("path.line") == [], "no line runs over what was not assessed"
    assert rows(card)[1] == ["February 1, 2026", "Not assessed"]
    assert "on January 1, 2026" in text(card, "p")


def test_a_history_over_two_editions_says_so(
    visitor: Visitor, session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(monkeypatch, 1, 1)
    taken(visitor, session, shipped, best_choice)
    assert "editions of the questions" not in words(visitor.get("/history"))
    second = publish(session, another_edition(shipped.edition))
    on_day(monkeypatch, 2, 1)
    taken(visitor, session, second, best_choice)
    page = visitor.get("/history")
    assert "These results come from 2 editions of the questions." in words(page)
    found = cards(page)
    assert list(found)[-2:] == ["Negotiation", "Basic NLP familiarity"]
    assert rows(found["Negotiation"])[0] == ["January 1, 2026", "Not part of that edition"]
    assert rows(found["Basic NLP familiarity"])[1] == [
        "February 1, 2026",
        "Not part of that edition",
    ]
    assert "One score so far." in text(found["Negotiation"], "p")
    assert all(len(card.query("path.seam")) == 1 for card in found.values())


def test_another_scoring_version_is_told(
    person: Visitor, sqlite_session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(person, sqlite_session, shipped, best_choice, count=3)
    taken(person, sqlite_session, shipped, best_choice, count=3)
    assert "The scoring changed" not in words(person.get("/history"))
    monkeypatch.setattr("assess.core.outcome.ENGINE", "2")
    taken(person, sqlite_session, shipped, best_choice, count=3)
    assert "The scoring changed along the way" in words(person.get("/history"))


def test_more_than_fifty_results_show_the_newest_and_say_how_many_there_are(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    taken(person, sqlite_session, shipped, best_choice, count=3)
    [row] = records(sqlite_session)["result"]
    row.pop("id")
    made = datetime(2020, 1, 1, tzinfo=UTC)
    more = [row | {"number": n, "made_at": made + timedelta(days=n)} for n in range(2, 61)]
    sqlite_session.execute(insert(ResultRow), more)
    sqlite_session.commit()
    page = person.get("/history")
    assert "50 results, from January 13, 2020 to" in words(page)
    assert "These are the newest 50 of your 60." in words(page)
    [card, *_] = cards(page).values()
    assert len(rows(card)) == len(card.query("circle")) == 50


def test_nobody_sees_the_results_of_somebody_else(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    holder, other = new_visitor(), new_visitor()
    name = taken(holder, session, shipped, best_choice, count=3)
    with unchanged(session):
        page = other.get("/history")
    assert "There is nothing to look back on yet" in words(page)
    assert name.removesuffix(".1") not in page.text
    assert name in holder.get("/history").text or "One result so far" in words(
        holder.get("/history")
    )


def test_looking_back_changes_nothing(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    for _ in range(2):
        taken(visitor, session, shipped, best_choice, count=3)
    visitor.get("/history")
    with unchanged(session):
        visitor.get("/history")


def test_without_the_database_the_page_says_so(app: Flask, visitor: Visitor) -> None:
    visitor.start()
    with away(app):
        page = visitor.get("/history", 503)
    assert words(page, "h1") == "We can’t reach our records right now"
