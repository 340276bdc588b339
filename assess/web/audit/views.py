"""The log of what staff did: read, filtered, taken along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, stream_with_context
from werkzeug.wrappers import Response

from assess.core.auditlines import LogRow, csv_lines, json_lines
from assess.core.draft.differences import FieldChange, field_changes, title
from assess.extensions import db
from assess.services import audit
from assess.web.audit.forms import Asked, read_query
from assess.web.desk.guard import desk

bp = Blueprint("audit", __name__, url_prefix="/desk")
_PARTS = ("questions/", "skills/", "roles/", "actions/", "order/")


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one thing; its title is empty where the row itself says what it is."""

    title: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the log as the page shows it."""

    row: LogRow
    groups: tuple[Group, ...]


@bp.get("/log")
@desk("owner")
def log() -> str | tuple[str, int]:
    """Show the log, the newest first."""
    asked = read_query(request.args)
    page = audit.page(db.session(), asked.filters, asked.before)
    people, actions = audit.known(db.session())
    drawn = render_template(
        "audit/log.html",
        lines=[Line(row, tuple(_groups(row.before, row.after))) for row in page.rows],
        more=page.more,
        asked=asked,
        people=people,
        actions=actions,
    )
    return (drawn, 422) if asked.problem else drawn


def _groups(before: Any, after: Any) -> list[Group]:  # noqa: ANN401 - plain data
    """Return what differs, part by part where parts of the draft were changed."""
    old, new = ({} if one is None else one for one in (before, after))
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return [Group("", field_changes(before, after))]
    parts = [name for name in {**new, **old} if name.startswith(_PARTS)]
    groups = [
        Group(_title(name, new.get(name) or old.get(name)), fields)
        for name in parts
        if (fields := field_changes(old.get(name), new.get(name)))
    ]
    rest = field_changes(*({k: v for k, v in one.items() if k not in parts} for one in (old, new)))
    return groups + ([Group("", rest)] if rest else [])


def _title(name: str, value: Any) -> str:  # noqa: ANN401 - plain data
    named = isinstance(value, Mapping) or name.startswith("order/")
    return title(name, value) if named else name


@bp.get("/log.jsonl")
@desk("owner")
def json() -> Response:
    """Hand out the rows asked for as JSON Lines."""
    return _file(read_query(request.args), "jsonl")


@bp.get("/log.csv")
@desk("owner")
def csv() -> Response:
    """Hand out the rows asked for as a table."""
    return _file(read_query(request.args), "csv")


def _file(asked: Asked, ending: str) -> Response:
    rows = audit.rows(db.session(), asked.filters)
    lines = json_lines(rows) if ending == "jsonl" else csv_lines(rows)
    kind = "application/jsonl" if ending == "jsonl" else "text/csv"
    response = Response(stream_with_context(lines), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="log.{ending}"'
    return response
