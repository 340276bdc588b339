"""Is a page sound HTML? Every page that any test fetches is asked."""

import itertools
from html.parser import HTMLParser

from justhtml import JustHTML
from justhtml.dom import Comment, Element

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
}  # fmt: skip


class _Nesting(HTMLParser):
    """Finds tags that are not closed in the order they were opened (parsers forgive that)."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.faults.append(f"<{tag}> repeats an attribute")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass  # <path … /> opens and closes

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> at line {self.getpos()[0]} closes no open tag")


def attributes(part: Element | Comment) -> dict[str, str]:
    """Return an element's attributes; one without value is empty."""
    return {name: value or "" for name, value in (part.attrs or {}).items()}


def faults(html: str) -> list[str]:
    """Return what is wrong with a page; an empty list when it is sound."""
    nesting = _Nesting()
    nesting.feed(html)
    page = JustHTML(html, collect_errors=True, sanitize=False)
    found = [*nesting.faults, *(f"<{tag}> is never closed" for tag in nesting.open)]
    found += [str(error) for error in page.errors]
    found += _head_faults(page) + _id_faults(page) + _form_faults(page)
    if any(map(_is_inline, page.query("*"))):
        found.append("inline code or style, which the policy refuses")
    return found


def _is_inline(part: Element | Comment) -> bool:
    named = attributes(part)
    runs = any(value.strip().lower().startswith("javascript:") for value in named.values())
    handles = any(name == "style" or name.startswith("on") for name in named)
    return runs or handles or (part.name == "script" and "src" not in named)


def _head_faults(page: JustHTML) -> list[str]:
    found = []
    titles = page.query("head title")
    if len(titles) != 1 or not titles[0].to_text().strip().removeprefix("– Skills Compass"):
        found.append("not exactly one title with words")
    if len(page.query("h1")) != 1:
        found.append(f"{len(page.query('h1'))} h1 on the page")
    if len(page.query("main")) != 1:
        found.append("not exactly one main")
    if not page.query("html[lang]"):
        found.append("no language")
    levels = [int(heading.name[1]) for heading in page.query("h1, h2, h3, h4")]
    jumps = [b for a, b in itertools.pairwise(levels) if b > a + 1]
    if jumps:
        found.append(f"headings jump to h{jumps[0]}")
    return found


def _id_faults(page: JustHTML) -> list[str]:
    ids = [str(attributes(part)["id"]) for part in page.query("[id]")]
    found = [f"id {one} stands twice" for one in sorted(set(ids)) if ids.count(one) > 1]
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for part in page.query(f"[{attribute}]"):
            named = str(attributes(part)[attribute]).split()
            found += [f"{attribute} names no id: {one}" for one in named if one not in ids]
            if not named:
                found.append(f"an empty {attribute}")
    for link in page.query('a[href^="#"]'):
        if str(attributes(link)["href"])[1:] not in ids:
            found.append(f"link to nowhere: {attributes(link)['href']}")
    return found


def _form_faults(page: JustHTML) -> list[str]:
    found = []
    labelled = {str(attributes(label)["for"]) for label in page.query("label[for]")}
    for field in page.query("input, select, textarea"):
        hidden = attributes(field).get("type") == "hidden"
        if not hidden and str(attributes(field).get("id")) not in labelled:
            found.append(f"a field without label: {attributes(field).get('name')}")
    for form in page.query("form"):
        posts = str(attributes(form).get("method", "get")).lower() == "post"
        if posts and not form.query('input[name="csrf_token"]'):
            found.append("a form that posts without CSRF token")
    bare = [choice for choice in page.query("fieldset") if not choice.query("legend")]
    return found + ["a fieldset without legend"] * len(bare)
