"""Plots of claimed outages: what each source says of when people were cut off, side by side on local time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from undercount.facts.register import OutageClaim
from undercount.publish.charts.lettering import SEMIBOLD, text_width, wrap
from undercount.publish.charts.parts import BODY, LEADING, SMALL, footer, heading
from undercount.publish.charts.sheet import FAINT, INK, MARGIN, PAPER, SOFT, Sheet
from undercount.publish.charts.svg import svg_of
from undercount.publish.words import Words

Width = Literal["narrow", "wide"]
_WIDTHS = {"narrow": 344, "wide": 800}
_SHOWN = ("off", "degraded", "on")
_COLUMN = 235  # of labels, in the wide plot
_BAR = 11
_ARROW = 14
_THIN = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One claim: from when to when, local time; None is open or not given."""

    claim: OutageClaim
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """What one source claims of one place and network; its bars do not cover each other."""

    scope: str
    source: str
    network: str
    bars: tuple[Bar, ...]

    @property
    def begins(self) -> datetime:
        """Its first known moment."""
        return min(moment for bar in self.bars for moment in (bar.start, bar.end) if moment)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where moments stand."""

    first: datetime
    last: datetime
    left: float
    right: float

    def x(self, moment: datetime) -> float:
        """Return where a moment stands."""
        return self.left + (self.right - self.left) * ((moment - self.first) / (self.last - self.first))


@dataclass(frozen=True)
class _View:
    """How a plot is shown: its language, what things are called, and for which width."""

    words: Words
    names: Mapping[str, str]
    wide: bool


@dataclass(frozen=True)
class _Plot:
    sheet: Sheet
    view: _View

    @property
    def words(self) -> Words:
        """The language."""
        return self.view.words

    def name(self, ident: str) -> str:
        """Return the name of a source or a place."""
        return self.view.names.get(ident, ident)


def outage_chart(
    claims: Iterable[OutageClaim],
    words: Words,
    zone: str,
    *,
    width: Width = "wide",
    names: Mapping[str, str] | None = None,
    fictional: bool = False,
) -> str:
    """Draw what each source claims of when people were cut off, as an SVG that needs nothing from outside.

    A claim is not a measurement, and rival ones stand side by side. One without a time is in the table only.

    Args:
        claims: rows of the table `outage_claims`.
        words: the language.
        zone: IANA zone in which days are shown.
        width: narrow for a screen of 360 pixels, wide for pages and print.
        names: what sources and places are called, by id.
        fictional: whether the crisis is invented.

    Raises:
        KeyError: no claim gives a time.
    """
    own = list(claims)
    view = _View(words, names or {}, width == "wide")
    sheet = _drawn(own, view, zone, fictional=fictional)
    return svg_of(sheet, _title(words), outage_alt(own, words, zone, names), words.language)


def outage_alt(
    claims: Iterable[OutageClaim], words: Words, zone: str, names: Mapping[str, str] | None = None
) -> str:
    """Say what the plot of claimed outages shows, for those who do not see it.

    Raises:
        KeyError: no claim gives a time.
    """
    known = names or {}
    sentences = [f"{_title(words)}."]
    for row in _rows(claims, ZoneInfo(zone)):
        said = "; ".join(_said(bar, words) for bar in row.bars)
        who = (known.get(row.scope, row.scope), known.get(row.source, row.source))
        sentences.append(f"{', '.join(who)}, {words.label('network', row.network)}: {said}.")
    return " ".join(sentences)


def _drawn(claims: Iterable[OutageClaim], view: _View, zone: str, *, fictional: bool) -> Sheet:
    words, rows = view.words, _rows(claims, ZoneInfo(zone))
    sheet = Sheet(_WIDTHS["wide" if view.wide else "narrow"], words.direction == "rtl")
    plot = _Plot(sheet, view)
    invented = words("Fictional: an exercise with invented people and events") if fictional else ""
    clock = _clock(rows, MARGIN + (_COLUMN if view.wide else 0), sheet.width - MARGIN - 4)
    heading(sheet, _title(words), _local_time(words, clock), invented)
    _key(plot)
    top = sheet.height + 30
    _days(plot, clock, top - 6)
    sheet.height = top
    for scope in dict.fromkeys(row.scope for row in rows):
        _scope(plot, [row for row in rows if row.scope == scope], clock)
    _midnights(plot, clock, top, sheet.height + 6)
    footer(sheet, words("A claim is not a measurement. The table beside the plot names each claim’s page."))
    return sheet


def _title(words: Words) -> str:
    return words("When people were cut off, by who says so")


def _local_time(words: Words, clock: Clock) -> str:
    offset = clock.first.utcoffset() or timedelta(0)
    hours = offset.total_seconds() / 3600
    return words("Local time, {offset}", offset=f"UTC{hours:+g}".replace("-", "−"))


def _rows(claims: Iterable[OutageClaim], zone: ZoneInfo) -> list[Row]:
    """Put the claims in rows: by place, then by when they begin."""
    rows: list[Row] = []
    for claim in sorted(claims, key=lambda one: one.id):
        bar = _bar(claim, zone)
        if claim.state not in _SHOWN or not (bar.start or bar.end):
            continue
        key = (claim.scope, claim.source, claim.network)
        own = (i for i, row in enumerate(rows) if (row.scope, row.source, row.network) == key)
        index = next((i for i in own if _free(rows[i], bar)), None)
        if index is None:
            rows.append(Row(*key, bars=(bar,)))
        else:
            rows[index] = Row(*key, bars=(*rows[index].bars, bar))
    if not rows:
        raise KeyError("no claim gives a time")
    sizes = {scope: sum(row.scope == scope for row in rows) for scope in {row.scope for row in rows}}
    return sorted(rows, key=lambda row: (-sizes[row.scope], row.scope, row.begins, row.source, row.network))


def _bar(claim: OutageClaim, zone: ZoneInfo) -> Bar:
    start = claim.start.bounds(zone)[0] if claim.start else None
    end = claim.end.bounds(zone)[1] if claim.end else None
    return Bar(claim, start and start.astimezone(zone), end and end.astimezone(zone))


def _free(row: Row, bar: Bar) -> bool:
    """Tell whether a bar covers none of a row's; one that is open at an end covers all beyond."""
    return all(
        (bar.end and other.start and bar.end <= other.start)
        or (other.end and bar.start and other.end <= bar.start)
        for other in row.bars
    )


def _clock(rows: Sequence[Row], left: float, right: float) -> Clock:
    moments = [moment for row in rows for bar in row.bars for moment in (bar.start, bar.end) if moment]
    first = min(moments).replace(hour=0, minute=0, second=0, microsecond=0)
    last = (max(moments) + timedelta(hours=23)).replace(hour=0, minute=0, second=0, microsecond=0)
    return Clock(first, max(last, first + timedelta(days=1)), left, right)


def _key(plot: _Plot) -> None:
    entries = [(state, plot.words.label("outage_state", state)) for state in _SHOWN]
    entries += [
        ("open", plot.words("an arrow: no end or no beginning given")),
        ("thin", plot.words("a thin line: how far the times may be off")),
    ]
    x, y = float(MARGIN), plot.sheet.height + 10 + BODY * LEADING
    for kind, words in entries:
        width = 32 + text_width(words, BODY)
        if x > MARGIN and x + width > plot.sheet.width - MARGIN:
            x, y = float(MARGIN), y + BODY * LEADING + 2
        first, *rest = wrap(words, plot.sheet.width - 2 * MARGIN - 32, BODY)
        _sample(plot.sheet, x, y - 4, kind)
        plot.sheet.text(x + 32, y, first, size=BODY)
        for line in rest:
            y += BODY * LEADING
            plot.sheet.text(x + 32, y, line, size=BODY)
        x += width + 18


def _sample(sheet: Sheet, x: float, y: float, kind: str) -> None:
    if kind == "open":
        sheet.shape(x + 12, y, "triangle-right", {}, color=INK, size=70)
    elif kind == "thin":
        sheet.rule((x, y), (x + 24, y), color=SOFT, width=_THIN)
    else:
        _piece(sheet, x, x + 24, y, kind)


def _days(plot: _Plot, clock: Clock, y: float) -> None:
    days = (clock.last - clock.first).days
    widest = max(text_width(_day(plot.words, clock.first + timedelta(n)), SMALL) for n in range(days))
    step = next(n for n in (1, 2, 3, 7, 14, 30, 10**6) if n * (clock.right - clock.left) / days > widest + 8)
    for index in range(0, days, step):
        day = clock.first + timedelta(index)
        plot.sheet.text(clock.x(day) + 2, y, _day(plot.words, day), size=SMALL, color=SOFT)


def _day(words: Words, day: datetime) -> str:
    return format_skeleton("MMMd", day.date(), locale=words.locale)


def _midnights(plot: _Plot, clock: Clock, top: float, bottom: float) -> None:
    """Mark each local midnight."""
    for index in range((clock.last - clock.first).days + 1):
        x = clock.x(clock.first + timedelta(index))
        plot.sheet.rule((x, top - 16), (x, bottom), color=FAINT, width=0.7, layer="grid")


def _scope(plot: _Plot, rows: Sequence[Row], clock: Clock) -> None:
    sheet = plot.sheet
    y = sheet.height + 10 + BODY * LEADING
    name = plot.name(rows[0].scope)
    sheet.plate(MARGIN, y - BODY, MARGIN + text_width(name, BODY, SEMIBOLD) + 3, y + 4)
    sheet.text(MARGIN, y, name, size=BODY, weight=SEMIBOLD, color=INK)
    sheet.height = y + 2
    for row in rows:
        _row(plot, row, clock)


def _row(plot: _Plot, row: Row, clock: Clock) -> None:
    sheet = plot.sheet
    said = f"{plot.name(row.source)} · {plot.words.label('network', row.network)}{_hours(plot.words, row)}"
    room = (_COLUMN if plot.view.wide else sheet.width - MARGIN) - MARGIN - 8
    lines = wrap(said, room, SMALL)
    top = sheet.height + 6
    for index, line in enumerate(lines):
        y = top + SMALL + index * SMALL * 1.25
        sheet.plate(MARGIN, y - SMALL, MARGIN + text_width(line, SMALL) + 3, y + 3)
        sheet.text(MARGIN, y, line, size=SMALL, color=SOFT)
    below = top + len(lines) * SMALL * 1.25
    middle = top + SMALL * 0.62 + (len(lines) - 1) * SMALL * 0.62 if plot.view.wide else below + _BAR / 2 + 1
    for bar in row.bars:
        _draw(sheet, bar, clock, middle)
    sheet.height = max(below, middle + _BAR / 2) + 1


def _draw(sheet: Sheet, bar: Bar, clock: Clock, y: float) -> None:
    """Draw one claim; an arrow where it gives no beginning or no end."""
    if bar.start:
        left = clock.x(bar.start)
        right = clock.x(bar.end) if bar.end else min(left + 3 * _ARROW, clock.right)
    else:
        assert bar.end, "a bar has at least one end"
        right = clock.x(bar.end)
        left = max(right - 3 * _ARROW, clock.left)
    _inexact(sheet, bar, clock, y)
    _piece(sheet, left, max(right, left + 2), y, bar.claim.state)
    if not bar.end:
        sheet.shape(right + 4, y, "triangle-right", {}, color=INK, size=70)
    if not bar.start:
        sheet.shape(left - 4, y, "triangle-left", {}, color=INK, size=70)


def _inexact(sheet: Sheet, bar: Bar, clock: Clock, y: float) -> None:
    """Draw how far a claim's times may be off, by its own word."""
    off = timedelta(minutes=bar.claim.precision_min or 0)
    for moment in filter(None, (bar.start, bar.end)):
        ends = (min(max(clock.x(moment + by), clock.left), clock.right) for by in (-off, off))
        left, right = ends
        sheet.rule((left, y), (right, y), color=SOFT, width=_THIN, layer="plate")


def _piece(sheet: Sheet, left: float, right: float, y: float, state: str) -> None:
    """Draw a stretch: off is solid, degraded is striped, on is hollow."""
    sheet.rule((left, y), (right, y), color=INK, width=_BAR)
    if state == "on":
        sheet.rule((left + 1.2, y), (right - 1.2, y), color=PAPER, width=_BAR - 2.4, layer="inner")
    elif state == "degraded":
        inner = {"color": PAPER, "width": _BAR - 2.4, "dash": [2.5, 2.5], "layer": "inner"}
        sheet.rule((left + 1.2, y), (right - 1.2, y), **inner)


def _hours(words: Words, row: Row) -> str:
    hours = [bar.claim.hours for bar in row.bars if bar.claim.hours is not None]
    unit = words.label("unit", "hours")
    return "".join(f" · {words.number(number)}\N{NO-BREAK SPACE}{unit}" for number in hours)


def _said(bar: Bar, words: Words) -> str:
    state = words.label("outage_state", bar.claim.state)
    start = words("from {day}", day=words.day(bar.start.date())) if bar.start else ""
    end = words("until {day}", day=words.day(bar.end.date())) if bar.end else ""
    return ", ".join(part for part in (state, start, end) if part)
