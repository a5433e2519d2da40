"""From a snapshot to an estimate: its published capture table, or the lists it holds and the people on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from undercount.counting.estimate import Asked, estimate
from undercount.counting.patterns import Patterns, patterns_of
from undercount.counting.readiness import readiness
from undercount.facts.crisis import CaptureTable
from undercount.facts.results import Estimate, People, Provenance
from undercount.facts.sources import List
from undercount.facts.tables import Rows

NOT_LINKED = "not_linked"
MOST_MISSED = 0.02  # of all links; with 10 missed of 100 every bound lies 14 % too high and none below the truth


@dataclass(frozen=True)
class Captured:
    """The capture table of the lists that are held, and why it can be no better.

    Attributes:
        patterns: one column an origin: lists that go back to one origin are one list.
        reasons: codes of the vocabulary `estimate_reason`.
        refused: codes why it can't be counted with at all.
    """

    patterns: Patterns
    reasons: tuple[str, ...]
    refused: tuple[str, ...] = ()


def estimate_of(rows: Rows, metric: str, people: People | None, provenance: Provenance) -> Estimate:
    """Estimate how many there were of a metric, from whatever a snapshot allows.

    A published capture table comes before the lists that are held. Where neither can be counted with, the
    verdict says what stands in the way.

    Args:
        rows: every table's rows.
        metric: what is counted, such as `killed`.
        people: everyone recorded; None where they can't be told apart.
        provenance: how the result comes to be; it is returned with it.
    """
    asked = Asked(metric, provenance)
    table = _published(rows, metric)
    if table is not None:
        return _known(estimate(table[1], asked), table[0].lists, table[0].lists)
    lists = sorted((one for one in rows.get("lists", ()) if one.metric == metric), key=lambda one: one.id)
    held = [one for one in lists if one.held]
    tables = any(one.metric == metric for one in rows.get("capture_tables", ()))
    if tables or len(held) < 2 or people is None:
        return _withheld(readiness(rows, metric, provenance), people)
    captured = capture(rows, held, people)
    asked = Asked(metric, provenance, reasons=captured.reasons, refused=captured.refused)
    found = estimate(captured.patterns, asked)
    if captured.refused:  # then nobody knows either how many different people the lists name
        found = msgspec.structs.replace(found, n_observed=None)
    return _known(found, [one.id for one in lists], [one.id for one in held])


def without_overlaps(found: Estimate) -> Estimate:
    """Leave of an estimate what tells nothing of who is on which lists: those numbers stay with the coalition."""
    panel = tuple(msgspec.structs.replace(row, diagnostics={}) for row in found.panel)
    return msgspec.structs.replace(found, panel=panel)


def _published(rows: Rows, metric: str) -> tuple[CaptureTable, Patterns] | None:
    """Return the one published table of a metric with its patterns; None where there is none, or several."""
    tables = [table for table in rows.get("capture_tables", ()) if table.metric == metric]
    if len(tables) != 1:
        return None
    cells = [cell for cell in rows.get("capture_cells", ()) if cell.capture_table == tables[0].id]
    if not cells:
        return None
    return tables[0], patterns_of(tables[0].lists, ((cell.pattern, cell.count) for cell in cells))


def _known(found: Estimate, known: Sequence[str], held: Sequence[str]) -> Estimate:
    return msgspec.structs.replace(found, lists_known=tuple(sorted(known)), lists_held=tuple(sorted(held)))


def _withheld(found: Estimate, people: People | None) -> Estimate:
    """Say of lists that can't be linked because the names are withheld that they are."""
    if people is not None or NOT_LINKED not in found.reasons:
        return found
    reasons = tuple("names_withheld" if code == NOT_LINKED else code for code in found.reasons)
    return msgspec.structs.replace(found, reasons=reasons)


def capture(rows: Rows, held: Sequence[List], people: People) -> Captured:
    """Count the people on each combination of lists.

    Lists whose names can't be compared with the others' are left out, and so are people whose name is missing
    or too short to be looked for elsewhere: each would pass for somebody whom no other list records. Lists of
    one origin are one. Which grade a person was given plays no part.

    A link that is missed makes two people of one whom several lists record: it raises every bound. Where a
    looser comparison finds more than `MOST_MISSED` further links, there is no bound.

    Args:
        rows: the tables `mentions` and `sources`.
        held: the lists of one metric.
        people: everyone recorded.
    """
    used = [one for one in held if one.id not in people.persons.not_comparable]
    columns = _columns(rows, used)
    place = {list_: at for at, ids in enumerate(columns.values()) for list_ in ids}
    list_of = {mention.id: mention.list for mention in rows.get("mentions", ())}
    unlinkable = set(people.persons.unlinkable)
    counted = []
    for person in people.persons.persons:
        on = {place[list_of[m]] for m in person.mentions if list_of.get(m) in place}
        if on and person.id not in unlinkable:
            counted.append(("".join("1" if at in on else "0" for at in range(len(columns))), 1))
    patterns = patterns_of(["+".join(ids) for ids in columns.values()], counted)
    reasons = [f"linked_by_{people.persons.method}"]
    reasons += ["names_not_linkable"] if len(used) < len(held) else []
    reasons += ["lists_one_origin"] if len(columns) < len(used) else []
    links = people.persons.linked + people.persons.missed
    uncertain = people.persons.missed > MOST_MISSED * links
    return Captured(patterns, tuple(reasons), ("linkage_uncertain",) if uncertain else ())


def _columns(rows: Rows, lists: Sequence[List]) -> dict[str, list[str]]:
    """Return the lists by the origin they go back to, in the order of their first list."""
    origins = dict(_origins(rows))
    found: dict[str, list[str]] = defaultdict(list)
    for one in lists:
        found[origins.get(one.source, one.source)].append(one.id)
    return found


def _origins(rows: Rows) -> Iterator[tuple[str, str]]:
    return ((source.id, source.origin_cluster or source.id) for source in rows.get("sources", ()))
