"""My results, forgetting a device, shared computers, and how pages look."""

from typing import Final

from tests.browser.afterwards import Reach
from tests.browser.person import Person, best, worst


def _plain(path: str) -> Reach:
    return lambda person: person.open(path)


def _several(path: str, *, unfolded: bool = False) -> Reach:
    """Open a page with two results, one of them growing, and one attempt under way."""

    def reach(person: Person) -> None:
        person.start()
        person.answered_before(best)
        person.finish()
        person.start("quick")
        person.answered_before(worst, person.form[:5])
        person.finish()
        person.grow(16)
        person.start()
        person.answered_before(best, person.form[:12])
        person.open(path)
        if unfolded:
            person.unfold()

    return reach


def start_shared(person: Person) -> None:
    """Start from the home page with the box ticked."""
    person.open("/")
    person.page.get_by_label("This is a shared computer").check()
    person.leave_by("Start")
    person.remember()


def _shared(path: str) -> Reach:
    def reach(person: Person) -> None:
        start_shared(person)
        person.open(path.replace("ATTEMPT", person.attempt).replace("KEY", person.form[0]))

    return reach


def choose_look(person: Person, scheme: str, motion: str = "system") -> None:
    """Open the settings and save."""
    person.open("/look")
    person.page.locator(f'label[for="scheme-{scheme}"]').click()
    person.page.locator(f'label[for="motion-{motion}"]').click()
    person.leave_by("Save")


def _look(scheme: str, motion: str = "system", path: str = "") -> Reach:
    def reach(person: Person) -> None:
        choose_look(person, scheme, motion)
        if path:
            person.open(path)

    return reach


def _refused_look(person: Person) -> None:
    person.open("/look")
    person.page.locator("#scheme-dark").evaluate("radio => { radio.value = 'x' }")
    person.page.locator('label[for="scheme-dark"]').click()
    person.watch.expect(422)
    person.leave_by("Save")


def _forgotten(person: Person) -> None:
    person.start()
    person.open("/forget")
    person.leave_by("Forget this device")


PAGES: Final[dict[str, Reach]] = {
    "my results, nothing yet": _plain("/mine"),
    "my results, every state": _several("/mine"),
    "my results, all unfolded": _several("/mine", unfolded=True),
    "forget, several attempts": _several("/forget"),
    "forget, nothing known": _plain("/forget"),
    "forget, done": _forgotten,
    "look": _plain("/look"),
    "look, saved": _look("system", "reduced"),
    "look, always dark": _look("dark"),
    "look, always light": _look("light"),
    "look, refused": _refused_look,
    "home, always dark": _look("dark", path="/"),
    "home, shared computer": _shared("/"),
    "home with earlier ones, shared to be": _several("/"),
    "question, shared computer": _shared("ATTEMPT/q/KEY"),
    "sections, shared computer": _shared("ATTEMPT"),
}
