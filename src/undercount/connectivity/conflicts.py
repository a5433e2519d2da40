"""Where published claims of an outage contradict each other, by rule: codes and numbers, no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from undercount.connectivity.windows import Window, conventions, overlap
from undercount.facts.crisis import Place
from undercount.facts.results import Issue


def conflicts_in(
    cut: Sequence[Window], told: Sequence[Window], places: Mapping[str, Place]
) -> Iterator[Issue]:
    """Yield every conflict about one cut-off.

    Args:
        cut: the claims that it happened, in order of time.
        told: every claim of every scope and network, restorations included.
        places: by id; a claim about a place bears on the places inside it.
    """
    for window in cut:
        yield from _alone(window)
    for one, other in combinations(cut, 2):
        yield from _apart("onset_conflict", one, other, one.start, other.start)
        yield from _apart("end_conflict", one, other, one.end, other.end)
        yield from _durations(one, other)
    for window in cut:
        yield from _states(window, told, places)


def _alone(window: Window) -> Iterator[Issue]:
    claim = window.claim
    if window.start is None or window.end is None:
        return
    if window.end < window.start:
        yield Issue(code="ends_before_start", figures=(claim.id,))
        return
    most = _hours(window.end - window.start + 2 * window.precision)
    if claim.hours is not None and claim.hours - conventions().duration_tolerance_hours > most:
        values = {"hours": claim.hours, "most": most}
        yield Issue(code="hours_beyond_span", figures=(claim.id,), values=values)


def _apart(
    code: str, one: Window, other: Window, mine: datetime | None, theirs: datetime | None
) -> Iterator[Issue]:
    """Two times differ by more than both precisions together."""
    if mine is None or theirs is None:
        return
    apart, allowed = abs(mine - theirs), one.precision + other.precision
    if apart > allowed:
        values = {"minutes_apart": _minutes(apart), "minutes_allowed": _minutes(allowed)}
        yield _issue(code, (one, other), values)


def _durations(one: Window, other: Window) -> Iterator[Issue]:
    mine, theirs = one.claim.hours, other.claim.hours
    if mine is None or theirs is None:
        return
    if abs(mine - theirs) > conventions().duration_tolerance_hours:
        yield _issue("duration_conflict", (one, other), {"hours": [min(mine, theirs), max(mine, theirs)]})


def _states(window: Window, told: Sequence[Window], places: Mapping[str, Place]) -> Iterator[Issue]:
    """Another claim gives another state for a time at which both are certain.

    `state_conflict` where both speak of the same scope and network, told once, at the later of two claims;
    `scope_conflict` where one is the broader, as when a town is off while its country is said to be on.
    """
    against = [other for other in told if _contradicts(window, other)]
    same = [w for w in against if _group(w) == _group(window) and (not w.is_cut or w.order < window.order)]
    broader = [w for w in against if _group(w) != _group(window) and _bears_on(w, window, places)]
    for code, others in (("state_conflict", same), ("scope_conflict", broader)):
        if others:
            states = sorted({w.claim.state for w in (window, *others)})
            yield _issue(code, (window, *others), {"states": states})


def _contradicts(one: Window, other: Window) -> bool:
    return one.claim.state != other.claim.state and overlap(one.certain, other.certain)


def _bears_on(other: Window, window: Window, places: Mapping[str, Place]) -> bool:
    """Tell whether another scope's claim is held against this one, so that each pair is told once."""
    return _is_wider(other, window, places) or (not other.is_cut and _is_wider(window, other, places))


def _is_wider(wide: Window, narrow: Window, places: Mapping[str, Place]) -> bool:
    """Tell whether `wide` speaks of everything `narrow` speaks of."""
    networks = wide.claim.network in (conventions().whole_network, narrow.claim.network)
    return networks and wide.claim.scope in _around(narrow.claim.scope, places)


def _around(scope: str, places: Mapping[str, Place]) -> list[str]:
    """Return a place and every place it lies in."""
    chain = [scope]
    while scope in places and places[scope].parent and places[scope].parent not in chain:
        scope = places[scope].parent
        chain.append(scope)
    return chain


def _group(window: Window) -> tuple[str, str]:
    return window.claim.scope, window.claim.network


def _issue(code: str, windows: Sequence[Window], values: dict[str, Any]) -> Issue:
    kinds = [window.claim.kind for window in windows]  # shows an official account against a measurement
    return Issue(code=code, figures=tuple(w.claim.id for w in windows), values=values | {"kinds": kinds})


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def _hours(span: timedelta) -> float:
    return round(span / timedelta(hours=1), 1)
