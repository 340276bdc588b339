"""What ships: eight skills, a bank for each, six roles and their ladder."""

from collections import Counter
from typing import Final

import pytest

from assess.core.codec import canonical_json, read_edition, to_json, to_yaml
from assess.core.compiled import Bank, Compiled
from assess.core.edition import Question
from assess.core.flow import minutes
from tests.conftest import ROOT

SHIPPED_FILE: Final = ROOT / "assess" / "content" / "edition.yaml"

SOFT: Final = ("empathy", "communication", "problem_solving", "collaboration")
TECHNICAL: Final = ("data_literacy", "ai_prompting", "cybersecurity", "nlp")

# Required level and importance per skill, in the order above.
PROFILES: Final = {
    "call_center_specialist": "50/5 55/4 40/3 40/4 25/3 20/2 45/4 15/1",
    "customer_service_specialist": "55/5 60/4 55/3 45/4 35/3 35/3 50/4 25/2",
    "senior_customer_service_specialist": "70/5 70/4 65/4 60/4 45/4 45/4 55/4 35/2",
    "customer_experience_specialist": "60/4 65/5 70/4 60/4 70/4 60/4 55/3 55/3",
    "customer_service_manager": "70/5 75/5 70/4 75/5 65/4 50/4 60/4 35/2",
    "account_manager": "75/5 75/4 65/4 70/4 55/3 40/3 50/3 25/1",
}
LADDER: Final = {
    "call_center_specialist": {"customer_service_specialist"},
    "customer_service_specialist": {"senior_customer_service_specialist"},
    "senior_customer_service_specialist": {
        "customer_experience_specialist",
        "customer_service_manager",
        "account_manager",
    },
    "customer_experience_specialist": {"customer_service_manager"},
    "customer_service_manager": set(),
    "account_manager": {"customer_service_manager"},
}
PAY: Final = {
    "call_center_specialist": (34_750, 47_000),
    "customer_service_specialist": (38_500, 48_500),
    "customer_service_manager": (57_000, 81_250),
}
UNWANTED: Final = (
    "all of the above",
    "none of the above",
    "both a and b",
    "a and b are",
    "true or false",
    "which is not",
    "not untrue",
    "lorem ipsum",
    "to be done",
    "placeholder",
)


def shown(bank: Bank) -> list[Question]:
    """Return what of a bank a person shows."""
    return [question for question in bank.questions if not question.claimed]


def test_the_export_of_the_shipped_edition_is_the_file_itself(shipped: Compiled) -> None:
    raw = SHIPPED_FILE.read_bytes()
    assert to_yaml(shipped.edition).encode() == raw
    assert to_yaml(read_edition(to_json(shipped.edition))).encode() == raw


def test_there_are_eight_skills_in_their_order(shipped: Compiled) -> None:
    assert tuple(shipped.skills) == SOFT + TECHNICAL
    for key, skill in shipped.skills.items():
        assert skill.kind == ("soft" if key in SOFT else "technical")


def test_each_skill_has_five_sentences_that_differ_from_all_others(shipped: Compiled) -> None:
    levels = [level for skill in shipped.skills.values() for level in skill.levels]
    assert len(levels) == len(set(levels)) == 40
    assert all(level.startswith("You ") and level.endswith(".") for level in levels)


def test_each_skill_is_asked_about_by_ten_questions_or_more(shipped: Compiled) -> None:
    for bank in shipped.banks:
        current = [question for question in bank.questions if not question.retired]
        assert len(current) >= 10
        assert sum(question.claimed for question in current) == 3
        assert sum(not question.claimed for question in current) >= 7


def test_each_skill_has_claims_of_both_kinds(shipped: Compiled) -> None:
    for bank in shipped.banks:
        assert {"rating", "frequency"} <= {question.kind for question in bank.questions}


def test_each_skill_has_situations_and_each_technical_one_knowledge(shipped: Compiled) -> None:
    for bank in shipped.banks:
        kinds = Counter(question.kind for question in bank.questions)
        assert kinds["situation"] >= 1
        if bank.skill.key in TECHNICAL:
            assert kinds["knowledge"] + kinds["knowledge_several"] >= 2


def test_what_is_shown_is_easy_medium_and_hard_in_each_skill(shipped: Compiled) -> None:
    for bank in shipped.banks:
        found = {question.difficulty for question in shown(bank)}
        assert found == {"easy", "medium", "hard"}, bank.skill.key


def test_every_option_of_what_is_shown_has_its_reason(shipped: Compiled) -> None:
    for bank in shipped.banks:
        for question in shown(bank):
            for option in question.options:
                assert option.why, f"{question.key}: {option.key}"


def test_no_question_is_asked_twice(shipped: Compiled) -> None:
    asked = Counter(
        (question.text, str(question.context)) for question in shipped.questions.values()
    )
    assert asked.most_common(1)[0][1] == 1


def test_no_question_offers_the_same_option_twice(shipped: Compiled) -> None:
    for question in shipped.questions.values():
        texts = {option.text.casefold().strip() for option in question.options}
        assert len(texts) == len(question.options), question.key


def test_the_best_option_does_not_always_stand_in_one_place(shipped: Compiled) -> None:
    for bank in shipped.banks:
        places = Counter(
            place
            for question in shown(bank)
            if not question.several
            for place, option in enumerate(question.options)
            if option.credit == 1 or option.right
        )
        assert len(places) >= 3, bank.skill.key
        assert max(places.values()) <= places.total() / 2, bank.skill.key


@pytest.mark.parametrize("words", UNWANTED)
def test_unwanted_words_are_absent(shipped: Compiled, words: str) -> None:
    assert words not in canonical_json(shipped.edition).casefold()


def test_a_rating_and_a_frequency_have_five_options(shipped: Compiled) -> None:
    for question in shipped.questions.values():
        if question.claimed:
            assert len(question.options) == 5


def test_there_are_three_lengths_for_a_short_and_a_long_sitting(shipped: Compiled) -> None:
    assert shipped.edition.lengths == {"quick": 3, "standard": 5, "thorough": 8}
    asked = {length: len(form) for length, form in shipped.forms.items()}
    assert asked == {"quick": 24, "standard": 40, "thorough": 64}


@pytest.mark.parametrize(("length", "claims"), [("quick", 1), ("standard", 2), ("thorough", 2)])
def test_each_length_asks_every_skill_alike_and_mostly_what_is_shown(
    length: str, claims: int, shipped: Compiled
) -> None:
    asked = [shipped.questions[key] for key in shipped.forms[length]]
    every = Counter(question.skill for question in asked)
    claimed = Counter(question.skill for question in asked if question.claimed)
    assert every == dict.fromkeys(SOFT + TECHNICAL, shipped.edition.lengths[length])
    assert claimed == dict.fromkeys(SOFT + TECHNICAL, claims)


def test_a_longer_length_takes_longer(shipped: Compiled) -> None:
    taken = [
        minutes([shipped.questions[key] for key in shipped.forms[length]])
        for length in ("quick", "standard", "thorough")
    ]
    assert taken == sorted(set(taken))


def test_the_roles_ask_for_the_published_profiles(shipped: Compiled) -> None:
    assert list(shipped.roles) == list(PROFILES)
    for key, role in shipped.roles.items():
        asked = [role.profile[skill] for skill in SOFT + TECHNICAL]
        assert " ".join(f"{part.level}/{part.importance}" for part in asked) == PROFILES[key]


def test_every_importance_says_where_it_comes_from(shipped: Compiled) -> None:
    for role in shipped.roles.values():
        assert all(part.basis for part in role.profile.values())


def test_the_ladder_leads_to_the_manager(shipped: Compiled) -> None:
    assert {key: set(role.next) for key, role in shipped.roles.items()} == LADDER


def test_three_roles_have_a_published_range_with_source_and_year(shipped: Compiled) -> None:
    found = {}
    for key, role in shipped.roles.items():
        if role.pay is not None:
            found[key] = (role.pay.low, role.pay.high)
            assert role.pay.source
            assert (role.pay.year, role.pay.period) == (2026, "year")
    assert found == PAY


def test_the_other_three_have_none_but_a_named_occupation(shipped: Compiled) -> None:
    for key in shipped.roles.keys() - PAY.keys():
        assert shipped.roles[key].pay is None
        assert shipped.roles[key].wages is not None


def test_every_role_says_what_is_done_in_it(shipped: Compiled) -> None:
    for role in shipped.roles.values():
        assert role.name
        assert role.summary
        assert len(role.duties) >= 3
