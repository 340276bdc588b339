"""The material beside a question, in each of its forms."""

from typing import Final

import pytest

from assess.core.codec import EditionError, edition_from, to_data
from assess.core.context import Chart, Message
from tests.core.builders import Data, changed
from tests.core.findings import findings_after

PATH: Final = "questions[2].context"
CHART: Final[Data] = {
    "kind": "chart",
    "form": "bar",
    "caption": "Waiting time",
    "labels": ["May", "June"],
    "values": [3, 4.5],
}
TABLE: Final[Data] = {
    "kind": "table",
    "caption": "Calls",
    "columns": ["Day", "Calls"],
    "rows": [["Monday", "12"], ["Tuesday", ""]],
}
FORMS: Final[list[str | Data]] = [
    "A plain sentence.",
    {"text": "Call me back."},
    {"kind": "message", "channel": "Voicemail", "sender": "Ms. Ito", "text": "Call me back."},
    {"kind": "chat", "lines": [{"who": "Customer", "text": "Hello?"}]},
    {"kind": "email", "sender": "Ms. Ito", "subject": "My order", "text": "Where is it?"},
    {"kind": "prompt", "prompt": "Write an apology.", "draft": "We are sorry."},
    {"kind": "prompt", "prompt": "Write an apology."},
    TABLE,
    CHART,
]


def refused(context: object) -> tuple[str, ...]:
    """Return what is wrong with a question's context."""
    return findings_after(PATH, context)


@pytest.mark.parametrize("context", FORMS)
def test_every_form_is_kept_as_it_was_given(context: str | Data) -> None:
    edition = edition_from(changed(PATH, context))
    kept = to_data(edition)["questions"][2]["context"]
    if isinstance(context, str):
        assert kept == context
    else:
        assert context.items() <= kept.items()
    assert edition_from(to_data(edition)) == edition


def test_a_form_already_made_is_taken_as_it_is() -> None:
    message = Message(text="Call me back.")
    assert edition_from(changed(PATH, message)).questions[2].context == message


def test_without_a_kind_it_is_a_message() -> None:
    context = edition_from(changed(PATH, {"text": "Call me back."})).questions[2].context
    assert context == Message(kind="message", text="Call me back.")


@pytest.mark.parametrize("context", [5, None, [], ["text"], {"kind": 7, "text": "x"}])
def test_what_has_no_form_is_refused_or_absent(context: object) -> None:
    if context is None:
        assert edition_from(changed(PATH, context)).questions[2].context is None
    else:
        assert any(finding.startswith(PATH) for finding in refused(context))


def test_an_unknown_kind_is_refused_at_the_context() -> None:
    assert any(
        finding.startswith(f"{PATH}: ") and "poem" in finding
        for finding in refused({"kind": "poem", "text": "Roses"})
    )


@pytest.mark.parametrize("kind", ["message", "chat", "email", "prompt", "table", "chart"])
def test_an_unknown_field_is_named_without_the_kind_in_its_place(kind: str) -> None:
    found = refused({"kind": kind, "color": "red"})
    assert f"{PATH}.color: is not a field of an edition" in found


@pytest.mark.parametrize(
    ("context", "place"),
    [
        ("x" * 2001, ""),
        ({"text": ""}, ".text"),
        ({"text": "x", "sender": ""}, ".sender"),
        ({"kind": "chat", "lines": []}, ".lines"),
        ({"kind": "chat", "lines": [{"who": "A", "text": "x"}] * 41}, ".lines"),
        ({"kind": "chat", "lines": [{"who": "A", "text": ""}]}, ".lines[0].text"),
        ({"kind": "chat", "lines": [{"text": "x"}]}, ".lines[0].who"),
        ({"kind": "email", "sender": "A", "text": "x"}, ".subject"),
        ({"kind": "prompt", "prompt": ""}, ".prompt"),
        (TABLE | {"columns": []}, ".columns"),
        (TABLE | {"columns": ["x"] * 9}, ".columns"),
        (TABLE | {"rows": []}, ".rows"),
        (TABLE | {"rows": [["Monday", 12]]}, ".rows[0][1]"),
        (TABLE | {"caption": "\u202e"}, ".caption"),
        (CHART | {"form": "pie"}, ".form"),
        (CHART | {"unit": "x" * 21}, ".unit"),
        (CHART | {"labels": ["May"], "values": [1]}, ".labels"),
        (CHART | {"values": [1, float("nan")]}, ".values[1]"),
        (CHART | {"values": [1, "2"]}, ".values[1]"),
        (CHART | {"axis_from": float("-inf")}, ".axis_from"),
        (CHART | {"values": [1, 10**400]}, ".values[1]"),
        (CHART | {"values": [1, float("inf")]}, ".values[1]"),
        (CHART | {"values": [1, 1.1e18]}, ".values[1]"),
        (CHART | {"axis_from": -(10**5000)}, ".axis_from"),
        (CHART | {"unit": "\0"}, ".unit"),
    ],
)
def test_a_value_out_of_bounds_is_refused_at_its_place(context: object, place: str) -> None:
    assert any(finding.startswith(f"{PATH}{place}: ") for finding in refused(context))


@pytest.mark.parametrize(("row", "cells"), [(["Monday"], 1), (["a", "b", "c"], 3), ([], 0)])
def test_every_row_of_a_table_is_full(row: list[str], cells: int) -> None:
    found = refused(TABLE | {"rows": [["Monday", "12"], row]})
    assert f"{PATH}: row 1 has {cells} cells, not 2" in found


def test_a_chart_has_a_label_for_every_value() -> None:
    assert f"{PATH}: 2 labels for 3 values" in refused(CHART | {"values": [1, 2, 3]})


@pytest.mark.parametrize(
    ("values", "axis_from"), [([3, 4], 3.5), ([3, 3], 3), ([-1, 5], 0), ([0, 0], 0)]
)
def test_a_chart_stands_on_its_axis(values: list[float], axis_from: float) -> None:
    found = refused(CHART | {"values": values, "axis_from": axis_from})
    assert f"{PATH}: the values must lie above the start of the axis" in found


def test_a_cut_axis_may_start_at_the_least_value() -> None:
    chart = edition_from(changed(PATH, CHART | {"axis_from": 3})).questions[2].context
    assert isinstance(chart, Chart)
    assert (chart.axis_from, chart.values) == (3, (3, 4.5))


@pytest.mark.parametrize("character", ["\0", "\u202e", "\x1b"])
def test_the_unit_of_a_chart_can_be_shown(character: str) -> None:
    with pytest.raises(EditionError):
        edition_from(changed(PATH, CHART | {"unit": character}))
