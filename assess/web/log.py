"""One JSON line a request; never an answer, a code, a cookie or an address."""

import json
import logging
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, Response, g, request

logger = logging.getLogger("assess.request")


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        } | getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            # Class and frames only: messages quote paths, and what was being saved.
            line["event"] = "exception"
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def init_log(app: Flask) -> None:
    """Log every request, and what goes wrong, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for used in (logger, app.logger):
        used.handlers = [handler]
        used.propagate = False
    logger.setLevel(logging.INFO)
    app.before_request(_begin)
    app.after_request(_log)


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_id = secrets.token_hex(8)


def _log(response: Response) -> Response:
    status = response.status_code
    level = logging.INFO if status < 400 else logging.WARNING if status < 500 else logging.ERROR
    if logger.isEnabledFor(level):
        fields = {
            "request": g.get("request_id"),
            "method": request.method,
            # The route's template, not the path: ids and keys stay out of logs.
            "route": request.url_rule.rule if request.url_rule else None,
            "status": status,
            "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        }
        logger.log(level, "request", extra={"fields": fields})
    return response
