"""Puts the app together. No SQL happens here, and no file is touched but the secret."""

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from assess.commands import register_commands
from assess.config import ROOT, Settings
from assess.extensions import csrf, db, migrate
from assess.secret_file import load_secret
from assess.services.database import engine_options, prepare_engine
from assess.web import (
    account,
    assets,
    audit,
    compare,
    content,
    data,
    figures,
    files,
    filters,
    health,
    mine,
    overview,
    pages,
    preview,
    publish,
    questions,
    results,
    resume,
    share,
    staff,
    take,
)
from assess.web.account.security import init_security
from assess.web.converters import AttemptId, Key
from assess.web.cookie import BrowserSessions
from assess.web.desk.conflict import init_conflicts
from assess.web.desk.guard import may, shown_staff
from assess.web.errors import init_errors
from assess.web.headers import init_headers
from assess.web.log import init_log

ROOMS = (pages, take, results, resume, mine, compare, share, data, account, health, assets)
# The editors' desk.
DESK = (overview, questions, content, preview, publish, files, figures, staff, audit)
FORM_BYTES = 256 * 1024


def create_app(settings: Settings) -> Flask:
    """Build the app.

    Parameters
    ----------
    settings : Settings
        See ``config.read_settings``.

    Raises
    ------
    SettingsError
        Where the secret cannot be made or is not safe.
    """
    app = Flask(
        "assess",
        root_path=str(ROOT),
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.config.from_mapping(_config(settings))
    app.session_interface = BrowserSessions(secure=settings.secure, secret=app.config["SECRET_KEY"])
    app.extensions["assess_settings"] = settings
    app.url_map.converters |= {"attempt": AttemptId, "key": Key}
    if settings.proxies:
        # Limits are counted by address: it must be the person's, not the proxy's.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    init_log(app)  # first, so that what the others refuse is logged like the rest
    # Before forms are looked at: what is not meant for us is not read.
    init_headers(app, secure=settings.secure, hosts=settings.trusted_hosts)
    _init_extensions(app)
    init_errors(app)
    filters.init_templates(app)
    init_security(app, settings)
    for room in (*ROOMS, *DESK):
        app.register_blueprint(room.bp)
    init_conflicts(app)
    app.jinja_env.globals.update(staff=shown_staff, may=may)
    register_commands(app)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": load_secret(settings.secret_file),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "STATIC_FOLDER": ROOT / "static",
        "PREFERRED_URL_SCHEME": "https" if settings.secure else "http",
        "MAX_CONTENT_LENGTH": FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "MAX_FORM_PARTS": 200,
        # A page may stay open overnight; the token is bound to the browser's own cookie.
        "WTF_CSRF_TIME_LIMIT": None,
        # headers.py compares the origin; the referrer is often withheld.
        "WTF_CSRF_SSL_STRICT": False,
    }


def _init_extensions(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "assess" / "migrations"))
    csrf.init_app(app)
