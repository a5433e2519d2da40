"""The table of messy and hostile lists: what a careful person would have done with each."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.intake.lists import made_files as make
from tests.intake.lists.made_files import RUSSIAN, people, table, text

DAY = datetime.date
ACCEPT, WARN, ASK, REFUSE = "accept", "accept with warnings", "ask", "refuse"


@dataclass(frozen=True)
class Case:
    """A file and the verdict on it.

    Attributes:
        name: what is odd about it.
        file: its name.
        content: its bytes.
        verdict: accept, accept with warnings, ask, or refuse.
        accepted: how many rows are taken.
        refused: the rows refused, each with its code.
        codes: codes of warnings, of questions, or of the refusal, that must be among those given.
        row: the row that a refusal names.
        mapping: targets that must be in the mapping.
        map: the map beside it, as TOML.
    """

    name: str
    file: str
    content: Callable[[], bytes]
    verdict: str
    accepted: int = 0
    refused: dict[int, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    row: int | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    map: str = ""


HEAD = ["№", "ФИО", "Дата рождения", "Дата задержания", "Место задержания"]


def _with(*rows: list[object], at: int | None = None, count: int = 5) -> list[list[object]]:
    """Return the plain table with rows added at its end, or before line `at`."""
    lines: list[list[object]] = [list(row) for row in table(count)]
    place = len(lines) if at is None else at
    return [*lines[:place], *rows, *lines[place:]]


def _replaced(row: int, column: int, value: object) -> list[list[object]]:
    lines: list[list[object]] = [list(line) for line in table()]
    lines[row][column] = value
    return lines


def _garbled(name: str, wrong: str = "cp1251", right: str = "utf-8") -> str:
    """Return a name as it looks when its bytes are read in the wrong encoding."""
    return "".join(_shown(byte, wrong) for byte in name.encode(right))


def _shown(byte: int, table: str) -> str:
    try:
        return bytes((byte,)).decode(table)
    except UnicodeDecodeError:
        return chr(byte)


PLAIN = {"ФИО": "name", "Дата рождения": "birth", "Дата задержания": "claim:apprehended.when"}

ORDINARY: tuple[Case, ...] = (
    # ------------------------------------------------------------ texts
    Case("a plain CSV", "list.csv", lambda: text(table()), ACCEPT, 5, mapping=PLAIN),
    Case("semicolons", "list.csv", lambda: text(table(), ";"), ACCEPT, 5, mapping=PLAIN),
    Case("tabs", "list.tsv", lambda: text(table(), "\t"), ACCEPT, 5, mapping=PLAIN),
    Case("bars", "list.txt", lambda: text(table(), "|"), ACCEPT, 5, mapping=PLAIN),
    Case("a mark of UTF-8", "list.csv", lambda: text(table(), encoding="utf-8-sig"), ACCEPT, 5, mapping=PLAIN),
    Case("UTF-16 with a mark", "list.csv", lambda: text(table(), "\t", "utf-16"), ACCEPT, 5, mapping=PLAIN),
    Case("UTF-16 without one", "list.csv", lambda: text(table(), ";", "utf-16-le"), ACCEPT, 5, mapping=PLAIN),
    Case("UTF-16, the other end first", "l.csv", lambda: text(table(), ",", "utf-16-be"), ACCEPT, 5, mapping=PLAIN),
    Case(
        "cp1251",
        "list.csv",
        lambda: text([HEAD, *([i, n, "05.03.1990", "05.01.2022", "Тараз"] for i, n in enumerate(RUSSIAN, 1))], ";", "cp1251"),
        ACCEPT,
        5,
        mapping=PLAIN,
    ),
    Case(
        "KOI8-R",
        "list.csv",
        lambda: text([["N", *HEAD[1:]], *([i, n, "05.03.1990", "05.01.2022", "Тараз"] for i, n in enumerate(RUSSIAN, 1))], ";", "koi8-r"),
        ACCEPT,
        5,
        mapping=PLAIN,
    ),
    Case(
        "cp1251 in capitals alone",
        "list.csv",
        lambda: text([["ФИО", "ГОРОД ЗАДЕРЖАНИЯ"], *([n.upper(), "ТАРАЗ"] for n in RUSSIAN)], ";", "cp1251"),
        ACCEPT,
        5,
    ),
    Case("line ends of an old Macintosh", "list.csv", lambda: text(table(), ";", end="\r"), ACCEPT, 5),
    Case("a line that names the delimiter", "list.csv", lambda: b"sep=;\n" + text(table(), ";"), ACCEPT, 5),
    Case(
        "line breaks, delimiters and quotation marks in cells",
        "list.csv",
        lambda: text(_with([6, 'Орақбаев\nСұңқар "Бек"', "1990", "05.01.2022", "Алматы, пл. Тілек; у входа"]), ";"),
        ACCEPT,
        6,
    ),
    Case(
        "a comma where the file has commas",
        "list.csv",
        lambda: text(table()) + "6,Мерейтов Сұңқар,05.03.1990,05.01.2022,Алматы,площадь\n".encode(),
        ACCEPT,
        5,
        refused={7: "wrong_width"},
    ),
    Case(
        "a row broken in two",
        "list.csv",
        lambda: text(table(8), ";") + "9;Мерейтов Сұңқар;05.03\n.1990;05.01.2022;Алматы\n".encode(),
        ACCEPT,
        8,
        refused={10: "wrong_width", 11: "wrong_width"},
    ),
    Case(
        "a quotation mark that is never closed",
        "list.csv",
        lambda: text(table()) + '6,"Мерейтов Сұңқар,05.03.1990,05.01.2022,Алматы\n7,Орақбаев Тілек,,,\n'.encode(),
        REFUSE,
        codes=("unclosed_quote",),
        row=7,
    ),
    Case(
        "a byte that is no UTF-8",
        "list.csv",
        lambda: text(table(12)).replace("Бектурин Қуанышбек".encode(), "Бекту".encode() + b"\xd0" + "ин Қуанышбек".encode(), 1),
        WARN,
        11,
        refused={11: "letters_lost"},
        codes=("damaged_encoding",),
    ),
    # ------------------------------------------------------------ workbooks
    Case("XLSX", "list.xlsx", lambda: make.xlsx({"Список": table()}), ACCEPT, 5, mapping=PLAIN),
    Case("ODS", "list.ods", lambda: make.ods(table()), ACCEPT, 5, mapping=PLAIN),
    Case("XLS of 1997", "list.xls", lambda: make.xls(table()), ACCEPT, 5, mapping=PLAIN),
    Case("HTML under .xls", "list.xls", lambda: make.html(table()), ACCEPT, 5, mapping=PLAIN),
    Case(
        "HTML in cp1251 under .xls",
        "list.xls",
        lambda: make.html([["ФИО", "Дата задержания"], *([n, "05.01.2022"] for n in RUSSIAN)], encoding="cp1251", charset="windows-1251"),
        ACCEPT,
        5,
    ),
    Case("XML 2003 under .xls", "list.xls", lambda: make.xml2003(table()), ACCEPT, 5, mapping=PLAIN),
    Case("XLSX under .csv", "list.csv", lambda: make.xlsx({"Список": table()}), ACCEPT, 5, mapping=PLAIN),
    Case("CSV under .xlsx", "list.xlsx", lambda: text(table(), ";"), ACCEPT, 5, mapping=PLAIN),
    Case("one list in a ZIP", "list.zip", lambda: make.packed({"a/Список.csv": text(table(), ";")}), ACCEPT, 5),
    Case(
        "typed dates",
        "list.xlsx",
        lambda: make.xlsx({"Л": [HEAD, [1, people(1)[0], DAY(1990, 3, 5), datetime.datetime(2022, 1, 5), "Тараз"]]}),  # noqa: DTZ001 - cells of a workbook know no zone
        ACCEPT,
        1,
    ),
    Case(
        "dates counted from 1904",
        "list.xlsx",
        lambda: make.xlsx({"Л": [HEAD, [1, people(1)[0], DAY(1990, 3, 5), DAY(2022, 1, 5), "Тараз"]]}, from_1904=True),
        ACCEPT,
        1,
    ),
    Case(
        "days as bare numbers",
        "list.xlsx",
        lambda: make.xlsx({"Л": [HEAD, *([i, n, 32937, 44566, "Тараз"] for i, n in enumerate(people(4), 1))]}),
        WARN,
        4,
        codes=("serial_number",),
    ),
    Case(
        "a title over merged cells, a blank row, totals and notes",
        "list.xlsx",
        lambda: make.xlsx(
            {"Л": [["Список задержанных, январь 2022 г."], [], *table(), ["Итого:", 5], ["Примечание: список неполный"], ["Составил: волонтёр"]]},
            merges=["A1:E1"],
        ),
        WARN,
        5,
        codes=("total_row", "note_row"),
    ),
    Case(
        "a header of two lines, merged",
        "list.xlsx",
        lambda: make.xlsx(
            {
                "Л": [
                    ["№", "ФИО", "", "", "Задержание", ""],
                    ["", "Фамилия", "Имя", "Отчество", "Дата", "Место"],
                    *([i, *name.split(), "Болатұлы", "05.01.2022", "Тараз"] for i, name in enumerate(people(4), 1)),
                ]
            },
            merges=["A1:A2", "B1:D1", "E1:F1"],
        ),
        ACCEPT,
        4,
        mapping={
            "ФИО / Фамилия": "family",
            "ФИО / Имя": "given",
            "ФИО / Отчество": "patronymic",
            "Задержание / Дата": "claim:apprehended.when",
            "Задержание / Место": "claim:apprehended.where",
        },
    ),
    Case(
        "a header of two lines in a text",
        "list.csv",
        lambda: text(
            [
                ["№", "ФИО", "", "", "Задержание", ""],
                ["", "Фамилия", "Имя", "Отчество", "Дата", "Место"],
                *([i, *name.split(), "", "05.01.2022", "Тараз"] for i, name in enumerate(people(4), 1)),
            ],
            ";",
        ),
        ACCEPT,
        4,
        mapping={"ФИО / Имя": "given", "Задержание / Дата": "claim:apprehended.when"},
    ),
    Case(
        "columns numbered under the header",
        "list.csv",
        lambda: text(_with([1, 2, 3, 4, 5], at=1)),
        WARN,
        5,
        codes=("numbering_row",),
    ),
    Case(
        "headings inside the list",
        "list.csv",
        lambda: text(_with(["", "Алматы:", "", "", ""], at=1)),
        WARN,
        5,
        codes=("section_row",),
    ),
    Case("the header repeated on each page", "list.csv", lambda: text(_with(HEAD, at=3)), WARN, 5, codes=("header_again",)),
    Case("numbered empty rows", "list.csv", lambda: text(_with([6, "", "", "", ""], [7, "", "", "", ""])), WARN, 5, codes=("empty_numbered_row",)),
    Case(
        "cells merged downwards",
        "list.xlsx",
        lambda: make.xlsx({"Л": table()}, merges=["E2:E4"]),
        WARN,
        5,
        codes=("merged_cell",),
    ),
    Case(
        "a person on two lines",
        "list.xlsx",
        lambda: make.xlsx({"Л": [HEAD, [1, people(1)[0], "1990", "05.01.2022", "Тараз"], ["", "", "", "07.01.2022", "Алматы"], [2, people(2)[1], "1991", "", ""]]}, merges=["A2:A3", "B2:B3", "C2:C3"]),
        ACCEPT,
        2,
        refused={3: "merged_name"},
    ),
    Case("hidden rows", "list.xlsx", lambda: make.xlsx({"Л": table()}, hidden_rows=[3, 4]), WARN, 5, codes=("hidden_row",)),
    Case("a hidden column", "list.xlsx", lambda: make.xlsx({"Л": table()}, hidden_columns=["C"]), WARN, 5, codes=("hidden_column",)),
    Case(
        "a hidden sheet with another list",
        "list.xlsx",
        lambda: make.xlsx({"Список": table(), "старый": table(3)}, hidden_sheets=["старый"]),
        WARN,
        5,
        codes=("hidden_sheet",),
    ),
    Case("two lists in one workbook", "list.xlsx", lambda: make.xlsx({"Алматы": table(), "Тараз": table(3)}), ASK, codes=("which_sheet",)),
    Case(
        "one list and a table of numbers",
        "list.xlsx",
        lambda: make.xlsx({"Сводка": [["Город", "Количество"], ["Тараз", 4]], "Список": table()}),
        WARN,
        5,
        codes=("other_sheet",),
    ),
    Case("error cells", "list.xlsx", lambda: make.xlsx({"Л": _replaced(2, 2, "#REF!")}), ACCEPT, 4, refused={3: "error_cell"}),
    Case(
        "a formula without its result",
        "list.xlsx",
        lambda: make.xlsx({"Л": _replaced(2, 2, "=DATE(1990,3,5)")}),
        ACCEPT,
        4,
        refused={3: "formula_without_value"},
    ),
    Case(
        "a cell in the last corner of the sheet",
        "list.xlsx",
        lambda: make.raw_xlsx(
            make.sheet_xml(
                make.inline_row(1, ["ФИО", "Дата задержания"])
                + make.inline_row(2, [people(1)[0], "05.01.2022"])
                + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
            )
        ),
        WARN,
        1,
        codes=("cells_beyond",),
    ),
    # ------------------------------------------------------------ columns
    Case(
        "three columns for the name",
        "list.csv",
        lambda: text([["Фамилия", "Имя", "Отчество", "Год рождения"], *([*n.split(), "", 1990] for n in people(4))]),
        ACCEPT,
        4,
        mapping={"Фамилия": "family", "Имя": "given", "Отчество": "patronymic", "Год рождения": "birth"},
    ),
    Case(
        "Kazakh",
        "list.csv",
        lambda: text([["р/с №", "Аты-жөні", "Туған жылы", "Жынысы", "Ұсталған күні"], *([i, n, 1990, "ер", "2022 жылғы 5 қаңтар"] for i, n in enumerate(people(4), 1))]),
        ACCEPT,
        4,
        mapping={"Аты-жөні": "name", "Туған жылы": "birth", "Жынысы": "sex", "Ұсталған күні": "claim:apprehended.when"},
    ),
    Case(
        "English",
        "list.csv",
        lambda: text([["Full name", "Sex", "Age", "Date of arrest", "Place of detention"], ["Tasmurat Akberen", "M", 25, "5 January 2022", "police station 3"], ["Bektur Nurtilek", "F", 31, "Jan 6, 2022", "unknown"]]),
        ACCEPT,
        2,
        mapping={"Full name": "name", "Date of arrest": "claim:apprehended.when", "Place of detention": "claim:held_at.facility"},
    ),
    Case(
        "a column that nobody knows",
        "list.csv",
        lambda: text([["ФИО", "Код мероприятия Б"], *([n, f"Б-{i}"] for i, n in enumerate(people(4)))]),
        ASK,
        codes=("unknown_column",),
    ),
    Case("no column for the name", "list.csv", lambda: text([["Возраст", "Пол"], [20, "м"], [30, "ж"]]), ASK, codes=("no_name_column",)),
    Case("no header", "list.csv", lambda: text(table()[1:]), ASK, codes=("no_header",)),
    Case(
        "a column named twice",
        "list.csv",
        lambda: text([["ФИО", "Дата задержания", "Дата задержания"], *([n, "05.01.2022", "07.01.2022"] for n in people(3))]),
        ASK,
        codes=("double_column",),
    ),
    Case(
        "a date that may be of anything",
        "list.csv",
        lambda: text([["ФИО", "Дата"], *([n, "05.01.2022"] for n in people(3))]),
        ASK,
        codes=("date_of_what",),
    ),
    Case(
        "a date whose meaning the title tells",
        "list.csv",
        lambda: text([["Список погибших"], ["ФИО", "Дата"], *([n, "05.01.2022"] for n in people(3))]),
        WARN,
        3,
        codes=("event_assumed",),
        mapping={"Дата": "claim:killed.when"},
    ),
    Case(
        "sex in figures",
        "list.csv",
        lambda: text([["ФИО", "Пол"], *([n, i % 2 + 1] for i, n in enumerate(people(4)))]),
        ASK,
        codes=("column_unreadable",),
    ),
    Case(
        "a map that names every column",
        "list.csv",
        lambda: text([["Кто", "Когда-то", "Б"], *([n, "5 января 2022", "x"] for n in people(3))]),
        ACCEPT,
        3,
        map='[columns]\n"Кто" = "name"\n"Когда-то" = "claim:apprehended.when"\n"Б" = "ignore"\n',
        mapping={"Кто": "name", "Когда-то": "claim:apprehended.when", "Б": "ignore"},
    ),
    Case(
        "a map that forgets a column",
        "list.csv",
        lambda: text(table()),
        REFUSE,
        codes=("not_mapped",),
        map='[columns]\n"ФИО" = "name"\n',
    ),
    Case(
        "a map of another file",
        "list.csv",
        lambda: text(table()),
        REFUSE,
        codes=("no_such_column",),
        map='[columns]\n"Имя и фамилия" = "name"\n"№" = "ignore"\n"ФИО" = "ignore"\n"Дата рождения" = "birth"\n"Дата задержания" = "ignore"\n"Место задержания" = "ignore"\n',
    ),
    Case("fewer rows than its map expects", "list.csv", lambda: text(table()), REFUSE, codes=("unexpected_rows",), map="[expect]\nrows = [100, 200]\n"),
    Case(
        "a row twice where its map allows none",
        "list.csv",
        lambda: text([["ФИО", "Год рождения"], ["Мерейтов Сұңқар", 1990], ["Мерейтов Сұңқар", 1990]]),
        REFUSE,
        codes=("duplicate_row",),
        row=3,
        map="[expect]\nduplicates = false\n",
    ),
    Case(
        "a row twice where nothing is said",
        "list.csv",
        lambda: text([["ФИО", "Год рождения"], ["Мерейтов Сұңқар", 1990], ["Мерейтов Сұңқар", 1990]]),
        WARN,
        2,
        codes=("duplicate_row",),
    ),
    # ------------------------------------------------------------ cells
    Case(
        "dates in words",
        "list.csv",
        lambda: text(
            [
                ["ФИО", "Дата задержания"],
                *zip(people(7), ["5 января 2022", "в ночь с 5 на 6 января 2022 г.", "начало января 2022", "қаңтардың басы, 2022 ж.", "early January 2022", "январь 2022", "неизв."], strict=True),
            ]
        ),
        WARN,
        7,
        codes=("approximate",),
    ),
    Case(
        "dates without a year that the title tells",
        "list.csv",
        lambda: text([["Задержанные в январе 2022 года"], ["ФИО", "Дата задержания"], *([n, f"{i} января"] for i, n in enumerate(people(4), 3))]),
        WARN,
        4,
        codes=("year_supplied",),
    ),
    Case(
        "dates without a year that nothing tells",
        "list.csv",
        lambda: text([["ФИО", "Дата задержания"], *([n, f"{i} января"] for i, n in enumerate(people(4), 3))]),
        ASK,
        codes=("year_missing",),
    ),
    Case(
        "figures that may be day or month",
        "list.csv",
        lambda: text([["Name", "Date of arrest"], *([n, f"{i}/1/2022"] for i, n in enumerate(["Tasmurat Akberen", "Bektur Nurtilek"], 5))]),
        ASK,
        codes=("date_order",),
    ),
    Case(
        "figures of which some can only be a day",
        "list.csv",
        lambda: text([["Name", "Date of arrest"], ["Tasmurat Akberen", "5/1/2022"], ["Bektur Nurtilek", "15/1/2022"]]),
        ACCEPT,
        2,
    ),
    Case(
        "figures with slashes in a Russian list",
        "list.csv",
        lambda: text([["ФИО", "Дата задержания"], *([n, "5/1/2022"] for n in people(3))]),
        WARN,
        3,
        codes=("order_assumed",),
    ),
    Case("a day that there is not", "list.csv", lambda: text(_replaced(2, 2, "31.02.1990")), ACCEPT, 4, refused={3: "impossible_date"}),
    Case("yesterday", "list.csv", lambda: text(_replaced(2, 3, "вчера")), ACCEPT, 4, refused={3: "relative_date"}),
    Case(
        "ages in words",
        "list.csv",
        lambda: text([["ФИО", "Возраст"], *zip(people(8), ["17 лет", "около 30", "30-35", "несоверш.", "1992 г.р.", "18+", "неизв.", 41], strict=True)]),
        WARN,
        8,
        codes=("approximate_age", "age_range", "age_in_words", "birth_as_age"),
    ),
    Case("an age nobody has", "list.csv", lambda: text([["ФИО", "Возраст"], *zip(people(4), [17, 30, 350, 41], strict=True)]), ACCEPT, 3, refused={4: "impossible_age"}),
    Case(
        "sex in three languages",
        "list.csv",
        lambda: text([["ФИО", "Пол"], *zip(people(7), ["м", "жен.", "М", "male", "ер", "әйел", ""], strict=True)]),
        ACCEPT,
        7,
    ),
    Case(
        "groups without names",
        "list.csv",
        lambda: text([["ФИО", "Дата задержания"], *((n, "05.01.2022") for n in (*people(3), "12 мужчин", "группа неизвестных", "unknown man", "неизв."))]),
        WARN,
        7,
        codes=("group", "unnamed"),
    ),
    Case(
        "letters that look alike",
        "list.csv",
        lambda: text([["ФИО", "Год рождения"], ["Tасмуратов Акберен", 1990], ["Әлiмжанов Сұңқар", 1991]]),
        WARN,
        2,
        codes=("mixed_script",),
    ),
    Case(
        "one garbled name",
        "list.csv",
        lambda: text(_replaced(3, 1, _garbled("Бектурин Нуртилек"))),
        ACCEPT,
        4,
        refused={4: "mojibake"},
    ),
    Case(
        "all garbled, the header too",
        "list.csv",
        lambda: text([[_garbled(cell) if isinstance(cell, str) else cell for cell in row] for row in [["ФИО", "Возраст"], *([n, 30] for n in RUSSIAN)]]),
        REFUSE,
        codes=("mojibake",),
    ),
    Case("question marks for letters", "list.csv", lambda: text(_replaced(3, 1, "????????? ????????")), ACCEPT, 4, refused={4: "letters_lost"}),
    Case("no name at all", "list.csv", lambda: text(_replaced(3, 1, "")), WARN, 5, codes=("name_missing",)),
    Case(
        "a name that is a formula",
        "list.csv",
        lambda: text(_replaced(3, 1, "=HYPERLINK(\"http://example.org\",\"x\")")),
        ACCEPT,
        4,
        refused={4: "formula_text"},
    ),
    Case(
        "a status that names what happened",
        "list.csv",
        lambda: text([["name", "status", "event_date", "place"], ["Tasmurat A", "detained", "2022-01-05", "Taraz"], ["Bektur N", "killed", "2022-01-06", "Taraz"]]),
        ACCEPT,
        2,
        mapping={"status": "claim", "event_date": "claim:status.when", "place": "claim:status.where"},
    ),
    # ------------------------------------------------------------ no lists
    Case("nothing", "list.csv", lambda: b"", REFUSE, codes=("empty",)),
    Case("blanks", "list.csv", lambda: b"\n \n\t\n", REFUSE, codes=("empty",)),
    Case("a header alone", "list.csv", lambda: text([HEAD]), REFUSE, codes=("no_rows",)),
    Case("a PDF", "list.csv", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", REFUSE, codes=("not_a_list",)),
    Case("an image", "list.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), REFUSE, codes=("not_a_list",)),
    Case("a Word document", "list.xlsx", lambda: make.packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), REFUSE, codes=("not_a_list",)),
    Case("JSON", "list.csv", lambda: '[{"name": "Мерейтов"}]'.encode(), REFUSE, codes=("not_a_list",)),
    Case("bytes without sense", "list.csv", lambda: bytes(range(256)) * 8, REFUSE, codes=("not_a_list",)),
    Case(
        "a workbook under a password",
        "list.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        REFUSE,
        codes=("password",),
    ),
    Case("two lists in a ZIP", "list.zip", lambda: make.packed({"a.csv": text(table()), "b.csv": text(table())}), REFUSE, codes=("several_files",)),
    Case("a ZIP in a ZIP", "list.zip", lambda: make.packed({"a.zip": make.packed({"a.csv": text(table())})}), REFUSE, codes=("several_files",)),
    Case("a workbook cut off", "list.xlsx", lambda: make.xlsx({"Л": table()})[:3000], REFUSE, codes=("damaged",)),
    Case(
        "a sheet cut off",
        "list.xlsx",
        lambda: make.raw_xlsx(make.sheet_xml(make.inline_row(1, ["ФИО"]))[:-30]),
        REFUSE,
        codes=("damaged",),
    ),
)

HOSTILE: tuple[Case, ...] = (
    Case(
        "a billion laughs",
        "list.xlsx",
        lambda: make.raw_xlsx(_laughs()),
        REFUSE,
        codes=("damaged",),
    ),
    Case("a bomb of blanks", "list.xlsx", lambda: make.raw_xlsx(make.sheet_xml(" " * 100_000_000)), REFUSE, codes=("unpacks_too_large",)),
    Case(
        "a bomb of strings",
        "list.xlsx",
        lambda: make.raw_xlsx(
            make.sheet_xml(make.inline_row(1, ["ФИО"])), shared="<sst>" + "<si><t>a</t></si>" * 9_000_000 + "</sst>"
        ),
        REFUSE,
        codes=("unpacks_too_large", "too_slow", "too_much_memory"),
    ),
    Case(
        "a line a billion times",
        "list.ods",
        lambda: make.ods(table(), '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'),
        REFUSE,
        codes=("absurd_size",),
    ),
    Case(
        "a cell a million times",
        "list.ods",
        lambda: make.ods(table(), '<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'),
        WARN,
        5,
        codes=("cells_beyond",),
    ),
    Case("tags nested without end", "list.xls", lambda: b"<table><tr><td>" + b"<b>" * 200_000 + "ФИО".encode(), REFUSE, codes=("no_table", "no_rows", "damaged")),
    Case("one line of 60 MB", "list.csv", lambda: "ФИО,".encode() + b"a" * 60_000_000, REFUSE, codes=("row_too_long",), row=1),
    Case("100,000 columns", "list.csv", lambda: b"," * 100_000 + b"\n" + text(table()), WARN, 5, codes=()),
    Case("a folder that climbs out of its ZIP", "list.zip", lambda: make.packed({"../../evil.csv": text(table(), ";")}), ACCEPT, 5),
)


CASES = (*ORDINARY, *HOSTILE)


def _laughs() -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>' + make.sheet_xml(row).removeprefix('<?xml version="1.0"?>')
