"""Markdown of an organization's own texts, made into HTML that cannot do harm.

Plain CommonMark: no HTML, no pictures, links to web and mail alone. Headings begin where
the page leaves off, so that there is one ``h1`` and no level is skipped.
"""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from assess.core.fields import escape_unsafe

_LINKED: Final = ("http://", "https://", "mailto:")
# An address of the web, up to what ends a sentence around it, or of mail.
_BARE: Final = re.compile(
    r"https?://[a-z0-9][^\s<>\"()\[\]]*[a-z0-9/]"
    r"|(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?<![.-])",
    re.ASCII | re.IGNORECASE,
)
_DEEPEST: Final = 6
# Editions hold 2,000 characters a text; what is longer came another way and stays as it is.
_MOST: Final = 10_000


class _Renderer(RendererHTML):
    """Headings from a level on; links that vouch for nobody."""

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Begin a heading below the page's, never skipping a level."""
        level = min(env["below"] + int(tokens[idx].tag[1:]), env["last"] + 1, _DEEPEST)
        env["last"] = level
        tokens[idx].tag = f"h{level}"
        return self.renderToken(tokens, idx, options, env)

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """End it."""
        tokens[idx].tag = f"h{env['last']}"
        return self.renderToken(tokens, idx, options, env)

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        """Begin a link; one without words shows its address."""
        link = tokens[idx]
        address = str(link.attrs["href"])
        link.attrs = {"href": address, "rel": "noopener nofollow"}
        words = "" if tokens[idx + 1].type != "link_close" else str(escape(address))
        return self.renderToken(tokens, idx, options, env) + words

    def fence(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: object
    ) -> str:  # as markdown-it calls it
        """Show a block of code; its language would become a class of the page."""
        return f"<pre><code>{escape(tokens[idx].content)}</code></pre>\n"


class _Parser(MarkdownIt):
    """CommonMark that links to web and mail alone."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Say whether an address may be linked to; it comes with entities resolved."""
        return url.strip().lower().startswith(_LINKED)


def _link_bare(state: StateCore) -> None:
    """Make links of addresses that are typed as they are, outside of links and code."""
    for block in state.tokens:
        made: list[Token] = []
        depth = 0
        for token in block.children or ():
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            made += [token] if depth or token.type != "text" else _split(token)
        if block.children:
            block.children = made


def _split(token: Token) -> list[Token]:
    """Return a text with its addresses linked."""
    made, last = [], 0
    for found in _BARE.finditer(token.content):
        href = found[0] if "://" in found[0] else f"mailto:{found[0]}"
        link = Token("link_open", "a", 1, attrs={"href": normalizeLink(href)})
        before, words = token.content[last : found.start()], found[0]
        made += [_text(before), link, _text(words), Token("link_close", "a", -1)]
        last = found.end()
    return [*made, _text(token.content[last:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


_PARSER: Final = _Parser(
    "commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer
).disable(["image", "html_block", "html_inline"])
_PARSER.core.ruler.push("bare_links", _link_bare)


def markdown(text: str | None, below: int = 2) -> Markup:
    """Return a text in Markdown as HTML.

    Parameters
    ----------
    text : str or None
    below : int
        The level of the heading that the text stands under; its own begin one deeper.
    """
    if not text:
        return Markup()
    if len(text) > _MOST:
        return Markup("<p>{}</p>").format(escape_unsafe(text))
    html = _PARSER.render(text, {"below": below, "last": below})
    # An entity may spell a character that no field may hold.
    return Markup(escape_unsafe(html))  # noqa: S704 - made of escaped text and our own tags
