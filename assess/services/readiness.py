"""Whether the database is there, writable, and of the revision this version knows."""

import shutil
from pathlib import Path
from typing import Final, Literal

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assess.config import ROOT
from assess.services.database import ping, write
from assess.services.errors import UnavailableError

Revision = Literal["empty", "older", "current", "unknown"]
PREPARE: Final = "flask --app wsgi prepare"
_LEAST_FREE: Final = 50 * 1024 * 1024


def scripts() -> ScriptDirectory:
    """Return the migrations this version knows."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "assess" / "migrations"))
    return ScriptDirectory.from_config(config)


def revision(session: Session) -> Revision:
    """Say how the database's revision stands to this version's newest."""
    found = MigrationContext.configure(session.connection()).get_current_heads()
    if not found:
        return "empty"
    known = scripts()
    if set(found) == set(known.get_heads()):
        return "current"
    every = {script.revision for script in known.walk_revisions()}
    return "older" if set(found) <= every else "unknown"


def faults(session: Session, instance: Path) -> list[str]:
    """Return what keeps the app from working, each as a sentence; empty when it is ready."""
    try:
        ping(session)
        state = revision(session)
        write(session, lambda: None)
    except (UnavailableError, SQLAlchemyError):
        return ["The database cannot be read or written."]
    found = []
    if state in ("empty", "older"):
        found.append(f"The database is not up to date. Run: {PREPARE}")
    elif state == "unknown":
        found.append("The database was made by a newer version of assess. Install that version.")
    try:
        if shutil.disk_usage(instance).free < _LEAST_FREE:
            found.append("The disk is nearly full.")
    except OSError:
        found.append("The instance folder is gone.")
    return found
