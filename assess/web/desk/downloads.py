"""Editions, and the draft, as files to take along."""

from collections.abc import Callable
from typing import Final, Literal

from flask import Response

from assess.core.codec import to_data, to_json, to_yaml
from assess.core.edition import Edition
from assess.core.sheets.csvtext import write_csv
from assess.core.sheets.questions import rows_of
from assess.services.workbooks import questions_workbook

Form = Literal["yaml", "json", "csv", "xlsx"]
FORMS: Final[tuple[Form, ...]] = ("yaml", "json", "csv", "xlsx")

_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def edition_download(edition: Edition, stem: str, form: Form) -> Response:
    """Hand out an edition: the whole as YAML or JSON, its questions alone as CSV or XLSX.

    Parameters
    ----------
    edition : Edition
        A published one, or the draft, which may be unfinished.
    stem : str
        The file's name without its ending.
    """
    make, content_type, of = _MAKERS[form]
    return file_response(make(edition), content_type, f"{stem}{of}.{form}")


def csv_response(text: str, name: str) -> Response:
    """Hand out a table."""
    return file_response(text, _CSV, name)


def file_response(content: str | bytes, content_type: str, name: str) -> Response:
    """Hand out a file under a name."""
    response = Response(content, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _csv(edition: Edition) -> str:
    return write_csv(rows_of(to_data(edition)["questions"]))


def _xlsx(edition: Edition) -> bytes:
    data = to_data(edition)
    return questions_workbook(data["questions"], data["skills"])


_MAKERS: Final[dict[Form, tuple[Callable[[Edition], str | bytes], str, str]]] = {
    "yaml": (to_yaml, "application/yaml; charset=utf-8", ""),
    "json": (to_json, "application/json", ""),
    "csv": (_csv, _CSV, "-questions"),
    "xlsx": (_xlsx, _XLSX, "-questions"),
}
