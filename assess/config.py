"""Settings, from the environment alone; a bad one stops the start with one clear sentence."""

import difflib
import ipaddress
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
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
    "PORT",
    "SECRET_KEY_FILE",
)
SECRET_BYTES: Final = 64


class SettingsError(RuntimeError):
    """The app must not start like this; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations.

    Attributes
    ----------
    base_url : str or None
        The address people type, where it is not the loopback one; https makes cookies secure.
    secret_file : Path
        64 random bytes, readable by its owner only; made at the first start.
    """

    instance: Path
    database_url: str
    secret_file: Path
    base_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    debug: bool = False

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
        port=_port(given.get("PORT") or "8000"),
        debug=environ.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no"),
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


def _port(given: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", given) or not 1 <= int(given) <= 65535:
        raise SettingsError(f"ASSESS_PORT must be a number from 1 to 65535; it is {given!r}.")
    return int(given)


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


def load_secret(path: Path) -> bytes:
    """Read the secret, making it at the first start.

    Two processes that start together agree: the file is written whole under another name
    and linked into place, which only one of them can do.

    Raises
    ------
    SettingsError
        Where the folder cannot be written, or others may read the file.
    """
    try:
        if not path.exists():
            _make_secret(path)
        mode = stat.S_IMODE(path.stat().st_mode)
        secret = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"The secret {path} cannot be made or read ({error.strerror}). "
            "Name a folder you can write to with ASSESS_INSTANCE."
        ) from None
    if mode & 0o077:
        raise SettingsError(f"Others can read the secret {path}. Run: chmod 600 {path}")
    if len(secret) < SECRET_BYTES:
        raise SettingsError(
            f"The secret {path} is too short ({len(secret)} bytes). Remove it; a new one is made."
        )
    return secret


def _make_secret(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(SECRET_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its secret counts
    finally:
        draft.unlink()
