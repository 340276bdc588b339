"""The columns of questions, and what they mean."""

from typing import Final, get_args

from assess.core.edition import Kind

LETTERS: Final = tuple("abcdefghijkl")
KINDS: Final[tuple[str, ...]] = get_args(Kind)
DIFFICULTIES: Final = ("easy", "medium", "hard")

KEY: Final = "Key"
SKILL: Final = "Skill"
KIND: Final = "Kind"
DIFFICULTY: Final = "Difficulty"
WEIGHT: Final = "Weight"
RETIRED: Final = "Retired"
TEXT: Final = "Text"
CONTEXT: Final = "Context"
ABOUT: Final = (KEY, SKILL, KIND, DIFFICULTY, WEIGHT, RETIRED, TEXT, CONTEXT)
OPTION, SCORE, WHY, HINT = "Option", "Credit or right", "Reason", "Hint"
OF_OPTION: Final = (OPTION, SCORE, WHY, HINT)


def of_option(sort: str, letter: str) -> str:
    """Return an option's column: ``Reason b``."""
    return f"{sort} {letter}"


# What columns were called once; files that people kept are still read.
_FORMER: Final = {"Score": SCORE, "Why": WHY}
FORMER: Final = {
    of_option(former, letter): of_option(sort, letter)
    for former, sort in _FORMER.items()
    for letter in LETTERS
}
COLUMNS: Final = (
    *ABOUT,
    *(of_option(sort, letter) for letter in LETTERS for sort in OF_OPTION),
)
NEEDED: Final = (KEY, SKILL, KIND, TEXT, of_option(OPTION, "a"), of_option(OPTION, "b"))

_KEY_TOLD: Final = (
    "The name of the question for good: lower-case letters and figures, joined by -. A key that "
    "is there already changes that question; a new key makes a new one."
)
_CONTEXT_TOLD: Final = (
    "What people see with the question, as plain text. A word in brackets, such as [email], "
    "stands for something that is written in the editor: leave it as it is."
)
_SCORE_TOLD: Final = (
    "In a situation a credit from 0 to 1; one option has 0 and one has 1. In a knowledge "
    "question yes or no. In a rating or a frequency leave it empty."
)
MEANINGS: Final = (
    (KEY, _KEY_TOLD),
    (SKILL, "The key of its skill; the list is below."),
    (KIND, "One of the kinds below."),
    (DIFFICULTY, "easy, medium or hard. Empty means medium."),
    (WEIGHT, "From 0.25 to 2. Empty means 1."),
    (RETIRED, "yes takes the question out of new attempts; no or empty leaves it in."),
    (TEXT, "What is asked. At most 2,000 characters, as in every cell of text."),
    (CONTEXT, _CONTEXT_TOLD),
    ("Option a to l", "The options, in order. An empty option is left out."),
    ("Credit or right a to l", _SCORE_TOLD),
    ("Reason a to l", "The reason that people read beside the option in their result."),
    ("Hint a to l", "A few more words below an option, where it needs them."),
)
KIND_MEANINGS: Final = (
    ("rating", "People rate themselves; five options from least to most."),
    ("frequency", "How often people do something; options from least to most."),
    ("situation", "What people would do; each option has a credit."),
    ("knowledge", "One option is right."),
    ("knowledge_several", "More than one option may be right; people choose all of them."),
)
