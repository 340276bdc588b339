"""A PostgreSQL cluster for one test run, in a folder of its own, thrown away afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of initdb and postgres, or None where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    path = shutil.which("initdb")
    return Path(path).parent if path else None


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster; yields the address of its ``postgres`` database.

    PostgreSQL refuses to run as root, so root hands it to the ``postgres`` user.
    """
    folder = programs()
    assert folder is not None
    with tempfile.TemporaryDirectory(prefix="assess-pg-") as home:
        user = None
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(home, account.pw_uid, account.pw_gid)
            user = "postgres"
        data = f"{home}/data"
        _run([f"{folder}/initdb", "-D", data, "-U", "assess", "--auth=trust", "-E", "UTF8"], user)
        port = _free_port()
        server = subprocess.Popen(
            [f"{folder}/postgres", "-D", data, "-k", home, "-p", str(port),
             "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
            user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _run([f"{folder}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], user, tries=50)
            yield f"postgresql+psycopg://assess@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _run(command: list[str], user: str | None, tries: int = 1) -> None:
    for attempt in range(tries):
        done = subprocess.run(command, user=user, capture_output=True, check=False)
        if done.returncode == 0:
            return
        if attempt + 1 < tries:
            subprocess.run(["sleep", "0.2"], check=True)
    raise RuntimeError(f"{command[0]}: {done.stderr.decode()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
