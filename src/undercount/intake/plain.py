"""Plain text and Markdown into blocks: blank lines part them; only unmistakable mark-up is taken as such."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from undercount.facts.document import Block, BlockKind, Document, Line

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*(?:[-*_=~—–]\s*){3,}$|^\s*#{3,}\s*$")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")
_ROW_RULE = re.compile(r"^\s*\|?[\s:|+-]+\|[\s:|+-]*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|amp|nbsp|quot|lt|gt|apos|laquo|raquo|mdash|ndash);")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|sup|sub|p|div|a|center|font)(?:\s[^<>]*)?>|<!--.*?-->", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ALL_STRONG = re.compile(r"^\s*(\*\*|__)(?=\S)[^*]+(?<=\S)\1:?\s*$")


def read_plain(text: str, name: str) -> Document:
    """Read a text whose lines may be wrapped and whose mark-up, if any, is Markdown."""
    return Document(name, "text", tuple(_blocks(text)), wrapped=True)


def _blocks(text: str) -> Iterator[Block]:
    pending: list[Line] = []
    strong = True
    for number, raw in enumerate(_lines(text), start=1):
        own = _own_block(number, raw)
        if own is None and raw.strip():
            pending.append(Line(number, plain_text(raw)))
            strong = strong and bool(_ALL_STRONG.match(raw))
            continue
        if _underlines(raw, pending):
            title = pending.pop()
            yield from _paragraph(pending, strong=False)
            yield Block(BlockKind.HEADING, (title,), level=1 if "=" in raw else 2)
        else:
            yield from _paragraph(pending, strong)
            if own is not None:
                yield own
        pending, strong = [], True
    yield from _paragraph(pending, strong)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\f", "\n").replace("\u2028", "\n").split("\n")]


def _paragraph(lines: list[Line], strong: bool) -> Iterator[Block]:
    if lines:
        yield Block(BlockKind.PARAGRAPH, tuple(lines), strong=strong)


def _underlines(raw: str, pending: list[Line]) -> bool:
    return len(pending) == 1 and bool(re.match(r"^(=+|-{4,})\s*$", raw)) and bool(pending[0].text.strip())


def _own_block(number: int, raw: str) -> Block | None:
    """Return the block a line makes by itself: a heading, a rule, a row of a table."""
    heading = _HEADING.match(raw)
    if heading:
        return Block(BlockKind.HEADING, (Line(number, plain_text(heading[2])),), level=len(heading[1]))
    if _RULE.match(raw) or _ROW_RULE.match(raw):
        return Block(BlockKind.RULE, (Line(number, raw.strip()),))
    row = _ROW.match(raw)
    if row:
        cells = tuple(Line(number, plain_text(cell.strip())) for cell in re.split(r"(?<!\\)\|", row[1]))
        return Block(BlockKind.ROW, cells)
    return None


def plain_text(text: str) -> str:
    """Return a line without its Markdown: links, emphasis, escapes, entities and stray tags."""
    text = _TAG.sub("", _BREAK.sub(" ", text))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return _ESCAPE.sub(r"\1", text).replace("\u00ad", "").replace("\t", "    ")
