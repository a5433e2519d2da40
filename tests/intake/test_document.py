"""Statements' files of every format, told by their bytes; what can't be read is refused in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undercount.facts.document import BlockKind, Document
from undercount.facts.problem import Refused
from undercount.intake.document import MAX_BYTES, read_bytes, read_document

RUSSIAN = 'Совместное заявление организаций. Мы, нижеподписавшиеся, требуем освободить задержанных. "Фонд" - N 5'
PAGE = (
    '<!doctype html><html lang="en"><head><title>Appeal | Site</title><script>var n = 1;</script></head><body>'
    "<nav>Menu</nav><article><h1>Appeal</h1>{}</article><footer>Imprint</footer></body></html>"
)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


# ---------------------------------------------------------------- files made for these tests


def word(make: Callable[[docx.document.Document], object]) -> bytes:
    made = docx.Document()
    make(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = {part: opened.read(part) for part in opened.namelist()}
    return archive({**parts, name: change(parts.get(name, b""))})


def encrypted_zip(content: bytes) -> bytes:
    """Set the flag of encryption in every header of an archive."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def pdf(*pages: str, trailer: str = "", extra: str = "") -> bytes:
    """Write a PDF in Helvetica: a page for each text, a line for each of its lines."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td {lines}ET" if page else ""
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>"
    if extra:
        objects.append(extra)
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def locked_pdf() -> bytes:
    rights = f"<</Filter/Standard/V 1/R 2/O<{'5a' * 32}>/U<{'a5' * 32}>/P -4>>"
    return pdf("secret", extra=rights, trailer=f" /Encrypt 6 0 R/ID[<{'00' * 16}><{'00' * 16}>]")


SOUND = word(lambda made: made.add_paragraph("We call on the Government of Orlavia to act."))
BOMB = archive({"word/document.xml": b"<w:p/>" * 2_000_000, "[Content_Types].xml": b"<Types/>"})
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'

# bytes, the whole message
MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "it is empty; give the file that holds the text"),
    "blanks": (b" \n\t\r\n ", "it is empty; give the file that holds the text"),
    "only a byte order mark": (b"\xef\xbb\xbf", "it is empty; give the file that holds the text"),
    "zeros": (b"\x00" * 400, "it is empty; give the file that holds the text"),
    "every byte": (bytes(range(256)) * 20, "it holds data and not text; give a text, HTML, Word or PDF file"),
    "control characters": (
        b"We call\x01\x02\x03\x04\x05\x06 on\x07\x0e\x0f all", "it holds data and not text; give a text, HTML, Word or PDF file",
    ),
    "25 MB": (
        b"a" * 25_000_000,
        "it has 25 MB, more than the 20 MB a statement may have; give the text without its pictures",
    ),
    "UTF-8 damaged in the middle": (
        "Заявление организаций".encode() + b"\xff" + " о пытках".encode(),
        "it begins as UTF-8 and byte 42 does not go on so; save it again as UTF-8",
    ),
    "half a character of UTF-16": (
        "Заявление".encode("utf-16-le").join([b"\xff\xfe", b"\x00"]),
        "it begins as UTF-16 and byte 21 does not go on so; save it again as UTF-8",
    ),
    "half a pair of UTF-16": (
        b"\xff\xfe\x00\xd8a\x00", "it begins as UTF-16 and byte 3 does not go on so; save it again as UTF-8",
    ),
    "UTF-32 cut off": (
        "We".encode("utf-32")[:-2], "it begins as UTF-32 and byte 9 does not go on so; save it again as UTF-8",
    ),
    "no known encoding": (
        b"\xa4\x98123;456:789!?" * 60, "its encoding can't be told; save it again as UTF-8",
    ),
    "RTF": (b"{\\rtf1\\ansi We call on all}", "it is an RTF file; save it as Word (.docx), PDF or plain text"),
    "an old Word file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "it is an old Word file or an encrypted one; save it as .docx without a password",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "it is an image; give the text itself"),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "it is an image; give the text itself"),
    "gzip": (b"\x1f\x8b\x08\x00aaaaaaaa", "it is a compressed archive; unpack it and give the file inside"),
    "a saved mail": (
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx",
        "it is a saved mail or web archive; save the page as HTML or PDF",
    ),
    "a zip of something": (archive({"a.txt": b"hello"}), "it is a zip archive; give a Word, PDF, HTML or text file"),
    "a workbook": (
        archive({"xl/workbook.xml": b"<workbook/>"}), "it is an Excel workbook; give a Word, PDF, HTML or text file",
    ),
    "an OpenDocument text": (
        archive({"content.xml": b"<office/>"}), "it is an OpenDocument file; give a Word, PDF, HTML or text file",
    ),
    "Word cut in half": (
        SOUND[: len(SOUND) // 2], "it is damaged and can't be opened as a Word file; save it again",
    ),
    "Word without its contents": (
        archive({"word/document.xml": b"<w/>"}), "it is damaged and can't be opened as a Word file; save it again",
    ),
    "Word with broken XML": (
        with_part(SOUND, "word/document.xml", lambda xml: xml[:-40]),
        "it is damaged and can't be opened as a Word file; save it again",
    ),
    "Word under a password": (encrypted_zip(SOUND), "it is encrypted; save it without a password"),
    "a zip bomb": (BOMB, "it unpacks to 12 MB in 2 parts, which no statement does; ask its sender for a sound copy"),
    "thousands of parts": (
        archive({f"p{n}": b"" for n in range(4_100)}),
        "it unpacks to 0 MB in 4100 parts, which no statement does; ask its sender for a sound copy",
    ),
    "a billion laughs in Word": (
        with_part(SOUND, "word/document.xml", lambda _: LAUGHS),
        "it declares entities of its own; save it again",
    ),
    "a billion laughs in HTML": (
        b'<!DOCTYPE html [<!ENTITY lol "lol"><!ENTITY x "&lol;&lol;">]><html><body><p>&x;</p></body></html>',
        "it declares entities of its own; save the page again",
    ),
    "a Word file without a word": (
        word(lambda made: made.add_paragraph("")), "no text was found in it; give a file that holds the text itself",
    ),
    "a page of pictures": (
        b"<!doctype html><html><head><title>x</title><style>p{}</style></head><body><img src='a.png'></body></html>",
        "no text was found in it; give a file that holds the text itself",
    ),
    "a page of scripts": (
        b"<html><body><script>document.write('We call on all')</script></body></html>",
        "no text was found in it; give a file that holds the text itself",
    ),
    "a PDF that is none": (b"%PDF-1.7\nnothing", "it is damaged and can't be opened as a PDF; save it again"),
    "a PDF cut off at its head": (pdf("text")[:60], "it is damaged and can't be opened as a PDF; save it again"),
    "a scan": (pdf("", ""), "it holds pictures of pages and no text; give the text, or run it through OCR"),
    "a PDF under a password": (locked_pdf(), "it is encrypted; save it without a password"),
    "a PDF of 501 pages": (
        pdf(*["x"] * 501), "it has 501 pages, more than the 500 a statement may have; give the statement alone",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), MALFORMED.values(), ids=MALFORMED)
def test_what_cannot_be_read_is_refused_in_one_line(content: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(content, "letter")
    assert str(refused.value) == f"letter: {message}"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_document(tmp_path / "none.txt")
    assert str(refused.value).endswith("none.txt: there is no such file; check the name")


def test_a_folder_is_no_statement(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_document(tmp_path)
    assert str(refused.value).endswith("it is a folder; name the file of the statement")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(40 * MAX_BYTES)  # sparse: reading it would take long
    with pytest.raises(Refused) as refused:
        read_document(path)
    assert refused.value.problems[0].code == "too_large"


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8_r", "cp866", "iso8859_5",
     "mac_cyrillic"],
)  # fmt: skip
def test_russian_is_read_in_any_encoding(encoding: str) -> None:
    document = read_bytes(RUSSIAN.encode(encoding), "letter.txt")
    assert texts(document) == [RUSSIAN]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ми, що нижче підписалися, вимагаємо звільнити ув'язнених журналістів і їхніх близьких", "koi8_u"),
        ("Ми вимагаємо звільнити всіх ув'язнених журналістів Києва", "cp1251"),
        ("Біз төменде қол қойғандар әділдік пен бостандық талап етеміз үшін өмір", "kz1048"),
        ("Nous demandons la libération de tous les détenus « politiques » – été", "cp1252"),
        ("Exigimos la liberación de los presos políticos en España, señor", "cp1252"),
    ],
)
def test_other_languages_are_read_in_their_tables(text: str, encoding: str) -> None:
    assert texts(read_bytes(text.encode(encoding), "letter.txt")) == [text]


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Заявление</p></body></html>'
    document = read_bytes(page.encode("koi8_r"), "page.html")
    assert (texts(document), document.encoding) == (["Заявление"], "koi8-r")


def test_a_last_character_that_was_cut_off_is_let_go() -> None:
    assert texts(read_bytes("Заявление организаций".encode()[:-1], "letter.txt")) == ["Заявление организаци"]


def test_the_name_of_a_file_does_not_tell_its_format() -> None:
    assert read_bytes(SOUND, "letter.pdf").format == "docx"
    assert read_bytes(pdf("text"), "letter.docx").format == "pdf"
    assert read_bytes(PAGE.format("<p>x</p>").encode(), "letter.txt").format == "html"
    assert read_bytes(b"plain", "letter.html").format == "text"


# ---------------------------------------------------------------- text and Markdown


def test_markdown_is_taken_off_and_lines_keep_their_numbers() -> None:
    document = read_bytes(b"# Title\n\n*6 May 2031* [link](#) **bold** &amp; so\nnext\n\n---\n\n| A | B |\n|---|---|\n", "s")
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.RULE, BlockKind.ROW, BlockKind.RULE]
    assert texts(document)[:2] == ["Title", "6 May 2031 link bold & so\nnext"]
    assert [line.number for line in document.blocks[1].lines] == [3, 4]
    assert [line.text for line in document.blocks[3].lines] == ["A", "B"]


def test_an_underlined_line_is_a_heading() -> None:
    document = read_bytes(b"Title\n=====\n\nText\n", "s")
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 0),
    ]  # fmt: skip


# ---------------------------------------------------------------- HTML


def test_a_page_gives_its_article_without_what_surrounds_it() -> None:
    body = (
        '<p class="qtranxs-available-languages-message">Sorry, this is only in English.</p><p>We <b>call</b> on all.'
        '<br>Line two</p><ul><li>One<ol><li>nested</li></ol></li></ul><div class="social-share">Tweet</div>'
        "<table><tr><th>Name</th><th>Country</th></tr><tr><td>Amber</td><td>France</td></tr></table><hr>"
        '<p hidden>no</p><p style="display: none">no</p>'
    )
    document = read_bytes(PAGE.format(body).encode(), "page")
    assert (document.title, document.language, document.wrapped) == ("Appeal | Site", "en", False)
    assert [(block.kind.value, block.text, block.level) for block in document.blocks] == [
        ("heading", "Appeal", 1),
        ("notice", "Sorry, this is only in English.", 0),
        ("paragraph", "We call on all.\nLine two", 0),
        ("item", "One", 1),
        ("item", "nested", 2),
        ("row", "Name\nCountry", 0),
        ("row", "Amber\nFrance", 0),
        ("rule", "", 0),
    ]


def test_a_table_that_only_lays_out_a_page_is_text() -> None:
    page = PAGE.format("<table><tr><td><p>One</p><ul><li>Two</li></ul></td><td></td></tr></table>")
    assert [block.kind for block in read_bytes(page.encode(), "page").blocks][1:] == [
        BlockKind.PARAGRAPH, BlockKind.ITEM,
    ]  # fmt: skip


# ---------------------------------------------------------------- Word


def test_a_word_file_gives_headings_lists_tables_and_breaks() -> None:
    def make(made: docx.document.Document) -> None:
        made.add_heading("Appeal", 0)
        made.add_paragraph("First\nsecond")
        made.add_paragraph("release", style="List Bullet")
        made.add_paragraph("stop", style="List Number")
        made.add_paragraph("pay", style="List Number")
        row = made.add_table(1, 2).rows[0]
        row.cells[0].text, row.cells[1].text = "Amber", "France"
        made.add_paragraph().add_run("bold").bold = True

    document = read_bytes(word(make), "letter.docx")
    assert [(block.kind.value, block.marker, block.text) for block in document.blocks] == [
        ("heading", "", "Appeal"),
        ("paragraph", "", "First\nsecond"),
        ("item", "•", "release"),
        ("item", "1.", "stop"),
        ("item", "2.", "pay"),
        ("row", "", "Amber\nFrance"),
        ("paragraph", "", "bold"),
    ]
    assert document.blocks[-1].strong


# ---------------------------------------------------------------- PDF


def test_a_pdf_gives_its_lines_by_page() -> None:
    document = read_bytes(pdf("We call on all\nto act", "Signed by\nAmber Lantern"), "letter.pdf")
    assert [(line.page, line.text) for line in document.lines()] == [
        (1, "We call on all"), (1, "to act"), (2, "Signed by"), (2, "Amber Lantern"),
    ]  # fmt: skip


def test_what_stands_on_every_page_is_left_out() -> None:
    pages = [f"Joint letter, page {number} of 3\nText {'abc'[number - 1]}\n{number}" for number in (1, 2, 3)]
    assert [line.text for line in read_bytes(pdf(*pages), "letter.pdf").lines()] == ["Text a", "Text b", "Text c"]


def read_or_refused(content: bytes) -> Document | str:
    try:
        return read_bytes(content, "any")
    except Refused as refused:
        return str(refused)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><p>", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes) -> None:
    found = read_or_refused(start + content)
    assert found if isinstance(found, str) else any(line.text.strip() for line in found.lines())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([SOUND, pdf("We call on all\nto act")]), st.integers(0, 40_000), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused(content: bytes, place: int, byte: int) -> None:
    damaged = bytearray(content)
    damaged[place % len(damaged)] = byte
    found = read_or_refused(bytes(damaged))
    assert isinstance(found, Document) or "\n" not in found
