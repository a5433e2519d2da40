"""Running every method over a snapshot, and keeping what they conclude as a folder of results."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from undercount.connectivity.claimed import claimed_outages
from undercount.counting.gaps import find_gaps
from undercount.counting.recorded import estimate_of, without_overlaps
from undercount.demands.indicators import compute_indicators
from undercount.demands.recorded import Recorded
from undercount.demands.standing import standing_of
from undercount.facts.folders import new_folder
from undercount.facts.problem import Spot, refuse
from undercount.facts.results import Provenance, Results, result_json
from undercount.facts.snapshot import Snapshot, canonical_json
from undercount.facts.tables import TABLES
from undercount.people.overview import counts_alone, people_of

RESULTS = "results.json"
METHODS: Mapping[str, tuple[int, tuple[str, ...]]] = {  # each method's version, and the tables it reads
    "gaps": (1, ("figures", "sources", "places")),
    "claimed_outages": (1, ("outage_claims", "places")),
    "indicators": (1, ()),  # any table
    "people": (1, ()),
    "estimate": (1, ("lists", "mentions", "sources", "judgements", "capture_tables", "capture_cells")),
    "standing": (1, ("demands", "obligations", "findings")),
}
COUNTED = ("killed", "detained")  # what a coalition asks to have estimated, where lists or tables allow it


def run_methods(snapshot: Snapshot, inside: Snapshot | None = None) -> Results:
    """Run every method over a snapshot, handing one method's result to the next.

    Args:
        snapshot: what the results are of, and whom they may be shown to.
        inside: the same crisis cut for a narrower audience, which holds the names. People are told apart in
            it, and only what speaks of nobody in particular goes into the results: how many, in what state,
            the indicators, the estimates.

    Raises:
        Refused: the two snapshots are not of one crisis and day.
    """
    rows, whole = snapshot.rows, _inside(snapshot, inside).rows
    gaps = find_gaps(rows["figures"], rows["sources"], rows["places"], _provenance(snapshot, "gaps"))
    outages = claimed_outages(rows, _provenance(snapshot, "claimed_outages"))
    people = people_of(whole, _provenance(snapshot, "people", inside))
    estimates = tuple(
        estimate_of(whole, metric, people, _provenance(snapshot, "estimate", inside)) for metric in COUNTED
    )
    recorded = Recorded(whole, people, estimates)
    return Results(
        gaps=gaps,
        outages=outages,
        indicators=compute_indicators(rows, _provenance(snapshot, "indicators", inside), gaps, outages, recorded),
        estimates=tuple(map(without_overlaps, estimates)) if inside else estimates,
        standing=standing_of(rows, _provenance(snapshot, "standing")),
        people=counts_alone(people) if people and inside else people,
    )


def _inside(snapshot: Snapshot, inside: Snapshot | None) -> Snapshot:
    if inside is None:
        return snapshot
    one, other = snapshot.manifest, inside.manifest
    if (one.crisis, one.as_of, one.fictional) != (other.crisis, other.as_of, other.fictional):
        what, do = "these snapshots are not of one crisis and day", "freeze one folder for both audiences"
        raise refuse("other_crisis", what, do, at=Spot(str(inside.folder)))
    return inside


def _provenance(snapshot: Snapshot, method: str, inside: Snapshot | None = None) -> Provenance:
    version, tables = METHODS[method]
    read = inside or snapshot
    digests = {name: read.manifest.tables[name].sha256 for name in tables or TABLES}
    return Provenance(
        method=method,
        version=version,
        snapshot=snapshot.id,
        input_sha256=hashlib.sha256(canonical_json(digests)).hexdigest(),
        settings={"inside": inside.id} if inside else {},
        fictional=snapshot.manifest.fictional,
    )


def save_results(results: Results, folder: Path) -> None:
    """Write results to a folder that does not exist yet.

    Raises:
        Refused: the folder exists.
    """
    with new_folder(folder) as staging:
        (staging / RESULTS).write_bytes(canonical_json(result_json(results)))


def load_results(folder: Path) -> Results:
    """Read a folder of results.

    Raises:
        Refused: there are none, or they can't be read.
    """
    file = folder / RESULTS
    try:
        return msgspec.json.decode(file.read_bytes(), type=Results)
    except (FileNotFoundError, NotADirectoryError):
        do = "make them with `undercount indicators SNAP --out DIR`"
        raise refuse("no_results", "there are no results here", do, at=Spot(str(folder))) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        what = "the results cannot be read ({fault})"
        raise refuse(
            "bad_results", what, "make them anew from the snapshot", at=Spot(str(file)), fault=fault
        ) from None
