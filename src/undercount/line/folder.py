"""The crisis folder: reading every file of it, and writing it back the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from undercount.facts.crisis import CaptureCell, CaptureTable, Crisis
from undercount.facts.folders import new_folder
from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.tables import TABLES, Row, Rows, sort_key
from undercount.line.check import check_rows
from undercount.line.tabular import numbered_lines, read_rows, read_text, rows_text
from undercount.line.texts import read_texts, text_file
from undercount.line.toml_rows import Content, entries_of, entry_of, read_toml, row_from, rows_from

SCHEMA = 1
CRISIS, DEMANDS = "crisis.toml", "demands.toml"
IN_CRISIS = ("organisations", "places", "thresholds", "capture_tables")
IN_DEMANDS = ("standards", "indicators")
_ONE_FILE_EACH = (
    "sources",
    "exhibits",
    "mentions",
    "claims",
    "events",
    "facilities",
    "figures",
    "outage_claims",
    "judgements",
    "consents",
    "findings",
)
CSV_FILES = {name: f"{name}.csv" for name in _ONE_FILE_EACH} | {"signatories": "statement/signatories.csv"}
RAW_FOLDERS = ("exhibits", "signals", "lists")  # bytes as they came, carried along unread
NOTES = ("README.md",)


@dataclass(frozen=True)
class CrisisFolder:
    """A crisis as its folder holds it.

    Attributes:
        rows: the rows of every table, each in the order of its key.
        raw: files carried along unread: path inside the folder → where the bytes are.
    """

    rows: Rows
    raw: Mapping[str, Path]

    @property
    def crisis(self) -> Crisis:
        """The one row of the crisis itself."""
        row: Crisis = self.rows["crisis"][0]
        return row


def load(folder: Path) -> CrisisFolder:
    """Read and check a crisis folder.

    Raises:
        Refused: it can't be read or contradicts itself; every problem is named.
    """
    if not (folder / CRISIS).is_file():
        raise refuse(
            "no_crisis",
            "there is no crisis.toml in this folder",
            "name a crisis folder",
            at=Spot(str(folder)),
        )
    problems: list[Problem] = []
    rows = {name: _sorted(name, found) for name, found in _read(folder, problems)}
    raw = _raw_files(folder, problems)
    if not problems:
        problems.extend(check_rows(rows))
    if problems:
        raise Refused(problems)
    return CrisisFolder(rows, raw)


def save(crisis: CrisisFolder, folder: Path) -> None:
    """Write a crisis to a folder that does not exist yet; all of it or nothing.

    Raises:
        Refused: the folder exists, or the disk refuses.
    """
    with new_folder(folder) as staging:
        _write(crisis, staging)


def _read(folder: Path, problems: list[Problem]) -> Iterable[tuple[str, list[Row]]]:
    content = read_toml(folder / CRISIS, CRISIS, problems)
    _check_schema(content, problems)
    yield "crisis", _the_crisis(content, problems)
    for name in IN_CRISIS:
        yield name, rows_from(content.get(name, []), TABLES[name], Spot(CRISIS, None, name), problems)
    _check_keys(content, {"schema", "crisis", *IN_CRISIS}, CRISIS, problems)
    for name, file in CSV_FILES.items():
        yield name, read_rows(folder / file, file, TABLES[name], problems)
    yield "lists", _lists(folder, problems)
    yield "capture_cells", _capture_cells(folder, content, problems)
    yield from _demands(folder, problems)
    yield "statement_texts", read_texts(folder / "statement", problems)


def _check_schema(content: Content, problems: list[Problem]) -> None:
    schema = content.get("schema")
    if content and schema != SCHEMA:
        values = {"schema": schema, "known": SCHEMA}
        spot = Spot(CRISIS, None, "schema")
        what = "the schema is {schema}, this program reads {known}"
        problems.append(
            Problem("other_schema", what, "write schema = {known} or update undercount", spot, values)
        )


def _check_keys(content: Content, known: set[str], name: str, problems: list[Problem]) -> None:
    for key in sorted(content.keys() - known):
        values = {"keys": ", ".join(sorted(known))}
        problems.append(
            Problem(
                "unknown_key",
                "there is no such key here",
                "use only these: {keys}",
                Spot(name, None, key),
                values,
            )
        )


def _the_crisis(content: Content, problems: list[Problem]) -> list[Row]:
    entry = content.get("crisis")
    if not isinstance(entry, dict):
        if content:
            spot = Spot(CRISIS, None, "crisis")
            problems.append(Problem("no_crisis_table", "the table [crisis] is missing", "add it", spot))
        return []
    row = row_from(entry, TABLES["crisis"], Spot(CRISIS, None, "crisis"), 1, problems)
    return [row] if row else []


def _lists(folder: Path, problems: list[Problem]) -> list[Row]:
    rows = []
    for path in sorted((folder / "lists").glob("*.map.toml")):
        name = f"lists/{path.name}"
        entry = dict(read_toml(path, name, problems).get("list", {}))
        entry.setdefault("id", path.name.removesuffix(".map.toml"))
        row = row_from(entry, TABLES["lists"], Spot(name, None, "list"), 1, problems)
        rows.extend([row] if row else [])
    return rows


def _capture_cells(folder: Path, content: Content, problems: list[Problem]) -> list[Row]:
    tables = rows_from(content.get("capture_tables", []), TABLES["capture_tables"], Spot(CRISIS), [])
    return [cell for table in tables for cell in _cells_of(folder, table, problems)]


def _cells_of(folder: Path, table: CaptureTable, problems: list[Problem]) -> Iterable[CaptureCell]:
    name = f"tables/{table.id}.csv"
    if not (folder / name).is_file():
        do = "add the file, or take the capture table out of crisis.toml"
        problems.append(Problem("table_missing", "the capture table's file is missing", do, Spot(name)))
        return
    lines = numbered_lines(read_text(folder / name, name, problems), name, problems)
    header = next(lines, (1, []))[1]
    if tuple(header) != (*table.lists, "count"):
        values = {"columns": ",".join((*table.lists, "count"))}
        do = "name the columns as crisis.toml does: {columns}"
        problems.append(
            Problem(
                "wrong_lists", "the columns are not the table's lists and count", do, Spot(name, 1), values
            )
        )
        return
    for number, cells in lines:
        pattern, count = "".join(cells[:-1]), cells[-1]
        if (
            len(cells) != len(header)
            or set(pattern) - {"0", "1"}
            or "1" not in pattern
            or not count.isdecimal()
        ):
            what = "the row is not one 0 or 1 a list, at least one of them 1, and a count"
            problems.append(Problem("bad_capture_row", what, "mend the row", Spot(name, number)))
            continue
        yield CaptureCell(
            id=f"{table.id}-{pattern}",
            capture_table=table.id,
            pattern=pattern,
            count=int(count),
            audience=table.audience,
        )


def _demands(folder: Path, problems: list[Problem]) -> Iterable[tuple[str, list[Row]]]:
    path = folder / DEMANDS
    content = read_toml(path, DEMANDS, problems) if path.is_file() else {}
    _check_keys(content, {*IN_DEMANDS, "demands"}, DEMANDS, problems)
    for name in IN_DEMANDS:
        yield name, rows_from(content.get(name, []), TABLES[name], Spot(DEMANDS, None, name), problems)
    demands: list[Content] = []
    obligations: list[Content] = []
    for entry in content.get("demands", []):
        demands.append({key: value for key, value in entry.items() if key != "obligations"})
        obligations.extend({"demand": entry.get("id", "")} | atom for atom in entry.get("obligations", []))
    yield "demands", rows_from(demands, TABLES["demands"], Spot(DEMANDS, None, "demands"), problems)
    yield (
        "obligations",
        rows_from(obligations, TABLES["obligations"], Spot(DEMANDS, None, "obligations"), problems),
    )


def _sorted(name: str, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: sort_key(getattr(row, TABLES[name].key)))


def _raw_files(folder: Path, problems: list[Problem]) -> dict[str, Path]:
    known = {CRISIS, DEMANDS, *CSV_FILES.values()}
    raw = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        top, _, rest = name.partition("/")
        if path.is_symlink():
            problems.append(Problem("symlink", "this is a link", "put the file itself here", Spot(name)))
        elif path.is_dir() or name in known or name.endswith(".map.toml") or top in ("statement", "tables"):
            continue
        elif name in NOTES or (top in RAW_FOLDERS and rest):
            raw[name] = path
        else:
            do = "take it out, or rename it to a file that a crisis folder holds"
            problems.append(Problem("unknown_file", "a crisis folder holds no such file", do, Spot(name)))
    return raw


def _write(crisis: CrisisFolder, folder: Path) -> None:
    rows = crisis.rows
    head: dict[str, Any] = {"schema": SCHEMA, "crisis": entry_of(crisis.crisis, TABLES["crisis"])}
    _write_toml(
        folder / CRISIS,
        head | {name: entries_of(rows[name], TABLES[name]) for name in IN_CRISIS if rows[name]},
    )
    for name, file in CSV_FILES.items():
        if rows[name]:
            _write_text(folder / file, rows_text(TABLES[name], rows[name]))
    for row in rows["lists"]:
        _write_toml(folder / f"lists/{row.id}.map.toml", {"list": entry_of(row, TABLES["lists"])})
    for table in rows["capture_tables"]:
        _write_text(folder / f"tables/{table.id}.csv", _capture_text(table, rows["capture_cells"]))
    if rows["demands"] or any(rows[name] for name in IN_DEMANDS):
        _write_toml(folder / DEMANDS, _demands_content(rows))
    for text in rows["statement_texts"]:
        _write_text(folder / f"statement/{text.lang}.md", text_file(text))
    for name, source in crisis.raw.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / name)


def _demands_content(rows: Rows) -> dict[str, Any]:
    content: dict[str, Any] = {
        name: entries_of(rows[name], TABLES[name]) for name in IN_DEMANDS if rows[name]
    }
    atoms = entries_of(rows["obligations"], TABLES["obligations"])
    content["demands"] = [
        entry_of(demand, TABLES["demands"])
        | {"obligations": [_without(atom, "demand") for atom in atoms if atom["demand"] == demand.id]}
        for demand in rows["demands"]
    ]
    return content


def _without(entry: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != key}


def _capture_text(table: CaptureTable, cells: Sequence[CaptureCell]) -> str:
    lines = [",".join((*table.lists, "count"))]
    lines += [",".join((*cell.pattern, str(cell.count))) for cell in cells if cell.capture_table == table.id]
    return "\n".join(lines) + "\n"


def _write_toml(path: Path, content: Mapping[str, Any]) -> None:
    _write_text(path, tomli_w.dumps(content))


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
