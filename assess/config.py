"""Settings, from the environment alone; a bad one stops the start with one clear sentence."""

import difflib
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT: Final = Path(__file__).resolve().parent.parent
PREFIX: Final = "ASSESS_"
KNOWN: Final = (
    "ALLOW_HTTP",
    "BASE_URL",
    "DATABASE_URL",
    "HOST",
    "INSTANCE",
    "KEEP_FINISHED_DAYS",
    "KEEP_UNFINISHED_DAYS",
    "MAIL_FROM",
    "MAIL_HOST",
    "MAIL_PASSWORD_FILE",
    "MAIL_PORT",
    "MAIL_SECURITY",
    "MAIL_USER",
    "PORT",
    "PROXIES",
    "SECRET_KEY_FILE",
    "STAFF_TWO_STEP",
)


class SettingsError(RuntimeError):
    """The app must not start like this; the message says what to change."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A mail server. ``security`` is ``starttls``, ``tls`` or, on this machine alone, ``none``."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations.

    Attributes
    ----------
    base_url : str or None
        The address people type, where it is not the loopback one; https makes cookies secure.
    secret_file : Path
        64 random bytes, readable by its owner only; made at the first start.
    proxies : int
        How many proxies of ours stand in front and add to ``X-Forwarded-For``.
    mail : MailSettings or None
        Without one nothing is mailed, and pages say so.
    keep_unfinished, keep_finished : int
        Days after the last visit until retention removes an attempt; finished ones that an
        account holds are kept.
    staff_two_step : str
        Who must sign in to the editors' desk by two steps or a passkey: ``all`` of the staff,
        or the ``owners`` alone.
    """

    instance: Path
    database_url: str
    secret_file: Path
    base_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    debug: bool = False
    proxies: int = 0
    mail: MailSettings | None = None
    keep_unfinished: int = 90
    keep_finished: int = 365
    staff_two_step: str = "all"

    @property
    def secure(self) -> bool:
        """Whether people reach the app by https."""
        return (self.base_url or "").startswith("https://")

    @property
    def address(self) -> str:
        """Where the app answers."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{host}:{self.port}"

    @property
    def near_address(self) -> str:
        """Where a browser on this computer opens the app, by a name that passkeys work at."""
        near = not self.base_url and self.host in ("127.0.0.1", "::1")
        return f"http://localhost:{self.port}" if near else self.address

    @property
    def trusted_hosts(self) -> list[str]:
        """Return the names a request may call this app by."""
        named = urlsplit(self.base_url).hostname if self.base_url else self.host
        return [*([named] if named else []), "127.0.0.1", "localhost", "::1"]


def read_settings(environ: Mapping[str, str], root: Path = ROOT) -> Settings:
    """Read the settings.

    Parameters
    ----------
    environ : mapping
        Names begin with ``ASSESS_``; others are passed over, except ``FLASK_DEBUG``.
    root : Path
        The project's folder.

    Raises
    ------
    SettingsError
        For an unknown name, a value out of bounds, or a combination that is not safe.
    """
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environ.items()
        if name.startswith(PREFIX)
    }
    _refuse_unknown(given)
    instance = Path(given.get("INSTANCE") or root / "instance").absolute()
    settings = Settings(
        instance=instance,
        database_url=_database_url(given.get("DATABASE_URL"), instance),
        secret_file=Path(given.get("SECRET_KEY_FILE") or instance / "secret_key"),
        base_url=_base_url(given.get("BASE_URL")),
        host=given.get("HOST") or "127.0.0.1",
        port=_whole("PORT", given.get("PORT") or "8000", 1, 65535),
        debug=environ.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no"),
        proxies=_whole("PROXIES", given.get("PROXIES") or "0", 0, 9),
        mail=_mail(given),
        keep_unfinished=_whole(
            "KEEP_UNFINISHED_DAYS", given.get("KEEP_UNFINISHED_DAYS") or "90", 1, 36500
        ),
        keep_finished=_whole(
            "KEEP_FINISHED_DAYS", given.get("KEEP_FINISHED_DAYS") or "365", 1, 36500
        ),
        staff_two_step=_staff_two_step(given.get("STAFF_TWO_STEP") or "all"),
    )
    _refuse_unsafe(settings, allow_http=_flag("ALLOW_HTTP", given.get("ALLOW_HTTP", "")))
    return settings


def _refuse_unknown(given: Mapping[str, str]) -> None:
    for name in sorted(given):
        if name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0)
            raise SettingsError(f"{PREFIX}{name} is not a setting. Did you mean {PREFIX}{near[0]}?")


def _database_url(given: str | None, instance: Path) -> str:
    if not given:
        return f"sqlite:///{instance / 'assess.db'}"
    scheme, _, rest = given.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg", "sqlite"):
        raise SettingsError(
            f"ASSESS_DATABASE_URL must begin with postgresql:// or sqlite:///, not with {scheme!r}."
        )
    address = given if scheme == "sqlite" else f"postgresql+psycopg://{rest}"
    try:
        urlsplit(address)  # sees a broken host that make_url lets pass
        # A SQLite in memory would forget everything with each connection.
        readable = bool(make_url(address).database)
    except (ArgumentError, ValueError):
        readable = False
    if not readable:
        # Not repeated here: it may hold a password.
        raise SettingsError(
            "ASSESS_DATABASE_URL cannot be read. It should look like "
            "postgresql://user:password@host:5432/name or sqlite:////folder/file.db."
        )
    return address


def _base_url(given: str | None) -> str | None:
    if not given:
        return None
    try:
        parts = urlsplit(given)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    plain = parts.path in ("", "/") and not (parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise SettingsError(
            "ASSESS_BASE_URL must be an address such as https://skills.example.org, "
            f"without a path; it is {given!r}."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def _whole(name: str, given: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", given) or not least <= int(given) <= most:
        raise SettingsError(
            f"{PREFIX}{name} must be a number from {least} to {most}; it is {given!r}."
        )
    return int(given)


def _staff_two_step(given: str) -> str:
    if given not in ("all", "owners"):
        raise SettingsError(f"{PREFIX}STAFF_TWO_STEP must be all or owners; it is {given!r}.")
    return given


def _mail(given: Mapping[str, str]) -> MailSettings | None:
    host = given.get("MAIL_HOST")
    if not host:
        named = sorted(name for name in given if name.startswith("MAIL_") and given[name])
        if named:
            raise SettingsError(f"{PREFIX}{named[0]} needs {PREFIX}MAIL_HOST, the mail server.")
        return None
    sender = given.get("MAIL_FROM", "")
    if not re.fullmatch(r"[^@\s<>,\x00-\x1f]+@[^@\s<>,\x00-\x1f]+", sender):
        raise SettingsError(
            f"{PREFIX}MAIL_FROM must be the address that mail comes from, "
            f"such as skills@example.org; it is {sender!r}."
        )
    security = given.get("MAIL_SECURITY") or "starttls"
    if security not in ("starttls", "tls", "none"):
        raise SettingsError(
            f"{PREFIX}MAIL_SECURITY must be starttls, tls or none; it is {security!r}."
        )
    if security == "none" and not is_loopback(host):
        raise SettingsError(
            f"Mail to {host} would travel unencrypted, with people’s codes in it. "
            f"Set {PREFIX}MAIL_SECURITY to starttls or tls."
        )
    return MailSettings(
        host=host,
        port=_whole(
            "MAIL_PORT", given.get("MAIL_PORT") or ("465" if security == "tls" else "587"), 1, 65535
        ),
        sender=sender,
        security=security,
        user=given.get("MAIL_USER") or None,
        password=_password(given.get("MAIL_PASSWORD_FILE")),
    )


def _password(file: str | None) -> str | None:
    """Read a password from a file: what stands in the environment is seen by every process."""
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise SettingsError(
            f"{PREFIX}MAIL_PASSWORD_FILE {file} cannot be read ({type(error).__name__})."
        ) from None


def _flag(name: str, given: str) -> bool:
    if given.lower() in ("", "0", "no", "false"):
        return False
    if given.lower() in ("1", "yes", "true"):
        return True
    raise SettingsError(f"{PREFIX}{name} must be yes or no; it is {given!r}.")


def _refuse_unsafe(settings: Settings, *, allow_http: bool) -> None:
    if is_loopback(settings.host):
        return
    if settings.debug:
        raise SettingsError(
            f"Debug mode would let anyone who reaches {settings.host} run code. "
            "Unset FLASK_DEBUG, or set ASSESS_HOST to 127.0.0.1."
        )
    if not settings.secure and not allow_http:
        raise SettingsError(
            f"On {settings.host} answers would travel unencrypted. Set ASSESS_BASE_URL to the "
            "https address people use, or ASSESS_ALLOW_HTTP=yes if you accept that."
        )


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a host name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
