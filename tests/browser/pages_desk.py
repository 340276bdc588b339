"""The editors' desk, room by room, and the page of two versions."""

from typing import Final

from tests.browser import (
    pages_desk_content,
    pages_desk_figures,
    pages_desk_files,
    pages_desk_preview,
    pages_desk_publish,
    pages_desk_questions,
    pages_desk_staff,
)
from tests.browser.afterwards import Reach

PAGES: Final[dict[str, Reach]] = {
    **pages_desk_content.PAGES,
    **pages_desk_figures.PAGES,
    **pages_desk_files.PAGES,
    **pages_desk_preview.PAGES,
    **pages_desk_publish.PAGES,
    **pages_desk_questions.PAGES,
    **pages_desk_staff.PAGES,
}
