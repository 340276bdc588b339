"""/healthz asks nothing of the database; /readyz asks whether work can be done."""

from flask import Blueprint, Response, current_app, jsonify

from assess.extensions import db
from assess.services.readiness import faults

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="alive")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Say whether the database can be read and written, and is of this version."""
    settings = current_app.extensions["assess_settings"]
    found = faults(db.session(), settings.instance)
    return jsonify(status="not ready" if found else "ready", faults=found), 503 if found else 200
