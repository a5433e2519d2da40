"""Prose: Markdown as HTML, with no HTML of its own let through; and the notes on methods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from undercount.facts.statement import StatementText

SUMMARY = "summary"
_SECTION = re.compile(r"^## (?P<title>.+?) \{#(?P<anchor>[a-z]+)\}$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """One section of the methods' notes."""

    anchor: str
    title: str
    body: Markup


def prose(text: str, level: int = 2) -> Markup:
    """Return Markdown as HTML whose highest heading is `<h{level}>`.

    HTML in the text is shown as it stands and not let through; images are left out.
    """
    reader = MarkdownIt("commonmark", {"html": False}).disable("image")
    tokens = reader.parse(text)
    lowered = [_lower(token, level) for token in tokens]
    return Markup(reader.renderer.render(lowered, reader.options, {}))  # noqa: S704 - HTML was switched off


def _lower(token: Token, level: int) -> Token:
    if token.tag in ("h1", "h2", "h3", "h4"):
        token.tag = f"h{min(6, int(token.tag[1]) + level - 1)}"
    return token


def happened(text: StatementText) -> Markup:
    """Return the paragraphs that tell what happened, by convention of where they stand.

    A summary says first whose words it is, then who speaks, then what happened; another text is told by its
    first two paragraphs.
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", text.body.strip()) if not part.startswith("#")]
    first = 1 if text.role == SUMMARY else 0
    return prose("\n\n".join(paragraphs[first : first + 2]))


def method_notes(language: str) -> Iterator[Section]:
    """Yield the sections of the notes on methods, in order."""
    file = files("undercount.publish") / "texts" / f"methods.{language}.md"
    text = file.read_text(encoding="utf-8")
    found = list(_SECTION.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        yield Section(match["anchor"], match["title"], prose(text[match.end() : end], level=3))
