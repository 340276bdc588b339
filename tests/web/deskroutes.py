"""The routes of the editors' desk, by the lowest role that may use them."""

from typing import Final

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
Named = dict[tuple[str, ...], dict[str, str]]

ANALYST: Final[Named] = {
    GET: {
        "desk.overview": "",
        "figures.index": "/figures",
        "figures.csv": "/figures.csv",
        "figures.questions": "/figures/questions",
        "figures.questions_file": "/figures/questions.csv",
    },
}
EDITOR: Final[Named] = {
    GET: {
        "content.actions": "/actions",
        "content.pay": "/pay",
        "content.skills": "/skills",
        "files.draft": "/files/draft.<any(yaml, json):form>",
        "files.pay": "/files/pay.csv",
        "files.questions": "/files/questions.<any(csv, xlsx):form>",
        "preview.start": "/preview",
        "preview.began": "/preview/take",
        "publish.changes": "/changes",
        "publish.download": "/editions/<int:number>/edition.<any(yaml, json):notation>",
        "publish.edition": "/editions/<int:number>",
        "publish.editions": "/editions",
        "publish.review": "/publish",
        "questions.edit": "/questions/<key:key>",
        "questions.index": "/questions",
    },
    POST: {
        "desk.conflict": "/conflict",
        "files.drop": "/files/<attempt:public_id>/drop",
        "preview.end": "/preview/links/<attempt:link_id>/end",
        "preview.take": "/preview/take",
        "publish.publish": "/publish",
        "publish.undo": "/changes/undo",
        "questions.autosave": "/questions/<key:key>/autosave",
        "questions.move": "/questions/<key:key>/move",
        "questions.save": "/questions/<key:key>",
        "questions.undo": "/questions/<key:key>/undo",
    },
    BOTH: {
        "content.action": "/actions/<key:key>",
        "content.lengths": "/lengths",
        "content.matrix": "/profiles",
        "content.new_action": "/new-action",
        "content.pay_of": "/pay/<key:key>",
        "content.remove_action": "/actions/<key:key>/remove",
        "content.remove_role": "/roles/<key:key>/remove",
        "content.role": "/roles/<key:key>",
        "content.roles": "/roles",
        "content.skill": "/skills/<key:key>",
        "content.texts": "/texts",
        "files.index": "/files",
        "files.staged": "/files/<attempt:public_id>",
        "preview.links": "/preview/links",
        "publish.start_over": "/editions/<int:number>/draft",
        "questions.delete": "/questions/<key:key>/delete",
        "questions.new": "/new-question",
    },
}
_PERSON: Final = "/people/<int(max=2147483647):account_id>"
OWNER: Final[Named] = {
    GET: {"audit.log": "/log", "audit.csv": "/log.csv", "audit.json": "/log.jsonl"},
    POST: {
        "staff.remove": f"{_PERSON}/remove",
        "staff.sign_out": f"{_PERSON}/sign-out",
        "staff.take_back": "/invitations/<attempt:public_id>/take-back",
    },
    BOTH: {"staff.people": "/people", "staff.person": _PERSON},
}
# For whoever was invited, or must still set up a second step: no role opens these.
INVITED: Final[Named] = {
    GET: {"staff.second_step": "/second-step"},
    BOTH: {"staff.join": "/join"},
}
# For whoever has the secret in the address.
LINK: Final[Named] = {
    GET: {"preview.open": "/p/<secret>", "preview.began_by_link": "/p/<secret>/take"},
    POST: {"preview.take_by_link": "/p/<secret>/take"},
}
INVITATION: Final[Named] = {BOTH: {"staff.invitation": "/desk/join/<secret>"}}
