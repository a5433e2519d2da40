"""Further lists, written after the first reader stood and before it was run on them: exports and copies as they come."""

from __future__ import annotations

import datetime

from tests.intake.lists import made_files as make
from tests.intake.lists.made_files import people, text
from tests.intake.lists.messy import ACCEPT, ASK, REFUSE, WARN, Case

DAY, AT = datetime.date, datetime.datetime

_FORM = [
    ["Отметка времени", "Ваше имя", "Ваш телефон для связи", "ФИО задержанного (полностью)", "Дата рождения задержанного", "Когда задержан?", "Где задержан?", "Где сейчас находится?", "Есть ли адвокат?", "Дополнительная информация"],
    ["06.01.2022 10:15:22", "Айсулу", "+7 701 000 00 01", "Тасмұратов Ақберен Жанболатұлы", "12.03.1994", "05.01.2022", "Алматы, площадь", "ИВС", "Нет", "просит помощи"],
    ["06.01.2022 11:40:03", "мама", "87010000002", "Бектурин Нұртілек", "1999", "5 января вечером", "Алматы", "не знаем", "да", ""],
    ["07.01.2022 09:02:44", "Темір", "8 701 000 00 03", "Жарасқанов Бейбарыс", "", "06.01.2022", "Талдықорған", "СИЗО-1", "Нет", ""],
]

_KOBO = [
    ["start", "end", "today", "deviceid", "group_case/full_name", "group_case/sex", "group_case/age", "group_case/date_of_arrest", "group_case/place_of_arrest", "group_case/lawyer", "_id", "_uuid", "_submission_time", "_validation_status", "_index"],
    ["2022-01-08T10:11:12.000+06:00", "2022-01-08T10:21:12.000+06:00", "2022-01-08", "collect:1", "Tasmurat Akberen", "male", "27", "2022-01-05", "Almaty", "no", "101", "a-1", "2022-01-08T04:22:00", "", "1"],
    ["2022-01-08T11:11:12.000+06:00", "2022-01-08T11:21:12.000+06:00", "2022-01-08", "collect:1", "Bektur Nurtilek", "male", "31", "2022-01-06", "Taraz", "yes", "102", "a-2", "2022-01-08T05:22:00", "", "2"],
]

_POLICE = [
    ["СПИСОК"],
    ["лиц, доставленных в отдел полиции в период с 05.01.2022 г. по 07.01.2022 г."],
    [],
    ["№ п/п", "Фамилия, имя, отчество", "Число, месяц, год рождения", "Место жительства", "Место работы", "Дата и время доставления", "Основание задержания", "Статья КоАП", "Принятое решение"],
    ["1.", "Тасмұратов Ақберен Жанболатұлы", "12.03.1994 г.р.", "г. Алматы, мкр. Тілек, д. 5, кв. 12", "не работает", "05.01.2022 г. 22:30", "участие в незаконном собрании", "ст. 488 ч. 1", "арест 10 суток"],
    ["2.", "Бектурин Нұртілек", "01.11.1999 г.р.", "г. Алматы", "студент", "06.01.2022 г. 01:10", "то же", "ст. 488 ч. 1", "штраф"],
    [],
    ["Начальник отдела полиции", "", "", "", "", "", "подпись"],
]

_ONEC = [
    ["ТОО «Пример»"],
    ["Отчет по обращениям"],
    ["Период: Январь 2022 г."],
    ["Отбор: Статус Равно \"Задержан\""],
    [],
    ["Регион", "", "Дата задержания", "Возраст", "Кол-во"],
    ["ФИО", "", "", "", ""],
    ["Алматы", "", "", "", 2],
    ["Тасмұратов Ақберен", "", "05.01.2022", 27, 1],
    ["Бектурин Нұртілек", "", "06.01.2022", 31, 1],
    ["Итого", "", "", "", 2],
]

_HOSPITAL = [
    ["№", "Ф.И.О. пострадавшего", "Возраст", "Пол", "Дата поступления", "Диагноз", "Больница"],
    [1, "Тасмұратов А.", 27, "м", DAY(2022, 1, 6), "огнестрельное ранение бедра", "ГКБ 7"],
    [2, "Неизвестный мужчина", "около 40", "м", DAY(2022, 1, 6), "ЗЧМТ", "ГКБ 7"],
    [3, "Жарасқанов Б.Е.", 19, "м", DAY(2022, 1, 7), "пулевое ранение кисти", "БСМП"],
]

FRESH: tuple[Case, ...] = (
    Case("a form's answers", "Ответы на форму (1).csv", lambda: text(_FORM), WARN, 3, mapping={"ФИО задержанного (полностью)": "name", "Отметка времени": "ignore", "Ваше имя": "ignore", "Когда задержан?": "claim:apprehended.when", "Где сейчас находится?": "claim:held_at.facility"}),
    Case("a form's answers as XLSX with typed stamps", "answers.xlsx", lambda: make.xlsx({"Ответы на форму (1)": [_FORM[0], *([AT(2022, 1, 6, 10, 15, 22), *row[1:]] for row in _FORM[1:])]}), WARN, 3, mapping={"Отметка времени": "ignore"}),
    Case("an export of a survey", "kobo.csv", lambda: text(_KOBO, ";"), ACCEPT, 2, mapping={"group_case/full_name": "name", "group_case/date_of_arrest": "claim:apprehended.when", "group_case/lawyer": "claim:lawyer_granted.account", "_uuid": "ignore"}),
    Case("a list of a police station", "список.xls", lambda: make.xls(_POLICE), WARN, 2, mapping={"Фамилия, имя, отчество": "name", "Число, месяц, год рождения": "birth", "Основание задержания": "claim:apprehended.reason"}),
    Case("a report of 1C with the name on a second header line", "отчет.xlsx", lambda: make.xlsx({"TDSheet": _ONEC}), ASK),
    Case("a hospital's list", "hospital.xlsx", lambda: make.xlsx({"Лист1": _HOSPITAL}), WARN, 3, codes=("unnamed", "approximate_age"), mapping={"Диагноз": "claim:injured.account", "Больница": "claim:injured.hospital"}),
    Case(
        "a numbered list copied from a chat",
        "chat.txt",
        lambda: "Список на 7 января:\n1. Тасмұратов Ақберен, 1994 г.р., Алматы\n2. Бектурин Нұртілек, 1999, Алматы\n3. Жарасқанов Бейбарыс\n".encode(),
        ASK,
    ),
    Case(
        "an exported chat",
        "WhatsApp Chat.txt",
        lambda: "[06.01.2022, 14:32:11] Айсулу: пропал брат Тасмұратов Ақберен\n[06.01.2022, 14:35:40] Темір: записала\n[06.01.2022, 15:01:02] Айсулу: спасибо\n".encode(),
        ASK,
    ),
    Case(
        "a hotline's journal with two dates",
        "hotline.csv",
        lambda: text([["№", "Дата звонка", "Кто звонил", "ФИО", "г.р.", "Дата задержания", "Статус", "Примечание"], [1, "06.01.2022", "сестра", "Тасмұратов Ақберен", 1994, "05.01.2022", "задержан", ""], [2, "06.01.2022", "друг", "Бектурин Нұртілек", "", "06.01.22", "освобожден", "отпустили 7-го"]], ";", "utf-8-sig"),
        WARN,
        2,
        mapping={"Дата звонка": "ignore", "Кто звонил": "ignore", "Статус": "claim"},
    ),
    Case(
        "a list of the dead, in Kazakh",
        "qaza.csv",
        lambda: text([["Қаңтар оқиғасында қаза болғандар тізімі"], ["№", "Аты-жөні", "Туған жылы", "Қаза болған күні", "Қаза болған жері"], [1, "Тасмұратов Ақберен", 1994, "5 қаңтар 2022 ж.", "Алматы"], [2, "Бектурин Нұртілек", "1999 ж.т.", "6 қаңтар 2022 ж.", "Тараз"]]),
        ACCEPT,
        2,
        mapping={"Аты-жөні": "name", "Қаза болған күні": "claim:killed.when", "Қаза болған жері": "claim:killed.where"},
    ),
    Case(
        "an English register of an NGO",
        "register.xlsx",
        lambda: make.xlsx({"Detainees": [["Case No", "First name", "Last name", "Gender", "DOB", "Date detained", "Detained by", "Place of detention", "Charges", "Lawyer", "Released?", "Date of release", "Remarks"], ["KZ-001", "Akberen", "Tasmurat", "M", DAY(1994, 3, 12), DAY(2022, 1, 5), "police", "Temporary detention centre", "Art. 272", "Yes", "No", "", ""], ["KZ-002", "Nurtilek", "Bektur", "M", "1999", DAY(2022, 1, 6), "unknown", "SIZO", "", "No", "Yes", DAY(2022, 1, 20), "beaten"]]}),
        WARN,
        2,
        mapping={"Case No": "id", "First name": "given", "Last name": "family", "Date of release": "claim:released.when"},
    ),
    Case(
        "one column without a header",
        "names.txt",
        lambda: ("\n".join(people(6)) + "\n").encode(),
        ASK,
        codes=("no_header",),
    ),
    Case(
        "one column with a header",
        "names.csv",
        lambda: ("ФИО\n" + "\n".join(people(6)) + "\n").encode("utf-8-sig"),
        ACCEPT,
        6,
    ),
    Case(
        "surnames and initials in capitals, cp1251, a blank line between all lines",
        "список.csv",
        lambda: ("СПИСОК ЗАДЕРЖАННЫХ\r\n\r\nФ.И.О.;Г.Р.;Адрес\r\n\r\n" + "\r\n\r\n".join(f"{n};{y};г. Тараз" for n, y in (("ТАСМУРАТОВ А.Ж.", 1994), ("БЕКТУРИН Н.", 1999), ("ЖАРАСКАНОВ Б.Е.", 2001)))).encode("cp1251"),
        ACCEPT,
        3,
        mapping={"Ф.И.О.": "name", "Г.Р.": "birth", "Адрес": "residence"},
    ),
    Case(
        "a page of a ministry saved from a browser",
        "list.html",
        lambda: make.html([["№", "Фамилия Имя Отчество", "Год рождения", "Статья", "Дата задержания"], [1, "Тасмұратов Ақберен", 1994, "272 ч.2", "05.01.2022"], [2, "Бектурин Нұртілек", 1999, "272 ч.2", "06.01.2022"]], head="<table><tr><td>Главная</td><td>О ведомстве</td></tr></table><h1>Список</h1>"),
        WARN,
        2,
    ),
    Case(
        "a workbook by months",
        "2022.xlsx",
        lambda: make.xlsx({"январь": make.table(4), "февраль": make.table(2), "Справка": [["Список ведёт дежурный"]]}),
        ASK,
        codes=("which_sheet",),
    ),
    Case(
        "blank sheets beside the list",
        "list.xlsx",
        lambda: make.xlsx({"Лист1": make.table(4), "Лист2": [], "Лист3": []}),
        ACCEPT,
        4,
    ),
    Case(
        "regions as headings over merged cells",
        "regions.xlsx",
        lambda: make.xlsx({"Л": [["№", "ФИО", "Дата задержания"], ["г. Алматы"], [1, "Тасмұратов Ақберен", "05.01.2022"], [2, "Бектурин Нұртілек", "06.01.2022"], ["Жамбылская область"], [3, "Жарасқанов Бейбарыс", "06.01.2022"]]}, merges=["A2:C2", "A5:C5"]),
        WARN,
        3,
        codes=("section_row",),
    ),
    Case(
        "a table pasted from a messenger with bars",
        "table.md",
        lambda: "| № | ФИО | Дата задержания |\n|---|---|---|\n| 1 | Тасмұратов Ақберен | 05.01.2022 |\n| 2 | Бектурин Нұртілек | 06.01.2022 |\n".encode(),
        ACCEPT,
        2,
    ),
    Case(
        "several people in one cell",
        "list.csv",
        lambda: text([["ФИО", "Дата задержания"], ["Тасмұратов Ақберен, Тасмұратов Бейбарыс", "05.01.2022"], ["Бектурин Нұртілек и Жарасқанов Айсұлтан", "05.01.2022"], ["Мерейтов Сұңқар", "06.01.2022"]]),
        WARN,
        3,
        codes=("several_names",),
    ),
    Case(
        "American dates and times",
        "export.csv",
        lambda: text([["Name", "Arrest date", "Release date"], ["Tasmurat Akberen", "1/5/2022 2:30 PM", "1/20/2022"], ["Bektur Nurtilek", "1/13/2022 11:05 AM", ""]]),
        WARN,
        2,
        codes=("time_dropped",),
        mapping={"Arrest date": "claim:apprehended.when", "Release date": "claim:released.when"},
    ),
    Case(
        "still held instead of a date",
        "list.csv",
        lambda: text([["ФИО", "Дата задержания", "Дата освобождения"], ["Тасмұратов Ақберен", "05.01.2022", "не освобожден"], ["Бектурин Нұртілек", "05.01.2022", "12.01.2022"], ["Мерейтов Сұңқар", "06.01.2022", "-"], ["Орақбаев Тілек", "06.01.2022", "неизвестно"]]),
        ACCEPT,
        4,
    ),
    Case(
        "identifiers that a spreadsheet cut",
        "list.csv",
        lambda: text([["ID", "ФИО", "ИИН"], ["1.23457E+11", "Тасмұратов Ақберен", "9.40312E+11"], ["1.23458E+11", "Бектурин Нұртілек", "9.91101E+11"]]),
        ASK,
        codes=("column_unreadable",),
    ),
    Case(
        "two tables one under the other",
        "two.csv",
        lambda: text([["№", "ФИО", "Дата задержания", ""], [1, "Тасмұратов Ақберен", "05.01.2022", ""], ["", "", "", ""], ["№", "ФИО", "Дата смерти", "Причина смерти"], [1, "Бектурин Нұртілек", "06.01.2022", "пуля"]], ";"),
        REFUSE,
        codes=("second_table",),
        row=4,
    ),
    Case(
        "notes to the right of the table",
        "list.xlsx",
        lambda: make.xlsx({"Л": [["ФИО", "Дата задержания", "", ""], *([n, "05.01.2022", "", "проверить!" if i == 2 else ""] for i, n in enumerate(people(8)))]}),
        WARN,
        8,
        codes=("stray_cell",),
    ),
    Case(
        "birth and age in one column, and a region code",
        "list.csv",
        lambda: text([["ФИО", "Дата рождения/возраст", "Область"], ["Тасмұратов Ақберен", "12.03.1994", "Жамбылская"], ["Бектурин Нұртілек", "22 года", "Жамбылская"], ["Мерейтов Сұңқар", "1990 г.р.", "Алматинская"]]),
        WARN,
        3,
        mapping={"Дата рождения/возраст": "birth"},
    ),
    Case(
        "names in two scripts, side by side",
        "list.xlsx",
        lambda: make.xlsx({"Л": [["ФИО", "Name (Latin)", "Date of birth"], ["Тасмұратов Ақберен", "Tasmuratov Akberen", DAY(1994, 3, 12)], ["Бектурин Нұртілек", "Bekturin Nurtilek", DAY(1999, 11, 1)]]}),
        WARN,
        2,
        codes=("second_column",),
        mapping={"ФИО": "name"},
    ),
    Case("a Word list under .doc", "список.doc", lambda: b"{\\rtf1\\ansi\\ansicpg1251 " + b"x" * 100, REFUSE, codes=("not_a_list",)),
    Case(
        "a CSV that a spreadsheet wrapped in quotation marks, line by line",
        "list.csv",
        lambda: ("".join(f'"{line}"\n' for line in ("ФИО,Год рождения,Дата задержания", "Тасмұратов Ақберен,1994,05.01.2022", "Бектурин Нұртілек,1999,06.01.2022"))).encode(),
        ASK,
    ),
    Case(
        "a list with ages and a total at its head",
        "list.xlsx",
        lambda: make.xlsx({"Л": [["Всего:", 3], ["№", "Аты-жөні", "Жасы", "Ұсталған жері"], [1, "Тасмұратов Ақберен", "27 жаста", "Алматы"], [2, "Бектурин Нұртілек", "кәмелетке толмаған", "Тараз"], [3, "Мерейтов Сұңқар", 31, "Тараз"]]}),
        WARN,
        3,
        codes=("age_in_words",),
        mapping={"Аты-жөні": "name", "Жасы": "age", "Ұсталған жері": "claim:apprehended.where"},
    ),
)
