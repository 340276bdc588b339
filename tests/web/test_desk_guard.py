"""Who may come to the desk, and what must be shown again before it opens."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from assess.extensions import db
from assess.models.account import account_role
from tests.outages import locked
from tests.visitor import Visitor, form_of, words
from tests.web.accountsteps import enter, fill, sign_in, totp
from tests.web.desksteps import PASSPHRASE, begin_session, enter_staff, make_account
from tests.web.test_account_twostep import key_of, turn_on

DESK, PEOPLE, QUESTIONS = "/desk/second-step", "/desk/people", "/desk/changes"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a way to let minutes pass."""

    def pass_(minutes: float) -> None:
        moment = datetime.now(UTC) + timedelta(minutes=minutes)
        for module in ("desk.guard", "account.hooks", "account.limits"):
            monkeypatch.setattr(f"assess.web.{module}.now", lambda: moment)

    return pass_
