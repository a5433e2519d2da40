"""Published claims of outages side by side: what is claimed of each cut-off, by whom, and where they differ.

A claim is not a measurement. Nothing is averaged and no claim is preferred: for each cut-off of one scope and
one network the earliest and latest claimed onset and end, the hours claimed outright, and the conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from undercount.connectivity.conflicts import conflicts_in
from undercount.connectivity.windows import Window, overlap, windows_of
from undercount.facts.results import ClaimedOutage, ClaimedOutages, Issue, Provenance
from undercount.facts.tables import Rows


def claimed_outages(rows: Rows, provenance: Provenance) -> ClaimedOutages:
    """Set the claims of `outage_claims` side by side.

    Args:
        rows: of these, `outage_claims` and `places` are read.
        provenance: how the result came to be; it is returned with it.

    Returns:
        One entry for each cut-off that is claimed of one scope and network, by scope, network and time.
        Claims whose times overlap speak of one cut-off; successive claims of one source are several.
        Times are UTC, ISO 8601, to the minute.
    """
    told = windows_of(rows.get("outage_claims", ()))
    places = {place.id: place for place in rows.get("places", ())}
    groups = groupby(sorted(told, key=_group), key=_group)
    cut_offs = [cut_off for _, windows in groups for cut_off in _cut_offs(list(windows))]
    found = (_outage(cut_off, tuple(conflicts_in(_cut(cut_off), told, places))) for cut_off in cut_offs)
    return ClaimedOutages(provenance=provenance, outages=tuple(found))


def _group(window: Window) -> tuple[str, str]:
    return window.claim.scope, window.claim.network


def _cut(windows: Sequence[Window]) -> list[Window]:
    return [window for window in windows if window.is_cut]


def _cut_offs(windows: list[Window]) -> Iterator[list[Window]]:
    """Yield the claims of each cut-off within one scope and network."""
    timed = [window for window in windows if not window.is_timeless]
    clusters = _clusters(_cut(timed))
    for window in timed:
        if not window.is_cut:
            _place_restoration(window, clusters)
    timeless = [window for window in windows if window.is_timeless and window.is_cut]
    if len(clusters) == 1:  # a claim that gives no time can only be placed where there is no choice
        clusters[0].extend(timeless)
    else:
        clusters.extend([window] for window in timeless)
    yield from clusters


def _clusters(cut: Sequence[Window]) -> list[list[Window]]:
    """Join windows that overlap, one with the next; touching is not overlapping."""
    clusters: list[list[Window]] = []
    until: datetime | None = None
    for window in cut:
        start, end = window.hull
        if until is not None and start < until:
            clusters[-1].append(window)
            until = max(until, end)
        else:
            clusters.append([window])
            until = end
    return clusters


def _place_restoration(window: Window, clusters: list[list[Window]]) -> None:
    """Put a claim that people were back beside the cut-offs it falls into.

    Where none is claimed there, one without an end still says that a cut-off ended when it begins; one
    with an end says only that there was access, which is no cut-off.
    """
    inside = [cluster for cluster in clusters if any(overlap(window.hull, w.hull) for w in _cut(cluster))]
    for cluster in inside:
        cluster.append(window)
    if not inside and window.end is None:
        clusters.append([window])


def _outage(windows: Sequence[Window], conflicts: tuple[Issue, ...]) -> ClaimedOutage:
    cut = _cut(windows)
    back = [window.start for window in windows if not window.is_cut and window.end is None]
    hours = [window.claim.hours for window in cut if window.claim.hours is not None]
    scope, network = _group(windows[0])
    return ClaimedOutage(
        scope=scope,
        network=network,
        onset=_range([window.start for window in cut]),
        end=_range([*(window.end for window in cut), *back]),
        hours=(min(hours), max(hours)) if hours else None,
        claims=tuple(sorted(window.claim.id for window in windows)),
        conflicts=conflicts,
    )


def _range(times: Sequence[datetime | None]) -> tuple[str, str] | None:
    known = [time for time in times if time is not None]
    return (_text(min(known)), _text(max(known))) if known else None


def _text(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%MZ")
