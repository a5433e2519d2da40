"""A list into a crisis folder: what one reading adds is a batch, which can be withdrawn again exactly."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli_w

from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.sources import Exhibit
from undercount.facts.tables import TABLES, Row
from undercount.facts.unknown import Unknown
from undercount.intake.lists.mapping import ListMap, is_list_id, map_content
from undercount.intake.lists.read import ListReading, read_list
from undercount.intake.lists.setting import Setting, places_by_name
from undercount.line.batch_records import (
    CLAIMS_FILE,
    MENTIONS_FILE,
    ListWriter,
    compared,
    speaking_of,
)
from undercount.line.change import Change, carry_out, changing
from undercount.line.tabular import read_rows, rows_text
from undercount.line.toml_rows import read_toml, row_from, rows_from

_CRISIS, _EXHIBITS = "crisis.toml", "exhibits.csv"
_BATCH, _MAP, _CELLS = ".batch.toml", ".map.toml", ".cells.csv"
Told = Callable[[int], None]


@dataclass(frozen=True)
class Batch:
    """What a reading changed in a crisis folder, or would change.

    Attributes:
        reading: what became of the list; with questions, nothing was changed.
        added, removed, changed: mentions that are new, gone, or say something else under the same id.
        claims: how many claims the list now makes.
        held: whether the crisis held a reading of this list before.
        same: whether that reading was this very one.
        written: whether the folder was changed.
    """

    reading: ListReading
    added: int = 0
    removed: int = 0
    changed: int = 0
    claims: int = 0
    held: bool = False
    same: bool = False
    written: bool = False


@dataclass(frozen=True)
class Withdrawn:
    """What was taken out of a crisis folder.

    Attributes:
        mentions, claims: how many.
        spoken_of: how many judgements, consents and claims from elsewhere still speak of them.
    """

    mentions: int
    claims: int
    spoken_of: int


@dataclass(frozen=True)
class _Crisis:
    """As much of a crisis as reading a list needs."""

    folder: Path
    setting: Setting
    sources: frozenset[str]
    exhibits: tuple[Row, ...]


def stored_map(folder: Path, ident: str) -> Path | None:
    """Return the map that a crisis holds for a list, or None."""
    path = folder / "lists" / f"{ident}{_MAP}"
    return path if is_list_id(ident) and path.is_file() else None


def add_list(
    folder: Path, path: Path, given: ListMap, *, replaces: bool = False, dry: bool = False, told: Told = lambda n: None
) -> Batch:
    """Read a list into a crisis folder: all of it, or nothing.

    Args:
        folder: the crisis folder.
        path: the list's file.
        given: its map; its list has an id.
        replaces: whether another reading of the list may be taken out for this one.
        dry: whether the folder is left as it is.
        told: is told how many lines have been read.

    Returns:
        What changed; with questions, or where the crisis holds another reading of the list, nothing did.

    Raises:
        Refused: the list can't be read, or does not fit the crisis.
    """
    crisis = _opened(folder)
    questions = _open_questions(crisis, given, path.name)
    if questions:
        reading = read_list(path, given, crisis.setting, told=told)
        return Batch(replace(reading, questions=(*questions, *reading.questions)))
    with changing(folder) as change:
        return _added(crisis, path, given, change, replaces=replaces, dry=dry, told=told)


def withdraw_list(folder: Path, ident: str) -> Withdrawn:
    """Take a list, its mentions and their claims out of a crisis folder; nothing else is touched.

    Raises:
        Refused: there is no such list, or it was not read from a file.
    """
    carry_out(folder)
    batch = _batch(folder, ident)
    if not batch:
        what, do = "no list of this id was read into the crisis", "name one that has a lists/ID.batch.toml"
        raise refuse("no_such_list", what, do, at=Spot(ident))
    with changing(folder) as change:
        writer = ListWriter(change, folder, ident)
        writer.close()
        for name, left in ((MENTIONS_FILE, writer.copied.others), (CLAIMS_FILE, writer.copied.other_claims)):
            if not left and name in batch["created"]:
                change.path(name).unlink()
                change.remove(name)
        for path in sorted((folder / "lists").glob(f"{ident}.*")):
            change.remove(f"lists/{path.name}")
        _write_exhibits(change, _exhibits(folder), batch, None)
        change.decide()
    held = writer.copied.held
    return Withdrawn(len(held.ids), held.claims, speaking_of(folder, held.ids))


def _opened(folder: Path) -> _Crisis:
    """Read what a list needs to know of its crisis."""
    if not (folder / _CRISIS).is_file():
        what, do = "there is no crisis.toml in this folder", "name a crisis folder"
        raise refuse("no_crisis", what, do, at=Spot(str(folder)))
    carry_out(folder)
    problems: list[Problem] = []
    content = read_toml(folder / _CRISIS, _CRISIS, problems)
    entry = content.get("crisis", {})
    crisis = row_from(entry, TABLES["crisis"], Spot(_CRISIS, None, "crisis"), 1, problems)
    places = rows_from(content.get("places", []), TABLES["places"], Spot(_CRISIS, None, "places"), problems)
    sources = read_rows(folder / "sources.csv", "sources.csv", TABLES["sources"], problems)
    exhibits = read_rows(folder / _EXHIBITS, _EXHIBITS, TABLES["exhibits"], problems)
    if problems or crisis is None:
        raise Refused(problems)
    last = None if isinstance(crisis.to_day, Unknown) else crisis.to_day.last_day
    zone = ZoneInfo(crisis.zone)
    setting = Setting(crisis.from_day.first_day, last, zone, places_by_name(places))
    return _Crisis(folder, setting, frozenset(source.id for source in sources), tuple(exhibits))


def _open_questions(crisis: _Crisis, given: ListMap, file: str) -> list[Problem]:
    """Return what the map must say before a list can enter a crisis."""
    questions = []
    if not is_list_id(str(given.entry.get("id", ""))):
        what, do = "the list needs a short name in Latin letters", "write id = \"…\" under [list] in the map"
        questions.append(Problem("no_list_id", what, do, Spot(file, None, "list, id")))
    source = str(given.entry.get("source", ""))
    if source not in crisis.sources:
        what = "the list needs a source that the crisis knows: {sources}"
        do = "write source = \"…\" under [list] in the map, or add the source to sources.csv"
        values = {"sources": ", ".join(sorted(crisis.sources)) or "–"}
        questions.append(Problem("no_source", what, do, Spot(file, None, "list, source"), values))
    return questions


def _added(  # noqa: PLR0913 - each is its own thing to say
    crisis: _Crisis, path: Path, given: ListMap, change: Change, *, replaces: bool, dry: bool, told: Told
) -> Batch:
    ident = str(given.entry["id"])
    writer = ListWriter(change, crisis.folder, ident, f"lists/{ident}{_CELLS}")
    try:
        reading = read_list(path, given, crisis.setting, writer.keep, told)
    finally:
        writer.close()
    asked = _metric_question(reading, given, path.name)
    if reading.questions or asked:
        return Batch(replace(reading, questions=(*asked, *reading.questions)))
    before = _batch(crisis.folder, ident)
    batch = _batch_of(crisis, path, given, reading, before)
    content = _map_of(given, reading)
    _write_beside(change, path, content, batch)
    _write_exhibits(change, list(crisis.exhibits), before, _exhibit(crisis, path, batch, before))
    added, removed, changed = compared(writer)
    same = before == batch and not (added or removed or changed) and _same_map(crisis.folder, ident, content)
    may = not before or replaces
    if may and not same and not dry:
        _drop_old_file(crisis.folder, change, before, batch)
        change.decide()
    return Batch(
        reading, added, removed, changed, writer.claims, bool(before), same, written=may and not same and not dry
    )


def _metric_question(reading: ListReading, given: ListMap, file: str) -> list[Problem]:
    if given.entry.get("metric") or reading.metric:
        return []
    what, do = "nothing says what the list is of", "write metric = \"detained\", \"killed\", \"injured\" … under [list] in the map"  # noqa: E501 - one sentence
    return [Problem("no_metric", what, do, Spot(file, None, "list, metric"))]


def _batch(folder: Path, ident: str) -> dict[str, Any]:
    """Return what the last reading of a list added; {} where it was never read."""
    path = folder / "lists" / f"{ident}{_BATCH}"
    if not is_list_id(ident) or not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _batch_of(
    crisis: _Crisis, path: Path, given: ListMap, reading: ListReading, before: Mapping[str, Any]
) -> dict[str, Any]:
    exhibit = str(given.entry.get("exhibit", "")) or reading.id
    known = {row.id for row in crisis.exhibits}
    created = [name for name in (MENTIONS_FILE, CLAIMS_FILE, _EXHIBITS) if not (crisis.folder / name).exists()]
    return {
        "file": f"{reading.id}{_suffix(path, reading)}",
        "was_named": path.name,
        "sha256": reading.sha256,
        "rows": reading.rows,
        "accepted": reading.accepted,
        "source": str(given.entry["source"]),
        "exhibit": exhibit,
        "exhibit_added": exhibit not in known or bool(before.get("exhibit_added")),
        "created": sorted({*created, *before.get("created", [])}),
    }


def _suffix(path: Path, reading: ListReading) -> str:
    """Return the file's own ending where it is a plain one, else that of its format."""
    own = path.suffix.lower()
    return own if own[1:].isalnum() and own.isascii() and own != ".toml" else f".{reading.format}"


def _map_of(given: ListMap, reading: ListReading) -> dict[str, Any]:
    """Return the map as the crisis keeps it: whatever the reading found out is written down."""
    entry = {
        "exhibit": reading.id,
        "metric": reading.metric,
        "held": True,
        "rows": reading.rows,
        **given.entry,
    }
    if given.duplicates is False:
        entry.setdefault("duplicate_free", True)
    problems: list[Problem] = []
    row_from(entry, TABLES["lists"], Spot("the map", None, "list"), 1, problems)
    if problems:
        raise Refused(problems)
    found = replace(
        given,
        entry={key: value for key, value in entry.items() if key != "id"},
        columns=reading.mapping,
        encoding=given.encoding or reading.encoding,
        delimiter=given.delimiter or reading.delimiter,
        sheet=given.sheet or reading.sheet,
        header_row=given.header_row or reading.header_rows or (0,),
    )
    return map_content(found)


def _same_map(folder: Path, ident: str, content: Mapping[str, Any]) -> bool:
    path = stored_map(folder, ident)
    return path is not None and tomllib.loads(path.read_text(encoding="utf-8")) == content


def _write_beside(change: Change, path: Path, content: Mapping[str, Any], batch: Mapping[str, Any]) -> None:
    ident = str(batch["file"]).partition(".")[0]
    shutil.copyfile(path, change.path(f"lists/{batch['file']}"))
    for ending, table in ((_MAP, content), (_BATCH, batch)):
        text = tomli_w.dumps(table)
        change.path(f"lists/{ident}{ending}").write_text(text, encoding="utf-8", newline="\n")


def _drop_old_file(folder: Path, change: Change, before: Mapping[str, Any], batch: Mapping[str, Any]) -> None:
    if before and before["file"] != batch["file"] and (folder / "lists" / before["file"]).is_file():
        change.remove(f"lists/{before['file']}")


def _exhibits(folder: Path) -> list[Row]:
    problems: list[Problem] = []
    rows = read_rows(folder / _EXHIBITS, _EXHIBITS, TABLES["exhibits"], problems)
    if problems:
        raise Refused(problems)
    return rows


def _exhibit(crisis: _Crisis, path: Path, batch: Mapping[str, Any], before: Mapping[str, Any]) -> Row | None:
    """Return the exhibit that the list's file is, where the crisis has none for it.

    Raises:
        Refused: the exhibit that the map names has other bytes.
    """
    row = next((row for row in crisis.exhibits if row.id == batch["exhibit"]), None)
    if row is not None and not before.get("exhibit_added"):
        if row.sha256 and row.sha256 != batch["sha256"]:
            what, do = "the exhibit {exhibit} has other bytes than this file", "name the exhibit that this file is"
            raise refuse("other_bytes", what, do, at=Spot(path.name), exhibit=row.id)
        return None
    return Exhibit(
        id=str(batch["exhibit"]), title=path.name, source=str(batch["source"]), published=Unknown.NOT_STATED,
        received=Unknown.NOT_STATED, sha256=str(batch["sha256"]),
    )  # fmt: skip


def _write_exhibits(change: Change, rows: list[Row], before: Mapping[str, Any], added: Row | None) -> None:
    """Write the exhibits anew where a list's own one comes or goes."""
    dropped = str(before["exhibit"]) if before.get("exhibit_added") else ""
    kept = [row for row in rows if row.id != dropped]
    if added is None and len(kept) == len(rows):
        return
    wanted = [*kept, *([added] if added else [])]
    if not wanted and _EXHIBITS in before.get("created", []):
        change.remove(_EXHIBITS)
    else:
        change.path(_EXHIBITS).write_text(rows_text(TABLES["exhibits"], wanted), encoding="utf-8", newline="\n")
