"""The plots of an edition: which there are, and what is said of each to those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from undercount.publish.charts import gap_alt, gap_chart, outage_alt, outage_chart
from undercount.publish.charts.marks import scene_of
from undercount.publish.material import Material
from undercount.publish.pen import Pen
from undercount.publish.words import Words

_DRAWN = ("killed", "detained", "injured", "security_deaths")  # what readers compare, the gravest first
_ON_THE_ACCOUNT = 2
_TELLING = 3  # fewer numbers than this are read faster than drawn
_Width = Literal["narrow", "wide"]
_WIDTHS: tuple[_Width, ...] = ("narrow", "wide")


@dataclass(frozen=True)
class Chart:
    """One plot in one language.

    Attributes:
        kind: gap or outage.
        narrow, wide: file names in the folder plots.
        alt: what it shows, for those who do not see it.
        rows: ids of the figures or claims drawn, in order of time: the table behind the plot.
    """

    kind: str
    narrow: str
    wide: str
    alt: str
    rows: tuple[str, ...]


ChartSet = Mapping[str, Sequence[Chart]]  # by language


def draw_charts(edition: Material, languages: Sequence[Words], folder: Path) -> ChartSet:
    """Draw every plot of an edition into `folder`, which is made where there is something to draw."""
    return {
        speak.language: [*_gap_charts(edition, speak, folder), *_outage_charts(edition, speak, folder)]
        for speak in languages
    }


def _gap_charts(edition: Material, speak: Words, folder: Path) -> Iterator[Chart]:
    names = _names(edition, speak)
    for subject in _subjects(edition)[:_ON_THE_ACCOUNT]:
        drawn = {
            width: gap_chart(edition.gaps, subject, speak, width=width, names=names) for width in _WIDTHS
        }
        alt = gap_alt(edition.gaps, subject, speak, names)
        rows = tuple(mark.point.figure for mark in scene_of(edition.gaps, subject).marks)
        yield Chart("gap", *_keep(drawn, f"gap-{subject}-{speak.language}", folder), alt, rows)


def _subjects(edition: Material) -> list[str]:
    """Return what is worth a plot: enough numbers of one thing in the place that holds the others."""
    counts: dict[str, int] = {}
    for series in edition.gaps.series:
        if series.place == edition.root_place:
            numbers = sum(1 for point in series.points if (point.value, point.low) != (None, None))
            counts[series.metric] = counts.get(series.metric, 0) + numbers
    return [subject for subject in _DRAWN if counts.get(subject, 0) >= _TELLING]


def _outage_charts(edition: Material, speak: Words, folder: Path) -> Iterator[Chart]:
    claims, crisis = edition.table("outage_claims"), edition.crisis
    rows = tuple(claim.id for claim in claims if claim.start or claim.end)
    if rows:
        names, fictional = _names(edition, speak), crisis.fictional
        drawn = {
            width: outage_chart(claims, speak, crisis.zone, width=width, names=names, fictional=fictional)
            for width in _WIDTHS
        }
        alt = outage_alt(claims, speak, crisis.zone, names)
        yield Chart("outage", *_keep(drawn, f"outages-{speak.language}", folder), alt, rows)


def _keep(drawn: Mapping[_Width, str], name: str, folder: Path) -> tuple[str, str]:
    """Write a plot's drawings; return their file names, the narrow one first."""
    folder.mkdir(exist_ok=True)
    for width, svg in drawn.items():
        (folder / f"{name}-{width}.svg").write_text(svg, encoding="utf-8", newline="\n")
    return f"{name}-narrow.svg", f"{name}-wide.svg"


def _names(edition: Material, speak: Words) -> dict[str, str]:
    pen = Pen(edition, speak)
    sources = {source.id: source.name_in(speak.language) for source in edition.table("sources")}
    return sources | {place: pen.place(place) for place in edition.places}
