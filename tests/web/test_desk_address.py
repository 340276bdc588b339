"""Where a part of the draft is mended."""

import pytest
from flask import Flask

from assess.web.desk.address import address_of, name_of


@pytest.mark.parametrize(
    ("part", "field", "page"),
    [
        ("questions/empathy-one", "text", "/desk/questions/empathy-one"),
        ("questions/Not A Key", "", "/desk/questions"),
        ("questions", "", "/desk/questions"),
        ("order/questions", "", "/desk/questions"),
        ("skills/empathy", "levels/2", "/desk/skills/empathy"),
        ("order/skills", "", "/desk/skills"),
        ("roles/agent", "name", "/desk/roles/agent"),
        ("roles/agent", "profile/empathy/level", "/desk/profiles"),
        ("roles/agent", "pay/low", "/desk/pay/agent"),
        ("roles/agent", "wages", "/desk/pay/agent"),
        ("roles", "", "/desk/roles"),
        ("actions/listen", "how", "/desk/actions/listen"),
        ("lengths", "standard", "/desk/lengths"),
        ("texts", "welcome", "/desk/texts"),
        ("title", "", "/desk/texts"),
        ("accepted", "3", "/desk/publish"),
        ("", "", "/desk"),
    ],
)
def test_every_part_has_a_page(part: str, field: str, page: str, sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        assert address_of(part, field) == page


def test_what_is_not_there_has_a_name_all_the_same() -> None:
    assert name_of("title", {"title": "x"}) == "Title of the assessment"
    assert name_of("questions", {}) == "Questions"
    assert name_of("", {}) == "The draft as a whole"
