"""What can be given to a question, and which category it is scored as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.core.answers import Answer, AnswerError, category_of, read_answer, words_of
from assess.core.edition import Kind, Question
from assess.core.model import MISSING, item_of
from tests.core.builders import Sketch, some
from tests.core.strategies import sketches
from tests.kinds import SPECIAL

EVERY_KIND = (
    Sketch("rating"),
    Sketch("frequency", count=4),
    Sketch("situation", credits=(0.5, 1, 0)),
    Sketch("knowledge", count=4),
    Sketch("knowledge_several", count=5, keyed=2),
)
QUESTIONS: dict[Kind, Question] = {sketch.kind: sketch.question() for sketch in EVERY_KIND}

EMPTY = "Choose an answer, or skip this question for now."
MIXED = "Choose answers from the list, or “Not sure”, or “Doesn’t apply to me”: just one kind."
TOO_MANY = "Choose just one answer."
UNKNOWN = "That answer is not one of this question’s options. Choose one below."

every_kind = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def refusal(question: Question, *values: str) -> str:
    """Return the sentence that refuses an answer."""
    with pytest.raises(AnswerError) as refused:
        read_answer(question, values)
    return str(refused.value)


@every_kind
def test_each_option_of_each_kind_can_be_given(question: Question) -> None:
    for option in question.options:
        assert read_answer(question, [option.key]) == Answer("given", (option.key,))


@every_kind
def test_not_sure_and_does_not_apply_can_be_given_to_each_kind(question: Question) -> None:
    assert read_answer(question, ["not_sure"]) == Answer("not_sure")
    assert read_answer(question, ["not_applicable"]) == Answer("not_applicable")
    assert read_answer(question, ["not_sure", "not_sure"]) == Answer("not_sure")


@every_kind
def test_nothing_is_no_answer(question: Question) -> None:
    assert refusal(question) == EMPTY


@every_kind
@pytest.mark.parametrize("values", [("a", "not_sure"), ("not_applicable", "a"), SPECIAL])
def test_an_answer_is_of_one_sort_only(question: Question, values: tuple[str, ...]) -> None:
    assert refusal(question, *values) == MIXED


@every_kind
@pytest.mark.parametrize("value", ["", "z", "A", "a ", " a", "not sure", "a\x00", "\ud800", "ａ"])
def test_what_is_no_option_is_refused(question: Question, value: str) -> None:
    assert refusal(question, value) == UNKNOWN


@every_kind
def test_two_options_are_one_too_many_unless_several_may_be_chosen(question: Question) -> None:
    if question.several:
        assert read_answer(question, ["a", "b"]).options == ("a", "b")
    else:
        assert refusal(question, "a", "b") == TOO_MANY


def test_one_unknown_option_among_several_spoils_the_answer() -> None:
    assert refusal(QUESTIONS["knowledge_several"], "a", "z", "b") == UNKNOWN


@given(st.data())
def test_the_order_and_repetition_of_options_do_not_matter(data: st.DataObject) -> None:
    question = QUESTIONS["knowledge_several"]
    keys = [option.key for option in question.options]
    chosen = data.draw(st.lists(st.sampled_from(keys), min_size=1))
    found = read_answer(question, chosen)
    assert found == read_answer(question, sorted(set(chosen)))
    assert found.options == tuple(key for key in keys if key in chosen)


@given(st.sampled_from(list(QUESTIONS.values())), st.lists(st.text(max_size=3), max_size=3))
def test_any_values_give_an_answer_or_a_sentence(question: Question, values: list[str]) -> None:
    try:
        found = set(read_answer(question, values).values)
    except AnswerError:
        assert refusal(question, *values) in (EMPTY, MIXED, TOO_MANY, UNKNOWN)
    else:
        assert found == set(values)


@given(st.sampled_from(list(QUESTIONS.values())), st.data())
def test_an_answer_read_back_from_its_own_values_is_the_same(
    question: Question, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([*(option.key for option in question.options), *SPECIAL]))
    found = read_answer(question, [key])
    assert read_answer(question, found.values) == found


@every_kind
def test_no_answer_and_does_not_apply_are_missing(question: Question) -> None:
    item = item_of(question)
    assert category_of(item, None) == MISSING
    assert category_of(item, Answer("not_applicable")) == MISSING


@every_kind
def test_not_sure_earns_nothing_on_knowledge_and_is_missing_elsewhere(question: Question) -> None:
    expected = 0 if question.kind.startswith("knowledge") else MISSING
    assert category_of(item_of(question), Answer("not_sure")) == expected


@pytest.mark.parametrize(
    ("kind", "options", "category"),
    [
        ("rating", "a", 0),
        ("rating", "e", 4),
        ("frequency", "c", 2),
        ("situation", "a", 1),
        ("situation", "b", 2),
        ("situation", "c", 0),
        ("knowledge", "a", 1),
        ("knowledge", "d", 0),
        ("knowledge_several", "ab", 2),
        ("knowledge_several", "abc", 1),
        ("knowledge_several", "abcde", 0),
        ("knowledge_several", "cd", 0),
    ],
)
def test_a_given_answer_is_scored_as_its_category(kind: Kind, options: str, category: int) -> None:
    question = QUESTIONS[kind]
    assert category_of(item_of(question), read_answer(question, list(options))) == category


@some
@given(sketches, st.data())
def test_a_category_is_always_one_of_the_question(sketch: Sketch, data: st.DataObject) -> None:
    question = sketch.question()
    keys = st.sampled_from([option.key for option in question.options])
    chosen = data.draw(st.sets(keys, min_size=1, max_size=None if question.several else 1))
    answer = read_answer(question, sorted(chosen))
    assert 0 <= category_of(sketch.item(), answer) <= sketch.top


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_answer_is_told_in_the_words_of_its_options_in_their_order(kind: Kind) -> None:
    question = QUESTIONS[kind]
    chosen = ["b", "a"] if question.several else ["b"]
    texts = {option.key: option.text for option in question.options}
    told = words_of(question, read_answer(question, chosen))
    assert told == tuple(texts[key] for key in sorted(chosen))
    assert words_of(question, read_answer(question, ["not_sure"])) == ("Not sure",)
    other = words_of(question, read_answer(question, ["not_applicable"]))
    assert other == ("Doesn’t apply to me",)
