"""Reads a list: bytes in, mentions and claims out, every row accounted for, what is doubtful asked first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from undercount.facts.problem import Problem, Refused, Spot
from undercount.intake.lists.entry import ListFacts
from undercount.intake.lists.mapping import ListMap, list_id_of
from undercount.intake.lists.parse.grid import Note, Sheet, Survey
from undercount.intake.lists.parse.parsing import Parsing, parsing
from undercount.intake.lists.people import RowReader
from undercount.intake.lists.plan import Plan, make_plan
from undercount.intake.lists.rows import Keep, Rows
from undercount.intake.lists.setting import Setting
from undercount.intake.lists.sheets import choose_sheet
from undercount.intake.lists.tally import Tally, Warning

Told = Callable[[int], None]  # takes how many lines have been read
_CHUNK = 1 << 20
_TITLE_CELLS = 2  # a line above the header with more is more than a title
_NOTHING_KNOWN = Setting()
_NO_MAP = ListMap()


@dataclass(frozen=True)
class ListReading:
    """What became of a list.

    Attributes:
        id: the list's id; "" where neither its map nor its file gives one.
        sha256: of its bytes.
        format, encoding, delimiter, sheet: what the file is.
        header_rows: the file's own rows of its header.
        metric: what the list is of; "" where nothing says so.
        rows: how many rows are people; refused rows are counted, totals, notes and headings are not.
        accepted, refused_rows: what became of them.
        refused: the cells that can't be read, each with its row and column.
        warnings: what was doubtful and was read all the same, or passed over.
        mapping: what each column is read as.
        questions: what a person must decide; nothing is read while there is one.
    """

    id: str
    sha256: str
    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_rows: tuple[int, ...] = ()
    metric: str = ""
    rows: int = 0
    accepted: int = 0
    refused_rows: int = 0
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Warning, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Problem, ...] = ()


def read_list(
    path: Path,
    given: ListMap = _NO_MAP,
    setting: Setting = _NOTHING_KNOWN,
    keep: Keep = lambda entry: None,
    told: Told = lambda lines: None,
) -> ListReading:
    """Read a list of people, whatever its format.

    Args:
        path: its file.
        given: its map; without columns they are proposed.
        setting: its crisis.
        keep: takes what each row says, in the order of the file; what it took is worth nothing where an
            exception ends the reading.
        told: is told how many lines have been read.

    Returns:
        What became of the rows, or the questions to be answered first.

    Raises:
        Refused: the file can't be read as a list, contradicts its map, or none of its rows can be read.
    """
    try:
        with parsing(path, given.encoding, given.delimiter) as work:
            return _read(work, path, given, setting, keep, told)
    except Refused as refused:
        raise Refused([_at_file(problem, path.name) for problem in refused.problems]) from refused


def _at_file(problem: Problem, name: str) -> Problem:
    return problem if problem.at.file else replace(problem, at=replace(problem.at, file=name))


def _read(work: Parsing, path: Path, given: ListMap, setting: Setting, keep: Keep, told: Told) -> ListReading:
    survey, tally = work.survey, Tally(path.name)
    ident = str(given.entry.get("id", "")) or list_id_of(path.name)
    base = ListReading(ident, _sha256(path), survey.format, survey.encoding, survey.delimiter)
    index = choose_sheet(survey, given, tally)
    if isinstance(index, Problem):
        return _asked(base, tally, [index], path.name)
    sheet = survey.sheets[index]
    base = replace(base, sheet=sheet.name)
    plan = make_plan(survey, index, given, setting, path.name, tally)
    doubts = _encoding_doubt(survey, given)
    if isinstance(plan, Problem):
        return _asked(base, tally, [*doubts, plan], path.name)
    base = replace(base, header_rows=plan.header.rows, metric=plan.metric, mapping=dict(plan.mapping))
    if doubts or plan.questions:
        count = sum(plan.layout.kind(line.number, line.cells) == "person" for line in plan.header.body)
        base = replace(base, rows=count if sheet.complete else 0)
        return _asked(base, tally, [*doubts, *plan.questions], path.name)
    facts = ListFacts(
        base.id or "list", str(given.entry.get("source", "")), _exhibit(given, base.id), plan.kind
    )
    rows = Rows(plan, given, RowReader(plan.columns, facts, tally), tally, keep)
    _take_all(work, index, plan, rows, tally, told)
    return _ended(base, rows, tally, given)


def _exhibit(given: ListMap, ident: str) -> str:
    return str(given.entry.get("exhibit", "")) or ident


def _take_all(work: Parsing, index: int, plan: Plan, rows: Rows, tally: Tally, told: Told) -> None:
    sheet = work.survey.sheets[index]
    if work.survey.format == "csv" and plan.header.rows:
        header = next((line for line in sheet.lines if line.number == plan.header.last), None)
        rows.expect_width(len(header.cells) if header else 0, plan.header.body)
    _tell_of_sheet(sheet, plan, tally)
    _tell_notes((*work.survey.notes, *sheet.notes), tally)
    rows.merge(sheet.merges)
    rows.take(sheet.lines)
    lines = len(sheet.lines)
    for more in work.rest(index):
        rows.merge(more.merges)
        rows.take(more.lines)
        _tell_notes(more.notes, tally)
        lines += len(more.lines)
        told(lines)


def _tell_of_sheet(sheet: Sheet, plan: Plan, tally: Tally) -> None:
    names = plan.header.names
    first = min(plan.header.rows, default=0)
    for line in sheet.lines:
        if line.number < first and sum(bool(cell) for cell in line.cells) > _TITLE_CELLS:
            tally.note("above_header", line.number)
    for column in sheet.hidden_columns:
        if column < len(names) and names[column]:
            tally.about("hidden_column", names[column])


def _tell_notes(notes: Iterable[Note], tally: Tally) -> None:
    for note in notes:
        tally.about(note.code, "", note.row, detail=note.detail)


def _encoding_doubt(survey: Survey, given: ListMap) -> list[Problem]:
    if not survey.doubtful or given.encoding:
        return []
    what = "the letters may be in {encoding} or in {others}"
    do = 'write encoding = "{encoding}", or the other, in the map'
    values = {"encoding": survey.encoding, "others": ", ".join(survey.doubtful)}
    return [Problem("encoding", what, do, Spot("", None, "encoding"), values)]


def _asked(base: ListReading, tally: Tally, questions: Iterable[Problem], name: str) -> ListReading:
    asked = tuple(_at_file(question, name) for question in questions)
    return replace(base, warnings=tally.warnings, questions=asked)


def _ended(base: ListReading, rows: Rows, tally: Tally, given: ListMap) -> ListReading:
    problems = list(_broken_expectations(rows, tally, given))
    if not tally.rows:
        problems.append(
            Problem("no_rows", "the list has a header and no rows", "ask its sender for the list")
        )
    elif not tally.accepted:
        what = "none of the {rows} rows can be read"
        do = "mend the first fault, which follows, or write in the map what its cells mean"
        problems += [Problem("none_read", what, do, values={"rows": tally.rows}), tally.refused[0]]
    if problems:
        raise Refused(problems)
    return replace(
        base, rows=tally.rows, accepted=tally.accepted, refused_rows=tally.refused_rows, refused=tally.refused,
        warnings=tally.warnings,
    )  # fmt: skip


def _broken_expectations(rows: Rows, tally: Tally, given: ListMap) -> Iterable[Problem]:
    if given.rows is not None and not given.rows[0] <= tally.rows <= given.rows[1]:
        what = "the list has {rows} rows, and its map expects {least} to {most}"
        values = {"rows": tally.rows, "least": given.rows[0], "most": given.rows[1]}
        yield Problem(
            "unexpected_rows",
            what,
            "look for what is missing or too much, or mend [expect] in the map",
            values=values,
        )
    if given.duplicates is False and rows.duplicates:
        row, other = rows.duplicates[0]
        what = "the row says the same as row {other}, and the map expects no duplicates; there are {count}"
        values = {"other": other, "count": len(rows.duplicates)}
        yield Problem(
            "duplicate_row",
            what,
            "ask its sender, or write duplicates = true under [expect]",
            Spot("", row),
            values,
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
