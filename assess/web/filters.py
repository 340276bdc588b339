"""What templates may call: addresses of assets, and figures put into words."""

import re
from datetime import datetime

from flask import Flask
from werkzeug.local import LocalProxy

from assess.web.assets import asset
from assess.web.charts import plot
from assess.web.cookie import account_id, is_remembered, is_shared, look
from assess.web.markdown import markdown
from assess.web.owntexts import own_texts

PRODUCT = "Skills Compass"


def init_templates(app: Flask) -> None:
    """Make the names known to every template."""
    app.jinja_env.globals.update(
        asset=asset,
        account_id=account_id,
        is_remembered=is_remembered,
        is_shared=is_shared,
        look=look,
        plot=plot,
        own_texts=own_texts,
        # Read where a page is drawn, like Flask's own proxies.
        product=LocalProxy(product_name),
    )
    app.jinja_env.filters.update(
        lower_first=lower_first,
        markdown=markdown,
        money=money,
        points=points,
        scene_and_question=scene_and_question,
        signed=signed,
        plural=plural,
        typed=typed,
        day=day,
    )


def product_name() -> str:
    """Return what the product is called here: an organization may name it."""
    # In one line: it stands in subjects of mails, too.
    return " ".join((own_texts().name or "").split()) or PRODUCT


def money(amount: float) -> str:
    """Write an amount in dollars: ``$34,750``, with cents only where there are some."""
    return f"${amount:,.0f}" if float(amount).is_integer() else f"${amount:,.2f}"


def day(moment: datetime) -> str:
    """Write a day: ``November 22, 2026``."""
    return f"{moment:%B} {moment.day}, {moment.year}"


def short_day(moment: datetime) -> str:
    """Write a day where room is scarce: ``Nov 22, 2026``."""
    return f"{moment:%b} {moment.day}, {moment.year}"


def points(value: float) -> str:
    """Write points with one decimal, a true minus sign, and no bare ``-0.0``."""
    rounded = round(value, 1) + 0.0
    return f"{rounded:.1f}".replace("-", "−")


def signed(value: float) -> str:
    """Write points with their sign: ``+2.9``, ``−6.4``, ``0.0``."""
    shown = points(value)
    return shown if shown.startswith("−") or shown == "0.0" else f"+{shown}"


# What HTML cannot hold, in whatever form.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def typed(text: str) -> str:
    """Return what somebody typed for a field of a page, without what HTML cannot hold."""
    return _UNWRITABLE.sub("", text)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: ``1 question``, ``4 questions``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def lower_first(name: str) -> str:
    """Write a name inside a sentence: "account manager", but "AI prompting" as it is."""
    if name[1:2].isupper():
        return name
    return name[:1].lower() + name[1:]


# The question itself: the last sentence, where it asks.
_ASKS = re.compile(r"^(?P<scene>.*[.!?…”\"’'])\s+(?P<asks>[^.!?]+\?)$", re.DOTALL)


def scene_and_question(text: str) -> tuple[str, str]:
    """Split a question's text into the scene and what is asked.

    Returns
    -------
    tuple of str
        The scene may be empty; joined by a space the two are the text again.
    """
    found = _ASKS.match(text)
    return (found["scene"], found["asks"]) if found else ("", text)
