"""The plots of an edition: which there are, and what is said of each to those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from undercount.publish.material import Material
from undercount.publish.words import Words


@dataclass(frozen=True)
class Chart:
    """One plot in one language.

    Attributes:
        kind: gap or outage.
        narrow, wide: file names in the folder plots.
        alt: what it shows, for those who do not see it.
        caption: what stands below it.
    """

    kind: str
    narrow: str
    wide: str
    alt: str
    caption: str


ChartSet = Mapping[str, Sequence[Chart]]  # by language


def draw_charts(edition: Material, languages: Sequence[Words], folder: Path) -> ChartSet:
    """Draw every plot of an edition into `folder`."""
    return {speak.language: [] for speak in languages}
