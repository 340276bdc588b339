"""What a careful reader would say about the questions of an edition, found by rule.

``check`` reads the whole document and returns findings, each with its place, why it matters
and what to do. It judges form, not truth: whether a key is right, and whether a situation
really happens at work, only people can say.

findings   what a finding is, and how an edition accepts one
reading    words, sentences, syllables, school grade
prose      every text: length, sentences, grade, typing slips
wording    what a stem asks, and how
options    what a question's options give away
alike      texts that are nearly the same
bank       what each skill's questions are together
"""

from collections.abc import Sequence
from functools import lru_cache

from assess.core.edition import Acceptance, Edition, Question
from assess.core.lint.alike import check_alike
from assess.core.lint.bank import check_skills
from assess.core.lint.findings import UNUSED, Finding, Severity, settle
from assess.core.lint.options import check_options
from assess.core.lint.prose import check_prose
from assess.core.lint.wording import check_wording

__all__ = ["Finding", "Severity", "check", "check_one"]


def check(edition: Edition) -> tuple[Finding, ...]:
    """Return what is doubtful about an edition's questions.

    Retired questions are passed over: nobody is asked them again.

    Returns
    -------
    tuple of Finding
        Question by question, then skill by skill, then what the edition accepts in vain.
        Findings that the edition accepts carry its reason.
    """
    asked = [
        (f"questions[{place}]", question)
        for place, question in enumerate(edition.questions)
        if not question.retired
    ]
    found = [finding for place, question in asked for finding in _by_itself(place, question)]
    found += check_alike(asked)
    found += check_skills(edition)
    return settle(found, edition.accepted)


def check_one(
    question: Question, others: Sequence[Question], accepted: Sequence[Acceptance]
) -> tuple[Finding, ...]:
    """Return what is doubtful about one question of several, without looking at the rest.

    Returns
    -------
    tuple of Finding
        Their places begin with ``questions[0]``. Where the question is like another, the
        finding is this one's, wherever the two stand.
    """
    place = "questions[0]"
    found = list(_by_itself(place, question))
    asked = [("", other) for other in others] + [(place, question)]
    found += [finding for finding in check_alike(asked) if finding.place.startswith(place)]
    return tuple(one for one in settle(found, accepted) if one.rule != UNUSED.key)


# A draft is checked anew at every change of it, and all questions but one are as they were.
@lru_cache(maxsize=4096)
def _by_itself(place: str, question: Question) -> tuple[Finding, ...]:
    """Return what is doubtful about a question whatever stands beside it."""
    looks = (check_wording, check_prose, check_options)
    return tuple(finding for look in looks for finding in look(place, question))
