"""What happens when something fails half-way, or two come at once."""

import json
from collections.abc import Callable

import pytest
from justhtml import JustHTML
from sqlalchemy.orm import Session

from assess.services.accountstore import AccountStore
from assess.services.errors import UnavailableError
from tests.records import records
from tests.soundness import attributes
from tests.visitor import Visitor, notices, words
from tests.web.accountsteps import (
    EMAIL,
    PASSPHRASE,
    enter,
    fill,
    sign_in,
    sign_up,
    token_of,
)
from tests.web.test_account_equal import recover


def fails(*_: object, **__: object) -> None:
    raise UnavailableError("busy")


def test_a_sign_in_that_fails_half_way_leaves_everything_as_it_was(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = visitor.start()
    sign_up(visitor)
    before = token_of(visitor)
    with monkeypatch.context() as patched:
        patched.setattr("assess.services.accounts.adopt", fails)
        assert sign_in(visitor).status_code == 503
    assert token_of(visitor) == before
    assert "You need none" in words(visitor.get("/account"))
    visitor.get(attempt)
    assert sign_in(visitor).status_code == 303
    visitor.get(attempt)


def test_a_sign_out_that_fails_says_so_and_signs_nobody_out_by_half(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(visitor)
    page = visitor.get("/account")
    with monkeypatch.context() as patched:
        patched.setattr("assess.services.browsers.forget", fails)
        assert fill(visitor, page, "/account/sign-out").status_code == 503
    assert "Signed in as" in words(visitor.get("/account"))
    fill(visitor, page, "/account/sign-out")
    assert "You need none" in words(visitor.get("/account"))


def test_data_that_cannot_be_kept_breaks_no_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("assess.services.browsers.keep_data", fails)
        assert sign_up(visitor).status_code == 303
    assert sign_in(visitor).status_code == 303


def test_two_who_sign_up_at_once_are_one_and_get_the_same_answer(
    new_visitor: Callable[[], Visitor], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sign_up(new_visitor())
    with monkeypatch.context() as patched:
        # The second has looked before the first has written.
        patched.setattr(AccountStore, "find_user", lambda *_, **__: None)
        second = sign_up(new_visitor(), passphrase="somebody else's own")
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert len(records(session)["account"]) == 1
    assert len(records(session)["holder"]) == 3, "of the account and of two browsers"
    assert sign_in(new_visitor()).status_code == 303


def test_changing_the_e_mail_over_and_over_must_wait(person: Visitor) -> None:
    enter(person)
    for number in range(5):
        page = person.get("/account/new-email")
        assert (
            fill(person, page, email=f"sam{number}@example.com", password=PASSPHRASE).status_code
            == 303
        )
    page = person.get("/account/new-email")
    assert fill(person, page, email="sam9@example.com", password=PASSPHRASE).status_code == 429


def test_guessing_recovery_codes_without_the_passphrase_must_wait(
    new_person: Callable[[], Visitor],
) -> None:
    enter(new_person())
    for email in (EMAIL, "pat@example.com"):
        for _ in range(5):
            assert recover(new_person(), email).status_code == 422
        assert recover(new_person(), email).status_code == 429


def test_a_poor_passphrase_is_refused_when_recovering(person: Visitor) -> None:
    data = {"password": "passwordpassword", "password_confirm": "passwordpassword"}
    page = person.get("/account/recover")
    refused = fill(person, page, email=EMAIL, code="0000-0000-0000", **data)
    assert refused.status_code == 422
    assert "easy to guess" in notices(refused)[0]


def options_of(visitor: Visitor, name: str) -> tuple[str, dict[str, object]]:
    """Begin to make a passkey and return where its answer goes, and what was asked."""
    page = fill(visitor, visitor.get("/account/passkeys"), name=name)
    assert page.status_code == 200, words(page)
    [form] = JustHTML(page.text, sanitize=False).query("form[data-passkey]")
    return attributes(form)["action"], json.loads(attributes(form)["data-options"])


def test_a_passkey_is_asked_for_as_it_should_be(person: Visitor) -> None:
    enter(person)
    _, options = options_of(person, "My phone")
    assert options["rp"] == {"name": "Skills Compass", "id": "localhost"}
    chosen = options["authenticatorSelection"]
    assert isinstance(chosen, dict)
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    assert "authenticatorAttachment" not in chosen


@pytest.mark.parametrize("name", ["", "<b>x</b>", "a\x00b", "x" * 65, "\u202eabc"])
def test_a_passkey_needs_a_plain_name(name: str, person: Visitor) -> None:
    enter(person)
    refused = fill(person, person.get("/account/passkeys"), name=name)
    assert refused.status_code == 422


@pytest.mark.parametrize(
    "credential",
    ["", "x", "[]", "{}", "null", "1", '"a"', "[" * 5000, json.dumps({"id": 1, "rawId": []}),
     json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {}}),
     json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {
         "attestationObject": "YQ", "clientDataJSON": "YQ", "authenticatorData": "YQ",
         "signature": "YQ", "userHandle": "\ud800"}}),
     json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {
         "attestationObject": "oA", "clientDataJSON": "e30", "transports": [1, {}]}})],
)  # fmt: skip
def test_a_made_up_answer_of_a_device_is_refused(credential: str, person: Visitor) -> None:
    enter(person)
    action, _ = options_of(person, "My phone")
    token = {"csrf_token": attributes_of_token(person)}
    done = person.client.post(action, data={"credential": credential} | token)
    assert (done.status_code, done.location) == (303, "/account/passkeys")
    assert notices(person.get("/account/passkeys"))
    fill(person, person.get("/account"), "/account/sign-out")
    page = fill(person, person.get("/account/passkey"))
    done = fill(person, page, "/account/passkey/", credential=credential)
    assert (done.status_code, done.location) == (303, "/account/passkey")
    assert "You need none" in words(person.get("/account"))


def attributes_of_token(visitor: Visitor) -> str:
    page = JustHTML(visitor.get("/account").text, sanitize=False)
    return attributes(page.query('input[name="csrf_token"]')[0])["value"]


def test_a_state_that_somebody_made_up_is_refused(person: Visitor) -> None:
    enter(person)
    token = {"csrf_token": attributes_of_token(person), "credential": "{}"}
    for path in ("passkeys/x", "still-you/passkey/x"):
        assert person.client.post(f"/account/{path}", data=token).status_code == 303
    assert PASSPHRASE not in person.get("/account").text
