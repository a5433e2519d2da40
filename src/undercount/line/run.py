"""Running every method over a snapshot, and keeping what they conclude as a folder of results."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from undercount.connectivity.claimed import claimed_outages
from undercount.counting.gaps import find_gaps
from undercount.counting.readiness import readiness
from undercount.demands.indicators import compute_indicators
from undercount.facts.folders import new_folder
from undercount.facts.problem import Spot, refuse
from undercount.facts.results import Provenance, Results, result_json
from undercount.facts.snapshot import Snapshot, canonical_json

RESULTS = "results.json"
COUNTED = ("killed", "detained")  # what a coalition asks to have estimated, where lists or tables allow it


def run_methods(snapshot: Snapshot) -> Results:
    """Run every method over a snapshot, handing one method's result to the next."""
    rows = snapshot.rows
    gaps = find_gaps(rows["figures"], rows["sources"], rows["places"], provenance(snapshot, "gaps", "figures", "sources"))
    outages = claimed_outages(rows, provenance(snapshot, "claimed_outages", "outage_claims", "places"))
    indicators = compute_indicators(rows, provenance(snapshot, "indicators", *rows), gaps, outages)
    estimates = tuple(
        readiness(rows, metric, provenance(snapshot, "readiness", "lists", "capture_cells")) for metric in COUNTED
    )
    return Results(gaps=gaps, outages=outages, indicators=indicators, estimates=estimates)


def provenance(snapshot: Snapshot, method: str, *tables: str) -> Provenance:
    """Return the provenance of a method that reads `tables` of a snapshot."""
    digests = {name: snapshot.manifest.tables[name].sha256 for name in sorted(tables) if name in snapshot.manifest.tables}
    return Provenance(
        method=method,
        version=1,
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
    except msgspec.DecodeError as fault:
        what = "the results cannot be read ({fault})"
        raise refuse("bad_results", what, "make them anew from the snapshot", at=Spot(str(file)), fault=fault) from None
