"""A PDF into blocks: its lines with the gaps between them, without what repeats on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

from undercount.facts.document import Block, BlockKind, Document, Line
from undercount.facts.problem import Spot, refuse

_MAX_PAGES = 500
_COLUMN = 1.2  # a gap this many times the height of the type parts two columns
_GAP = 1.35  # a gap this much wider than the usual one parts two paragraphs
_LARGER = 1.15  # type this much larger than the usual is a heading's
_MARKER = re.compile(r"^\s*(?:[-*•–—·▪◦‣►●○■□➢✓]\s|\(?\w{1,4}[.)]\s)")
_PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD
_PAGE_NUMBER = re.compile(
    r"^\W*(?:\w{1,9}\.?\s+)?\d{1,3}(?:\s*(?:/|of|de|из|з|sur)\s*\d{1,3})?\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line as it is drawn: its page, its text, where it stands in points, the height of its type."""

    page: int
    text: str
    bottom: float
    left: float
    right: float
    height: float


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF that holds text.

    Raises:
        Refused: it is encrypted, broken, longer than 500 pages, or a scan without text.
    """
    spot = Spot(name)
    try:
        opened = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        if getattr(fault, "err_code", None) == _PASSWORD:
            raise refuse("encrypted", "it is encrypted", "save it without a password", at=spot) from fault
        raise refuse(
            "broken_pdf", "it is damaged and can't be opened as a PDF", "save it again", at=spot
        ) from fault
    try:
        pages = len(opened)
        if pages > _MAX_PAGES:
            raise refuse(
                "too_long",
                "it has {pages} pages, more than the {limit} a statement may have",
                "give the statement alone",
                at=spot,
                pages=pages,
                limit=_MAX_PAGES,
            )
        drawn = [line for number in range(pages) for line in _page_lines(opened, number, spot)]
        metadata = opened.get_metadata_dict(skip_empty=True)
    finally:
        opened.close()
    if not any(line.text.strip() for line in drawn):
        raise refuse(
            "scanned",
            "it holds pictures of pages and no text",
            "give the text, or run it through OCR",
            at=spot,
        )
    blocks = tuple(_blocks(_without_furniture(drawn, pages)))
    return Document(name, "pdf", blocks, wrapped=True, title=metadata.get("Title", ""))


def _page_lines(opened: pdfium.PdfDocument, number: int, spot: Spot) -> Iterator[_Drawn]:
    try:
        page = opened[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError as fault:
        raise refuse(
            "broken_pdf", "its page {page} is damaged", "save it again", at=spot, page=number + 1
        ) from fault
    text = text_page.get_text_range().replace("\r\n", "\r\r").replace("\n", "\r")
    aligned = len(text) == text_page.count_chars()
    for found in re.finditer(r"[^\r]*[^\r\s][^\r]*", text):
        yield _drawn(number + 1, found, text_page if aligned else None)
    text_page.close()
    page.close()


def _drawn(page: int, found: re.Match[str], text_page: pdfium.PdfTextPage | None) -> _Drawn:
    line = found[0]
    if text_page is None:
        return _Drawn(page, _clean(line), 0, 0, 0, 0)
    first = found.start() + len(line) - len(line.lstrip())
    last = found.start() + len(line.rstrip()) - 1
    boxes = [text_page.get_charbox(i, loose=True) for i in range(first, min(first + 8, last + 1))]
    height = median(box[3] - box[1] for box in boxes)
    columns = [
        i - first
        for i in range(first + 1, last)
        if line[i - found.start()] == " " and _gap(text_page, i) > _COLUMN * height
    ]
    text = line.strip()
    for place in reversed(columns):
        text = text[:place] + "    " + text[place + 1 :]
    right = text_page.get_charbox(last, loose=True)[2]
    return _Drawn(page, _clean(text), boxes[0][1], boxes[0][0], right, height)


def _gap(text_page: pdfium.PdfTextPage, space: int) -> float:
    before, after = text_page.get_charbox(space - 1, loose=True), text_page.get_charbox(space + 1, loose=True)
    return float(after[0] - before[2])


def _clean(line: str) -> str:
    return (
        line.replace("\ufffe", "-")
        .replace("\x02", "-")
        .replace("\u00ad", "-")
        .replace("\u00a0", " ")
        .rstrip()
    )


def _without_furniture(lines: list[_Drawn], pages: int) -> list[_Drawn]:
    """Drop page numbers, and what stands at the head or foot of most pages."""
    edges: Counter[str] = Counter()
    by_page: dict[int, list[_Drawn]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page in by_page.values():
        edges.update({_shape(line.text) for line in [*page[:2], *page[-2:]]})
    repeated = {shape for shape, count in edges.items() if pages > 1 and count >= max(2, 0.6 * pages)}
    dropped: set[int] = set()
    for page in by_page.values():
        for line in [*page[:2], *page[-2:]]:
            if _shape(line.text) in repeated or (
                line in (page[0], page[-1]) and _PAGE_NUMBER.match(line.text)
            ):
                dropped.add(id(line))
    return [line for line in lines if id(line) not in dropped]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).lower()


@dataclass(frozen=True, slots=True)
class _Page:
    """How a text is set: the usual step from line to line, the size of its type, its margins."""

    step: float
    height: float
    left: float
    right: float


def _setting(lines: list[_Drawn]) -> _Page:
    steps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if _below(a, b))
    heights = [line.height for line in lines for _ in range(len(line.text)) if line.height]
    lefts = [round(line.left) for line in lines for _ in range(len(line.text))]
    return _Page(
        step=steps[len(steps) // 5] if steps else 0.0,  # the narrow ones stand inside paragraphs
        height=median(heights) if heights else 0.0,
        left=Counter(lefts).most_common(1)[0][0] if lefts else 0.0,
        right=max((line.right for line in lines), default=0.0),
    )


def _below(first: _Drawn, second: _Drawn) -> bool:
    return first.page == second.page and 0.5 * first.height < first.bottom - second.bottom < 10 * first.height


def _blocks(lines: list[_Drawn]) -> Iterator[Block]:
    setting = _setting(lines)
    group: list[tuple[int, _Drawn]] = []
    listed = False
    for number, line in enumerate(lines, start=1):
        if group and _parted(group[-1][1], line, len(group) == 1, setting):
            yield _block(group, setting, listed)
            listed = _goes_on_listing(group, line, listed, setting)
            group = []
        group.append((number, line))
    if group:
        yield _block(group, setting, listed)


def _goes_on_listing(group: list[tuple[int, _Drawn]], line: _Drawn, listed: bool, setting: _Page) -> bool:
    """Tell whether the next block is an item of a list whose bullets were drawn and not written."""
    indented = line.left > setting.left + 0.8 * setting.height
    return indented and (listed or group[-1][1].text.endswith((":", "：")))


def _parted(first: _Drawn, second: _Drawn, alone: bool, setting: _Page) -> bool:
    if first.page != second.page or not first.height:
        return first.page != second.page
    down = first.bottom - second.bottom
    if abs(down) < 0.3 * first.height:
        return False  # two pieces of one drawn line
    other_type = abs(first.height - second.height) > 0.15 * max(first.height, second.height)
    step = setting.step * max(1.0, first.height / setting.height) if setting.height else setting.step
    if down < 0 or down > _GAP * max(step, 0.9 * first.height) or other_type:
        return True
    return _shifted(first, second, alone, setting)


def _shifted(first: _Drawn, second: _Drawn, alone: bool, setting: _Page) -> bool:
    """Tell a new paragraph or item by where the line begins and where the one before it ends."""
    if min(first.height, second.height) > _LARGER * setting.height:
        return False  # the lines of a heading are set in the middle
    shift = second.left - first.left
    short = first.right < setting.right - 0.15 * (setting.right - setting.left)
    if shift > 0.5 * setting.height:
        return not (alone and _MARKER.match(first.text))  # the text of an item hangs under its marker
    if shift < -0.5 * setting.height:
        return short or not alone or bool(_MARKER.match(second.text))  # else: the first line was indented
    return short and second.left > setting.left + 0.8 * setting.height


def _block(group: list[tuple[int, _Drawn]], setting: _Page, listed: bool) -> Block:
    larger = bool(setting.height) and group[-1][1].height > _LARGER * setting.height
    lines = tuple(Line(number, line.text, line.page) for number, line in group)
    if listed and not _MARKER.match(lines[0].text):
        return Block(BlockKind.ITEM, lines, level=1, marker="•")
    kind = BlockKind.HEADING if larger else BlockKind.PARAGRAPH
    return Block(kind, lines, level=1 if larger else 0, strong=larger)
