"""The page with the code: to copy, print, scan, mail, and to make a new one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from assess.config import MailSettings, Settings, is_loopback
from assess.core.codes import groups, show
from assess.extensions import db
from assess.services import resume
from assess.services.errors import NotFoundError, TooManyError
from assess.services.mail import MailError, read_address, send
from assess.services.resume import ResumeCode
from assess.web.admission import readable
from assess.web.clock import now
from assess.web.cookie import browser
from assess.web.errors import retry_after, wait_words
from assess.web.filters import product_name
from assess.web.resume.forms import MailForm, RenewForm
from assess.web.resume.qr import Qr, qr_of
from assess.web.resume.routes import bp, where_it_stopped


@dataclass(frozen=True, slots=True)
class SavePage:
    """The code of an attempt as its holder sees it.

    ``line``, ``link`` and ``qr`` are empty where the code cannot be shown; ``here_only`` where
    no other device can reach this site. ``site`` and ``today`` are for the print.
    """

    public_id: str
    finished: bool
    generation: int
    line: str
    groups: tuple[str, ...]
    link: str
    qr: Qr | None
    by_mail: bool
    here_only: bool
    onward: str
    site: str
    today: datetime

    @classmethod
    def of(cls, public_id: str, found: ResumeCode) -> Self:
        """Make the page of a code."""
        code = found.code or ""
        link = _settings().address + url_for("resume.link", code=code) if code else ""
        return cls(
            public_id=public_id,
            finished=found.finished,
            generation=found.generation,
            line=show(code),
            groups=groups(code),
            link=link,
            qr=qr_of(link) if link else None,
            by_mail=bool(link) and _settings().mail is not None,
            here_only=is_loopback(urlsplit(_settings().address).hostname or ""),
            onward=where_it_stopped(public_id, finished=found.finished),
            site=_settings().address,
            today=now(),
        )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["assess_settings"]
    return settings


def _page(public_id: str) -> SavePage:
    found = resume.code_of(
        db.session(), browser(), public_id, current_app.config["SECRET_KEY"], now()
    )
    return SavePage.of(public_id, found)


def _render(page: SavePage, form: MailForm, message: str | None = None) -> str:
    form.to.data = readable(form.to.data or "")
    return render_template(
        "resume/save.html",
        page=page,
        form=form,
        renew=RenewForm(generation=str(page.generation), formdata=None),
        message=message,
        news=request.args.get("news", ""),
    )


@bp.route("/a/<attempt:public_id>/code", methods=["GET", "POST"])
def save(public_id: str) -> AnyResponse | tuple[str, int]:
    """Show the code of an attempt; sending the page makes a new code in its place."""
    form = RenewForm()
    if form.validate_on_submit():
        replaced = int(form.generation.data)
        resume.renew(
            db.session(),
            browser(),
            public_id,
            key=current_app.config["SECRET_KEY"],
            generation=replaced,
            now=now(),
        )
        return redirect(url_for("resume.save", public_id=public_id, news="renewed"), 303)
    return _render(_page(public_id), MailForm()), 422 if form.errors else 200


@bp.post("/a/<attempt:public_id>/code/mail")
def mail(public_id: str) -> AnyResponse | tuple[str, int]:
    """Send the code to an address that is used once and kept nowhere."""
    page = _page(public_id)
    settings = _settings().mail
    if settings is None or not page.by_mail:
        raise NotFoundError("mail")
    form = MailForm()
    try:
        _send(settings, page, read_address(form.to.data or ""))
    except MailError as error:
        if error.reason != "address":
            current_app.logger.warning("mail not sent", extra={"fields": {"reason": error.reason}})
        return _render(page, form, str(error)), 422
    except TooManyError as error:
        wait = wait_words(error.wait)
        message = f"There is a limit on mails, and it is reached. Please wait {wait}."
        return retry_after(make_response(_render(page, form, message), 429), error.wait)
    return redirect(url_for("resume.save", public_id=public_id, news="sent"), 303)


def _send(settings: MailSettings, page: SavePage, to: str) -> None:
    key, address = current_app.config["SECRET_KEY"], request.remote_addr
    resume.count_mail(db.session(), page.public_id, to, key=key, address=address, now=now())
    try:
        send(
            settings,
            to,
            f"Your code for {product_name()}",
            render_template("resume/mail.txt", page=page),
        )
    except MailError:
        resume.uncount_mail(db.session(), page.public_id, to, key=key, address=address)
        raise
