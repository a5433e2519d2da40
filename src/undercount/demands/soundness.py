"""Which figures something may rest on: seen by us, and not taken back by whoever said them."""

from __future__ import annotations

from collections.abc import Iterator

from undercount.facts.register import Figure
from undercount.facts.tables import Rows

# As its own source or a rule has left it. A figure that was superseded or lowered was still said and may be
# cited for having been said; one that was taken back, or is likely a slip of copying, may not.
WITHDRAWN = ("retracted", "partly_retracted", "repeats_retracted", "likely_copy_error")


def withdrawn_figures(rows: Rows) -> frozenset[str]:
    """Return the ids of the figures that were taken back, and of those that repeat them."""
    figures: list[Figure] = list(rows.get("figures", ()))
    gone = {figure.id for figure in figures if figure.status in WITHDRAWN}
    gone |= {target for figure in figures for target in figure.retracts}
    while found := {f.id for f in figures if f.id not in gone and gone & set(f.repeats)}:
        gone |= found  # a repeat of a repeat is withdrawn as well
    return frozenset(gone)


def sound_figures(rows: Rows) -> Iterator[Figure]:
    """Yield the figures whose page was seen and that were not taken back."""
    gone = withdrawn_figures(rows)
    return (figure for figure in rows.get("figures", ()) if figure.verified and figure.id not in gone)
