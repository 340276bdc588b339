"""Lengths: how many questions of each skill an attempt asks, and what that comes to."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from flask import request, url_for
from werkzeug.wrappers import Response

from assess.core.compiled import compile_edition
from assess.core.draft.review import Remark, sound_part
from assess.core.edition import Edition
from assess.core.flow import minutes
from assess.web.content.forms import DraftForm
from assess.web.content.numbers import whole_from
from assess.web.content.routes import bp
from assess.web.content.saving import Problem, form_problems, keep, opened, page, saved
from assess.web.desk.guard import desk

STANDARD: Final = "standard"
MOST: Final = 12
_LARGEST: Final = 60
_NAME: Final = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """One length as it is typed."""

    name: str
    count: str
    removed: bool = False


class LengthsForm(DraftForm):
    """The rows are named by the page: ``name_0``, ``count_0``, ``remove_0`` and so on."""

    def rows(self) -> list[Row]:
        """Return the rows as they were sent."""
        sent = request.form
        return [
            Row(
                sent.get(f"name_{place}", "").strip(),
                sent.get(f"count_{place}", "").strip(),
                f"remove_{place}" in sent,
            )
            for place in range(MOST)
            if f"name_{place}" in sent
        ]


@bp.route("/lengths", methods=["GET", "POST"])
@desk("editor")
def lengths() -> Response | tuple[str, int]:
    """Edit the lengths."""
    draft = opened()
    form = LengthsForm()
    held = draft.edition.lengths
    rows = [Row(name, str(count)) for name, count in held.items()]
    rows += [Row("", "")] if len(rows) < MOST else []
    problems: list[Problem] = []
    if form.is_submitted():
        rows = form.rows() or rows
        found, problems = _read(rows)
        problems = problems if form.validate() else form_problems(form)
        problems = problems or keep(form, "Lengths", {"lengths": found}, {})
        if not problems:
            return saved("Saved in the draft.", url_for(".lengths"))
    faults, sizes = _looked_over(draft.fingerprint, _Held(draft.edition))
    return page(
        "content/lengths.html",
        form,
        problems,
        draft.revision,
        rows=rows,
        standard=STANDARD,
        sizes=sizes,
        found=[one for one in faults if one.part == "lengths"],
        skills=len(draft.edition.skills),
    )


def _read(rows: list[Row]) -> tuple[dict[str, int], list[Problem]]:
    """Return the lengths that rows make, and what is wrong with them."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for place, row in enumerate(rows):
        if row.removed or not (row.name or row.count):
            continue
        named = replace(row, name=_named(row.name))
        problems += _problems(place, named, found)
        found[named.name] = whole_from(row.count) or 0
    if not problems and STANDARD not in found:
        problems = [Problem("name_0", "Keep a length called “Standard”: it is what Start begins.")]
    return found, problems


def _named(typed: str) -> str:
    """Return a name as an edition holds it; pages show it with a capital and with spaces."""
    return "_".join(typed.lower().split())


def _problems(place: int, row: Row, before: dict[str, int]) -> list[Problem]:
    problems = []
    if len(row.name) > 64 or not _NAME.fullmatch(row.name):
        words = "Name a length with letters from a to z and figures, such as “Short”."
        problems.append(Problem(f"name_{place}", words))
    elif row.name in before:
        problems.append(Problem(f"name_{place}", "Two lengths cannot have the same name."))
    if not 1 <= (whole_from(row.count) or 0) <= _LARGEST:
        words = f"Give a whole number of questions from 1 to {_LARGEST}."
        problems.append(Problem(f"count_{place}", words))
    return problems


@dataclass(frozen=True)
class _Held:
    """An edition that rides along with its fingerprint, and is not compared itself."""

    edition: Edition = field(compare=False)


@lru_cache(maxsize=4)
def _looked_over(_: str, held: _Held) -> tuple[tuple[Remark, ...], dict[str, tuple[int, int]]]:
    """Return what is unfinished, and how many questions and minutes each length comes to.

    Questions that are unfinished are not counted; where the draft is no edition for another
    reason, nothing is. The checker is not asked: it has nothing to say about lengths, and
    takes the most time.
    """
    faults, edition = sound_part(held.edition)
    if edition is None:
        return faults, {}
    compiled = compile_edition(edition)
    return faults, {
        length: (len(form), minutes([compiled.questions[key] for key in form]))
        for length, form in compiled.forms.items()
    }
