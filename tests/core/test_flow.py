"""The way through an attempt."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.compiled import Compiled
from assess.core.edition import Question
from assess.core.flow import Section, first_open, minutes, place_of, sections
from tests.core.builders import Sketch

SKILLS = ("empathy", "communication", "nlp")
QUESTIONS: Mapping[str, Question] = {
    f"{skill}-{place}": Sketch("rating").question(f"{skill}-{place}", skill=skill)
    for skill in SKILLS
    for place in range(3)
}
forms = st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=1, unique=True)


@st.composite
def attempts(draw: st.DrawFn) -> tuple[list[str], set[str]]:
    """Return a form and what of it is answered."""
    form = draw(forms)
    return form, draw(st.sets(st.sampled_from(form)))


@given(forms)
def test_sections_follow_the_form(form: list[str]) -> None:
    parts = sections(form, QUESTIONS, ())
    skills = [QUESTIONS[key].skill for key in form]
    assert [part.skill for part in parts] == list(dict.fromkeys(skills))
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    for part in parts:
        assert list(part.questions) == [key for key in form if QUESTIONS[key].skill == part.skill]


@given(attempts())
def test_sections_count_each_answer_once(attempt: tuple[list[str], set[str]]) -> None:
    form, answered = attempt
    parts = sections(form, QUESTIONS, answered)
    assert sum(part.answered for part in parts) == len(answered)
    assert sum(len(part.questions) for part in parts) == len(form)


def test_answers_to_questions_the_form_does_not_ask_do_not_count() -> None:
    (part,) = sections(["nlp-0", "nlp-1"], QUESTIONS, {"nlp-1", "nlp-2", "empathy-0"})
    assert part.answered == 1


@pytest.mark.parametrize(
    ("answered", "state"), [(0, "not started"), (1, "in progress"), (2, "done")]
)
def test_a_section_says_how_far_it_has_come(answered: int, state: str) -> None:
    assert Section(1, "nlp", ("nlp-0", "nlp-1"), answered).state == state


@given(forms)
def test_neighbors_lead_through_the_whole_form_once(form: list[str]) -> None:
    parts = sections(form, QUESTIONS, ())
    order = [key for part in parts for key in part.questions]
    walked, here = [order[0]], place_of(parts, order[0])
    assert here.before is None
    while here.after is not None:
        there = place_of(parts, here.after)
        assert there.before == walked[-1]
        walked.append(here.after)
        here = there
    assert walked == order
    assert sorted(walked) == sorted(form)


@given(forms)
def test_a_place_knows_its_section_and_its_number_there(form: list[str]) -> None:
    parts = sections(form, QUESTIONS, ())
    for key in form:
        here = place_of(parts, key)
        assert here.section.questions[here.number - 1] == key
        assert here.sections == len(parts)


def test_a_question_the_form_does_not_ask_has_no_place() -> None:
    with pytest.raises(KeyError, match="nlp-1"):
        place_of(sections(["nlp-0"], QUESTIONS, ()), "nlp-1")


@given(attempts())
def test_the_first_open_question_is_the_first_without_an_answer(
    attempt: tuple[list[str], set[str]],
) -> None:
    form, answered = attempt
    found = first_open(form, answered)
    if found is None:
        assert answered == set(form)
    else:
        assert found not in answered
        assert set(form[: form.index(found)]) <= answered


@pytest.mark.parametrize(
    ("questions", "expected"), [(0, 0), (1, 1), (7, 1), (8, 2), (15, 2), (16, 3), (40, 6)]
)
def test_minutes_count_reading_and_choosing(questions: int, expected: int) -> None:
    # "What now?" and "Option 0" to "Option 4" are 12 words: 3 seconds to read, 5 to choose.
    assert minutes([Sketch("rating").question()] * questions) == expected


def test_a_context_takes_time_to_read() -> None:
    words = " ".join(["word"] * 240)
    bare = Sketch("rating").question()
    for context in (words, {"text": words}, {"kind": "prompt", "prompt": words}):
        told = Sketch("rating").question(context=context)
        assert minutes([told]) == minutes([bare]) + 1


def test_more_questions_never_take_less_time(shipped: Compiled) -> None:
    asked = [shipped.questions[key] for key in shipped.forms["standard"]]
    times = [minutes(asked[:count]) for count in range(len(asked) + 1)]
    assert times == sorted(times)
    assert times[0] == 0


def test_the_standard_length_takes_about_a_quarter_of_an_hour(shipped: Compiled) -> None:
    asked = [shipped.questions[key] for key in shipped.forms["standard"]]
    assert 10 <= minutes(asked) <= 20
