"""The pages of the account, in every state they can show."""

from typing import Final

from playwright.sync_api import CDPSession

from tests.browser.afterwards import Reach
from tests.browser.person import Person

EMAIL: Final = "sam@example.com"
PASSPHRASE: Final = "seven quiet otters"
_AGAIN: Final = "The same passphrase again"


AUTHENTICATOR: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_up(person: Person, email: str = EMAIL, passphrase: str = PASSPHRASE) -> None:
    """Make an account."""
    person.open("/account/sign-up")
    type_in(person, {"E-mail": email, "Passphrase": passphrase, _AGAIN: passphrase})
    person.leave_by("Make my account")


def sign_in(person: Person, email: str = EMAIL, passphrase: str = PASSPHRASE) -> None:
    """Sign in by e-mail and passphrase."""
    person.open("/account/sign-in")
    type_in(person, {"E-mail": email, "Passphrase": passphrase})
    person.leave_by("Sign in")


def type_in(person: Person, fields: dict[str, str]) -> None:
    """Fill in fields by their labels."""
    for label, value in fields.items():
        person.page.get_by_label(label, exact=True).fill(value)


def enter(person: Person) -> None:
    """Make an account and sign in."""
    sign_up(person)
    sign_in(person)


def _plain(path: str) -> Reach:
    return lambda person: person.open(path)


def _own(path: str = "") -> Reach:
    def reach(person: Person) -> None:
        enter(person)
        person.open(f"/account{path}")

    return reach


def _refused(path: str, button: str, *, own: bool = False) -> Reach:
    def reach(person: Person) -> None:
        if own:
            enter(person)
        person.open(f"/account{path}")
        person.watch.expect(422)
        person.leave_by(button)

    return reach


def _waiting(person: Person) -> None:
    for _ in range(5):
        person.watch.expect(422)
        sign_in(person)
    person.watch.expect(429)
    sign_in(person)


def _codes(person: Person) -> None:
    enter(person)
    person.open("/account/recovery-codes")
    person.leave_by("Make my codes")


def _with_codes(person: Person) -> None:
    _codes(person)
    person.open("/account/recovery-codes")


def _set_up(person: Person) -> None:
    enter(person)
    person.open("/account/two-step")
    person.leave_by("Set it up")


def at_a_name(person: Person) -> None:
    """Open the site by its name: a passkey belongs to one, and a bare number has none."""
    person.site.address = person.site.address.replace("127.0.0.1", "localhost")


def with_authenticator(person: Person) -> CDPSession:
    """Give a person's browser a device that says yes to everything."""
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    at_a_name(person)
    return session


def _named(reach: Reach) -> Reach:
    def go(person: Person) -> None:
        at_a_name(person)
        reach(person)

    return go


def _no_passkey_here(person: Person) -> None:
    with_authenticator(person)
    person.open("/account/passkey")
    person.leave_by("Use my passkey")
    person.page.get_by_role("button", name="Try again").wait_for()


PAGES: Final[dict[str, Reach]] = {
    "account, signed out": _plain("/account"),
    "account, signed in": _own(),
    "account, signing in": _plain("/account/sign-in"),
    "account, just made": sign_up,
    "account, signing in refused": _refused("/sign-in", "Sign in"),
    "account, signing in must wait": _waiting,
    "account, signing up": _plain("/account/sign-up"),
    "account, signing up refused": _refused("/sign-up", "Make my account"),
    "account, recovering": _plain("/account/recover"),
    "account, recovering refused": _refused("/recover", "Change my passphrase"),
    "account, passphrase": _own("/passphrase"),
    "account, passphrase refused": _refused("/passphrase", "Change my passphrase", own=True),
    "account, e-mail": _own("/new-email"),
    "account, still you": _own("/still-you"),
    "account, still you by passkey": _named(_own("/still-you/passkey")),
    "account, two steps off": _own("/two-step"),
    "account, two steps set up": _set_up,
    "account, recovery codes none": _own("/recovery-codes"),
    "account, recovery codes made": _codes,
    "account, recovery codes hidden": _with_codes,
    "account, passkeys": _named(_own("/passkeys")),
    "account, passkeys at a number": _own("/passkeys"),
    "account, passkey": _named(_plain("/account/passkey")),
    "account, passkey at a number": _plain("/account/passkey"),
    "account, passkey in vain": _no_passkey_here,
    "account, deleting": _own("/delete"),
    "account, deleting refused": _refused("/delete", "Delete my account", own=True),
    "account, deleted": _plain("/account/deleted"),
    "account, signed out by oneself": _plain("/account/signed-out"),
}
