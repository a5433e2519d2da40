"""What is said of cells, rows and columns: templates by code, in English until they are shown."""

from __future__ import annotations

from collections.abc import Mapping

_IN_MAP = 'write what it means under [values."{column}"] in the map, as "its text" = "the value"'

# Why a cell is not read. Its row is refused until the map says what the cell means.
FAULTS: Mapping[str, tuple[str, str]] = {
    "error_cell": ("the cell holds an error of its spreadsheet", _IN_MAP),
    "formula_without_value": (
        "the cell holds a formula without its result",
        "open the file in a spreadsheet, save it and read that",
    ),
    "formula_text": ("the cell begins like a formula", _IN_MAP),
    "cell_too_long": (
        "the cell is longer than any spreadsheet allows",
        "look at the row: it may hold a whole text",
    ),
    "letters_lost": ("letters of the cell were lost before the file was saved", _IN_MAP),
    "mojibake": (
        "the cell's letters were garbled by a wrong encoding before the file was saved",
        "ask its sender for the original, or " + _IN_MAP,
    ),
    "not_a_name": ("the cell holds no letters and can't be a name", _IN_MAP),
    "not_a_sex": ("'{text}' is no sex", _IN_MAP),
    "not_an_age": ("'{text}' is no age", _IN_MAP),
    "impossible_age": ("'{text}' is no age that a person has", _IN_MAP),
    "not_a_date": ("'{text}' can't be read as a date", _IN_MAP),
    "relative_date": ("'{text}' is a date only to whoever wrote it", _IN_MAP),
    "impossible_date": ("'{text}' is a date that there is not, or that can't be meant", _IN_MAP),
    "no_year": ("'{text}' has no year", "write year = 2022, or whichever it is, in the map"),
    "not_a_count": ("'{text}' is no number of people", _IN_MAP),
    "not_a_role": ("'{text}' holds a role that is not known", _IN_MAP),
    "not_a_status": ("'{text}' holds a status that is not known", _IN_MAP),
    "not_an_answer": ("'{text}' is neither yes nor no", _IN_MAP),
    "scientific": (
        "'{text}' is a number whose last digits a spreadsheet has cut",
        "ask its sender for the file as text",
    ),
    "bad_value": (
        "the map gives '{text}', which the column can't hold",
        'mend it under [values."{column}"] in the map',
    ),
    "double_id": (
        "the same identifier stands in row {other} too",
        "read the column as ignore, or ask its sender which row holds",
    ),
    "wrong_width": (
        "the row has {cells} cells and the header {columns}",
        "look for a delimiter inside a cell, or for a row that was broken in two",
    ),
    "merged_name": (
        "the row goes on with the person of row {other}: their cells for the name are one",
        "read the file with one row for each person",
    ),
}

# What was doubtful and was read all the same.
NOTES: Mapping[str, tuple[str, str]] = {
    "mixed_script": (
        "a word mixes Latin and Cyrillic letters; it was kept as given",
        "check whether letters that look alike were mixed up",
    ),
    "look_alike": (
        "a word in Latin letters stands beside Cyrillic ones and looks like them; it was kept as given",
        "check it",
    ),
    "invisible": ("the cell holds letters that can't be seen; they were kept", "check it"),
    "digit_in_word": (
        "a digit stands inside a word; it was kept as given",
        "check whether it stands for a letter",
    ),
    "more_than_name": (
        "the name's cell holds a number too; it was kept as given",
        "check whether the cell says more than the name",
    ),
    "long_name": ("the name's cell is unusually long; it was kept as given", "check whether it is a name"),
    "several_names": ("the cell joins several names and was counted as so many people", "check it"),
    "unnamed": ("the cell names nobody and was read as one person without a name", "check it"),
    "group": (
        "the cell speaks of several people without names; their number was read from its words",
        "check it",
    ),
    "name_missing": (
        "the row names nobody and was read as one person without a name",
        "check that it is a person",
    ),
    "approximate": (
        "dates in words were read as the thirds of a month or year, marked approximate",
        "see docs/methods/lists.md",
    ),
    "two_digit_year": ("years of two digits were read as the last century they can mean", "check them"),
    "year_supplied": (
        "dates without a year were given the year {year}",
        "write year = … in the map if it is another",
    ),
    "order_unknown": (
        "figures leave open which is the day and which the month; both dates were kept",
        'write dates = "day first" or "month first" in the map',
    ),
    "order_by_value": (
        "dates stand in another order than the rest of the column, told by their figures",
        "check them",
    ),
    "time_dropped": (
        "times of day were left out: no time zone is known, or they are not exact",
        "read the list into a crisis, whose time zone is known",
    ),
    "serial_number": ("numbers of days were read as dates, as spreadsheets count them", "check them"),
    "remark": ("remarks in brackets were left out of dates", "check them"),
    "approximate_age": ("ages said to be about so much were read as that number", "check them"),
    "age_range": (
        "ages given as a span have no single number and were left out; years of birth follow from them where the crisis is known",  # noqa: E501 - one sentence
        "check them",
    ),
    "age_in_words": ("ages given in words were read as far as they say something", "check them"),
    "age_zero": (
        "an age of 0 was left out: it may be an infant, or nothing known",
        'write 0 or unknown under [values."{column}"] in the map',
    ),
    "birth_as_age": ("births stand where ages do and were read as births", "check them"),
    "count_in_words": ("numbers of people in words were read as the bounds they entail", "check them"),
    "place_unknown": (
        "places that the crisis does not know were kept as text",
        "add them to the places of crisis.toml with their names",
    ),
    "no_status": ("the row says when or where and not what happened; no claim was made of it", "check it"),
    "duplicate_row": (
        "the row says the same as an earlier one; both were kept",
        "write duplicates = false under [expect] if nobody may stand twice",
    ),
    "merged_cell": ("cells that are merged downwards count for each row they cover", "check them"),
    "hidden_row": ("the row is hidden in its file and was read all the same", "ask its sender why"),
    "above_header": ("the row stands above the header and was not read", "check that it is no person"),
    "total_row": ("the row holds totals and is no person", "check it"),
    "note_row": ("the row is a note and no person", "check it"),
    "section_row": (
        "the row is a heading inside the list and no person",
        'map the column "(section)" if it says where or when',
    ),
    "header_again": ("the row repeats the header", "nothing is to be done"),
    "numbering_row": ("the row numbers the columns", "nothing is to be done"),
    "empty_numbered_row": ("the row holds a number and nothing else", "check it"),
    "stray_cell": ("a cell stands outside the list's columns and was not read", "look at it"),
    "short_row": ("the row ends before the header does", "check that nothing of it is missing"),
}

# What holds for a whole column, sheet or file.
ABOUT: Mapping[str, tuple[str, str]] = {
    "ignored_column": ("the column is not read: {why}", "map it if it must be"),
    "unread_status": (
        "the column holds more than known words for what happened and is not read",
        'map it to claim and write its words under [values."{column}"]',
    ),
    "second_column": (
        "another column says the same thing better and is read instead of this one",
        "map this one instead if it is the right one",
    ),
    "by_content": ("the column was understood by what it holds and not by its name", "check it"),
    "event_assumed": (
        "the column was taken to speak of what the list is of: {kind}",
        "map it otherwise if it is not so",
    ),
    "place_assumed": (
        "the column was taken to say where people live",
        "map it otherwise if it is where something happened",
    ),
    "order_assumed": (
        "figures leave open which is the day and which the month; the day was taken to stand first, as in Russian and Kazakh",  # noqa: E501 - one sentence
        'write dates = "month first" in the map if it is not so',
    ),
    "order_by_span": (
        "figures leave open which is the day and which the month; only {order} lies in the days under watch",
        "write dates = … in the map if it is not so",
    ),
    "hidden_sheet": (
        "the sheet '{sheet}' is hidden in its file and was not read",
        "look at it; name it as sheet in the map to read it",
    ),
    "hidden_column": ("the column is hidden in its file", "ask its sender why"),
    "other_sheet": (
        "the sheet '{sheet}' was not read: it is no list",
        "look at it; name it as sheet in the map to read it",
    ),
    "damaged_encoding": ("some bytes do not belong to the file's encoding", "look at the cells named"),
    "cells_beyond": (
        "cells far to the right of the list were not read, the first at {detail}",
        "look at them",
    ),
    "blank_to_the_end": (
        "after row {row} only empty rows follow, 100,000 of them; reading ended there",
        "look at the end of the file",
    ),
    "refused_not_listed": ("{count} further rows are refused and not listed", "mend those that are first"),
    "unpacked": ("the list was taken out of a packed file", "nothing is to be done"),
}

WHY_IGNORED: Mapping[str, str] = {
    "number": "it numbers the rows",
    "contact": "it holds contacts, which stay in the sealed file",
    "other_person": "it speaks of another person",
    "identity_document": "it holds numbers of documents, which stay in the sealed file",
    "note": "it holds remarks",
    "source": "it holds sources or links",
    "form": "it was written by a form",
    "background": "the register keeps nothing of the kind",
    "empty": "it holds nothing",
}
