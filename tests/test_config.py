"""Settings: what they default to, and every refusal with its one sentence."""

import secrets
import stat
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from assess import config
from assess.config import Settings, SettingsError, read_settings
from assess.secret_file import load_secret

EVERYWHERE = "0.0.0.0"  # noqa: S104 - told to the settings, never listened on


def refusal(**environ: str) -> str:
    """Return why settings are refused."""
    with pytest.raises(SettingsError) as caught:
        read_settings({f"ASSESS_{name}": value for name, value in environ.items()})
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_any_setting_everything_has_a_safe_default(tmp_path: Path) -> None:
    settings = read_settings({"PATH": "/bin", "ASSESSMENT": "not ours"}, root=tmp_path)
    assert settings == Settings(
        instance=tmp_path / "instance",
        database_url=f"sqlite:///{tmp_path / 'instance' / 'assess.db'}",
        secret_file=tmp_path / "instance" / "secret_key",
        base_url=None,
        host="127.0.0.1",
        port=8000,
        debug=False,
    )
    assert not settings.secure
    assert settings.address == "http://127.0.0.1:8000"
    assert {name.strip("[]") for name in settings.trusted_hosts} == {
        "127.0.0.1", "localhost", "::1",
    }  # fmt: skip


def test_empty_settings_count_as_absent(tmp_path: Path) -> None:
    empty = {f"ASSESS_{name}": " " for name in config.KNOWN}
    assert read_settings(empty, root=tmp_path) == read_settings({}, root=tmp_path)


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "ASSESS_INSTANCE": str(tmp_path),
            "ASSESS_DATABASE_URL": "postgresql://me@db.example/assess",
            "ASSESS_SECRET_KEY_FILE": "/run/secret",
            "ASSESS_BASE_URL": " https://skills.example.org/ ",
            "ASSESS_HOST": EVERYWHERE,
            "ASSESS_PORT": "9000",
        }
    )
    assert settings.instance == tmp_path
    assert settings.database_url == "postgresql+psycopg://me@db.example/assess"
    assert settings.secret_file == Path("/run/secret")
    assert settings.address == settings.base_url == "https://skills.example.org"
    assert settings.secure
    assert (settings.host, settings.port) == (EVERYWHERE, 9000)
    assert settings.trusted_hosts[0] == "skills.example.org"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://h/d", "postgresql+psycopg://h/d"),
        ("postgresql://h/d", "postgresql+psycopg://h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_databases_are_named_as_people_name_them(given: str, used: str) -> None:
    assert read_settings({"ASSESS_DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("PRT", "PORT"), ("DATABASE_URI", "DATABASE_URL"), ("BASEURL", "BASE_URL"),
        ("SECRET_KEY", "SECRET_KEY_FILE"), ("HOSTS", "HOST"), ("ALLOW_HTTPS", "ALLOW_HTTP"),
    ],
)  # fmt: skip
def test_an_unknown_setting_is_refused_with_the_nearest_known_one(name: str, near: str) -> None:
    assert refusal(**{name: "x"}) == (
        f"ASSESS_{name} is not a setting. Did you mean ASSESS_{near}?"
    )


@pytest.mark.parametrize(
    "port",
    ["0", "65536", "-1", "80x", "8_0", "1e3", "٨٠٠٠", "9" * 400, "0065536", "8000.0", "+80"],
)
def test_a_port_out_of_bounds_is_refused(port: str) -> None:
    assert refusal(PORT=port) == f"ASSESS_PORT must be a number from 1 to 65535; it is {port!r}."


@pytest.mark.parametrize("port", ["1", "80", "65535"])
def test_a_port_within_bounds_is_taken(port: str) -> None:
    assert read_settings({"ASSESS_PORT": port}).port == int(port)


@pytest.mark.parametrize(
    "url",
    [
        "skills.example.org", "ftp://skills.example.org", "https://", "https:///path",
        "https://skills.example.org/app", "javascript:alert(1)", "https://[bad",
        "https://skills.example.org:99999", "https://skills.example.org?x=1",
        "https://skills.example.org#x", "https://me:word@skills.example.org",
    ],
)  # fmt: skip
def test_an_address_that_people_cannot_type_is_refused(url: str) -> None:
    assert refusal(BASE_URL=url).startswith(
        "ASSESS_BASE_URL must be an address such as https://skills.example.org, without a path"
    )


def test_https_is_https_however_it_is_written() -> None:
    assert read_settings({"ASSESS_BASE_URL": "HTTPS://skills.example.org"}).secure


@pytest.mark.parametrize("url", ["mysql://h/d", "h/d", "sqlite3:///x", "file:///x"])
def test_a_database_we_do_not_support_is_refused(url: str) -> None:
    scheme = url.partition("://")[0]
    assert refusal(DATABASE_URL=url) == (
        f"ASSESS_DATABASE_URL must begin with postgresql:// or sqlite:///, not with {scheme!r}."
    )


@pytest.mark.parametrize("url", ["postgresql://u@h:port/d", "postgresql://[h/d", "sqlite://"])
def test_a_database_address_that_cannot_be_read_is_refused(url: str) -> None:
    assert "ASSESS_DATABASE_URL" in refusal(DATABASE_URL=url)


@pytest.mark.parametrize("host", [EVERYWHERE, "192.0.2.1", "::", "skills.example.org", "8.8.8.8"])
def test_plain_http_off_loopback_is_refused_unless_allowed(host: str) -> None:
    assert refusal(HOST=host) == (
        f"On {host} answers would travel unencrypted. Set ASSESS_BASE_URL to the https address "
        "people use, or ASSESS_ALLOW_HTTP=yes if you accept that."
    )
    assert "unencrypted" in refusal(HOST=host, BASE_URL="http://skills.example.org")
    assert "unencrypted" in refusal(HOST=host, ALLOW_HTTP="no")
    for allowed in ("yes", "1", "TRUE"):
        settings = read_settings({"ASSESS_HOST": host, "ASSESS_ALLOW_HTTP": allowed})
        assert settings.host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
def test_plain_http_on_loopback_needs_no_permission(host: str) -> None:
    settings = read_settings({"ASSESS_HOST": host})
    assert settings.address == f"http://{f'[{host}]' if ':' in host else host}:8000"


def test_debug_off_loopback_is_refused_even_with_https() -> None:
    environ = {"ASSESS_HOST": EVERYWHERE, "ASSESS_BASE_URL": "https://a.example"}
    for value in ("1", "true", "yes", "on"):
        with pytest.raises(SettingsError, match="Debug mode would let anyone who reaches 0"):
            read_settings(environ | {"FLASK_DEBUG": value})
        assert read_settings({"FLASK_DEBUG": value}).debug
    for value in ("", "0", "False", "no"):
        assert not read_settings(environ | {"FLASK_DEBUG": value}).debug


def test_a_switch_is_yes_or_no() -> None:
    sentence = "ASSESS_ALLOW_HTTP must be yes or no; it is 'maybe'."
    assert refusal(HOST=EVERYWHERE, ALLOW_HTTP="maybe") == sentence
    assert refusal(ALLOW_HTTP="maybe") == sentence


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "secret_key"
    secret = load_secret(file)
    assert len(secret) == 64
    assert load_secret(file) == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_secret_that_others_can_read_is_refused(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    load_secret(file)
    file.chmod(mode)
    with pytest.raises(SettingsError) as caught:
        load_secret(file)
    assert str(caught.value) == f"Others can read the secret {file}. Run: chmod 600 {file}"


@pytest.mark.parametrize("length", [0, 1, 63])
def test_a_short_secret_is_refused(length: int, tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    file.write_bytes(b"x" * length)
    file.chmod(0o600)
    with pytest.raises(SettingsError) as caught:
        load_secret(file)
    assert str(caught.value) == (
        f"The secret {file} is too short ({length} bytes). Remove it; a new one is made."
    )


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError) as caught:
        load_secret(tmp_path / "file" / "secret_key")
    assert "cannot be made or read (" in str(caught.value)
    assert "Name a folder you can write to with ASSESS_INSTANCE." in str(caught.value)
    with pytest.raises(SettingsError, match="Is a directory"):
        load_secret(tmp_path)


def test_two_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        found = set(pool.map(load_secret, [file] * 16))
    assert len(found) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_secret_of_the_first_process_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret_key"

    def someone_is_faster(_count: int) -> str:
        file.write_bytes(b"1" * 64)
        file.chmod(0o600)
        return "draft"

    monkeypatch.setattr(secrets, "token_hex", someone_is_faster)
    assert load_secret(file) == b"1" * 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_who_needs_two_steps_at_the_desk_is_all_or_owners(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path).staff_two_step == "all"
    given = {"ASSESS_STAFF_TWO_STEP": "owners"}
    assert read_settings(given, tmp_path).staff_two_step == "owners"
    with pytest.raises(SettingsError, match="STAFF_TWO_STEP must be all or owners"):
        read_settings({"ASSESS_STAFF_TWO_STEP": "none"}, tmp_path)
