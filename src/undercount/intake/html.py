"""A web page into blocks: its article without scripts, menus and share buttons; nothing is fetched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from lxml import etree, html

from undercount.facts.document import Block, BlockKind, Document, Line
from undercount.facts.problem import Spot, refuse

_SNIFF = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:p|div|span|h[1-6]|ul|ol|li|table|tr|td|article|section|main|strong|em)(?:\s[^<>]*)?>", re.I
)
_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)

_PAGE = tomllib.loads((files("undercount.intake") / "data" / "page.toml").read_text(encoding="utf-8"))
_DROPPED = frozenset(_PAGE["dropped"].split())
_BLOCKS = frozenset(_PAGE["blocks"].split())
_FURNITURE = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_PAGE['furniture'].split())})(?:$|[\s_-])", re.IGNORECASE)
_NOTICE = re.compile("|".join(_PAGE["notice"].split()), re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\u00a0\u200b\ufeff\u00ad]+")
_BREAK = "\x0b"  # stands for <br> while the text of a block is gathered
_SHARE_OF_ARTICLE = 0.4


def looks_like_html(text: str) -> bool:
    """Tell a web page from a text by its mark-up."""
    head = text[:4096]
    return bool(_SNIFF.search(head)) or (text.lstrip()[:1] == "<" and len(_TAGS.findall(text[:20_000])) >= 3)


def read_html(text: str, name: str) -> Document:
    """Read a web page.

    Raises:
        Refused: it declares entities, or can't be read as HTML at all.
    """
    spot = Spot(name)
    if _ENTITY.search(text):
        raise refuse("declares_entities", "it declares entities of its own", "save the page again", at=spot)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, ValueError) as fault:
        raise refuse("broken_html", "it can't be read as HTML", "save the page again", at=spot) from fault
    title = _title(root)
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    _clear(root)
    gathered = _Gathered()
    _walk(_article(root), gathered, depth=0)
    gathered.flush()
    return Document(name, "html", tuple(gathered.blocks), wrapped=False, language=language, title=title)


def _title(root: html.HtmlElement) -> str:
    for path in ("//meta[@property='og:title']/@content", "//title/text()"):
        found = root.xpath(path)
        if found:
            return _SPACE.sub(" ", str(found[0])).strip()
    return ""


def _clear(root: html.HtmlElement) -> None:
    """Take away what is not the page's text."""
    for element in list(root.iter()):
        if element.getparent() is None or not isinstance(element.tag, str):
            continue
        if element.tag in _DROPPED or _hidden(element) or _is_furniture(element):
            element.drop_tree()


def _hidden(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _is_furniture(element: html.HtmlElement) -> bool:
    if element.tag in ("body", "html", "article", "main") or _NOTICE.search(_names(element)):
        return False
    if element.get("role") in ("navigation", "banner", "search", "complementary", "contentinfo"):
        return True
    return bool(_FURNITURE.search(_names(element)))


def _names(element: html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _article(root: html.HtmlElement) -> html.HtmlElement:
    """Return the element that holds the text: the longest article or main, if it is most of the page."""
    bodies = root.xpath("//body")
    body = bodies[0] if bodies else root
    candidates = root.xpath("//article | //main | //*[@role='main']")
    if not candidates:
        return body
    best = max(candidates, key=lambda element: len(element.text_content()))
    enough = len(best.text_content().strip()) >= _SHARE_OF_ARTICLE * len(body.text_content().strip())
    return best if enough else body


@dataclass
class _Gathered:
    """The blocks read so far, and the text that is being gathered for the next one."""

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    line: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    strong: int = 0  # characters set in bold
    notice: bool = False

    def add(self, text: str | None, element: html.HtmlElement, strong: bool) -> None:
        """Take in some text of the block."""
        if text:
            if not self.line and text.strip():
                self.line = element.sourceline or 0
            self.text.append(text)
            self.strong += len(_SPACE.sub("", text)) if strong else 0

    def flush(self) -> None:
        """Close the block, if it holds anything."""
        pieces = [_SPACE.sub(" ", piece).strip() for piece in "".join(self.text).split(_BREAK)]
        # the gaps that two breaks leave are kept as the bounds of paragraphs
        for group in _groups(pieces):
            lines = tuple(Line(max(1, self.line), piece) for piece in group)
            size = sum(len(piece.replace(" ", "")) for piece in group)
            kind = BlockKind.NOTICE if self.notice else self.kind
            self.blocks.append(Block(kind, lines, self.level, self.marker, self.strong >= size > 0))
            if self.kind is BlockKind.ITEM:
                self.marker = ""
        self.text, self.line, self.strong = [], 0, 0
        self.kind, self.level, self.marker = BlockKind.PARAGRAPH, 0, ""


def _groups(pieces: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for piece in [*pieces, ""]:
        if piece:
            group.append(piece)
        elif group:
            yield group
            group = []


def _walk(element: html.HtmlElement, out: _Gathered, depth: int, strong: bool = False) -> None:
    if depth > 200:
        return  # a page nested deeper than any real one
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "br":
        out.text.append(_BREAK)
    elif tag == "hr":
        out.flush()
        out.blocks.append(Block(BlockKind.RULE, ()))
    elif tag == "table" and _is_table(element):
        out.flush()
        _rows(element, out)
    elif tag in _BLOCKS:
        _block(element, out, depth, strong)
    else:
        _children(element, out, depth, strong or tag in ("b", "strong"))


def _children(element: html.HtmlElement, out: _Gathered, depth: int, strong: bool) -> None:
    out.add(element.text, element, strong)
    for child in element:
        _walk(child, out, depth + 1, strong)
        out.add(child.tail, child, strong)


def _block(element: html.HtmlElement, out: _Gathered, depth: int, strong: bool) -> None:
    out.flush()
    was_notice = out.notice
    out.notice = was_notice or bool(_NOTICE.search(_names(element)))
    if re.fullmatch(r"h[1-6]", element.tag):
        out.kind, out.level = BlockKind.HEADING, int(element.tag[1])
    elif element.tag == "li":
        out.kind, out.level, out.marker = BlockKind.ITEM, _depth(element), _marker(element)
    _children(element, out, depth, strong)
    out.flush()
    out.notice = was_notice


def _depth(item: html.HtmlElement) -> int:
    return sum(1 for parent in item.iterancestors("ul", "ol")) or 1


def _marker(item: html.HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    number = 1 + sum(1 for other in item.itersiblings("li", preceding=True))
    start = parent.get("start") or "1"
    return f"{number + (int(start) if start.isdigit() else 1) - 1}."


def _is_table(element: html.HtmlElement) -> bool:
    """Tell a table of data from one that only lays out the page."""
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    if max((len(row) for row in cells), default=0) < 2:
        return False
    nested = element.xpath(".//table | .//li | .//h1 | .//h2")
    longest = max((len(cell.text_content()) for row in cells for cell in row), default=0)
    return not nested and longest <= 600


def _rows(table: html.HtmlElement, out: _Gathered) -> None:
    for row in table.iter("tr"):
        cells = [_SPACE.sub(" ", cell.text_content()).strip() for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            lines = tuple(Line(row.sourceline or 1, cell) for cell in cells)
            out.blocks.append(Block(BlockKind.ROW, lines, strong=all(cell.tag == "th" for cell in row)))
