"""Plots of official against observed figures over time, for phones and for wide pages and print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from undercount.facts.results import Gap
from undercount.publish.charts import ladder, timeline
from undercount.publish.charts.marks import Scene, scene_of
from undercount.publish.charts.parts import footer, heading, key
from undercount.publish.charts.phrasing import Phrasing
from undercount.publish.charts.sheet import Sheet
from undercount.publish.charts.svg import svg_of
from undercount.publish.words import Words

Width = Literal["narrow", "wide"]


def gap_chart(
    gap: Gap, metric: str, words: Words, *, width: Width = "wide", names: Mapping[str, str] | None = None
) -> str:
    """Draw what authorities said against what observers said, as an SVG that needs nothing from outside.

    Args:
        gap: the series and the issues that rules found in them.
        metric: a subject of subjects.toml, such as `security_deaths`, or any metric of the gap.
        words: the language.
        width: narrow for a screen of 360 pixels, one row a number; wide for pages and print, along time.
        names: what sources and places are called, by id; ids stand where there is no name.

    Raises:
        KeyError: the gap has no figure with an amount and a day for it.
    """
    sheet, title = _drawn(gap, metric, words, width, names or {})
    return svg_of(sheet, title, gap_alt(gap, metric, words, names), words.language)


def gap_spec(
    gap: Gap, metric: str, words: Words, *, width: Width = "wide", names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the Vega-Lite specification of the same plot, each mark with its figure's own data.

    Raises:
        KeyError: the gap has no figure with an amount and a day for it.
    """
    return _drawn(gap, metric, words, width, names or {})[0].spec()


def gap_alt(gap: Gap, metric: str, words: Words, names: Mapping[str, str] | None = None) -> str:
    """Say what the plot shows, for those who do not see it; the table beside it has every number.

    Raises:
        KeyError: the gap has no figure with an amount and a day for it.
    """
    scene, phrasing = scene_of(gap, metric), Phrasing(words, names or {})
    sentences = [f"{phrasing.title(scene)}.", f"{phrasing.subtitle(scene)}."]
    sentences += [_side(scene, phrasing, official=official) for official in (True, False)]
    for mark in scene.marks:
        for note in phrasing.notes(mark):
            source = phrasing.name(mark.point.source)
            sentences.append(f"{phrasing.days(mark)}, {source}: {phrasing.number(mark.point)} – {note}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _drawn(gap: Gap, metric: str, words: Words, width: Width, names: Mapping[str, str]) -> tuple[Sheet, str]:
    """Draw a plot on a sheet; return the sheet and the plot's title."""
    scene, phrasing = scene_of(gap, metric), Phrasing(words, names)
    sheet = Sheet(ladder.WIDTH if width == "narrow" else timeline.WIDTH, mirrored=words.direction == "rtl")
    fictional = phrasing.fictional() if gap.provenance.fictional else ""
    heading(sheet, phrasing.title(scene), phrasing.subtitle(scene), fictional)
    key(sheet, _key(scene, phrasing, width))
    draw = ladder.draw_rows if width == "narrow" else timeline.draw_time
    draw(sheet, scene, phrasing)
    footer(sheet, phrasing.source_line(gap.provenance.snapshot))
    return sheet, phrasing.title(scene)


def _side(scene: Scene, phrasing: Phrasing, *, official: bool) -> str:
    marks = [mark for mark in scene.marks if mark.official is official and not mark.taken_back]
    if not marks:
        return ""
    name = phrasing.words.label("side", "authority" if official else "observer")
    first, last = marks[0], marks[-1]
    ends = [f"{phrasing.number(end.point)} ({phrasing.words.day(end.first)})" for end in (first, last)]
    return f"{name[:1].upper()}{name[1:]}: {' … '.join(dict.fromkeys(ends))}."


def _key(scene: Scene, phrasing: Phrasing, width: Width) -> list[tuple[str, str]]:
    authorities, observers, taken_back = phrasing.key()
    entries = []
    if any(mark.official for mark in scene.marks):
        entries.append(("authority", authorities))
    if not all(mark.official for mark in scene.marks):
        entries.append(("observer", observers))
    if any(mark.taken_back for mark in scene.marks):
        entries.append(("taken_back", taken_back))
    if any(not mark.main for mark in scene.marks):
        entries.append(("other", phrasing.other()))
    if any(mark.high is None for mark in scene.marks):
        entries.append(("arrow" if width == "wide" else "arrow-right", phrasing.arrow()))
    return entries
