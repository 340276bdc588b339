"""Figures put into words, and where the marks of a chart stand."""

import pytest

from assess.core.context import Chart
from assess.web.charts import HEIGHT, WIDTH, plot
from assess.web.filters import (
    lower_first,
    money,
    plural,
    points,
    scene_and_question,
)


def test_money_has_cents_only_where_there_are_some() -> None:
    assert [money(amount) for amount in (34750, 1e6, 19.5)] == ["$34,750", "$1,000,000", "$19.50"]


def test_points_have_one_digit_and_a_true_minus() -> None:
    assert [points(value) for value in (1, 2.25, -3.14, -0.01, 100)] == [
        "1.0", "2.2", "−3.1", "0.0", "100.0",
    ]  # fmt: skip


def test_counts_agree_with_their_noun() -> None:
    assert [plural(count, "question") for count in (0, 1, 2, 1234)] == [
        "0 questions", "1 question", "2 questions", "1,234 questions",
    ]  # fmt: skip
    assert plural(2, "reply", "replies") == "2 replies"


def test_names_inside_a_sentence_begin_small_unless_they_are_initials() -> None:
    names = ["Account manager", "AI prompting", "", "A"]
    assert [lower_first(name) for name in names] == ["account manager", "AI prompting", "", "a"]


@pytest.mark.parametrize(
    ("text", "scene", "asks"),
    [
        ("What now?", "", "What now?"),
        ("A caller waits. What do you say?", "A caller waits.", "What do you say?"),
        ("He asks: “Why?” What do you say?", "He asks: “Why?”", "What do you say?"),
        ("You write it down.", "", "You write it down."),
        ("One? Two? Three?", "One? Two?", "Three?"),
    ],
)
def test_a_question_is_split_from_its_scene_and_joined_is_the_text(
    text: str, scene: str, asks: str
) -> None:
    assert scene_and_question(text) == (scene, asks)
    assert " ".join(part for part in (scene, asks) if part) == text


def chart(*values: float, axis_from: float = 0, form: str = "bar") -> Chart:
    labels = [f"day {number}" for number in range(len(values))]
    return Chart.model_validate(
        {"kind": "chart", "form": form, "caption": "Calls", "labels": labels, "values": values,
         "axis_from": axis_from, "unit": " min"}
    )  # fmt: skip


@pytest.mark.parametrize(
    "values", [(1, 2), (0, 1), (3.5, 12.25, 7), tuple(range(1, 13)), (1e6, 2e6), (0.001, 0.002)]
)
def test_every_mark_lies_inside_the_picture_and_higher_means_more(
    values: tuple[float, ...],
) -> None:
    drawn = plot(chart(*values))
    tops = [mark.y for mark in drawn.marks]
    assert all(0 < mark.x < mark.x + mark.width < WIDTH for mark in drawn.marks)
    assert all(0 < mark.y <= mark.y + mark.height < HEIGHT for mark in drawn.marks)
    assert sorted(range(len(values)), key=lambda place: values[place]) == sorted(
        range(len(values)), key=lambda place: -tops[place]
    )
    assert 2 <= len(drawn.ticks) <= 6
    assert drawn.path.count("L") == len(values) - 1
    assert -(-len(values) // drawn.label_every) <= 6


def test_marks_are_in_proportion_from_where_the_axis_begins() -> None:
    low, high = plot(chart(60, 80, axis_from=50)).marks
    assert high.height == pytest.approx(3 * low.height, abs=0.2)
    assert high.value == "80 min"


@pytest.mark.parametrize("values", [(0, 0), (50, 50)])
def test_a_chart_without_any_height_is_refused_or_drawn(values: tuple[float, ...]) -> None:
    try:
        made = chart(*values, axis_from=values[0])
    except ValueError:
        return  # the edition refuses it before it could reach a page
    assert plot(made).marks
