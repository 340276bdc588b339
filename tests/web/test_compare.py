"""Two results side by side: the figures, the words, and every odd way to ask for them."""

from collections.abc import Callable

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from tests.another_edition import another_edition
from tests.kinds import best_choice, first_choice, worst_choice
from tests.records import unchanged
from tests.soundness import attributes
from tests.visitor import Visitor, notices, words
from tests.web.looking_back import grown, on_day, pair, publish, taken

UNKNOWN = "0" * 20 + ".1"
STRANGE = "This does not name a result. Choose one from the list."


@pytest.fixture
def two(
    visitor: Visitor, session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    """Return the names of a weak result of March and a strong one of May."""
    on_day(monkeypatch, 3, 1)
    first = taken(visitor, session, shipped, worst_choice, length="standard")
    on_day(monkeypatch, 5, 20)
    second = taken(
        visitor, session, shipped, best_choice, length="standard", goal="account_manager"
    )
    return first, second


@pytest.fixture
def short(person: Visitor, sqlite_session: Session, shipped: Compiled) -> tuple[str, str]:
    """Return the names of two results of a single answer each."""
    first, second = (taken(person, sqlite_session, shipped, best_choice, count=1) for _ in range(2))
    return first, second


def table(page: TestResponse, name: str) -> list[list[str]]:
    """Return the cells of a table."""
    return [
        [" ".join(cell.to_text().split()) for cell in row.query("th, td")]
        for row in JustHTML(page.text, sanitize=False).query(f"table.{name} tbody tr")
    ]


def title(page: TestResponse) -> str:
    return words(page, "title")


def chosen(page: TestResponse) -> list[str]:
    found = JustHTML(page.text, sanitize=False).query("select option[selected]")
    return [attributes(option)["value"] for option in found if attributes(option)["value"]]


def test_then_comes_before_now_whatever_the_order(visitor: Visitor, two: tuple[str, str]) -> None:
    there, back = visitor.get(pair(two)), visitor.get(pair(two[::-1]))
    assert table(there, "changes") == table(back, "changes")
    assert "Then: March 1, 2026 · Now: May 20, 2026" in words(there)
    assert "Then: March 1, 2026 · Now: May 20, 2026" in words(back)
    assert chosen(there) == list(two)
    assert chosen(back) == list(two[::-1]), "what was chosen is kept as it was"


def test_every_skill_is_shown_then_and_now_with_its_change(
    visitor: Visitor, two: tuple[str, str], shipped: Compiled
) -> None:
    page = visitor.get(pair(two))
    rows = table(page, "changes")
    assert [row[0] for row in rows] == [skill.name for skill in shipped.edition.skills]
    for _, picture, then, now, change, meaning in rows:
        points = int(now.split()[0]) - int(then.split()[0])
        assert change == f"+{points}"
        assert picture == f"up {points} points"
        assert meaning == "This is more than chance alone would explain."
    assert words(page, "h1") == "8 of 8 skills changed by more than chance alone would explain"
    assert "All 8 went up." in words(page, "p.lead")


def test_the_figures_are_those_of_the_two_results(visitor: Visitor, two: tuple[str, str]) -> None:
    rows = table(visitor.get(pair(two)), "changes")
    for place, name in ((2, two[0]), (3, two[1])):
        public_id, number = name.split(".")
        result = words(visitor.get(f"/a/{public_id}/result/{number}"), "table.skills:not(.claims)")
        for row in rows:
            score, span = row[place].split()
            assert f"Score {score}, range {span.strip('()')}." in result


def test_roles_recommendation_and_next_step_are_told_then_and_now(
    visitor: Visitor, two: tuple[str, str], shipped: Compiled
) -> None:
    page = visitor.get(pair(two))
    moved = table(page, "moved")
    assert {row[0] for row in moved} == {role.name for role in shipped.edition.roles}
    for _, fit, change, _, readiness in moved:
        then, now = (float(part) for part in fit.split(" → "))
        assert change == f"+{now - then:.1f}"
        assert readiness == "Early → Ready"
    match, step = table(page, "advice")
    assert match == ["Best match", "Call center specialist", "Customer service manager"]
    assert step[1].startswith("Close these first: ")
    assert step[2] == "Account manager (aiming for account manager)"
    assert words(page, "#h-advice") == "Another role fits you best"
    assert "It has not been shown to work for hiring" in words(page)


def test_who_meets_everything_has_no_next_step(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    names = [
        taken(person, sqlite_session, shipped, best_choice, length="standard", count=count)
        for count in (1, None)
    ]
    [_, step] = table(person.get(pair(names)), "advice")
    assert step[2] == "None: everything the most demanding role asks for is met"


def test_the_same_answers_twice_are_not_called_a_change(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    first = taken(person, sqlite_session, shipped, first_choice)
    page = person.get(pair((first, grown(person, sqlite_session, shipped, first, first_choice))))
    assert words(page, "h1") == "No skill changed by more than chance alone would explain"
    assert "It does not mean that nothing changed." in words(page, "p.lead")
    assert "Both results come from one assessment" in words(page)
    assert "Not quite the same measure" not in words(page)
    for *_, meaning in table(page, "changes"):
        assert meaning.startswith(("Could be chance", "A small change"))


def test_two_assessments_are_not_called_one(visitor: Visitor, two: tuple[str, str]) -> None:
    assert "Both results come from one assessment" not in words(visitor.get(pair(two)))


def test_a_fall_is_told_like_a_rise(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    names = [
        taken(person, sqlite_session, shipped, plan, length="standard", count=count)
        for plan, count in ((best_choice, 5), (worst_choice, 5))
    ]
    page = person.get(pair(names))
    first = table(page, "changes")[0]
    assert first[4].startswith("−")
    assert first[5].startswith("This is more than chance alone would explain.")
    name = shipped.edition.skills[0].name
    points = first[4].removeprefix("−")
    told = f"{name} is down {points} points. For the others, your answers can’t tell."
    assert words(page, "p.lead") == told


def test_what_was_not_assessed_gets_no_verdict_and_tentative_is_said(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    names = [taken(person, sqlite_session, shipped, best_choice, count=count) for count in (2, 6)]
    there = table(person.get(pair(names)), "changes")
    assert there[0][5].endswith(("The earlier score is tentative.", "Both scores are tentative."))
    nothing = "so there is nothing to compare."
    assert there[1][2:] == ["Not assessed", there[1][3], "–", f"Not assessed then, {nothing}"]
    assert there[2][5] == f"Not assessed either time, {nothing}"
    later = taken(person, sqlite_session, shipped, best_choice, count=1)
    back = table(person.get(pair((names[1], later))), "changes")
    assert back[1][5] == f"Not assessed now, {nothing}"


def test_two_editions_are_told_with_all_that_differs(
    visitor: Visitor, session: Session, shipped: Compiled
) -> None:
    first = taken(visitor, session, shipped, first_choice)
    second = publish(session, another_edition(shipped.edition))
    now = taken(visitor, session, second, first_choice)
    page = visitor.get(pair((now, first)))
    told = words(page)
    assert "Not quite the same measure" in told
    assert "Then it was edition 1, now edition 2." in told
    assert "Only in the earlier edition: Basic NLP familiarity." in told
    assert "New in the later edition: Negotiation." in told
    assert "Only in the earlier edition: Account manager." in told
    assert "New in the later edition: Team coach." in told
    assert "These roles ask for something else now:" in told
    assert "Places count the roles of both editions only." in told
    names = [row[0] for row in table(page, "changes")]
    assert "Negotiation" not in names
    assert len(names) == 7
    moved = [row[0] for row in table(page, "moved")]
    assert "Account manager" not in moved
    assert "Team coach" not in moved


def test_another_scoring_version_is_told(
    person: Visitor, sqlite_session: Session, shipped: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = taken(person, sqlite_session, shipped, best_choice, count=3)
    monkeypatch.setattr("assess.core.outcome.ENGINE", "2")
    page = person.get(pair((first, taken(person, sqlite_session, shipped, best_choice, count=3))))
    assert "The scoring changed too: version 1 then, version 2 now." in words(page)
    assert "Then it was" not in words(page)


def test_without_a_choice_the_page_asks_for_one(visitor: Visitor, two: tuple[str, str]) -> None:
    page = visitor.get("/compare")
    assert title(page).startswith("Compare two results")
    assert notices(page) == []
    options = JustHTML(page.text, sanitize=False).query("#a option")
    assert [attributes(option)["value"] for option in options] == ["", two[1], two[0]]
    assert [option.to_text() for option in options] == [
        "Choose a result",
        "May 20, 2026: Customer service manager",
        "March 1, 2026: Call center specialist",
    ]


@pytest.mark.parametrize(
    ("query", "told", "kept"),
    [
        ("a={0}&b={0}", "This is the same result twice. Choose another one.", "00"),
        ("a={0}", "Choose the second result.", "0"),
        ("b={1}", "Choose the first result.", "1"),
        ("a=&b={1}", "Choose the first result.", "1"),
        ("a=&b=", "Choose the first result.", ""),
        ("a=nonsense&b={1}", STRANGE, "1"),
        ("a={0}.1&b={1}", STRANGE, "1"),
        ("a={0}%00&b={1}", STRANGE, "1"),
        ("a={0}%0A&b={1}", STRANGE, "1"),
        ("a=%ED%A0%80&b={1}", STRANGE, "1"),
        ("a=%E2%80%AE&b={1}", STRANGE, "1"),
        ("a=<script>alert(1)</script>&b={1}", STRANGE, "1"),
        ("a={0}&b=" + "9" * 50_000, STRANGE, "0"),
        ("a={0}&a={1}&b={0}", "This is the same result twice. Choose another one.", "00"),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_compared_is_told_and_the_rest_is_kept(
    query: str,
    told: str,
    kept: str,
    *,
    person: Visitor,
    sqlite_session: Session,
    short: tuple[str, str],
) -> None:
    asked = query.replace("{0}", short[0]).replace("{1}", short[1])
    with unchanged(sqlite_session):
        page = person.get(f"/compare?{asked}", 422)
    assert title(page).startswith("Error: Compare two results")
    assert notices(page) == [told]
    assert words(page, ".field-problem") == f"Error: {told}"
    assert chosen(page) == [short[int(place)] for place in kept]


@pytest.mark.parametrize("place", ["a", "b"])
def test_somebody_elses_result_looks_like_one_that_does_not_exist(
    place: str, new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    holder, other = new_visitor(), new_visitor()
    theirs = taken(holder, session, shipped, best_choice, count=3)
    own = [taken(other, session, shipped, best_choice, count=3) for _ in range(2)]
    rest = "b" if place == "a" else "a"
    with unchanged(session):
        pages = [
            other.get(f"/compare?{rest}={own[0]}&{place}={name}", 404)
            for name in (theirs, UNKNOWN, own[0].replace(".1", ".7"))
        ]
    assert pages[0].text == pages[1].text == pages[2].text
    assert sorted(pages[0].headers.keys()) == sorted(pages[1].headers.keys())
    [told] = notices(pages[0])
    assert told.startswith("We can’t find one of these results among yours.")
    assert own[0] in chosen(pages[0])
    assert theirs not in pages[0].text


def test_a_browser_without_results_learns_nothing(
    new_visitor: Callable[[], Visitor], session: Session, shipped: Compiled
) -> None:
    holder = new_visitor()
    names = [taken(holder, session, shipped, best_choice, count=3) for _ in range(2)]
    with unchanged(session):
        asked = new_visitor().get(pair(names), 404)
        unknown = new_visitor().get(pair((UNKNOWN, UNKNOWN.replace(".1", ".2"))), 404)
        empty = new_visitor().get("/compare")
    assert asked.text == unknown.text
    assert "It takes two results to compare, and this browser has none yet." in words(empty)
    assert JustHTML(empty.text, sanitize=False).query('main a[href="/"]')
    assert "Set-Cookie" not in asked.headers


def test_one_result_alone_cannot_be_compared(
    person: Visitor, sqlite_session: Session, shipped: Compiled
) -> None:
    name = taken(person, sqlite_session, shipped, best_choice, count=3)
    for page in (person.get("/compare"), person.get(pair((name, name)), 422)):
        assert "It takes two results to compare, and this browser has one." in words(page)
        assert JustHTML(page.text, sanitize=False).query("select") == []


def test_the_comparison_only_reads(
    visitor: Visitor, session: Session, two: tuple[str, str]
) -> None:
    visitor.get(pair(two))
    with unchanged(session):
        page = visitor.get(pair(two))
    assert visitor.post(pair(two)).status_code in (400, 405)
    assert page.headers["Cache-Control"] == "no-store"
