"""What a file is, told by its bytes and never by its name; what is no table of people is refused in one line."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from undercount.facts.problem import Refused, refuse
from undercount.intake.lists.parse.delimited import open_text
from undercount.intake.lists.parse.encoding import detect
from undercount.intake.lists.parse.grid import Book
from undercount.intake.lists.parse.legacy import open_binary
from undercount.intake.lists.parse.limits import Limits
from undercount.intake.lists.parse.ooxml import open_xlsx
from undercount.intake.lists.parse.opendocument import open_flat_ods, open_ods
from undercount.intake.lists.parse.packed import Packed, damaged, locked
from undercount.intake.lists.parse.webtable import open_html, open_mhtml
from undercount.intake.lists.parse.xml2003 import NAMESPACE, open_xml2003

_HEAD = 1 << 16
_AS_TABLE = "ask its sender for the list as CSV or XLSX, or type its table into a spreadsheet"
_UNPACK = "unpack it and read the list inside"
# What a file begins with, and what it then is.
_OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF", "a PDF", _AS_TABLE),
    (0, b"\x89PNG", "an image", _AS_TABLE),
    (0, b"\xff\xd8\xff", "an image", _AS_TABLE),
    (0, b"GIF8", "an image", _AS_TABLE),
    (0, b"BM", "an image", _AS_TABLE),
    (0, b"II*\x00", "an image", _AS_TABLE),
    (0, b"MM\x00*", "an image", _AS_TABLE),
    (8, b"WEBP", "an image", _AS_TABLE),
    (4, b"ftypheic", "an image", _AS_TABLE),
    (4, b"ftypmif1", "an image", _AS_TABLE),
    (4, b"ftyp", "a video", _AS_TABLE),
    (0, b"OggS", "a sound recording", _AS_TABLE),
    (0, b"ID3", "a sound recording", _AS_TABLE),
    (0, b"{\\rtf", "a text of a word processor", _AS_TABLE),
    (0, b"Rar!", "a packed file", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a packed file", _UNPACK),
    (0, b"\x1f\x8b", "a packed file", _UNPACK),
    (0, b"BZh", "a packed file", _UNPACK),
    (0, b"\xfd7zXZ\x00", "a packed file", _UNPACK),
    (0, b"SQLite format 3\x00", "a database", "export its table of people as CSV"),
    (0, b"PAR1", "a Parquet file", "export its table as CSV"),
    (0, b"\x7fELF", "a program", "ask its sender what it is, and do not run it"),
    (0, b"MZ\x90\x00", "a program", "ask its sender what it is, and do not run it"),
    (0, b"\x09\x00\x04\x00", "a workbook of Excel 2", "open it and save it as XLSX"),
    (0, b"\x09\x02\x06\x00", "a workbook of Excel 3", "open it and save it as XLSX"),
    (0, b"\x09\x04\x06\x00", "a workbook of Excel 4", "open it and save it as XLSX"),
    (0, b"BEGIN:VCARD", "a file of contacts", _AS_TABLE),
    (0, b"BEGIN:VCALENDAR", "a calendar", _AS_TABLE),
)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOISE = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
_ODS_TYPES = (b"application/vnd.oasis.opendocument.spreadsheet",)
_NESTING = 1  # a list inside one packed file is read; a packed file inside a packed file is not


@dataclass(frozen=True, slots=True)
class Given:
    """What is known before a file is opened.

    Attributes:
        limits: what it may cost.
        scratch: a folder for what is unpacked; whoever made it takes it away.
        encoding, delimiter: as its map says; "" is told by the bytes.
    """

    limits: Limits
    scratch: Path
    encoding: str = ""
    delimiter: str = ""


def open_list(path: Path, given: Given) -> Book:
    """Open a file as a list, whatever it is called.

    Raises:
        Refused: it is empty, damaged, protected, too large, or no table.
    """
    return _open(path, given, _NESTING)


def _open(path: Path, given: Given, nesting: int) -> Book:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00\t\r\n\f\x0b \xef\xbb\xbf\xff\xfe") and path.stat().st_size <= len(head):
        raise refuse("empty", "the file is empty", "ask its sender for it again")
    if head.startswith(_ZIP) or (zipfile.is_zipfile(path) and head[:2] == b"PK"):
        return _open_packed(path, given, nesting)
    if head.startswith(_OLE):
        return _open_ole(path)
    for offset, mark, what, do in _OTHERS:
        if head.startswith(mark, offset):
            raise _is_another(what, do)
    return _open_text(path, head, given)


def _is_another(what: str, do: str) -> Refused:
    return refuse("not_a_list", "the file is {kind}, not a table", do, kind=what)


def _open_packed(path: Path, given: Given, nesting: int) -> Book:
    packed = Packed(path, given.limits)
    openers: tuple[tuple[str, Callable[[], Book]], ...] = (
        ("xl/workbook.bin", lambda: open_binary(path, "xlsb")),
        ("xl/workbook.xml", lambda: open_xlsx(path, given.limits)),
    )
    for name, opener in openers:
        if packed.has(name):
            return opener()
    if packed.has("mimetype"):
        return _open_by_type(packed.open("mimetype").read(100), path, given.limits)
    if packed.has("[Content_Types].xml"):
        return _open_office(packed, path, given.limits)
    return _open_inside(packed, given, nesting)


def _open_by_type(kind: bytes, path: Path, limits: Limits) -> Book:
    if kind.startswith(_ODS_TYPES):
        return open_ods(path, limits)
    raise _is_another("a text document or a book", _AS_TABLE)


def _open_office(packed: Packed, path: Path, limits: Limits) -> Book:
    if any(name.startswith("word/") for name in packed.names):
        raise _is_another("a Word document", _AS_TABLE)
    if any(name.startswith("ppt/") for name in packed.names):
        raise _is_another("a presentation", _AS_TABLE)
    return open_xlsx(path, limits)


def _open_inside(packed: Packed, given: Given, nesting: int) -> Book:
    inside = [name for name in packed.names if not _is_noise(name)]
    if any(name.lower().endswith(".iwa") for name in inside):
        raise _is_another("a Numbers file", "export it as XLSX")
    if not inside:
        raise refuse("empty", "the packed file holds no file", "ask its sender for it again")
    if len(inside) > 1 or nesting == 0:
        what = "the packed file holds {count} files, or another packed file"
        raise refuse("several_files", what, "unpack it and read each list by itself", count=len(inside))
    unpacked = given.scratch / "inside"
    with unpacked.open("wb") as file:
        shutil.copyfileobj(packed.open(inside[0]), file)
    return _open(unpacked, given, nesting - 1)


def _is_noise(name: str) -> bool:
    parts = PurePosixPath(name.lower()).parts
    return bool(parts) and (parts[0] in _NOISE or parts[-1] in _NOISE or parts[-1].startswith("._"))


def _open_ole(path: Path) -> Book:
    content = path.read_bytes()

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\x00\x00" in content

    if holds("EncryptedPackage"):
        raise locked()
    if holds("Workbook") or holds("Book"):
        return open_binary(path, "xls")
    if holds("WordDocument"):
        raise _is_another("a Word document", _AS_TABLE)
    if holds("PowerPoint Document"):
        raise _is_another("a presentation", _AS_TABLE)
    raise damaged()


def _open_text(path: Path, head: bytes, given: Given) -> Book:
    start = head.decode(given.encoding or detect(head, whole=False).name, errors="replace").lstrip(
        "\ufeff\r\n\t "
    )
    lower = start[:4096].lower()
    if lower.startswith("mime-version:") or "content-type: multipart/related" in lower[:1024]:
        return open_mhtml(path)
    if lower.startswith("<"):
        return _open_markup(path, start, given.limits)
    _refuse_data(start, head)
    return open_text(path, given.encoding, given.delimiter)


def _open_markup(path: Path, start: str, limits: Limits) -> Book:
    if NAMESPACE in start[:4096] and "<html" not in start[:4096].lower():
        return open_xml2003(path, limits)
    if "urn:oasis:names:tc:opendocument:xmlns:office" in start[:8192]:
        return open_flat_ods(path, limits)
    if "<html" in start.lower() or "<table" in start.lower() or "<!doctype html" in start.lower():
        return open_html(path)
    raise _is_another("an XML file", _AS_TABLE)


def _refuse_data(start: str, head: bytes) -> None:
    """Refuse what is data for programs: JSON, and bytes that no text holds."""
    tight = "".join(start[:200].split())
    if tight.startswith(('{"', '[{"', "[[", "{}", "[]")):
        raise _is_another("a JSON file", "export the table as CSV or XLSX")
    if b"\x00" in head and detect(head, whole=False).name[:6] != "utf-16":
        raise _is_another("data for a program", _AS_TABLE)
    controls = sum(char < " " and char not in "\t\n\r\f\x0b" for char in start[:8192])
    if controls > len(start[:8192]) // 50:
        raise _is_another("data for a program", _AS_TABLE)
