"""What the questions of each skill are together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from assess.core.edition import Edition, Question, Skill
from assess.core.lint.alike import likeness
from assess.core.lint.findings import Finding, Rule
from assess.core.lint.options import best_places
from assess.core.lint.prose import READING_GRADE, check_grade, check_text

# With ten questions a person can retake five, and meet few of them again.
SKILL_QUESTIONS: Final = 10
# Two are claimed in a standard attempt; the third is for a retake.
CLAIMED_QUESTIONS: Final = 3
# Three to six are shown in an attempt; with fewer than seven a retake repeats them.
SHOWN_QUESTIONS: Final = 7
# With one question of a difficulty, one unlucky answer decides what the skill's end tells.
DIFFICULTY_QUESTIONS: Final = 2
DIFFICULTIES: Final = ("easy", "medium", "hard")
# Who always ticks one place must not gain by it: chance is a quarter with four options, and
# of the six or so questions of a skill, three in one place would already be half.
PLACE_SHARE: Final = 0.45
# Who always ticks the longest must not be right more often than not.
LONGEST_SHARE: Final = 0.5
# Two in one place prove nothing, however few there are.
PATTERN_QUESTIONS: Final = 3
# More than half of a sentence in the same words and order reads like the same sentence.
LEVELS_ALIKE_FROM: Final = 0.6

UNASKED: Final = Rule(
    "skill-unasked",
    "error",
    "A skill without a question cannot be scored.",
    "Write questions for it, or take the skill out.",
)
FEW: Final = Rule(
    "bank-small",
    "warning",
    "With fewer questions a retake repeats them, and a remembered answer counts as skill.",
    "Write more questions for this skill.",
)
CLAIMED_FEW: Final = Rule(
    "claimed-few",
    "warning",
    "Self-view and shown skill can be compared only where both are measured.",
    "Write more ratings or frequencies for this skill.",
)
SHOWN_FEW: Final = Rule(
    "shown-few",
    "warning",
    "The shown questions carry the score; fewer make its range wide and a retake a repeat.",
    "Write more situations or knowledge questions for this skill.",
)
SITUATIONS: Final = Rule(
    "situation-missing",
    "warning",
    "Only a situation shows judgment; knowing a rule is not yet acting by it.",
    "Write a situation from a moment that really happens at work.",
)
KNOWLEDGE: Final = Rule(
    "knowledge-missing",
    "warning",
    "A technical skill rests on things one knows; situations alone can be guessed by tact.",
    "Write a question with one defensible answer that a colleague would look up.",
)
DIFFICULTY: Final = Rule(
    "difficulty-few",
    "warning",
    "Without easy and hard questions, beginners and experts all get the same vague score.",
    "Write shown questions of this difficulty.",
)
PLACE: Final = Rule(
    "place-too-often",
    "warning",
    "Who always ticks this place scores above chance without reading.",
    "Move the best option elsewhere in some of these questions.",
)
LONGEST: Final = Rule(
    "longest-too-often",
    "warning",
    "Who always ticks the longest option is right more often than not.",
    "Shorten the best option, or make others as exact, in some of these questions.",
)
LEVELS_SAME: Final = Rule(
    "levels-same",
    "error",
    "People at two levels would read the same description, so the level says nothing.",
    "Describe what one does at this level and not yet at the one below.",
)
LEVELS_ALIKE: Final = Rule(
    "levels-alike",
    "warning",
    "Who moves up a level must be able to see what is new.",
    "Describe what one does at this level and not yet at the one below.",
)
LEVEL_BLANK: Final = Rule(
    "level-blank",
    "error",
    "Whoever reaches this level reads nothing about it.",
    "Describe what one does at this level.",
)


def check_skills(edition: Edition) -> Iterator[Finding]:
    """Find skills with too few questions, with patterns, or with levels that do not differ."""
    for place, skill in enumerate(edition.skills):
        here = f"skills[{place}]"
        questions = [
            question
            for question in edition.questions
            if question.skill == skill.key and not question.retired
        ]
        yield from _levels(here, skill)
        if not questions:
            yield UNASKED.at(here, skill.key, "The skill has no question.")
            continue
        yield from _counts(here, skill, questions)
        yield from _patterns(here, skill, questions)


def _levels(here: str, skill: Skill) -> Iterator[Finding]:
    for at, level in enumerate(skill.levels):
        if not level.strip():
            yield LEVEL_BLANK.at(f"{here}.levels[{at}]", skill.key, f"Level {at + 1} is blank.")
        yield from check_text(f"{here}.levels[{at}]", skill.key, f"level {at + 1}", level)
    yield from check_grade(
        READING_GRADE, f"{here}.levels", skill.key, "level sentences read", skill.levels
    )
    told = [(at, level) for at, level in enumerate(skill.levels) if level.strip()]
    for (below, one), (at, other) in combinations(told, 2):
        place, both = f"{here}.levels[{at}]", f"The sentences of levels {below + 1} and {at + 1}"
        if one.casefold().split() == other.casefold().split():
            yield LEVELS_SAME.at(place, skill.key, f"{both} are the same.")
        elif likeness(one, other) >= LEVELS_ALIKE_FROM:
            yield LEVELS_ALIKE.at(place, skill.key, f"{both} are nearly the same.")


def _counts(here: str, skill: Skill, questions: Sequence[Question]) -> Iterator[Finding]:
    shown = [question for question in questions if not question.claimed]
    kinds = Counter(question.kind for question in questions)
    for rule, count, needed, name in (
        (FEW, len(questions), SKILL_QUESTIONS, ""),
        (CLAIMED_FEW, len(questions) - len(shown), CLAIMED_QUESTIONS, "claimed "),
        (SHOWN_FEW, len(shown), SHOWN_QUESTIONS, "shown "),
    ):
        if count < needed:
            message = f"The skill has {count} {name}questions; {needed} are needed."
            yield rule.at(here, skill.key, message)
    if not kinds["situation"]:
        yield SITUATIONS.at(here, skill.key, "The skill has no situation.")
    if skill.kind == "technical" and not kinds["knowledge"] + kinds["knowledge_several"]:
        yield KNOWLEDGE.at(here, skill.key, "The technical skill has no knowledge question.")
    difficulties = Counter(question.difficulty for question in shown)
    for difficulty in DIFFICULTIES:
        if difficulties[difficulty] < DIFFICULTY_QUESTIONS:
            message = (
                f"The skill has {difficulties[difficulty]} {difficulty} shown questions; "
                f"{DIFFICULTY_QUESTIONS} are needed."
            )
            yield DIFFICULTY.at(here, skill.key, message)


def _patterns(here: str, skill: Skill, questions: Sequence[Question]) -> Iterator[Finding]:
    keyed = [
        (question, best[0])
        for question in questions
        if not question.claimed and not question.several and len(best := best_places(question)) == 1
    ]
    if not keyed:
        return
    ((place, often),) = Counter(at for _, at in keyed).most_common(1)
    if often >= PATTERN_QUESTIONS and often > PLACE_SHARE * len(keyed):
        message = f"The best option comes {_ordinal(place)} in {often} of {len(keyed)} questions."
        yield PLACE.at(here, skill.key, message)
    longest = sum(_is_longest(question, at) for question, at in keyed)
    if longest >= PATTERN_QUESTIONS and longest > LONGEST_SHARE * len(keyed):
        message = f"The best option is the longest in {longest} of {len(keyed)} questions."
        yield LONGEST.at(here, skill.key, message)


def _ordinal(place: int) -> str:
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    return names[place] if place < len(names) else f"in place {place + 1}"


def _is_longest(question: Question, at: int) -> bool:
    sizes = [len(option.text) for option in question.options]
    return sizes[at] == max(sizes) and sizes.count(sizes[at]) == 1
