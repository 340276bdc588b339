"""The QR code: the path covers exactly the dark squares of the code of the link."""

import re

import pytest
import segno

from assess.web.resume.qr import qr_of

CODE = "3W46MH6ABCSX1JTQN2VPWM499ZWW"


@pytest.mark.parametrize(
    "link", [f"https://skills.example.org/r/{CODE}", f"http://127.0.0.1:8000/r/{CODE}", "x" * 300]
)
def test_the_path_covers_the_dark_squares_and_nothing_else(link: str) -> None:
    drawn = qr_of(link)
    stretch = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
    found = stretch.findall(drawn.path)
    assert stretch.sub("", drawn.path) == ""
    dark = {(int(x) + step, int(y)) for x, y, length, _ in found for step in range(int(length))}
    assert all(length == back for _, _, length, back in found)
    rows = segno.make_qr(link, error="m", boost_error=False).matrix
    assert dark == {
        (x + 4, y + 4) for y, row in enumerate(rows) for x, square in enumerate(row) if square
    }
    assert drawn.size == len(rows) + 8


def test_a_link_of_usual_length_is_a_code_of_few_squares() -> None:
    assert qr_of(f"https://skills.example.org/r/{CODE}").size <= 33 + 8
