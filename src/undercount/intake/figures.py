"""Figures as others keep them, in JSON: who said how many, read into our figures and their sources."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.moment import Moment, read_moment
from undercount.facts.problem import Spot, refuse
from undercount.facts.register import Figure
from undercount.facts.sources import Source
from undercount.facts.unknown import Unknown

_DAYS = re.compile(r"(?P<first>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:\s*/\s*(?P<last>\d{4}-\d\d-\d\d|\d\d))?")
_STATUS = {"stands_as_said": "stands", "repeats_retracted_figure": "repeats_retracted"}
_SUPERSEDES, _RETRACTS, _REPEATS = "superseded_by", "retracts", "repeats"
_PART_OF, _SUBSET_OF = "part_of", "subset_of"


def read_figures_json(content: bytes, name: str) -> tuple[list[Figure], list[Source]]:
    """Read a JSON list of figures, or an object whose `claims` or `figures` is one.

    Each entry gives `id`, who said it (`who_says` or `source`), when (`date_said` or `said_on`, `as_of`),
    `metric`, `population`, `place`, `value`, `lower`, `upper` and `hedge`; relations are read where they are
    there.

    Raises:
        Refused: it is not such a list; the first entry that can't be read is named.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as fault:  # a number of too many digits is a bare ValueError
        raise refuse(
            "bad_json", "the file is not JSON: {fault}", "mend it there", at=Spot(name), fault=fault
        ) from None
    entries = data.get("claims", data.get("figures")) if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        what, do = "the file holds no list of figures", "give a list of objects, or put it under `claims`"
        raise refuse("no_figures", what, do, at=Spot(name))
    sources: dict[str, Source] = {}
    figures = [_figure(entry, Spot(name, number), sources) for number, entry in enumerate(entries, 1)]
    return _with_superseded(figures, entries), list(sources.values())


def side_of(name: str) -> str:
    """Tell by its words whether a speaker's name is an organ of state: `authority`, else `observer`."""
    words = _speakers()
    lower = f"{name.lower()} "
    if any(word in lower for word in words["observer"]):
        return "observer"
    return "authority" if any(word in lower for word in words["authority"]) else "observer"


@cache
def _speakers() -> Mapping[str, Sequence[str]]:
    file = files("undercount.intake") / "data" / "speakers.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def named_source(name: str, kind: str = "") -> Source:
    """Return the source of a bare name, its kind told by `kind` or by the words of the name."""
    said = kind.split("(")[0].split("/")[0].strip().lower()
    authority = said.startswith("official") if said else side_of(name) == "authority"
    told = "authority_unnamed" if authority else "observer_unnamed"
    return Source(id=_source_id(name), name=name, kind=told, audience=Audience.PUBLIC)


def _source_id(name: str) -> str:
    return re.sub(r"\W+", "_", name.split("(")[0].strip().lower()).strip("_") or "unnamed"


def _figure(entry: Mapping[str, Any], spot: Spot, sources: dict[str, Source]) -> Figure:
    ident = str(entry.get("id", "") or f"figure{spot.row}")
    speaker = named_source(
        str(entry.get("who_says", entry.get("source", ""))), str(entry.get("speaker_kind", ""))
    )
    sources.setdefault(speaker.id, speaker)
    relations = entry.get("relations") if isinstance(entry.get("relations"), dict) else entry
    assert isinstance(relations, Mapping)
    status = str(entry.get("status", "stands"))
    breakdown = entry.get("breakdown")
    return Figure(
        id=ident,
        source=speaker.id,
        exhibit=ident,
        said_on=_moment(entry.get("date_said", entry.get("said_on"))),
        as_of=_moment(entry.get("as_of") or entry.get("date_said", entry.get("said_on"))),
        metric=str(entry.get("topic", entry.get("metric", ""))),
        population=str(entry.get("population", "")),
        place=str(entry.get("place", "")),
        definition=_definition(entry),
        low=_count(entry, ("lower", "low"), spot),
        high=_count(entry, ("upper", "high"), spot),
        value=_count(entry, ("value",), spot),
        hedge=str(entry.get("hedge", "exact")),
        status=_STATUS.get(status, status),
        retracts=_ids(relations, _RETRACTS),
        repeats=_ids(relations, _REPEATS),
        part_of=(*_ids(relations, _PART_OF), *_ids(relations, _SUBSET_OF)),
        breakdown=dict(breakdown) if isinstance(breakdown, dict) else {},
        verified=entry.get("verification") != "unverified",
        note=str(entry.get("note", "")),
        audience=Audience.PUBLIC,
    )


def _definition(entry: Mapping[str, Any]) -> str:
    """Return the definition given, led by the metric's own words where a topic stands for the metric."""
    given = str(entry.get("definition_note", entry.get("definition", "")))
    words = str(entry.get("metric", "")) if "topic" in entry else ""
    return "; ".join(part for part in (words, given) if part)


def _with_superseded(figures: list[Figure], entries: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """Turn "superseded by" round: our figures name what they replace."""
    replaced: dict[str, list[str]] = {}
    for figure, entry in zip(figures, entries, strict=True):
        relations = entry.get("relations")
        for newer in _ids(relations, _SUPERSEDES) if isinstance(relations, dict) else ():
            replaced.setdefault(newer, []).append(figure.id)
    known = {figure.id for figure in figures}
    return [_replacing(figure, replaced.get(figure.id, []), known) for figure in figures]


def _replacing(figure: Figure, older: Sequence[str], known: set[str]) -> Figure:
    values = {name: getattr(figure, name) for name in Figure.__dataclass_fields__}
    values["supersedes"] = tuple(ident for ident in older if ident in known)
    return Figure(**values)


def _ids(relations: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = relations.get(key) or ()
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def _count(entry: Mapping[str, Any], keys: Sequence[str], spot: Spot) -> int | None:
    for key in keys:
        value = entry.get(key)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            what, do = (
                "'{value}' is not a whole number of people",
                "write digits only, or null where it is open",
            )
            raise refuse("bad_cell", what, do, at=Spot(spot.file, spot.row, key), value=str(value)[:60])
        return value
    return None


def _moment(value: object) -> Moment | Unknown:
    found = _DAYS.match(str(value or ""))
    if not found:
        return Unknown.NOT_STATED
    first, last = found["first"], found["last"]
    if last and len(last) == 2:
        last = f"{first[:8]}{last}"
    try:
        return read_moment(f"{first}/{last}" if last else first)
    except ValueError:
        return Unknown.NOT_LEGIBLE
