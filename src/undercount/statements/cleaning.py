"""A document without what its pages repeat: running heads, the notes at a page's foot, pictures for bullets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from undercount.facts.document import Block, BlockKind, Document, Line
from undercount.statements.markers import marker_of

_COUNTER = re.compile(r"(?<!\d)\d{1,3}\s*(?:/|of|из|з|sur|de)\s*\d{1,3}(?!\d)|(?<!\d)\d{1,3}\s*$|^\s*\d{1,3}(?!\d)")
_FOOTNOTE = re.compile(r"^\s*(?:\[?\d{1,2}\]?|[¹²³⁴⁵⁶⁷⁸⁹⁰*†]+)[.)]?\s*\S")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*(?:\[?\d{0,3}\]?|[¹²³⁴⁵⁶⁷⁸⁹⁰*]*)$")
# signs and pictures that begin lines, and the number on a key
_PICTURE = re.compile(
    r"^(\s*)(?:[0-9]\ufe0f?\u20e3|[\u2190-\u2bff\U0001f300-\U0001f5ff\U0001f600-\U0001faff]\ufe0f?)\s*(?=\S)"
)
_LONGEST_HEAD, _LONGEST_NOTE = 110, 12  # characters; lines


def cleaned(document: Document) -> Document:
    """Return the document without running heads and footnotes, its pictured bullets made plain."""
    blocks = [_bulleted(block, _pictures(document)) for block in document.blocks]
    if document.wrapped:
        blocks = [*_without_heads(blocks)]
    return replace(document, blocks=tuple(blocks))


def _pictures(document: Document) -> frozenset[str]:
    """Return the pictures that begin more than one line."""
    found = Counter(mark[0].strip() for line in document.lines() if (mark := _PICTURE.match(line.text)) is not None)
    keys = frozenset(mark for mark in found if mark[0].isdigit())
    more = frozenset(mark for mark, count in found.items() if count > 1)
    return more | keys if len(keys) > 1 else more - keys


def _bulleted(block: Block, pictures: frozenset[str]) -> Block:
    if not pictures or block.kind in (BlockKind.ROW, BlockKind.HEADING, BlockKind.ITEM):
        return block
    return replace(block, lines=tuple(_plain(line, pictures) for line in block.lines))


def _plain(line: Line, pictures: frozenset[str]) -> Line:
    mark = _PICTURE.match(line.text)
    if mark is None or mark[0].strip() not in pictures:
        return line
    bullet = f"{mark[0].strip()[0]}." if mark[0].strip()[0].isdigit() else "•"
    return replace(line, text=f"{mark[1]}{bullet} {line.text[mark.end() :]}")


def _shape(line: Line) -> str:
    """Return what a line has in common with the same line on another page; "" where it counts no pages."""
    text = " ".join(line.text.split())
    if not 3 < len(text) <= _LONGEST_HEAD or not _COUNTER.search(text) or marker_of(line.text):
        return ""
    shape = _COUNTER.sub("#", text)
    return shape if re.search(r"[^\W\d_]{3}", shape) else ""


def _heads(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the shapes of lines that stand on several pages, with another number on each."""
    texts = {" ".join(line.text.split()): _shape(line) for block in blocks for line in block.lines}
    count = Counter(shape for shape in texts.values() if shape)
    return frozenset(shape for shape, times in count.items() if times > 1)


def _without_heads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out running heads and footnotes, and join what a page's end had parted."""
    heads = _heads(blocks)
    held: Block | None = None
    turned = False
    for block in _without_footnotes(blocks, heads):
        lines = tuple(line for line in block.lines if _shape(line) not in heads)
        turned = turned or block.lines[:1] != lines[:1]
        if not lines and block.kind is not BlockKind.RULE:
            continue
        whole = replace(block, lines=lines)
        if held is not None and turned and _goes_on(held, whole):
            held = replace(held, lines=held.lines + lines)
        else:
            yield from () if held is None else (held,)
            held = whole
        turned = block.lines[-1:] != lines[-1:]
    yield from () if held is None else (held,)


def _goes_on(before: Block, after: Block) -> bool:
    """Tell a paragraph, or the last item of a list, that the page's end cut in two."""
    if before.kind is not BlockKind.PARAGRAPH or after.kind is not BlockKind.PARAGRAPH:
        return False
    return not _ENDED.search(before.lines[-1].text.rstrip()) and marker_of(after.lines[0].text) is None


def _without_footnotes(blocks: Sequence[Block], heads: frozenset[str]) -> Iterator[Block]:
    """Leave out the numbered lines between a line drawn across and the head of the next page."""
    index = 0
    while index < len(blocks):
        after = _foot(blocks, index, heads) if heads and blocks[index].kind is BlockKind.RULE else None
        if after is None:
            yield blocks[index]
            index += 1
        else:
            index = after


def _foot(blocks: Sequence[Block], rule: int, heads: frozenset[str]) -> int | None:
    """Return the block that holds the head of the next page, where only footnotes stand before it."""
    lines = 0
    for index in range(rule + 1, len(blocks)):
        if any(_shape(line) in heads for line in blocks[index].lines):
            return index + 1 if len(blocks[index].lines) > 1 else index
        lines += len(blocks[index].lines)
        if lines > _LONGEST_NOTE or not _FOOTNOTE.match(blocks[index].text):
            return None
    return None
