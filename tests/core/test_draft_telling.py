"""Values in the words of the desk's forms."""

from typing import Any

import pytest

from assess.core.draft.telling import told_value

PAY = {"low": 60000, "high": 70000, "period": "year", "year": 2026, "source": "S"}
WAGES = {"soc": "43-4051", "percentiles": [25, 75], "label": "Like it"}
FIGURES = {"low": 1.5, "high": 2, "year": 2024, "area": "Texas", "source": "S"}
CHART = {"kind": "chart", "caption": "C", "labels": ["A", "B"], "values": [1, 2]}
NAMES = {"nlp": "Language", "agent": "Agent"}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("text", None, ""),
        ("text", "Why?", "Why?"),
        ("kind", "rating", "Rating"),
        ("kind", "other", "other"),
        ("kind", ["x"], "x"),
        ("difficulty", "medium", "Medium"),
        ("way", "own-your-metrics", "Own your numbers"),
        ("skill", "nlp", "Language"),
        ("skill", "gone", "gone"),
        ("next", ["agent", "gone"], "Agent\ngone"),
        ("next", 3, "3"),
        ("retired", True, "Retired"),
        ("retired", False, "In use"),
        ("pay", PAY, "$60,000 to $70,000 a year (2026, S)"),
        ("pay", PAY | {"low": 17.5, "period": "hour"}, "$17.50 to $70,000 an hour (2026, S)"),
        ("pay", {"low": 1}, "Low: 1"),
        ("wages", WAGES, "No figures yet\nLike it (occupation 43-4051, percentiles 25 and 75)"),
        (
            "wages",
            WAGES | FIGURES,
            (
                "$1.50 to $2 a year (Texas, 2024, S)\n"
                "Like it (occupation 43-4051, percentiles 25 and 75)"
            ),
        ),
        ("context", "A note", "A note"),
        ("context", {"text": "Hi"}, "Message\nHi"),
        (
            "context",
            {"kind": "message", "sender": "Bea", "channel": "SMS", "text": "Hi"},
            "Message from Bea (SMS)\nHi",
        ),
        ("context", {"kind": "chat", "lines": [{"who": "Al", "text": "Hi"}]}, "Chat\nAl: Hi"),
        ("context", {"kind": "prompt", "prompt": "P"}, "Prompt to an AI assistant: P"),
        (
            "context",
            {"kind": "prompt", "prompt": "P", "draft": "D"},
            "Prompt to an AI assistant: P\nIts draft: D",
        ),
        (
            "context",
            {"kind": "table", "caption": "T", "columns": ["A", "B"], "rows": [["1", "2"]]},
            "Table “T”\nA | B\n1 | 2",
        ),
        ("context", CHART | {"form": "bar"}, "Bar chart “C”\nA: 1\nB: 2"),
        (
            "context",
            CHART | {"form": "line", "unit": "%", "axis_from": 1},
            "Line chart “C”\nA: 1 %\nB: 2 %\nThe axis begins at 1",
        ),
    ],
)
def test_a_value_is_told_as_its_form_says_it(path: str, value: Any, said: str) -> None:
    assert told_value(path, value, NAMES) == said
