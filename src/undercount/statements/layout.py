"""A document's blocks into passages: wrapped lines joined, items told from prose, page furniture left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from undercount.facts.document import Block, BlockKind, Document, Line
from undercount.statements.language import is_notice
from undercount.statements.markers import Marker, Numbering, marker_of
from undercount.statements.words import ALL, anywhere, opening

_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*(?:\[?\d{0,3}\]?|[¹²³⁴⁵⁶⁷⁸⁹⁰*]*)$")
_STARTS_LOW = re.compile(r"^[a-zà-öø-ÿа-яёіїєґәғқңөұүһ]")
_ADDRESS = re.compile(r"^\W*(?:https?://\S+|www\.\S+|\S+@\S+\.\w+|[\d\W]+)\W*$")
_BARE_DATE = re.compile(r"^\W*(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)\W*$")
_PAGE = re.compile(
    r"^\W*(?:page|p\.|стр\.|страница|с\.|сторінка|página|pág\.|бет)?\s*\d{1,3}\s*(?:(?:/|of|из|з|sur|de)\s*\d{1,3})?\W*$",
    re.I,
)
_HYPHENATED = re.compile(r"([^\W\d_]{2,})[-‐\u00ad]$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that was set as one: a heading, a paragraph, an item of a list, a row of a table.

    Attributes:
        text: its lines joined.
        lines: as they stand in the file, without the marker of an item.
        starts: where each line begins in `text`.
        level: depth of a heading or an item.
        marker: of an item.
        strong: set in bold or larger type.
        block: number of the block it came from; no blank line stood between passages of one block.
        broken: the numbers of lines after which a blank line had broken the sentence.
    """

    kind: BlockKind
    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...] = (0,)
    level: int = 0
    marker: str = ""
    strong: bool = False
    block: int = 0
    broken: tuple[int, ...] = ()

    @property
    def line(self) -> int:
        """Return the number of its first line."""
        return self.lines[0].number if self.lines else 0

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds a place of `text`."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)].number if self.lines else 0

    @property
    def ends(self) -> bool:
        """Return whether its last sentence ends."""
        return bool(_TERMINAL.search(self.text.rstrip()))


def passages(document: Document) -> tuple[Passage, ...]:
    """Lay a document out in passages, in reading order; page numbers and share buttons are left out."""
    words = frozenset(re.findall(r"[\w-]+", "\n".join(line.text for line in document.lines()).lower()))
    numbering = Numbering()
    found: list[Passage] = []
    for number, block in enumerate(document.blocks):
        for passage in _of_block(block, number, document.wrapped, numbering, words):
            if passage.kind is BlockKind.RULE or passage.text.strip():
                found.append(passage)
    kept = [passage for passage in found if not is_furniture(passage)]
    return tuple(_rejoined(kept, words) if document.wrapped else kept)


def is_furniture(passage: Passage) -> bool:
    """Tell a share button, a page number or a bare address from text."""
    if passage.kind in (BlockKind.RULE, BlockKind.NOTICE, BlockKind.ROW) or len(passage.text) > 120:
        return False
    text = passage.text
    if passage.marker in ("-", "–", "—") and re.fullmatch(r"\d{1,3}\W*", text):
        return True  # "- 2 -"
    if passage.marker == "" and (_PAGE.match(text) or _ADDRESS.match(text)):
        return not _BARE_DATE.match(text)
    if passage.kind is BlockKind.HEADING:
        return False
    more = opening(ALL, "truncation", "cut_marks").match(text)
    if more and text[more.end() :].startswith(":"):
        return True
    buttons = anywhere(ALL, "furniture", "lines")
    if len(buttons.findall(text)) > 1 and len(buttons.sub("", text).split()) <= len(buttons.findall(text)):
        return True
    # "Share this: Facebook Twitter" is nothing but the words of buttons
    return bool(opening(ALL, "furniture", "lines").match(text)) and not re.search(
        r"\w", anywhere(ALL, "furniture", "lines").sub("", text)
    )


def _of_block(
    block: Block, number: int, wrapped: bool, numbering: Numbering, words: frozenset[str]
) -> Iterator[Passage]:
    if block.kind is BlockKind.RULE or block.kind is BlockKind.ROW:
        text = " | ".join(line.text for line in block.lines) if block.kind is BlockKind.ROW else ""
        yield Passage(block.kind, text, block.lines, level=block.level, strong=block.strong, block=number)
        return
    if block.kind is BlockKind.ITEM:
        yield _joined(block.kind, block.lines, words, block=number, level=block.level, marker=block.marker)
        return
    kind = BlockKind.NOTICE if is_notice(block.text) and len(block.text) < 600 else block.kind
    for marker, level, lines in _items(block.lines, numbering):
        of_item = BlockKind.ITEM if marker else kind
        passage = _joined(of_item, lines, words, block=number, level=level or block.level, marker=marker)
        yield replace(passage, strong=block.strong)
    if kind is not BlockKind.NOTICE and not any(marker_of(line.text) for line in block.lines):
        numbering.reset_if(block.text)


def _items(lines: tuple[Line, ...], numbering: Numbering) -> Iterator[tuple[str, int, list[Line]]]:
    """Part the lines of a block where a list item begins; yield marker, level and lines of each part."""
    marker, level = "", 0
    group: list[Line] = []
    bullets = sum(1 for line in lines if (found := marker_of(line.text)) and found.is_bullet)
    for index, line in enumerate(lines):
        found = marker_of(line.text)
        if found is not None and _begins_item(found, index, group, bullets, numbering):
            if group:
                yield marker, level, group
            marker, level = found.text, numbering.place(found)
            group = [replace(line, text=line.text[found.end :])]
        else:
            group.append(line)
    if group:
        yield marker, level, group


def _begins_item(found: Marker, index: int, before: list[Line], bullets: int, numbering: Numbering) -> bool:
    """Tell a marker from a dash or number that only happens to stand where a line was wrapped."""
    if not found.is_bullet:
        return numbering.continues(found)
    if index == 0 or not before or bullets > 1 or found.text not in ("–", "—"):
        return True  # only a dash is also a mark of punctuation
    return bool(_TERMINAL.search(before[-1].text))


def _joined(
    kind: BlockKind, lines: Iterable[Line], words: frozenset[str], *, block: int, level: int, marker: str
) -> Passage:
    text, starts, kept = "", [], []
    for line in lines:
        piece = " ".join(line.text.split())
        if not piece:
            continue
        text = _glue(text, piece, words)
        starts.append(len(text) - len(piece))
        kept.append(line)
    return Passage(kind, text, tuple(kept), tuple(starts) or (0,), level, marker, block=block)


def _glue(text: str, piece: str, words: frozenset[str]) -> str:
    """Join two lines; a word that was hyphenated at the line's end is made whole."""
    if not text:
        return piece
    cut = _HYPHENATED.search(text)
    if cut and _STARTS_LOW.match(piece):
        rest = re.match(r"[\w-]+", piece)
        compound = f"{cut[1]}-{rest[0] if rest else ''}".lower()
        return text + piece if compound in words else text[: cut.end() - 1] + piece
    return f"{text} {piece}"


def _rejoined(found: list[Passage], words: frozenset[str]) -> Iterator[Passage]:
    """Join passages of a wrapped text where a blank line or a page's end broke a sentence."""
    held: Passage | None = None
    for passage in found:
        if held is not None and _goes_on(held, passage):
            text = _glue(held.text, passage.text, words)
            shift = len(text) - len(passage.text)
            held = replace(
                held,
                text=text,
                lines=held.lines + passage.lines,
                starts=held.starts + tuple(start + shift for start in passage.starts),
                broken=(*held.broken, held.lines[-1].number),
            )
            continue
        if held is not None:
            yield held
        held = passage
    if held is not None:
        yield held


def _goes_on(first: Passage, second: Passage) -> bool:
    prose = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if first.kind not in prose or second.kind is not BlockKind.PARAGRAPH or first.block == second.block:
        return False
    if begins_with(second, "furniture", "notes") or begins_with(second, "furniture", "contacts"):
        return False
    unfinished = not first.ends and not first.text.endswith((",", "–", "—"))
    return unfinished and len(first.text) >= 50 and bool(_STARTS_LOW.match(second.text))


def begins_with(passage: Passage, section: str, key: str, language: str = ALL) -> bool:
    """Tell whether a passage begins with one of the words of a list."""
    return bool(opening(language, section, key).match(passage.text))
