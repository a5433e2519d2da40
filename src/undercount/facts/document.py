"""A text as it lies in a file: blocks of numbered lines, before anyone has judged what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a file itself says a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    ROW = "row"  # of a table; each line is one cell
    RULE = "rule"  # a line drawn across
    NOTICE = "notice"  # put there by the website, such as "only available in another language"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands.

    Attributes:
        number: counted from 1: the line of a text or HTML file, the paragraph of a Word file, the line of a
            PDF over all its pages.
        text: without its line end and without mark-up.
        page: of a PDF, from 1; None elsewhere.
    """

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together.

    Attributes:
        kind: what the file says it is; a plain text says little, so most of its blocks are paragraphs.
        lines: at least one, except for a rule.
        level: depth of a heading (1 is the title) or of a list item (1 is the outermost); else 0.
        marker: the bullet or number of a list item.
        strong: whether all of it is set in bold or in larger type.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 0
    marker: str = ""
    strong: bool = False

    @property
    def text(self) -> str:
        """Return the lines joined by line ends."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Document:
    """A text taken out of its file.

    Attributes:
        name: the file as the person named it.
        format: text, html, docx or pdf, told by its bytes.
        blocks: in reading order.
        wrapped: whether a line end may only be the width of the page, as in plain text and PDF.
        language: what the file declares (BCP 47), "" where it declares none.
        title: what the file's own metadata give, "" where there is none.
        encoding: of a text or HTML file; "" elsewhere.
        sha256: of the bytes.
    """

    name: str
    format: str
    blocks: tuple[Block, ...]
    wrapped: bool
    language: str = ""
    title: str = ""
    encoding: str = ""
    sha256: str = ""

    def lines(self) -> Iterator[Line]:
        """Yield every line in order."""
        for block in self.blocks:
            yield from block.lines
