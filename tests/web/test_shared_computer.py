"""A shared computer: the session ends with the browser, and by itself after some hours."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from assess.core.compiled import Compiled
from tests.records import records, unchanged
from tests.resuming import code_on
from tests.visitor import Visitor, checked, form_of, notices, words
from tests.web.test_my_results import sign_up

Clock = Callable[[datetime], None]
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a way to set the clock that the web looks at."""

    def set_to(moment: datetime) -> None:
        for room in ("admission", "cookie", "pages.views", "take.views", "mine.views"):
            monkeypatch.setattr(f"assess.web.{room}.now", lambda: moment)

    set_to(NOW)
    return set_to


def start_shared(visitor: Visitor) -> str:
    """Start with the box ticked, and return the attempt's path."""
    response = visitor.submit(visitor.get("/"), shared="y")
    assert response.status_code == 303
    [cookie] = response.headers.getlist("Set-Cookie")
    assert "Max-Age" not in cookie
    assert "Expires" not in cookie
    assert "HttpOnly" in cookie
    return response.location.removesuffix("/practice")


@pytest.mark.usefixtures("clock")
def test_the_box_is_not_ticked_by_us_and_says_what_it_does(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert "This is a shared computer" in words(page, ".tickbox")
    assert "when it is closed, after 12 hours at the latest" in words(page, ".tickbox")
    assert "what you did here before" not in words(page, ".tickbox")
    visitor.submit(page)
    assert "That goes for what you did here before, too." in words(visitor.get("/"), ".tickbox")


def test_who_is_signed_in_is_told_that_the_account_keeps_everything(
    person: Visitor, sqlite_session: Session
) -> None:
    person.start()
    sign_up(sqlite_session)
    assert "Your account keeps everything." in words(person.get("/"), ".tickbox")


def test_it_ends_twelve_hours_after_the_start(
    visitor: Visitor, session: Session, shipped: Compiled, clock: Clock
) -> None:
    attempt = start_shared(visitor)
    key = shipped.forms["standard"][0]
    question = visitor.get(f"{attempt}/q/{key}")
    assert records(session)["browser"][0]["ends_at"] == NOW + 12 * HOUR
    clock(NOW + 12 * HOUR - timedelta(seconds=1))
    visitor.get(attempt)
    clock(NOW + 12 * HOUR)
    with unchanged(session):
        late = visitor.submit(question, answer="b")
        assert late.status_code == 404
        assert checked(late) == ["b"], "what was chosen stays on the page"
        assert notices(late)
        visitor.get(attempt, 404)
        visitor.get(f"{attempt}/result", 404)
    fresh = visitor.get("/")
    assert "Welcome back" not in words(fresh)
    assert "This is a shared computer" in words(fresh, ".tickbox"), "it is asked anew"


def test_starting_again_does_not_make_it_longer(
    visitor: Visitor, session: Session, clock: Clock
) -> None:
    first = start_shared(visitor)
    clock(NOW + 11 * HOUR)
    assert 'class="tickbox"' not in visitor.get("/").text
    assert "This is a shared computer" not in words(visitor.get("/"))
    second = visitor.submit(visitor.get("/"), shared="y").location.removesuffix("/practice")
    assert records(session)["browser"][0]["ends_at"] == NOW + 12 * HOUR
    visitor.get(second)
    clock(NOW + 13 * HOUR)
    for attempt in (first, second):
        visitor.get(attempt, 404)


@pytest.mark.usefixtures("clock")
def test_a_double_click_is_one_start_on_one_shared_computer(
    visitor: Visitor, session: Session
) -> None:
    home = visitor.get("/")
    before = visitor.client.get_cookie("assess")
    assert before is not None
    first = visitor.submit(home, shared="y")
    visitor.client.set_cookie("assess", before.value)  # both leave before an answer comes
    second = visitor.submit(home, shared="y")
    assert first.location == second.location
    assert len(records(session)["attempt"]) == len(records(session)["browser"]) == 1
    for response in (first, second):
        assert "Max-Age" not in response.headers["Set-Cookie"]


def test_a_second_press_after_the_first_was_answered_leads_to_what_began(
    visitor: Visitor, session: Session
) -> None:
    home = visitor.get("/")
    visitor.submit(home, shared="y")
    again = visitor.submit(home, shared="y")
    assert (again.status_code, again.location) == (303, "/")
    assert "Go on where you were" in words(visitor.get("/"))
    assert len(records(session)["attempt"]) == 1


@pytest.mark.parametrize("ticked", ["now", "by whoever was here before"])
@pytest.mark.parametrize("way", ["start", "code", "link", "under an answer"])
def test_a_cookie_noted_on_a_shared_computer_before_opens_nothing_afterwards(
    way: str, ticked: str, new_person: Callable[[], Visitor], shipped: Compiled
) -> None:
    home, library, elsewhere = new_person(), new_person(), new_person()
    attempt = home.start()
    code = code_on(home.get(f"{attempt}/code"))
    question = home.get(f"{attempt}/q/{shipped.forms['standard'][0]}")
    ticks = {"shared": "y"} if ticked == "now" else {}
    if not ticks:
        start_shared(library)
        library.submit(library.get("/forget"))
    library.submit(library.get("/look"), scheme="dark")
    noted = library.client.get_cookie("assess")
    assert noted is not None
    if way == "start":
        sent = library.submit(library.get("/"), **ticks)
        attempt = sent.location.removesuffix("/practice")
    elif way == "code":
        sent = library.submit(library.get("/resume"), code=code, **ticks)
    elif way == "link":
        sent = library.submit(library.get(f"/r/{code}"), **ticks)
    else:
        lost = library.post(question.request.path, form_of(question).with_(answer="a"))
        sent = library.submit(lost, code=code, **ticks)
    assert sent.status_code == 303, words(sent)
    elsewhere.client.set_cookie("assess", noted.value)
    elsewhere.get(attempt, 404)
    assert attempt not in elsewhere.get("/mine").text
    library.get(attempt)
    assert 'data-scheme="dark"' in library.get("/").text


def test_a_browser_with_earlier_attempts_loses_them_too(visitor: Visitor, clock: Clock) -> None:
    earlier = visitor.start()
    start_shared(visitor)
    visitor.get(earlier)
    clock(NOW + 13 * HOUR)
    visitor.get(earlier, 404)


@pytest.mark.usefixtures("clock")
def test_without_the_box_nothing_ends(visitor: Visitor, session: Session) -> None:
    response = visitor.submit(visitor.get("/"))
    assert "Set-Cookie" not in response.headers
    assert records(session)["browser"][0]["ends_at"] is None


@pytest.mark.parametrize("value", ["", "false", "n", "x" * 5000, "\x00", "\u202e", "<b>", "😀"])
def test_any_value_of_the_box_is_yes_or_no(value: str, person: Visitor) -> None:
    response = person.submit(person.get("/"), shared=value)
    assert response.status_code == 303
    assert ("Set-Cookie" in response.headers) == (value not in ("", "false"))


@pytest.mark.usefixtures("clock")
def test_private_pages_remind_gently_and_lead_to_the_code(
    person: Visitor, shipped: Compiled
) -> None:
    assert "Shared computer" not in words(person.get("/"), ".reminder")
    attempt = start_shared(person)
    key = shipped.forms["standard"][0]
    for path in (attempt, f"{attempt}/q/{key}", f"{attempt}/check", f"{attempt}/practice"):
        page = person.get(path)
        assert "this browser forgets you when you close it" in words(page, ".reminder")
        assert f'<a href="{attempt}/code">Save your code</a>' in page.text
    assert '<a href="/mine">Save your code</a>' in person.get("/").text
    assert words(person.get("/a/" + "0" * 20, 404), ".reminder") == ""
    person.submit(person.get("/forget"))
    assert "Shared computer" in words(person.get("/"), ".reminder"), "it stays one"
