"""The app's own secret: 64 random bytes in a file, made at the first start."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from assess.config import SettingsError

SECRET_BYTES: Final = 64


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
