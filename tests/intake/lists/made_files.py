"""Files of lists, made by code: texts in any encoding, workbooks of every format, packed and broken ones.

All people in them are invented, their names from invented parts.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import xlwt

Rows = Sequence[Sequence[Any]]

FAMILIES = ("Тасмұратов", "Бектурин", "Арғымбаев", "Жарасқанов", "Ерсұлтанов", "Көкшебаев", "Мерейтов", "Орақбаев")
GIVEN = ("Ақберен", "Нұртілек", "Қуанышбек", "Бейбарыс", "Айсұлтан", "Темірғали", "Жанболат", "Сұңқар")
RUSSIAN = ("Тасмуратов Акберен", "Бектурин Нуртилек", "Аргынбаев Куаныш", "Жарасканов Бейбарс", "Ерсултанов Айсулу")


def people(count: int) -> list[str]:
    """Return invented names, each another."""
    found = []
    for number in range(count):
        family = FAMILIES[number % len(FAMILIES)]
        given = GIVEN[(number // len(FAMILIES) + number) % len(GIVEN)]
        found.append(f"{family} {given}")
    return found


def text(rows: Rows, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    """Return rows as a text with a delimiter; quotation marks only where they are needed."""
    lines = [delimiter.join(_quoted(str(cell), delimiter) for cell in row) for row in rows]
    return (end.join(lines) + end).encode(encoding)


def _quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in (delimiter, '"', "\n")) else cell


def table(count: int = 5) -> list[list[Any]]:
    """Return a plain list of detained people, header first."""
    rows: list[list[Any]] = [["№", "ФИО", "Дата рождения", "Дата задержания", "Место задержания"]]
    for number, name in enumerate(people(count), 1):
        rows.append([number, name, f"{number % 28 + 1:02}.03.1990", f"{number % 20 + 3:02}.01.2022", "Алматы"])
    return rows


def xlsx(  # noqa: C901 - a table of cases, each short
    sheets: Mapping[str, Rows],
    *,
    merges: Sequence[str] = (),
    hidden_sheets: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    from_1904: bool = False,
) -> bytes:
    """Return a workbook; merges, hidden rows and number formats are those of its first sheet."""
    book = openpyxl.Workbook()
    if from_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.remove(book.active)
    for index, (name, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
        if index == 0:
            for merged in merges:
                sheet.merge_cells(merged)
            for row_number in hidden_rows:
                sheet.row_dimensions[row_number].hidden = True
            for column in hidden_columns:
                sheet.column_dimensions[column].hidden = True
            for cell, code in (formats or {}).items():
                sheet[cell].number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: Rows, *, merges: Sequence[tuple[int, int, int, int]] = (), second: Rows | None = None) -> bytes:
    """Return a binary workbook of Excel 97; dates are typed, merges counted from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    dated = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for name, content in (("Лист1", rows), ("Лист2", second)):
        if content is None:
            continue
        sheet = book.add_sheet(name)
        for r, row in enumerate(content):
            for c, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write(r, c, cell, dated)
                elif cell != "":
                    sheet.write(r, c, cell)
        for top, bottom, left, right in merges if name == "Лист1" else ():
            sheet.merge(top, bottom, left, right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3">'
)


_ODS_MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="/" '
    b'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods_content(rows: Rows, extra: str = "") -> str:
    """Return the content of an OpenDocument spreadsheet; `extra` is put after its rows."""
    body = "".join(f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>" for row in rows)
    sheet = f'<table:table table:name="Лист">{body}{extra}</table:table>'
    return f"{_ODS_HEAD}<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document-content>"


def _ods_cell(cell: Any) -> str:
    if isinstance(cell, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"><text:p>{cell}</text:p></table:table-cell>'
    if isinstance(cell, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if cell == "":
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{_escaped(str(cell))}</text:p></table:table-cell>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def ods(rows: Rows, extra: str = "") -> bytes:
    """Return a packed OpenDocument spreadsheet."""
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ods_content(rows, extra).encode(),
            "META-INF/manifest.xml": _ODS_MANIFEST,
        }
    )


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return out.getvalue()


def html(rows: Rows, *, head: str = "", encoding: str = "utf-8", charset: str = "") -> bytes:
    """Return a page with one table, as programs write it and name it .xls."""
    body = "".join("<tr>" + "".join(f"<td>{_escaped(str(cell))}</td>" for cell in row) + "</tr>\n" for row in rows)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}</head><body>{head}<table border=1>{body}</table></body></html>".encode(encoding)


def xml2003(rows: Rows) -> bytes:
    """Return an XML Spreadsheet 2003."""
    body = "".join(f"<Row>{''.join(_xml_cell(cell) for cell in row)}</Row>" for row in rows)
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Список"><Table>'
        f"{body}</Table></Worksheet></Workbook>"
    ).encode()


def _xml_cell(cell: Any) -> str:
    if isinstance(cell, datetime.date):
        return f'<Cell><Data ss:Type="DateTime">{cell.isoformat()}T00:00:00.000</Data></Cell>'
    kind = "Number" if isinstance(cell, int) else "String"
    return f'<Cell><Data ss:Type="{kind}">{_escaped(str(cell))}</Data></Cell>'


def raw_xlsx(sheet: str, *, shared: str = "", workbook: str = "", sheet_declared: str = "sheet1.xml") -> bytes:
    """Return a workbook from the XML of its one sheet, for what no library would write."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006/relationships"
    book = workbook or (
        f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="L" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        f'<Relationships xmlns="{pack}"><Relationship Id="rId1" Type="{rel}/worksheet" '
        f'Target="worksheets/{sheet_declared}"/><Relationship Id="rId2" Type="{rel}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    )
    files = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{pack}"><Relationship Id="rId1" Type="{rel}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": relations.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
    }
    if shared:
        files["xl/sharedStrings.xml"] = shared.encode()
    return packed(files)


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    """Return the XML of a sheet around its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def inline_row(number: int, cells: Sequence[str]) -> str:
    """Return a row of texts in a sheet's XML."""
    inside = "".join(
        f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>'
        for column, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{inside}</row>'
