"""Readers for columns: a function from a cell's text to what it says, remembered for texts that come again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from undercount.facts.columns import Kind, read_cell
from undercount.facts.tables import TABLES
from undercount.facts.unknown import read_unknown
from undercount.facts.vocabulary import vocabulary
from undercount.intake.lists.cells.dates import Calendar
from undercount.intake.lists.cells.names import read_name
from undercount.intake.lists.cells.reading import Reading, cell_fault
from undercount.intake.lists.cells.values import (
    read_age,
    read_answer,
    read_birth,
    read_count,
    read_identifier,
    read_roles,
    read_sex,
    read_status,
    read_text,
    read_when,
)
from undercount.intake.lists.cells.words import is_blank, unknown_of, words
from undercount.intake.lists.mapping import Target
from undercount.intake.lists.setting import Setting

CellReader = Callable[[str], Reading]
_REMEMBERED = 50_000  # texts of one column
SHOWN = frozenset({"sex", "birth", "age", "count", "roles", "claim", "when", "polarity", "directness"})
_MENTION = {column.name: column for column in TABLES["mentions"].columns}


@dataclass(frozen=True)
class Column:
    """One column that is read.

    Attributes:
        index: where it stands, from 0.
        name: what it is called.
        target: what it is read as.
        read: reads a cell that is not empty.
        known: what texts of it were read as already; filled by `read`.
        claims: whether it speaks of a claim and not of the person.
    """

    index: int
    name: str
    target: Target
    read: CellReader
    known: Mapping[str, Reading]
    claims: bool

    @property
    def shows(self) -> bool:
        """Whether a fault may quote its cells: they hold no names and no stories."""
        return (self.target.field or self.target.attribute) in SHOWN


def column_for(  # noqa: D417 - named as they are
    index: int, name: str, target: Target, calendar: Calendar, setting: Setting, stated: Mapping[str, str]
) -> Column:
    """Return a column with its reader.

    Args:
        index, name: where it stands, and what it is called.
        target: what it is read as.
        calendar: how its dates are read.
        setting: the crisis.
        stated: what the map says single texts mean.
    """
    read = reader_for(target, calendar, setting)
    given = {text.strip(): _with_text(_stated(target, value, read), text) for text, value in stated.items()}
    known = dict(given)
    most = 0 if target.field == "name" else _REMEMBERED  # names hardly ever come again

    def remember(text: str) -> Reading:
        reading = read(text)
        if not reading.shown:
            reading = _with_text(reading, text)
        if most:
            if len(known) >= most + len(given):
                known.clear()
                known.update(given)
            known[text] = reading
        return reading

    return Column(index, name, target, remember, known, bool(target.kind) or target.field == "claim")


def _with_text(reading: Reading, text: str) -> Reading:
    """Add what a cell was read as; nothing further where that is its own words."""
    fields = reading.fields
    if len(fields) == 1 and next(iter(fields.values())) == text:
        return Reading(fields, reading.fault, reading.notes, text)
    return Reading(fields, reading.fault, reading.notes, fields_text(fields))


def reader_for(target: Target, calendar: Calendar, setting: Setting) -> CellReader:
    """Return what reads the cells of a column with this target."""
    if target.kind:
        return _claim_reader(target, calendar, setting)
    if target.field == "roles" and target.attribute:
        return lambda text: _read_role(text, target.attribute)
    if target.field in ("birth", "age"):
        births = replace(calendar, birth=True)
        return (
            (lambda text: read_birth(text, births))
            if target.field == "birth"
            else lambda t: read_age(t, births)
        )
    simple: dict[str, CellReader] = {
        "name": read_name,
        "sex": read_sex,
        "count": read_count,
        "roles": read_roles,
        "claim": read_status,
        "id": lambda text: read_identifier(text, "id"),
    }
    return simple.get(target.field) or (lambda text: read_text(text, target.field))


def _read_role(text: str, role: str) -> Reading:
    answer = read_answer(text)
    return Reading({"roles": (role,)} if answer.fields.get("polarity") == "asserts" else {}, answer.fault)


def _claim_reader(target: Target, calendar: Calendar, setting: Setting) -> CellReader:
    by_attribute: dict[str, CellReader] = {
        "when": lambda text: _read_step(text, target.kind, calendar),
        "where": lambda text: _read_where(text, setting),
        "polarity": read_answer,
        "account": _read_account,
        "case": lambda text: read_identifier(text, "case"),
        "directness": lambda text: _read_code(text, "directness"),
    }
    return by_attribute.get(target.attribute) or (lambda text: read_text(text, target.attribute))


def _read_step(text: str, kind: str, calendar: Calendar) -> Reading:
    """Read when a step was taken; a cell may also say only that it was, or was not."""
    if not is_blank(text):
        code = words("answers").code(text) if not text.isdecimal() else ""
        if code:
            return Reading({"polarity": "asserts" if code == "yes" else "denies"})
        if words("not_yet").code(text) == kind:
            return Reading({"polarity": "denies"})
    return read_when(text, calendar)


def _read_where(text: str, setting: Setting) -> Reading:
    reading = read_text(text, "place_said")
    said = reading.fields.get("place_said", "")
    if not said or unknown_of(text):
        return reading
    place = setting.place(said)
    if place:
        return Reading({"where": place}, "", reading.notes)
    return Reading(reading.fields, "", (*reading.notes, "place_unknown") if setting.places else reading.notes)


def _read_account(text: str) -> Reading:
    """Read what a source tells of something, where yes and no are answers too."""
    answer = read_answer(text)
    return read_text(text, "account") if answer.fault == "not_an_answer" else answer


def _read_code(text: str, name: str) -> Reading:
    if is_blank(text):
        return Reading()
    known = text in vocabulary(name) or unknown_of(text) is not None
    return Reading({name: text}) if known else Reading(fault=cell_fault(text) or "bad_value")


def _stated(target: Target, value: str, plain: CellReader) -> Reading:
    """Read what a map says that a text means: a value as our tables hold it, else as the column reads it."""
    if not value:
        return Reading()
    field = target.field or target.attribute
    if field == "name":
        return Reading(
            {"name": value, "count_low": 1, "count_high": 1} if read_unknown_text(value) else {"name": value}
        )
    column = _MENTION.get(field)
    if column is not None and not target.kind and value.startswith("unknown:"):
        known = column.kind is Kind.MOMENT or bool(column.vocabulary) or column.kind is Kind.TEXT
        return (
            Reading({field: read_cell(value, column.kind)} if known else {})
            if read_unknown_text(value)
            else _bad()
        )
    if target.kind and value.startswith("unknown:"):
        return (
            Reading({field: read_unknown(value) if field == "when" else value})
            if read_unknown_text(value)
            else _bad()
        )
    if field in ("sex",) and value in vocabulary("sex"):
        return Reading({field: value})
    if field == "claim" and value in vocabulary("claim_kind"):
        return Reading({"kinds": (value,)})
    if field == "roles" and value in vocabulary("role"):
        return Reading({"roles": (value,)})
    reading = plain(value)
    return _bad() if reading.fault else reading


def read_unknown_text(value: str) -> bool:
    """Tell a reason that a value is unknown, written as our tables write it."""
    try:
        return read_unknown(value) is not None
    except ValueError:
        return False


def _bad() -> Reading:
    return Reading(fault="bad_value")


def fields_text(fields: Mapping[str, Any]) -> str:
    """Return what a cell was read as, on one line."""
    return "; ".join(f"{name}={_shown(value)}" for name, value in fields.items())


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if value is None else getattr(value, "cell", None) or str(value)
