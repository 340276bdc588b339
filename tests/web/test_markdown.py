"""Markdown of an organization: what it can do, and what it can do no harm with."""

import re
import time
from typing import Final

import pytest
from justhtml import JustHTML

from assess.web.markdown import markdown
from tests.soundness import attributes

ALLOWED: Final = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "em", "strong", "code", "pre",
    "blockquote", "hr", "br",
}  # fmt: skip
LINKED: Final = re.compile(r"(?i)(?:https?://|mailto:)")


def _harmless(html: str) -> None:
    page = JustHTML(f"<!doctype html><title>x</title><main>{html}</main>", sanitize=False)
    for part in page.query("main *"):
        assert part.name in ALLOWED, html[:500]
        given = attributes(part)
        assert set(given) <= ({"href", "rel"} if part.name == "a" else {"start"})
        if part.name == "a":
            assert LINKED.match(given["href"]), given
            assert given["rel"] == "noopener nofollow"


def test_paragraphs_lists_and_links_are_made() -> None:
    assert markdown("**You** and *we*\n\n- one\n- two") == (
        "<p><strong>You</strong> and <em>we</em></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )
    assert markdown('[here](https://example.com "tip")') == (
        '<p><a href="https://example.com" rel="noopener nofollow">here</a></p>\n'
    )
    assert markdown("[](mailto:a@example.com)") == (
        '<p><a href="mailto:a@example.com" rel="noopener nofollow">mailto:a@example.com</a></p>\n'
    )
    assert markdown("```html\nx < y\n```") == "<pre><code>x &lt;y\n</code></pre>\n".replace(
        "&lt;y", "&lt; y"
    )
    assert markdown("") == markdown(None) == ""


def test_bare_addresses_become_links() -> None:
    mail = '<a href="mailto:sam_b@example.com" rel="noopener nofollow">sam_b@example.com</a>'
    assert markdown("Ask sam_b@example.com.") == f"<p>Ask {mail}.</p>\n"
    page = '<a href="https://example.com/a?b=1&amp;c" rel="noopener nofollow">'
    assert markdown("(https://example.com/a?b=1&c), then") == (
        f"<p>({page}https://example.com/a?b=1&amp;c</a>), then</p>\n"
    )
    typed = "`https://a.example` [https://b.example](https://c.example) javascript:a x@y a@b@c."
    assert re.findall('href="([^"]+)"', markdown(typed)) == ["https://c.example"]


def test_headings_begin_below_the_page_and_skip_no_level() -> None:
    text = "# a\n\n### b\n\n###### c\n\nd\n=\n\n# e"
    assert re.findall(r"<(h\d)>", markdown(text)) == ["h3", "h4", "h5", "h3", "h3"]
    assert re.findall(r"</?(h\d)>", markdown(text, 1))[:2] == ["h2", "h2"]
    deep = "\n\n".join("#" * level + " x" for level in range(1, 7))
    assert re.findall(r"<(h\d)>", markdown(deep)) == ["h3", "h4", "h5", "h6", "h6", "h6"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- x --><?php ?><![CDATA[x]]>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1)) [x](java\tscript:x) [x]( javascript:x)",
        "[x](&#106;avascript:alert(1)) [x](java&#x73;cript&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=) ![x](data:image/svg+xml,x)",
        "[x](vbscript:x) [x](file:///etc/passwd) [x](//evil.example) [x](/desk) [x](#top)",
        "<javascript:alert(1)> <data:x>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](https://example.com/x.png)",
        '[x](https://example.com/"onmouseover="alert(1))',
        "[x](<https://example.com/><script>>)",
        '[x](https://example.com "\\"><script>alert(1)</script>")',
        '```"><script>\nx\n```\n~~~ onload=x\n~~~',
        'https://a.example/"onmouseover="x https://b.example/<script> x@y.example"onclick="z',
        "# <svg onload=alert(1)>\n\n> <b>\n\n1. <i>\n\n`<u>`",
        "3. three\n4. four",
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;",
        '[a](https://b) <https://c?x="><script>> [![x](javascript:x)](https://d)',
    ],
)
def test_nothing_but_harmless_tags_comes_of_it(text: str) -> None:
    _harmless(markdown(text))


def test_marks_that_turn_text_around_are_spelled_out() -> None:
    for text in ("a&#x202e;b", "a\u202eb", "[x](https://e/ \u2066)", "a&#8238;b", "`\u2069`"):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", markdown(text))
        _harmless(markdown(text))
    assert "\x00" not in markdown("a\x00b&#0;")


HOSTILE: Final = {
    "brackets": "[" * 10_000,
    "images": "![" * 5_000 + "](x)" * 1_000,
    "links": "[x](" * 2_500,
    "quotes": ">" * 10_000,
    "lists": "- " * 5_000,
    "stars": "*a_" * 3_333,
    "ticks": "".join("`" * size + "a" for size in range(140)),
    "references": "[a]: x\n" * 1_400,
    "entities": "&#x26;" * 1_600,
    "angles": "<a " * 3_300,
    "mail": "a.b@c-" * 1_600,
    "web": "https://a" * 1_100,
    "100 kB": "a *b* [c](d) " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    began = time.process_time()
    made = markdown(HOSTILE[name])
    assert time.process_time() - began < 1  # measured: below 0.1
    assert len(made) < 10 * len(HOSTILE[name]) + 100
    _harmless(made)


def test_what_is_longer_than_any_text_of_an_edition_stays_as_it_was_typed() -> None:
    long = "*a* <b>" * 5_000
    assert markdown(long) == f"<p>{'*a* &lt;b&gt;' * 5_000}</p>"
