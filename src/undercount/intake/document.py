"""A statement's file as a `Document`: its bytes tell its format; the unreadable is refused in one line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from undercount.facts.document import Document
from undercount.facts.problem import Spot, refuse
from undercount.intake.encoding import decode
from undercount.intake.html import looks_like_html, read_html
from undercount.intake.pdf import read_pdf
from undercount.intake.plain import read_plain
from undercount.intake.word import read_word

MAX_BYTES = 20_000_000

# What a file begins with, and why we do not read it.
_KNOWN_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "it is an RTF file", "save it as Word (.docx), PDF or plain text"),
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old Word file or an encrypted one",
        "save it as .docx without a password",
    ),
    (b"\x89PNG", "it is an image", "give the text itself"),
    (b"\xff\xd8\xff", "it is an image", "give the text itself"),
    (b"GIF8", "it is an image", "give the text itself"),
    (b"\x1f\x8b", "it is a compressed archive", "unpack it and give the file inside"),
    (b"7z\xbc\xaf", "it is a compressed archive", "unpack it and give the file inside"),
    (b"Rar!", "it is a compressed archive", "unpack it and give the file inside"),
    (b"MIME-Version:", "it is a saved mail or web archive", "save the page as HTML or PDF"),
)


def read_document(path: Path) -> Document:
    """Read a statement's file: text, Markdown, HTML, Word (.docx) or PDF.

    Raises:
        Refused: it is not there, empty, larger than 20 MB, of another format, broken, encrypted, a scan
            without text, or in an encoding that can't be told.
    """
    spot = Spot(str(path))
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise refuse("is_a_folder", "it is a folder", "name the file of the statement", at=spot)
        _check_size(size, spot)
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise refuse("no_such_file", "there is no such file", "check the name", at=spot) from fault
    except PermissionError as fault:
        raise refuse(
            "not_permitted", "it may not be read", "ask for the right to read it", at=spot
        ) from fault
    except OSError as fault:
        reason = fault.strerror or "unknown reason"
        raise refuse(
            "unreadable", "it can't be read ({reason})", "copy it to this disk", at=spot, reason=reason
        ) from fault
    return read_bytes(content, str(path))


def read_bytes(content: bytes, name: str) -> Document:
    """Read a statement's bytes; `name` is what the person calls them.

    Raises:
        Refused: as `read_document`.
    """
    spot = Spot(name)
    _check_size(len(content), spot)
    if not content.strip(b"\x00\t\r\n\f\x0b \xef\xbb\xbf\xff\xfe"):
        raise refuse("empty", "it is empty", "give the file that holds the text", at=spot)
    document = _reader(content, spot)(content, name)
    if not any(line.text.strip() for line in document.lines()):
        raise refuse("no_text", "no text was found in it", "give a file that holds the text itself", at=spot)
    return replace(document, sha256=hashlib.sha256(content).hexdigest())


def _check_size(size: int, spot: Spot) -> None:
    if size > MAX_BYTES:
        raise refuse(
            "too_large",
            "it has {size} MB, more than the {limit} MB a statement may have",
            "give the text without its pictures",
            at=spot,
            size=round(size / 1_000_000),
            limit=MAX_BYTES // 1_000_000,
        )


def _reader(content: bytes, spot: Spot) -> Callable[[bytes, str], Document]:
    if b"%PDF-" in content[:1024]:
        return read_pdf
    if content[:2] == b"PK":
        return read_word
    for start, what, do in _KNOWN_OTHERS:
        if content.startswith(start):
            raise refuse("other_format", what, do, at=spot)
    return _read_text


def _read_text(content: bytes, name: str) -> Document:
    text, encoding = decode(content, Spot(name))
    document = read_html(text, name) if looks_like_html(text) else read_plain(text, name)
    return replace(document, encoding=encoding)
