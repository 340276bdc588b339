"""Every route there is, with who may use it. A new one is refused until it stands here.

- ``anyone``: public, or about the asking browser alone; it never shows somebody else's.
- ``holder``: about one attempt; for whoever holds it, by browser or by account. For all
  others it is the 404 of an attempt that does not exist.
- ``link``: for whoever has the secret in the address.
- ``account``: for whoever is signed in, about their own account; others are led to sign in.
- ``signing in``: a step of signing in or up; it shows nothing of anybody.
- ``analyst``, ``editor``, ``owner``: for staff with that role or a higher one.
- ``invited``: about the person's own invitation or second step.
- ``preview``: for whoever has the secret of a preview, or of an invitation.
"""

from typing import Final, Literal

from tests.web import deskroutes

Guard = Literal[
    "anyone",
    "holder",
    "link",
    "account",
    "signing in",
    "analyst",
    "editor",
    "owner",
    "invited",
    "preview",
]
Route = tuple[str, str, str]

UNKNOWN: Final = "0" * 20

_PUBLIC: Final = {
    "pages.home": "/",
    "pages.method": "/method",
    "pages.privacy": "/privacy",
    "pages.accessibility": "/accessibility",
    "health.healthz": "/healthz",
    "health.readyz": "/readyz",
    "assets.static": "/static/<version>/<path:name>",
    "mine.results": "/mine",
    "compare.history": "/history",
    "compare.two": "/compare",
    "data.schema": "/schemas/assessment.json",
    "data.deleted": "/deleted",
    "account.home": "/account",
    "account.deleted": "/account/deleted",
    "account.signed_out": "/account/signed-out",
}
_PUBLIC_FORMS: Final = {
    "mine.forget": "/forget",
    "mine.look": "/look",
    "resume.enter": "/resume",
    "data.bring": "/import",
    "data.delete_all": "/delete-everything",
}
_HELD: Final = {
    "take.practice": "/practice",
    "take.tasks": "",
    "take.question": "/q/<key:key>",
    "results.result": "/result",
    "results.answers": "/answers",
    "data.take": "/data",
    "data.json": "/data.json",
    "data.csv": "/data.csv",
    "data.resume": "/resume.json",
}
_HELD_FORMS: Final = {
    "take.check": "/check",
    "resume.save": "/code",
    "share.links": "/share",
    "data.delete": "/delete",
}
_HELD_POSTS: Final = {
    "take.answer": "/q/<key:key>",
    "take.autosave": "/q/<key:key>/save",
    "results.add_questions": "/grow",
    "resume.mail": "/code/mail",
    "share.end": "/share/<attempt:share_id>/end",
}
_ACCOUNT: Final = {
    "account.delete": "/delete",
    "account.change_email": "/new-email",
    "security.change_email": "/email",
    "security.change_password": "/passphrase",
    "security.mf_recovery_codes": "/recovery-codes",
    "security.two_factor_setup": "/two-step",
    "security.verify": "/still-you",
    "security.wan_delete": "/remove-passkey",
    "security.wan_register": "/passkeys",
    "security.wan_verify": "/still-you/passkey",
}
_SIGNING_IN: Final = {
    "account.recover": "/recover",
    "security.confirm_email": "/confirm/<token>",
    "security.forgot_password": "/forgotten",
    "security.login": "/sign-in",
    "security.mf_recovery": "/recovery-code",
    "security.register": "/sign-up",
    "security.reset_password": "/forgotten/<token>",
    "security.send_confirmation": "/confirm",
    "security.tf_select": "/second-step",
    "security.two_factor_rescue": "/code-help",
    "security.two_factor_token_validation": "/code",
    "security.wan_signin": "/passkey",
}
_ATTEMPT: Final = "/a/<attempt:public_id>"


def _routes() -> dict[Route, Guard]:
    found: dict[Route, Guard] = {("POST", "pages.start", "/start"): "anyone"}

    def add(guard: Guard, named: dict[str, str], *methods: str, under: str = "") -> None:
        for endpoint, path in named.items():
            found.update({(method, endpoint, under + path): guard for method in methods})

    add("anyone", _PUBLIC, "GET")
    add("anyone", _PUBLIC_FORMS, "GET", "POST")
    add("holder", _HELD, "GET", under=_ATTEMPT)
    add("holder", {"results.result": "/result/<int(max=999):number>"}, "GET", under=_ATTEMPT)
    add("holder", _HELD_FORMS, "GET", "POST", under=_ATTEMPT)
    add("holder", _HELD_POSTS, "POST", under=_ATTEMPT)
    add("link", {"share.view": "/s/<secret>", "share.answers": "/s/<secret>/answers"}, "GET")
    add("link", {"resume.link": "/r/<code>"}, "GET", "POST")
    add("account", _ACCOUNT, "GET", "POST", under="/account")
    answers = {
        "security.two_factor_setup_validate": "/two-step/<token>",
        "security.wan_register_response": "/passkeys/<token>",
        "security.wan_verify_response": "/still-you/passkey/<token>",
    }
    add("account", answers, "POST", under="/account")
    add("account", {"security.logout": "/sign-out"}, "POST", under="/account")
    add("signing in", _SIGNING_IN, "GET", "POST", under="/account")
    posts = {
        "account.confirm_new_email": "/email/<token>",
        "security.wan_signin_response": "/passkey/<token>",
    }
    add("signing in", posts, "POST", under="/account")
    add("signing in", {"security.change_email_confirm": "/email/<token>"}, "GET", under="/account")
    add("account", {"account.browsers": "/browsers"}, "GET", under="/account")
    add("account", {"account.end_browser": "/browsers/end"}, "POST", under="/account")
    desk: dict[Guard, deskroutes.Named] = {
        "analyst": deskroutes.ANALYST,
        "editor": deskroutes.EDITOR,
        "owner": deskroutes.OWNER,
        "invited": deskroutes.INVITED,
    }
    for guard, by_method in desk.items():
        for methods, named in by_method.items():
            add(guard, named, *methods, under="/desk")
    for by_method in (deskroutes.LINK, deskroutes.INVITATION):
        for methods, named in by_method.items():
            add("preview", named, *methods)
    return found


ROUTES: Final = _routes()


def guarded(*guards: Guard) -> list[Route]:
    """Return the routes with one of some guards."""
    return [route for route, guard in ROUTES.items() if guard in guards]


def path_of(rule: str, public_id: str, key: str, secret: str = UNKNOWN) -> str:
    """Return a route's address for an attempt, a question, and the secret of a link."""
    named = {
        "<attempt:public_id>": public_id,
        "<attempt:share_id>": UNKNOWN,
        "<key:key>": key,
        "<int(max=999):number>": "1",
        "<version>": "0",
        "<path:name>": "css/base.css",
        "<secret>": secret,
        "<code>": secret,
        "<token>": secret,
        "<attempt:link_id>": UNKNOWN,
        "<int:number>": "1",
        "<int(max=2147483647):account_id>": "999",
        "<any(yaml, json):form>": "json",
        "<any(csv, xlsx):form>": "csv",
        "<any(yaml, json):notation>": "json",
    }
    for placeholder, value in named.items():
        rule = rule.replace(placeholder, value)
    return rule
