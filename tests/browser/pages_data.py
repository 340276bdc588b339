"""The pages of one's own data, in every state they can show."""

import copy
import json
from collections.abc import Callable
from typing import Any, Final

from tests.browser.afterwards import result_of
from tests.browser.person import Person, best

Reach = Callable[[Person], None]
BRING: Final = "Bring it in"


def saved_file(person: Person) -> dict[str, Any]:
    """Return the file that holds everything of the person's attempt."""
    response = person.page.request.get(f"{person.site.address}{person.attempt}/data.json")
    assert response.ok, response.text()
    found: dict[str, Any] = json.loads(response.text())
    return found


def choose_file(person: Person, content: object) -> None:
    """Choose a file on the page that takes one."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    person.page.set_input_files(
        "#file", {"name": "data.json", "mimeType": "application/json", "buffer": raw}
    )


def _finished(path: str) -> Reach:
    def reach(person: Person) -> None:
        result_of(12)(person)
        person.open(person.attempt + path)

    return reach


def _under_way(path: str) -> Reach:
    def reach(person: Person) -> None:
        person.start()
        person.answered_before(best, person.form[:3])
        person.open(person.attempt + path)

    return reach


def _everything(person: Person) -> None:
    result_of(5)(person)
    person.start()
    person.open("/delete-everything")


def _plain(path: str) -> Reach:
    return lambda person: person.open(path)


def _no_file(person: Person) -> None:
    person.open("/import")
    person.watch.expect(422)
    person.leave_by(BRING)


def _another_file(person: Person) -> None:
    person.open("/import")
    choose_file(person, b"hello")
    person.watch.expect(422)
    person.leave_by(BRING)


def _faulty_file(person: Person) -> None:
    result_of(5)(person)
    bad = copy.deepcopy(saved_file(person))
    bad["attempt"]["goal"] = "king" * 15
    for answer in bad["answers"]:
        answer["options"] = ["z"]
    person.open("/import")
    choose_file(person, bad)
    person.watch.expect(422)
    person.leave_by(BRING)


def _brought_in(person: Person) -> None:
    result_of(5)(person)
    document = saved_file(person)
    person.page.context.clear_cookies()
    person.open("/import")
    choose_file(person, document)
    person.leave_by(BRING)


def _unticked(path: str, button: str) -> Reach:
    def reach(person: Person) -> None:
        person.start()
        person.open(path or f"{person.attempt}/delete")
        person.watch.expect(422)
        person.leave_by(button)

    return reach


PAGES: Final[dict[str, Reach]] = {
    "data of a finished attempt": _finished("/data"),
    "data of an attempt under way": _under_way("/data"),
    "bring in": _plain("/import"),
    "bring in, no file": _no_file,
    "bring in, another file": _another_file,
    "bring in, faults listed": _faulty_file,
    "result brought in": _brought_in,
    "delete a finished attempt": _finished("/delete"),
    "delete an attempt under way": _under_way("/delete"),
    "delete one, not ticked": _unticked("", "Delete this assessment"),
    "delete everything": _everything,
    "delete everything, nothing there": _plain("/delete-everything"),
    "delete everything, not ticked": _unticked("/delete-everything", "Delete everything"),
    "deleted": _plain("/deleted"),
}
