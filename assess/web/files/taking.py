"""Taking the draft along, whole or in part."""

from flask import Response

from assess.core.sheets.csvtext import write_csv
from assess.core.sheets.pay import pay_rows
from assess.extensions import db
from assess.services.draft import Draft, open_draft
from assess.web.clock import now
from assess.web.desk.downloads import Form, csv_response, edition_download
from assess.web.desk.guard import desk
from assess.web.files.routes import bp


@bp.get("/files/draft.<any(yaml, json):form>")
@desk("editor")
def draft(form: Form) -> Response:
    """Hand out the whole draft."""
    opened = open_draft(db.session(), now())
    return edition_download(opened.edition, _stem(opened), form)


@bp.get("/files/questions.<any(csv, xlsx):form>")
@desk("editor")
def questions(form: Form) -> Response:
    """Hand out the draft's questions, for a spreadsheet."""
    opened = open_draft(db.session(), now())
    return edition_download(opened.edition, _stem(opened), form)


@bp.get("/files/pay.csv")
@desk("editor")
def pay() -> Response:
    """Hand out the draft's published pay ranges, for a spreadsheet."""
    opened = open_draft(db.session(), now())
    return csv_response(write_csv(pay_rows(opened.parts)), f"{_stem(opened)}-pay.csv")


def _stem(opened: Draft) -> str:
    return f"draft-{opened.revision}"
