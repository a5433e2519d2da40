"""Chooses the sheet of a workbook that is the list, or asks."""

from __future__ import annotations

from collections.abc import Sequence

from undercount.facts.problem import Problem, Spot, refuse
from undercount.intake.lists.cells.words import spaced
from undercount.intake.lists.header import Header, find_header
from undercount.intake.lists.mapping import ListMap
from undercount.intake.lists.parse.grid import Sheet, Survey
from undercount.intake.lists.tally import Tally
from undercount.intake.lists.vocabulary import meaning_of

_WHO = frozenset({"name", "family", "given"})
_STATED = 50.0  # a column that a map names fits better than any word


def choose_sheet(survey: Survey, given: ListMap, tally: Tally) -> int | Problem:
    """Return the index of the sheet that is the list, or the question which one it is.

    Args:
        survey: the beginnings of all sheets.
        given: the map, which may name it.
        tally: takes what is said of the others.

    Raises:
        Refused: no sheet holds anything, or there is none of that name.
    """
    filled = [index for index, sheet in enumerate(survey.sheets) if sheet.lines]
    if not filled:
        raise refuse("no_rows", "the file holds no rows", "ask its sender for the list")
    if given.sheet:
        return _stated(survey.sheets, given.sheet)
    seen = [index for index in filled if not survey.sheets[index].hidden]
    lists = _lists(survey.sheets, seen, given) or (seen if len(seen) == 1 else [])
    if len(lists) == 1:
        _tell_of_others(survey.sheets, filled, lists[0], tally)
        return lists[0]
    choices = lists or seen or filled
    what = "the file has several sheets that may be the list: {sheets}"
    do = 'write sheet = "{first}", or another of them, in the map'
    names = [survey.sheets[index].name for index in choices]
    return Problem("which_sheet", what, do, Spot(), {"sheets": ", ".join(names), "first": names[0]})


def header_of(sheet: Sheet, given: ListMap) -> Header | None:
    """Find a sheet's header: cells that a map names are column names, and those of the vocabulary."""
    stated = {spaced(name) for name in given.columns}

    def known(text: str) -> float:
        return _STATED if text in stated else meaning_of(text).weight

    return find_header(sheet.lines, sheet.merges, known, given.header_row)


def _stated(sheets: Sequence[Sheet], stated: str) -> int:
    for index, sheet in enumerate(sheets):
        if sheet.name.strip() == stated.strip():
            return index
    names = ", ".join(sheet.name for sheet in sheets)
    what, do = "the file has no sheet '{sheet}'", "name one of these: {sheets}"
    raise refuse("no_such_sheet", what, do, at=Spot("", None, "sheet"), sheet=stated, sheets=names)


def _lists(sheets: Sequence[Sheet], seen: Sequence[int], given: ListMap) -> list[int]:
    """Return the sheets that hold people: a header that names them and a row under it; else any with a header."""
    headers = {index: header_of(sheets[index], given) for index in seen}
    some = [index for index, header in headers.items() if header and header.body]
    people = [index for index in some if any(meaning_of(n).field in _WHO for n in _names(headers[index]))]
    return people or some


def _names(header: Header | None) -> tuple[str, ...]:
    return header.names if header else ()


def _tell_of_others(sheets: Sequence[Sheet], filled: Sequence[int], chosen: int, tally: Tally) -> None:
    for index in filled:
        if index != chosen:
            tally.about("hidden_sheet" if sheets[index].hidden else "other_sheet", sheet=sheets[index].name)
