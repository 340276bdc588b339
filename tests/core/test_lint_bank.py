"""What the questions of a skill are together is found at the skill."""

import pytest

from tests.core.builders import Data
from tests.core.lintcases import (
    about_skill,
    bank,
    changed_options,
    found,
    frequency,
    knowledge,
    several,
    situation,
    worded,
)

LEVELS = (
    "You follow the steps as they are written down for you.",
    "You try known repairs when a case looks simple.",
    "You look for causes before closing a case.",
    "You weigh two ways out and report patterns.",
    "You teach colleagues and change shared habits.",
)


def test_a_bank_that_is_large_enough_and_varied_raises_nothing() -> None:
    assert found(*bank()) == ()


def test_a_skill_without_a_question_is_an_error() -> None:
    assert about_skill(situation(retired=True)) == {"skill-unasked": "The skill has no question."}


@pytest.mark.parametrize(
    ("shown", "claimed", "rules"),
    [
        (7, 2, {"bank-small", "claimed-few"}),
        (6, 4, {"shown-few"}),
        (6, 3, {"bank-small", "shown-few"}),
        (7, 3, set()),
    ],
)
def test_a_skill_needs_ten_questions_three_claimed_seven_shown(
    shown: int, claimed: int, rules: set[str]
) -> None:
    assert set(about_skill(*bank(shown, claimed))) == rules


def test_a_retired_question_does_not_count() -> None:
    *questions, last = bank()
    few = about_skill(*questions, last | {"retired": True})
    assert few["bank-small"] == "The skill has 9 questions; 10 are needed."
    assert few["claimed-few"] == "The skill has 2 claimed questions; 3 are needed."


def test_every_skill_needs_a_situation() -> None:
    rules = about_skill(knowledge(), several(key="s"))
    assert "situation-missing" in rules
    assert "situation-missing" not in about_skill(knowledge(), situation(key="s"))


@pytest.mark.parametrize(
    ("kind", "made", "missing"),
    [
        ("technical", situation(), True),
        ("technical", knowledge(), False),
        ("technical", several(), False),
        ("soft", situation(), False),
    ],
)
def test_a_technical_skill_needs_knowledge(kind: str, made: Data, *, missing: bool) -> None:
    assert ("knowledge-missing" in about_skill(made, skill={"kind": kind})) is missing


@pytest.mark.parametrize("few", ["easy", "medium", "hard"])
def test_each_difficulty_needs_two_shown_questions(few: str) -> None:
    other = "hard" if few == "easy" else "easy"
    made = bank()
    of_it = [at for at, question in enumerate(made) if question.get("difficulty") == few]
    for at in of_it[1:]:
        made[at]["difficulty"] = other
    message = about_skill(*made)["difficulty-few"]
    assert message == f"The skill has 1 {few} shown questions; 2 are needed."


def test_claimed_questions_do_not_count_for_a_difficulty() -> None:
    spoiled = [made | {"difficulty": "medium"} for made in bank(7, 0)]
    spoiled += [frequency(key=f"f{level}", difficulty=level) for level in ("easy", "hard")]
    told = [finding.message for finding in found(*spoiled) if finding.rule == "difficulty-few"]
    assert told == [
        "The skill has 0 easy shown questions; 2 are needed.",
        "The skill has 0 hard shown questions; 2 are needed.",
    ]


def _keyed_at(*places: int, count: int = 4) -> list[Data]:
    """Return knowledge questions whose right options stand at these places."""
    made = []
    for at, place in enumerate(places):
        options = [
            {"key": "abcdefgh"[here], "text": f"{at}{here}", "right": here == place, "why": "So."}
            for here in range(count)
        ]
        made.append(knowledge(key=f"k{at}", text=f"Which of {at}?", options=options))
    return made


@pytest.mark.parametrize(
    ("places", "tripped"),
    [
        ((0, 0, 0, 1, 2, 3), True),
        ((0, 0, 1, 1, 2, 3), False),
        ((1, 1), False),
        ((2, 2, 2), True),
        ((0, 0, 0, 1, 2, 3, 1), False),
        ((0, 0, 0, 0, 1, 2, 3, 1), True),
    ],
)
def test_the_best_option_may_not_keep_to_one_place(
    places: tuple[int, ...], *, tripped: bool
) -> None:
    assert ("place-too-often" in about_skill(*_keyed_at(*places))) is tripped


@pytest.mark.parametrize(
    ("place", "name"), [(0, "first"), (3, "fourth"), (5, "sixth"), (6, "in place 7")]
)
def test_the_place_is_named(place: int, name: str) -> None:
    message = about_skill(*_keyed_at(place, place, place, count=8))["place-too-often"]
    assert message == f"The best option comes {name} in 3 of 3 questions."


def test_questions_with_several_best_options_have_no_place() -> None:
    made = [several(key=f"s{at}", text=f"Which of {at}?") for at in range(4)]
    tied = changed_options(situation(), "credit", 1, 1, 1, 0)
    assert "place-too-often" not in about_skill(*made, tied)


@pytest.mark.parametrize(
    ("sizes", "tripped"),
    [((9, 9, 9, 9), True), ((9, 9, 9, 5, 5, 5), False), ((9, 9), False), ((8, 8, 8, 8), False)],
)
def test_the_best_option_may_not_be_the_longest_too_often(
    sizes: tuple[int, ...], *, tripped: bool
) -> None:
    made = []
    for at, size in enumerate(sizes):
        turned = _keyed_at(at % 4)[0] | {
            "key": f"k{at}",
            "text": f"Who is {at}?",
        }
        texts = [f"{at}{here}".ljust(size if here == at % 4 else 8, "x") for here in range(4)]
        made.append(worded(turned, *texts))
    rules = about_skill(*made)
    assert ("longest-too-often" in rules) is tripped
    assert "place-too-often" not in rules


@pytest.mark.parametrize(
    ("at", "level", "rule"),
    [
        (1, "you follow the steps as they are WRITTEN down for you.", "levels-same"),
        (2, "You follow the steps as they are read out to you.", "levels-alike"),
        (4, LEVELS[1], "levels-same"),
        (3, " ", "level-blank"),
    ],
)
def test_level_sentences_must_differ(at: int, level: str, rule: str) -> None:
    levels = [*LEVELS[:at], level, *LEVELS[at + 1 :]]
    findings = found(*bank(), skill={"levels": levels})
    assert [(one.rule, one.place) for one in findings] == [(rule, f"skills[0].levels[{at}]")]


def test_level_sentences_may_share_their_opening() -> None:
    levels = [
        *LEVELS[:1],
        "You follow the steps and change them where a case needs it.",
        *LEVELS[2:],
    ]
    assert found(*bank(), skill={"levels": levels}) == ()
