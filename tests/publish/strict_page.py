"""A strict reader of HTML: what browsers forgive, it reports."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "source"}
NOT_IN_P = {
    "address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "h1", "h2", "h3",
    "h4", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
    "caption": {"table"},
    "summary": {"details"},
    "figcaption": {"figure"},
    "source": {"picture"},
}
KNOWN = NOT_IN_P | VOID | PARENTS.keys() | {
    "html", "head", "title", "body", "a", "abbr", "code", "em", "picture", "q", "small", "span", "strong",
}  # fmt: skip


class StrictPage(HTMLParser):
    """Reads one page; `faults` says what is wrong, and the rest what the page holds."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[dict[str, str]] = []
        self.assets: list[str] = []
        self.metas: list[dict[str, str]] = []
        self.headings: list[int] = []
        self.said: list[tuple[str, str]] = []  # language, text
        self._open: list[tuple[str, str]] = []  # tag, language
        self.feed(text)
        self.close()
        self.faults.extend(f"<{tag}> is not closed" for tag, _ in self._open)

    @property
    def language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._check(tag, attrs)
        if "id" in values:
            self.ids.append(values["id"])
        self._collect(tag, values)
        if tag not in VOID:
            self._open.append((tag, values.get("lang", self.language)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append((self.language, data.strip()))

    def _check(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        parent = self._open[-1][0] if self._open else ""
        if tag not in KNOWN:
            self.faults.append(f"<{tag}> is not expected")
        if len(set(names)) != len(names):
            self.faults.append(f"<{tag}> says an attribute twice")
        if any(name.startswith("on") or name == "style" for name in names):
            self.faults.append(f"<{tag}> has a handler or a style")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.faults.append(f"<{tag}> in <{parent}>")
        if tag in NOT_IN_P and any(open_tag == "p" for open_tag, _ in self._open):
            self.faults.append(f"<{tag}> in <p>")
        if tag == "a" and any(open_tag == "a" for open_tag, _ in self._open):
            self.faults.append("<a> in <a>")

    def _collect(self, tag: str, values: dict[str, str]) -> None:
        if tag == "meta":
            self.metas.append(values)
        if tag == "a" or values.get("rel") == "alternate":
            self.links.append(values)
        if tag in ("img", "source") or values.get("rel") == "stylesheet":
            self.assets.append(values.get("src") or values.get("srcset") or values.get("href", ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name in ("alt", "title", "aria-label", "data-label", "content"):
            if values.get(name) and (tag != "meta" or values.get("name") == "description"):
                self.said.append((values.get("lang", self.language), values[name]))
