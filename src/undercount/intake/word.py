"""A Word file (.docx) into blocks: its archive is measured before anything in it is parsed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from undercount.facts.document import Block, BlockKind, Document, Line
from undercount.facts.problem import Refused, Spot, refuse

_MAX_PARTS = 4_000
_MAX_UNPACKED = 200_000_000
_MAX_RATIO = 200  # XML of real files shrinks to about a tenth; a bomb shrinks to a thousandth
_SMALL = 1_000_000

_OTHER_ARCHIVES = (
    ("xl/workbook.xml", "it is an Excel workbook"),
    ("ppt/presentation.xml", "it is a PowerPoint presentation"),
    ("META-INF/container.xml", "it is an electronic book"),
    ("content.xml", "it is an OpenDocument file"),
)


def read_word(content: bytes, name: str) -> Document:
    """Read a Word file.

    Raises:
        Refused: the archive is broken, encrypted, too large unpacked, declares entities, or is not Word's.
    """
    spot = Spot(name)
    _check_archive(content, spot)
    try:
        opened = docx.Document(io.BytesIO(content))
        blocks = tuple(_Reader(opened).blocks())
    except (
        OpcError,
        KeyError,
        ValueError,
        etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        AttributeError,
    ) as fault:
        # a damaged part shows as any of these, depending on which part it is
        raise _broken(spot) from fault
    properties = opened.core_properties
    return Document(
        name, "docx", blocks, wrapped=False, language=properties.language or "", title=properties.title or ""
    )


def _broken(spot: Spot) -> Refused:
    return refuse("broken_docx", "it is damaged and can't be opened as a Word file", "save it again", at=spot)


def _check_archive(content: bytes, spot: Spot) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise _broken(spot) from fault
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("encrypted", "it is encrypted", "save it without a password", at=spot)
    _check_sizes(parts, spot)
    if "word/document.xml" not in names:
        raise _other_archive(names, spot)
    _check_parts(archive, parts, spot)


def _other_archive(names: set[str], spot: Spot) -> Refused:
    do = "give a Word, PDF, HTML or text file"
    for part, what in _OTHER_ARCHIVES:
        if part in names:
            return refuse("other_format", what, do, at=spot)
    return refuse("other_format", "it is a zip archive", do, at=spot)


def _check_sizes(parts: list[zipfile.ZipInfo], spot: Spot) -> None:
    unpacked = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > _SMALL and part.file_size > _MAX_RATIO * max(1, part.compress_size) for part in parts
    )
    if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or bomb:
        raise refuse(
            "zip_bomb",
            "it unpacks to {size} MB in {parts} parts, which no statement does",
            "ask its sender for a sound copy",
            at=spot,
            size=round(unpacked / 1_000_000),
            parts=len(parts),
        )


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], spot: Spot) -> None:
    """Refuse XML with a document type: ECMA-376 part 2 forbids it, and entities come in by it."""
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        try:
            head = archive.read(part)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
            raise _broken(spot) from fault
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise refuse("declares_entities", "it declares entities of its own", "save it again", at=spot)


class _Reader:
    """Walks the body of a Word file."""

    def __init__(self, opened: Any) -> None:
        self._body = opened.element.body
        self._styles = {style.style_id: style for style in opened.styles}
        self._formats = _number_formats(opened)
        self._counts: dict[tuple[str, int], int] = {}
        self._number = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._inside(self._body)

    def _inside(self, element: Any) -> Iterator[Block]:
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in (
                qn("w:sdt"),
                qn("w:sdtContent"),
                qn("w:customXml"),
                qn("w:ins"),
                qn("w:smartTag"),
            ):
                yield from self._inside(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        self._number += 1
        lines = [" ".join(line.split()) for line in _text(paragraph).split("\n")]
        style = self._style(paragraph)
        level, marker = self._list_place(paragraph, style)
        heading = re.match(r"(?:heading (\d)|title)", style, re.IGNORECASE)
        strong = _all_bold(paragraph)
        group: list[str] = []
        for line in [*lines, ""]:
            if line:
                group.append(line)
            elif group:
                kind = BlockKind.ITEM if level else BlockKind.HEADING if heading else BlockKind.PARAGRAPH
                depth = level or (int(heading[1] or 1) if heading else 0)
                yield Block(kind, tuple(Line(self._number, one) for one in group), depth, marker, strong)
                group = []

    def _style(self, paragraph: Any) -> str:
        found = paragraph.find(qn("w:pPr") + "/" + qn("w:pStyle"))
        style = self._styles.get(found.get(qn("w:val"))) if found is not None else None
        return str(style.name) if style is not None else ""

    def _list_place(self, paragraph: Any, style: str) -> tuple[int, str]:
        """Return how deep in a list a paragraph stands and its marker; 0 and nothing outside of lists."""
        numbering = paragraph.find(qn("w:pPr") + "/" + qn("w:numPr"))
        if numbering is not None:
            number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
            ident = number.get(qn("w:val")) if number is not None else "0"
            level = int(depth.get(qn("w:val"))) if depth is not None else 0
            return (0, "") if ident == "0" else (level + 1, self._marker(ident, level))
        listed = re.match(r"list (bullet|number)(?: (\d))?$", style, re.IGNORECASE)
        if not listed:
            return 0, ""
        level = int(listed[2] or 1) - 1
        return level + 1, "•" if listed[1].lower() == "bullet" else self._count(style, level)

    def _marker(self, ident: str, level: int) -> str:
        return self._count(ident, level) if self._formats.get((ident, level), "bullet") != "bullet" else "•"

    def _count(self, ident: str, level: int) -> str:
        self._counts = {key: n for key, n in self._counts.items() if key[0] != ident or key[1] <= level}
        self._counts[ident, level] = self._counts.get((ident, level), 0) + 1
        return f"{self._counts[ident, level]}."

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [[cell for cell in row if cell.tag == qn("w:tc")] for row in table.iter(qn("w:tr"))]
        if max((len(row) for row in rows), default=0) < 2:
            for row in rows:
                for cell in row:
                    yield from self._inside(cell)
            return
        for row in rows:
            self._number += 1
            cells = [" ".join(" ".join(_text(p) for p in cell.iter(qn("w:p"))).split()) for cell in row]
            if any(cells):
                yield Block(BlockKind.ROW, tuple(Line(self._number, cell) for cell in cells))


def _text(paragraph: Any) -> str:
    """Return a paragraph's text with its tracked changes accepted; breaks are line ends."""
    pieces: list[str] = []
    for node in paragraph.iter():
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            pieces.append("\n")
        elif node.tag == qn("w:tab") and node.getparent().tag == qn("w:r"):
            pieces.append("    ")
        elif node.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
    return "".join(pieces).replace("\u00a0", " ").replace("\u00ad", "")


def _all_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(qn("w:r")) if "".join(run.itertext()).strip()]
    marks = [run.find(qn("w:rPr") + "/" + qn("w:b")) for run in runs]
    return bool(runs) and all(
        mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks
    )


def _number_formats(opened: Any) -> dict[tuple[str, int], str]:
    """Return how each level of each list is numbered: bullet, decimal, lowerLetter and so on."""
    try:
        root = opened.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        item.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): (level.find(qn("w:numFmt")).get(qn("w:val")))
            for level in item.findall(qn("w:lvl"))
            if level.find(qn("w:numFmt")) is not None
        }
        for item in root.findall(qn("w:abstractNum"))
    }
    formats: dict[tuple[str, int], str] = {}
    for number in root.findall(qn("w:num")):
        pointer = number.find(qn("w:abstractNumId"))
        levels = abstract.get(pointer.get(qn("w:val")), {}) if pointer is not None else {}
        formats |= {(number.get(qn("w:numId")), level): kind for level, kind in levels.items()}
    return formats
