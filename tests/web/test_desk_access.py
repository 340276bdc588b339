"""Every route of the desk × the three staff roles and everybody else."""

from collections.abc import Callable
from typing import Final

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.visitor import Form, Visitor, form_of
from tests.web.desksteps import begin_session, enter_staff, make_account
from tests.web.routes import UNKNOWN, Guard, Route, guarded, path_of

ROLES: Final[tuple[Guard, ...]] = ("analyst", "editor", "owner")
PEOPLE: Final = ("stranger", "other account", *ROLES)
KEY: Final = "empathy-hidden-feeling"
# Pages named by a key of another list than that of the questions.
_KEYS: Final = {
    "content.skill": "empathy",
    "content.role": "account_manager",
    "content.remove_role": "account_manager",
}


@pytest.fixture
def people(new_person: Callable[[], Visitor], sqlite_session: Session) -> dict[str, Visitor]:
    found = {who: new_person() for who in PEOPLE}
    enter_staff(found["other account"], sqlite_session, None, "other@example.com")
    for role in ROLES:
        enter_staff(found[role], sqlite_session, role)
    return found


@pytest.fixture
def forms(people: dict[str, Visitor]) -> dict[str, Form]:
    return {who: form_of(person.get("/look")) for who, person in people.items()}


def ask(person: Visitor, form: Form, route: Route) -> TestResponse:
    """Ask a route, with a form that the person's own browser would vouch for."""
    method, endpoint, rule = route
    path = path_of(rule, UNKNOWN, _KEYS.get(endpoint, KEY))
    if method == "GET":
        return person.client.get(path)
    return person.post(path, form.with_())


@pytest.mark.parametrize("needed", ROLES)
def test_the_desk_opens_for_a_role_and_those_above(
    needed: Guard, people: dict[str, Visitor], forms: dict[str, Form]
) -> None:
    # Signing somebody out comes last: it may be oneself.
    for route in sorted(guarded(needed), key=lambda route: "sessions" in route[2]):
        for who in ROLES:
            status = ask(people[who], forms[who], route).status_code
            if ROLES.index(who) < ROLES.index(needed):
                assert status == 403, (who, route)
            else:
                # A bare form is refused for what is missing in it, not for who sends it.
                assert status in (200, 303, 400, 404, 409, 422), (who, route, status)


def test_whoever_is_no_staff_opens_nothing_of_the_desk(
    people: dict[str, Visitor], forms: dict[str, Form]
) -> None:
    for route in guarded(*ROLES):
        other = ask(people["other account"], forms["other account"], route)
        assert other.status_code == 403, route
        stranger = ask(people["stranger"], forms["stranger"], route)
        if route[0] == "GET":
            assert stranger.status_code == 303, route
            assert "/account/sign-in" in stranger.location, route
        else:
            assert stranger.status_code == 403, route


def test_staff_who_signed_in_by_one_step_are_led_to_the_second(
    new_person: Callable[[], Visitor], sqlite_session: Session
) -> None:
    person = new_person()
    account = make_account(person.client.application, sqlite_session, "o@example.com", "owner")
    token = begin_session(sqlite_session, account, both_steps=False)
    person.client.set_cookie("assess", token, path="/")
    form = form_of(person.get("/look"))
    for route in guarded(*ROLES):
        answer = ask(person, form, route)
        if route[0] == "GET":
            assert (answer.status_code, "/desk/second-step" in answer.location) == (303, True)
        else:
            assert answer.status_code == 403, route


def test_secrets_of_previews_and_invitations_that_nobody_made_open_nothing(
    people: dict[str, Visitor], forms: dict[str, Form]
) -> None:
    for route in guarded("preview"):
        for who, person in people.items():
            answer = ask(person, forms[who], route)
            # What was typed by hand leads to the link's own page, which is none.
            led = answer.status_code == 303 and answer.location.startswith("/p/")
            assert led or answer.status_code == 404, (who, route)


def test_without_an_invitation_there_is_nothing_to_join(
    people: dict[str, Visitor], forms: dict[str, Form]
) -> None:
    for route in guarded("invited"):
        for who, person in people.items():
            answer = ask(person, forms[who], route)
            assert answer.status_code in (200, 303, 404), (who, route)
            assert "example.com" not in answer.text.replace(f"{who}@example.com", ""), route
