"""The crisis folder: reading every file of it, and writing it back the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from undercount.facts.crisis import Crisis
from undercount.facts.folders import new_folder
from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.tables import TABLES, Row, Rows, sort_key
from undercount.line.capture_tables import capture_file, capture_text, read_cells
from undercount.line.change import carry_out
from undercount.line.check import bad_id, check_rows, names_a_file
from undercount.line.place import placed
from undercount.line.tabular import read_rows, rows_text
from undercount.line.texts import read_texts, text_file
from undercount.line.toml_rows import (
    Content,
    entries_of,
    entry_name,
    entry_of,
    read_toml,
    row_from,
    rows_from,
    tables_in,
)

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
MAP = ".map.toml"
FILES = {  # the file a table's rows stand in; {key} is the row's
    "crisis": CRISIS,
    **dict.fromkeys(IN_CRISIS, CRISIS),
    **CSV_FILES,
    **dict.fromkeys((*IN_DEMANDS, "demands", "obligations"), DEMANDS),
    "lists": "lists/{key}" + MAP,
    "capture_cells": "tables/{key}.csv",
    "statement_texts": "statement/{key}.md",
}
RAW_FOLDERS = ("exhibits", "signals", "lists")  # bytes as they came, carried along unread
NOTES = ("README.md",)


@dataclass(frozen=True)
class CrisisFolder:
    """A crisis as its folder holds it.

    Attributes:
        rows: the rows of every table, each in the order of its key.
        raw: files carried along unread: path inside the folder → where the bytes are.
        maps: by list, what its map says beside the list itself, for whoever reads the list's rows.
    """

    rows: Rows
    raw: Mapping[str, Path]
    maps: Mapping[str, Content] = field(default_factory=dict)

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
    carry_out(folder)  # a reading that was decided and interrupted
    problems = [
        Problem("symlink", "this is a link", "put the file itself here", Spot(_name(folder, path)))
        for path in sorted(folder.rglob("*"))
        if path.is_symlink()
    ]
    if problems:
        raise Refused(problems)  # before anything is read through them
    maps: dict[str, Content] = {}
    rows = {name: _sorted(name, found) for name, found in _read(folder, maps, problems)}
    raw = _raw_files(folder, rows, problems)
    if not problems:
        problems.extend(placed(check_rows(rows), folder, FILES))
    if problems:
        raise Refused(problems)
    return CrisisFolder(rows, raw, maps)


def save(crisis: CrisisFolder, folder: Path) -> None:
    """Write a crisis to a folder that does not exist yet; all of it or nothing.

    Raises:
        Refused: the folder exists, or the disk refuses.
    """
    with new_folder(folder) as staging:
        _write(crisis, staging)


def _read(folder: Path, maps: dict[str, Content], problems: list[Problem]) -> Iterable[tuple[str, list[Row]]]:
    content = read_toml(folder / CRISIS, CRISIS, problems)
    if not problems:
        _check_schema(content)
        _check_keys(content, {"schema", "crisis", *IN_CRISIS}, CRISIS, problems)
    yield "crisis", _the_crisis(content, problems)
    for name in IN_CRISIS:
        yield name, rows_from(content.get(name, []), TABLES[name], Spot(CRISIS, None, name), problems)
    for name, file in CSV_FILES.items():
        yield name, read_rows(folder / file, file, TABLES[name], problems)
    yield "lists", _lists(folder, maps, problems)
    yield "capture_cells", _capture_cells(folder, content, problems)
    yield from _demands(folder, problems)
    yield "statement_texts", read_texts(folder / "statement", problems)


def _check_schema(content: Content) -> None:
    schema, spot = content.get("schema"), Spot(CRISIS, None, "schema")
    if type(schema) is not int:
        raise refuse("no_schema", "the schema is missing", "write schema = {known}", at=spot, known=SCHEMA)
    if schema != SCHEMA:
        what, do = "this is of another schema than {known}", "update undercount, or write {known}"
        raise refuse("other_schema", what, do, at=spot, known=SCHEMA)


def _check_keys(content: Content, known: set[str], name: str, problems: list[Problem]) -> None:
    for key in sorted(content.keys() - known):
        values = {"keys": ", ".join(sorted(known))}
        what, do = "there is no such key here", "use only these: {keys}"
        problems.append(Problem("unknown_key", what, do, Spot(name, None, key), values))


def _the_crisis(content: Content, problems: list[Problem]) -> list[Row]:
    entry = content.get("crisis")
    if not isinstance(entry, dict):
        if not problems:
            spot = Spot(CRISIS, None, "crisis")
            problems.append(Problem("no_crisis_table", "the table [crisis] is missing", "add it", spot))
        return []
    row = row_from(entry, TABLES["crisis"], Spot(CRISIS, None, "crisis"), 1, problems)
    return [row] if row else []


def _lists(folder: Path, maps: dict[str, Content], problems: list[Problem]) -> list[Row]:
    rows = []
    for path in sorted((folder / "lists").glob(f"*{MAP}")):
        name, ident = f"lists/{path.name}", path.name.removesuffix(MAP)
        before = len(problems)
        content = read_toml(path, name, problems)
        entry = content.get("list", {})
        if len(problems) == before and not isinstance(entry, dict):
            what, do = "the table [list] is missing", "add it"
            problems.append(Problem("no_list_table", what, do, Spot(name, None, "list")))
        elif len(problems) == before and entry.get("id", ident) != ident:
            what, do = "the id is not the file's name", "leave it out, or rename the file"
            problems.append(Problem("other_id", what, do, Spot(name, None, "list, id")))
        elif len(problems) == before:
            row = row_from(entry | {"id": ident}, TABLES["lists"], Spot(name, None, "list"), 1, problems)
            rows.extend([row] if row else [])
            maps[ident] = {key: value for key, value in content.items() if key != "list"}
    return rows


def _capture_cells(folder: Path, content: Content, problems: list[Problem]) -> list[Row]:
    tables = rows_from(content.get("capture_tables", []), TABLES["capture_tables"], Spot(CRISIS), [])
    for table in tables:
        if not names_a_file(table.id):
            problems.append(bad_id(Spot(CRISIS, None, f"capture_tables {table.id}, id")))
    named = [table for table in tables if names_a_file(table.id)]
    return [cell for table in named for cell in read_cells(folder, table, problems)]


def _demands(folder: Path, problems: list[Problem]) -> Iterable[tuple[str, list[Row]]]:
    content = read_toml(folder / DEMANDS, DEMANDS, problems) if (folder / DEMANDS).exists() else {}
    _check_keys(content, {*IN_DEMANDS, "demands"}, DEMANDS, problems)
    for name in IN_DEMANDS:
        yield name, rows_from(content.get(name, []), TABLES[name], Spot(DEMANDS, None, name), problems)
    spot = Spot(DEMANDS, None, "demands")
    entries = tables_in(content.get("demands", []), "demands", spot, problems)
    demands = [{key: value for key, value in entry.items() if key != "obligations"} for entry in entries]
    yield "demands", rows_from(demands, TABLES["demands"], spot, problems)
    yield "obligations", [row for entry in entries for row in _obligations(entry, problems)]


def _obligations(demand: Content, problems: list[Problem]) -> list[Row]:
    named = entry_name(demand, "id", 0)
    atoms = tables_in(
        demand.get("obligations", []),
        "demands.obligations",
        Spot(DEMANDS, None, f"demands {named}, obligations"),
        problems,
    )
    for atom in atoms:
        if "demand" in atom:
            at = Spot(DEMANDS, None, f"obligations {entry_name(atom, 'id', 0)}, demand")
            what, do = "there is no such key here", "take it out: an obligation is its demand's"
            problems.append(Problem("unknown_key", what, do, at))
    whole = [{**atom, "demand": demand.get("id", "")} for atom in atoms]
    return rows_from(whole, TABLES["obligations"], Spot(DEMANDS, None, "obligations"), problems)


def _sorted(name: str, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: sort_key(getattr(row, TABLES[name].key)))


def _raw_files(folder: Path, rows: Rows, problems: list[Problem]) -> dict[str, Path]:
    known = {CRISIS, DEMANDS, *CSV_FILES.values(), *(capture_file(table) for table in rows["capture_tables"])}
    unsure = "tables/" if problems else None  # which tables there are may be what could not be read
    raw = {}
    for path in sorted(folder.rglob("*")):
        name = _name(folder, path)
        if path.is_dir() or name in known or _is_read_elsewhere(name) or (unsure and name.startswith(unsure)):
            continue
        if not path.is_file():
            problems.append(Problem("not_a_file", "this is not a file", "put a file there", Spot(name)))
        elif name in NOTES or name.split("/")[0] in RAW_FOLDERS:
            raw[name] = path
        else:
            do = "take it out, or rename it to a file that a crisis folder holds"
            problems.append(Problem("unknown_file", "a crisis folder holds no such file", do, Spot(name)))
    return raw


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _is_read_elsewhere(name: str) -> bool:
    top, _, rest = name.partition("/")
    return "/" not in rest and (top == "statement" or (top == "lists" and rest.endswith(MAP)))


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
        content = {"list": entry_of(row, TABLES["lists"]), **crisis.maps.get(row.id, {})}
        _write_toml(folder / f"lists/{row.id}{MAP}", content)
    for table in rows["capture_tables"]:
        _write_text(folder / capture_file(table), capture_text(table, rows["capture_cells"]))
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


def _write_toml(path: Path, content: Mapping[str, Any]) -> None:
    _write_text(path, tomli_w.dumps(content))


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
