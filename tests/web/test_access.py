"""Every route × every sort of person: who gets in, and what all others see instead.

The attempt is a holder's, in one browser. An account got it by its resume code and is
signed in on a second browser. Nobody else has any right to it: not somebody who looks at
its shared link, not another account, not an owner among the staff.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assess.core.compiled import Compiled
from assess.models import AccountRow, StaffRoleRow
from assess.models.account import account_role
from tests.visitor import Form, Visitor, form_of
from tests.web.accountsteps import enter, sign_in
from tests.web.routes import ROUTES, UNKNOWN, Route, guarded, path_of
from tests.web.sharing import OPEN, finished, share

KEY: Final = "empathy-hidden-feeling"
OWNER, OTHER, STAFF = "owner@example.com", "other@example.com", "staff@example.com"
INSIDE: Final = ("holder", "account owner")
OUTSIDE: Final = ("stranger", "shared link", "other account", "admin")
SIGNED_IN: Final = ("account owner", "other account", "admin")
PEOPLE: Final = (*INSIDE, *OUTSIDE)
# What a page of a question or a finish would send.
_SENT: Final = {"answer": "not_sure", "goal": "", "save_id": "s" * 16}
# What differs between two drawings of one page, whoever asks.
_OWN: Final = re.compile(r'(name="(?:csrf_token|save_id|start_id|page_id)"[^>]* value=)"[^"]*"')


@dataclass
class World:
    """One finished attempt with its link, and everyone who might ask for it."""

    attempt: str
    link: str
    people: dict[str, Visitor]
    forms: dict[str, Form]

    def ask(self, who: str, route: Route, public_id: str, secret: str) -> TestResponse:
        """Ask a route as somebody, with a form that their own browser would vouch for."""
        method, _, rule = route
        visitor = self.people[who]
        path = path_of(rule, public_id, KEY, secret)
        if method == "GET":
            return visitor.client.get(path)
        return visitor.post(path, self.forms[who].with_(**_SENT))


@pytest.fixture
def world(new_person: Callable[[], Visitor], sqlite_session: Session, shipped: Compiled) -> World:
    people = {who: new_person() for who in PEOPLE}
    attempt = finished(people["holder"], shipped)
    link = share(people["holder"], attempt, **OPEN)
    first = new_person()
    enter(first, OWNER)
    _enter_code(first, _code(people["holder"], attempt))
    assert sign_in(people["account owner"], OWNER).status_code == 303
    for who, email in (("other account", OTHER), ("admin", STAFF)):
        enter(people[who], email)
        finished(people[who], shipped)
    _make_owner(sqlite_session)
    people["shared link"].get(link)
    # Every browser has the token of a form of its own; a stranger's comes with the home page.
    forms = {who: form_of(person.get("/look")) for who, person in people.items()}
    return World(attempt.removeprefix("/a/"), link.removeprefix("/s/"), people, forms)


def _code(holder: Visitor, attempt: str) -> str:
    found = re.search(r"/r/([0-9A-Za-z-]+)", holder.get(f"{attempt}/code").text)
    assert found
    return found[1]


def _enter_code(visitor: Visitor, code: str) -> None:
    page = visitor.get("/resume")
    assert visitor.submit(page, code=code).status_code == 303


def _make_owner(session: Session) -> None:
    role = session.scalars(select(StaffRoleRow).where(StaffRoleRow.name == "owner")).one()
    account = session.scalars(select(AccountRow.id).where(AccountRow.email == STAFF)).one()
    session.execute(insert(account_role).values(account_id=account, role_id=role.id))
    session.commit()


def _body(response: TestResponse, public_id: str) -> str:
    return _OWN.sub(r"\1", response.text).replace(public_id, "ID")


def test_every_route_stands_in_the_table_with_its_guard(sqlite_app: Flask) -> None:
    found = {
        (method, rule.endpoint, rule.rule)
        for rule in sqlite_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert found == set(ROUTES)


def test_outsiders_find_an_attempt_on_no_route(world: World) -> None:
    for route in guarded("holder"):
        for who in OUTSIDE:
            asked = world.ask(who, route, world.attempt, UNKNOWN)
            unknown = world.ask(who, route, UNKNOWN, UNKNOWN)
            assert asked.status_code == unknown.status_code == 404, (who, route)
            assert _body(asked, world.attempt) == _body(unknown, UNKNOWN), (who, route)


# Posts that a bare form cannot do, for a reason of their own.
_REFUSED: Final = {
    "results.add_questions": 404,  # names no length
    "share.end": 303,  # a link that is gone is ended
    "resume.mail": 404,  # nothing is mailed here
    "data.delete": 422,  # not confirmed
    "share.links": 422,  # nothing chosen
    "resume.save": 422,  # names no code to replace
    "take.check": 303,
    "take.answer": 409,  # finished
    "take.autosave": 409,
}


def test_holder_and_account_owner_get_in_everywhere(world: World) -> None:
    for route in guarded("holder"):
        method, endpoint, _ = route
        for who in INSIDE:
            status = world.ask(who, route, world.attempt, UNKNOWN).status_code
            if method == "POST":
                assert status == _REFUSED[endpoint], (who, route)
            else:
                led_on = endpoint in ("take.tasks", "take.question", "take.check")
                assert status == (303 if led_on else 200), (who, route)


def test_a_link_opens_for_whoever_has_it_and_for_nobody_without(world: World) -> None:
    for route in guarded("link"):
        endpoint = route[1]
        for who in PEOPLE:
            assert world.ask(who, route, UNKNOWN, UNKNOWN).status_code in (404, 422), (who, route)
            if endpoint != "resume.link":
                page = world.ask(who, route, UNKNOWN, world.link)
                assert page.status_code == 200, (who, route)
                assert world.attempt not in page.text, (who, route)


def test_pages_about_the_asking_browser_show_nobody_elses(world: World) -> None:
    for route in guarded("anyone"):
        for who in PEOPLE:
            page = world.ask(who, route, UNKNOWN, UNKNOWN)
            assert page.status_code < 500, (who, route)
            if who in OUTSIDE:
                assert world.attempt not in page.text, (who, route)
            if who != "account owner":
                assert OWNER not in page.text, (who, route)
            if route[1:] == ("mine.results", "/mine") and who in INSIDE:
                assert world.attempt in page.text, who
        # Forgetting and the like were done by some; they come back as they were.
        if route[0] == "POST":
            break


def test_pages_of_an_account_are_for_who_is_signed_in(world: World) -> None:
    for route in guarded("account"):
        endpoint = route[1]
        for who in PEOPLE:
            if endpoint == "security.logout":
                continue
            page = world.ask(who, route, UNKNOWN, UNKNOWN)
            assert page.status_code < 500, (who, route)
            if who not in SIGNED_IN:
                assert page.status_code in (303, 404), (who, route, page.status_code)
                assert page.status_code == 404 or "/account/sign-in" in page.location, (who, route)
            elif who != "account owner":
                assert OWNER not in page.text, (who, route)


def test_steps_of_signing_in_say_nothing_about_anybody(world: World) -> None:
    for route in guarded("signing in"):
        for who in PEOPLE:
            page = world.ask(who, route, UNKNOWN, UNKNOWN)
            assert page.status_code < 500, (who, route)
            assert world.attempt not in page.text, (who, route)
            if who != "account owner":
                assert OWNER not in page.text, (who, route)
