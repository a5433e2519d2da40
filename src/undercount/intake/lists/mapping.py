"""How a list's columns are read: the map beside it, its columns' targets, and what may stand in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.vocabulary import vocabulary
from undercount.intake.lists.cells.datescan import DAY_FIRST, MONTH_FIRST

IGNORE, SECTION = "ignore", "(section)"
FIELDS = (
    "name", "given", "family", "patronymic", "sex", "birth", "age", "residence", "occupation", "roles", "count",
    "id", "claim", IGNORE,
)  # fmt: skip
SHARED = ("residence", "occupation")  # several columns may say these together
STATUS = "status"  # instead of a kind: the kind that the row's own status names
_ROLE = re.compile(r"roles:(?P<role>[a-z_]+)")
_CLAIM = re.compile(r"claim:(?P<kind>[a-z_]+)(?:#(?P<number>\d))?\.(?P<attribute>[a-z_]+)")
_KEYS = ("source", "exhibit", "encoding", "delimiter", "sheet", "header_row", "last_row", "dates", "year")
_TABLES = ("list", "columns", "values", "expect")
_TABS = {"\\t": "\t", "tab": "\t"}
_LIST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Target:
    """What a column is read as.

    Attributes:
        field: a field of a mention, `claim`, `ignore`, or "" for an attribute of a claim.
        kind: the kind of claim; `status` takes the row's own.
        number: tells several claims of one kind apart.
        attribute: a field of a claim, a further attribute of it, or the role that a yes stands for.
    """

    field: str = ""
    kind: str = ""
    number: int = 1
    attribute: str = ""


@dataclass(frozen=True)
class ListMap:
    """A map: everything about a list that its file does not say.

    Attributes:
        entry: the fields of the list itself, as `[list]` holds them.
        columns: what each column is read as, by its name.
        values: what single cells are read as, by column and by their text.
        encoding, delimiter, sheet: "" is told by the file.
        header_row: the rows of the header; () is found, (0,) is none.
        last_row: what lies under it is no list; 0 is none.
        dates: the order of figures, day first or month first; "" is told by the column.
        year: of dates that give none; 0 is not known.
        rows: how many people there must be, from and to; None is not stated.
        duplicates: whether the same row may stand twice; None is not stated.
    """

    entry: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: tuple[int, ...] = ()
    last_row: int = 0
    dates: str = ""
    year: int = 0
    rows: tuple[int, int] | None = None
    duplicates: bool | None = None


def read_map(path: Path) -> ListMap:
    """Read a map file.

    Raises:
        Refused: it is not TOML, or a key of it is not known or not of its kind; each is named.
    """
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise refuse("no_file", "there is no such map", "check the path", at=Spot(str(path))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        what = "the map is not TOML: {fault}"
        raise refuse("bad_toml", what, "mend that line", at=Spot(path.name), fault=fault) from None
    return map_of(content, path.name)


def map_of(content: Mapping[str, Any], name: str) -> ListMap:
    """Make a map of the content of its file.

    Raises:
        Refused: as `read_map`.
    """
    problems = list(_wrong_keys(content, name))
    if problems:
        raise Refused(problems)
    expect = content.get("expect", {})
    header = content.get("header_row", [])
    entry = dict(content.get("list", {}))
    entry |= {key: content[key] for key in ("source", "exhibit") if key in content}
    rows = expect.get("rows")
    return ListMap(
        entry=entry,
        columns=content.get("columns", {}),
        values=content.get("values", {}),
        encoding=content.get("encoding", ""),
        delimiter=_TABS.get(content.get("delimiter", ""), content.get("delimiter", "")),
        sheet=content.get("sheet", ""),
        header_row=tuple(header) if isinstance(header, list) else (header,),
        last_row=content.get("last_row", 0),
        dates=content.get("dates", ""),
        year=content.get("year", 0),
        rows=None if rows is None else (rows[0], rows[1]),
        duplicates=expect.get("duplicates"),
    )


def map_content(given: ListMap) -> dict[str, Any]:
    """Return a map as its file holds it, without what it does not say."""
    expect = {"rows": list(given.rows) if given.rows else None, "duplicates": given.duplicates}
    header = given.header_row[0] if len(given.header_row) == 1 else list(given.header_row)
    content = {
        "encoding": given.encoding,
        "delimiter": given.delimiter,
        "sheet": given.sheet,
        "header_row": header if given.header_row else "",
        "last_row": given.last_row or "",
        "dates": given.dates,
        "year": given.year or "",
        "list": dict(given.entry),
        "columns": dict(given.columns),
        "values": {column: dict(texts) for column, texts in given.values.items()},
        "expect": {key: value for key, value in expect.items() if value is not None},
    }
    return {key: value for key, value in content.items() if value not in ("", {}, [])}


def target_of(text: str) -> Target | None:
    """Return what a column's target means; None where it means nothing."""
    if text in FIELDS:
        return Target(field=text)
    role = _ROLE.fullmatch(text)
    if role:
        return Target("roles", attribute=role["role"]) if role["role"] in vocabulary("role") else None
    found = _CLAIM.fullmatch(text)
    if not found or (found["kind"] != STATUS and found["kind"] not in vocabulary("claim_kind")):
        return None
    return Target("", found["kind"], int(found["number"] or 1), found["attribute"])


def list_id_of(name: str) -> str:
    """Return a list's id from the name of its file or map, or "" where that is not plain ASCII."""
    stem = name.removesuffix(".toml").removesuffix(".map").rpartition(".")[0] or name
    stem = name.removesuffix(".map.toml") if name.endswith(".map.toml") else stem
    ident = re.sub(r"[^A-Za-z0-9_-]+", "_", stem).strip("_").lower() if stem.isascii() else ""
    return ident if is_list_id(ident) else ""


def is_list_id(text: str) -> bool:
    """Tell whether a text can be a list's id, which also names its file."""
    return _LIST_ID.fullmatch(text) is not None


def _wrong_keys(content: Mapping[str, Any], name: str) -> Iterable[Problem]:
    for key in sorted(content.keys() - {*_KEYS, *_TABLES}):
        do = "use only these: {keys}"
        yield _problem(
            "unknown_key", "a map has no such key", do, name, key, keys=", ".join((*_KEYS, *_TABLES))
        )
    for key, fits, must in _SHAPES:
        if key in content and not fits(content[key]):
            yield _problem("bad_key", "this is not {must}", "write it as {must}", name, key, must=must)
    columns = content.get("columns", {})
    for column, target in columns.items() if isinstance(columns, dict) else ():
        if not isinstance(target, str) or target_of(target) is None:
            what = "'{target}' is nothing a column can be read as"
            do = "write one of {fields}, or claim:kind.attribute with a kind of the vocabulary claim_kind"
            fields = ", ".join(FIELDS)
            yield _problem("unknown_target", what, do, name, column, target=str(target)[:60], fields=fields)
    yield from _wrong_expectations(content.get("expect", {}), name)


def _wrong_expectations(expect: Any, name: str) -> Iterable[Problem]:
    if not isinstance(expect, dict):
        return
    for key in sorted(expect.keys() - {"rows", "duplicates"}):
        yield _problem(
            "unknown_key", "a map expects no such thing", "use rows and duplicates", name, f"expect.{key}"
        )
    rows = expect.get("rows")
    fits = rows is None or (_is_whole_list(rows) and len(rows) == 2 and rows[0] <= rows[1])
    if not fits:
        do = "write rows = [least, most]"
        yield _problem("bad_key", "this is not a range of two numbers", do, name, "expect.rows")
    if not isinstance(expect.get("duplicates", False), bool):
        yield _problem(
            "bad_key", "this is neither true nor false", "write one of them", name, "expect.duplicates"
        )


def _problem(code: str, what: str, do: str, name: str, key: str, **values: object) -> Problem:
    return Problem(code, what, do, Spot(name, None, key), values)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000_000


def _is_whole_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_whole(item) for item in value)


def _is_rows(value: Any) -> bool:
    return _is_whole(value) or (
        _is_whole_list(value) and value == list(range(value[0], value[0] + len(value)))
    )


def _is_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_values(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_texts(cast(object, table)) for table in value.values())


_SHAPES: tuple[tuple[str, Any, str], ...] = (
    ("source", _is_text, "a text"),
    ("exhibit", _is_text, "a text"),
    ("encoding", _is_text, "a text"),
    ("delimiter", lambda v: _is_text(v) and (len(v) == 1 or v in ("\\t", "tab")), "one character"),
    ("sheet", _is_text, "a text"),
    ("header_row", _is_rows, "a row's number, or the numbers of rows that follow each other"),
    ("last_row", _is_whole, "a row's number"),
    ("dates", lambda v: v in (DAY_FIRST, MONTH_FIRST), f'"{DAY_FIRST}" or "{MONTH_FIRST}"'),
    ("year", lambda v: _is_whole(v) and 1900 <= v <= 2099, "a year"),
    ("list", lambda v: isinstance(v, dict), "a table"),
    ("columns", lambda v: isinstance(v, dict), "a table of column = target"),
    ("values", _is_values, "a table of texts for each column"),
    ("expect", lambda v: isinstance(v, dict), "a table"),
)
