"""Running every method over a snapshot, and keeping what they conclude as a folder of results."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from undercount.connectivity.claimed import claimed_outages
from undercount.counting.gaps import find_gaps
from undercount.counting.readiness import readiness
from undercount.demands.indicators import compute_indicators
from undercount.demands.standing import standing_of
from undercount.facts.folders import new_folder
from undercount.facts.problem import Spot, refuse
from undercount.facts.results import Provenance, Results, result_json
from undercount.facts.snapshot import Snapshot, canonical_json
from undercount.facts.tables import TABLES

RESULTS = "results.json"
METHODS: Mapping[str, tuple[int, tuple[str, ...]]] = {  # each method's version, and the tables it reads
    "gaps": (1, ("figures", "sources", "places")),
    "claimed_outages": (1, ("outage_claims", "places")),
    "indicators": (1, ()),  # any table
    "readiness": (1, ("lists", "mentions", "capture_tables", "capture_cells")),
    "standing": (1, ("demands", "obligations", "findings")),
}
COUNTED = ("killed", "detained")  # what a coalition asks to have estimated, where lists or tables allow it


def run_methods(snapshot: Snapshot) -> Results:
    """Run every method over a snapshot, handing one method's result to the next."""
    rows = snapshot.rows
    gaps = find_gaps(rows["figures"], rows["sources"], rows["places"], _provenance(snapshot, "gaps"))
    outages = claimed_outages(rows, _provenance(snapshot, "claimed_outages"))
    return Results(
        gaps=gaps,
        outages=outages,
        indicators=compute_indicators(rows, _provenance(snapshot, "indicators"), gaps, outages),
        estimates=tuple(readiness(rows, metric, _provenance(snapshot, "readiness")) for metric in COUNTED),
        standing=standing_of(rows, _provenance(snapshot, "standing")),
    )


def _provenance(snapshot: Snapshot, method: str) -> Provenance:
    version, tables = METHODS[method]
    digests = {name: snapshot.manifest.tables[name].sha256 for name in tables or TABLES}
    return Provenance(
        method=method,
        version=version,
        snapshot=snapshot.id,
        input_sha256=hashlib.sha256(canonical_json(digests)).hexdigest(),
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
