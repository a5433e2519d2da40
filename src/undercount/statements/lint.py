"""Faults that a machine could have caught before anyone signed, as codes with their place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from undercount.facts.document import BlockKind
from undercount.facts.hedge import LANGUAGES, lexicon, phrases
from undercount.statements.dates import DateReading, find_dates, weekday_of
from undercount.statements.figures import is_vague_speaker
from undercount.statements.layout import Passage
from undercount.statements.reading import DefectReading, DemandReading, FigureReading, SignatoryReading
from undercount.statements.sentences import sentences
from undercount.statements.truncation import breaks_off, is_cut_mark, is_finished
from undercount.statements.words import ALL, anywhere, whole

_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_SLIPS = re.compile(
    r"‘‘|’’(?=\w)|(?<=\w)- (?=(?!and |or |und |et |y )[a-zа-я])(?<![\s]- )"
    r"|\s[,;](?=\s)|,,(?!\w)|(?<=[a-zа-я])\.\.(?!\.)"
)
_JOINED = re.compile(r"\s(?:and|or|и|или|та|і|й|або|et|ou|y|e|o|және|мен|пен|бен)\s|,\s|/")


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A public event whose date is known, by which the date printed on a statement is checked.

    Attributes:
        words: groups of words; of each group one must stand in the text.
        first, last: the days on which statements about it as something new can have been made.
    """

    id: str
    words: tuple[tuple[str, ...], ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Material:
    """What the linter looks at."""

    passages: Sequence[Passage]
    language: str
    printed: DateReading | None
    demands: Sequence[DemandReading]
    figures: Sequence[FigureReading]
    signatories: Sequence[SignatoryReading]
    declared: tuple[int, int] | None
    end_of_text: int | None
    events: Sequence[DatedEvent]


@cache
def known_events() -> tuple[DatedEvent, ...]:
    """Return the public events that ship with the project."""
    text = (files("undercount.statements") / "data" / "events.toml").read_text(encoding="utf-8")
    return tuple(
        DatedEvent(entry["id"], tuple(tuple(group) for group in entry["words"]), entry["from"], entry["to"])
        for entry in tomllib.loads(text)["event"]
    )


def lint(material: Material) -> tuple[DefectReading, ...]:
    """Find the defects, in order of line and code."""
    checks = (_date, _truncation, _notices, _relative_dates, _figures, _signatories, _setting)
    found = [defect for check in checks for defect in check(material)]
    return tuple(sorted(dict.fromkeys(found), key=lambda defect: (defect.line, defect.code, defect.quote)))


# ---------------------------------------------------------------- dates


def _date(material: Material) -> Iterator[DefectReading]:
    if material.printed is None:
        yield DefectReading("date_missing", 0, "")
        return
    line, quote = _where_printed(material)
    if _contradicting_event(material) or _later_event(material) is not None:
        yield DefectReading("date_contradicts_events", line, quote)
    if _wrong_weekday(material):
        yield DefectReading("weekday_contradicts_date", line, quote)


def _where_printed(material: Material) -> tuple[int, str]:
    wanted = material.printed.edtf if material.printed else ""
    for passage in material.passages:
        for language in dict.fromkeys((material.language, *LANGUAGES)):
            for reading in find_dates(passage.text, language):
                if reading.edtf == wanted:
                    return passage.line_at(reading.start), passage.text[reading.start : reading.end]
    return 0, wanted


def _contradicting_event(material: Material) -> DatedEvent | None:
    """Return a known event the text speaks of that the printed date can't belong to.

    The printed day and month fit it in another year: the slip of a year, which the turn of the year invites.
    """
    printed = material.printed
    if printed is None or printed.year is None:
        return None
    text = "\n".join(passage.text for passage in material.passages)
    for event in material.events:
        if not all(phrases(group).search(text) for group in event.words):
            continue
        day = printed.day or date(printed.year, printed.month, 1)
        if not event.first - timedelta(days=31) <= day <= event.last + timedelta(days=5 * 366) and _fits(
            printed, event
        ):
            return event
    return None


def _fits(printed: DateReading, event: DatedEvent) -> bool:
    """Tell whether the printed day and month, in the event's year, lie within the event's time."""
    for year in range(event.first.year, event.last.year + 1):
        try:
            day = date(year, printed.month, printed.day_of_month or 15)
        except ValueError:
            continue
        if event.first <= day <= event.last:
            return True
    return False


def _later_event(material: Material) -> DateReading | None:
    """Return a date in the text, of something past, that is later than the printed one."""
    day = material.printed.day if material.printed else None
    if day is None:
        return None
    future = anywhere(material.language if material.language in LANGUAGES else "en", "dates", "future")
    for passage in material.passages:
        if passage.kind is not BlockKind.PARAGRAPH or len(passage.text) < 60:
            continue
        for start, sentence in sentences(passage.text):
            for reading in find_dates(sentence, material.language):
                own = reading.day
                near = sentence[max(0, reading.start - 50) : reading.start]
                if (
                    own
                    and own > day + timedelta(days=1)
                    and not future.search(near)
                    and not future.search(sentence)
                ):
                    del start
                    return reading
    return None


def _wrong_weekday(material: Material) -> bool:
    printed = material.printed
    if printed is None or printed.day is None:
        return False
    for passage in material.passages:
        for language in (material.language,) if material.language in LANGUAGES else ():
            for reading in find_dates(passage.text, language):
                named = weekday_of(passage.text, reading, language)
                if reading.edtf == printed.edtf and named is not None and named != printed.day.weekday():
                    return True
    return False


def _relative_dates(material: Material) -> Iterator[DefectReading]:
    if material.language not in LANGUAGES:
        return
    pattern = anywhere(material.language, "dates", "relative")
    for passage in material.passages:
        if passage.kind in _TEXT:
            for found in pattern.finditer(passage.text):
                yield DefectReading("relative_date", passage.line_at(found.start()), found[0])


# ---------------------------------------------------------------- text


def _truncation(material: Material) -> Iterator[DefectReading]:
    for demand in material.demands:
        if demand.truncated:
            yield DefectReading("truncated_demand", demand.line, _end_of(demand.text))
    yield from truncated_text(material.passages, material.language, material.end_of_text, material.demands)


def truncated_text(
    found: Sequence[Passage], language: str, end: int | None, demands: Sequence[DemandReading]
) -> Iterator[DefectReading]:
    """Find where the running text breaks off: at its end, or at a paragraph that asks for more."""
    text = [p for p in found[:end] if p.kind is BlockKind.ITEM or (p.kind in _TEXT and len(p.text) > 60)]
    cut = [demand.line for demand in demands if demand.truncated]
    for number, passage in enumerate(text):
        last = number == len(text) - 1
        holds_cut = any(passage.line <= line <= passage.lines[-1].number for line in cut)
        open_end = not is_finished(passage.text) and breaks_off(passage.text, language)
        if (
            (last and _breaks_at_the_end(passage, language))
            or (holds_cut and last)
            or (open_end and passage.kind is BlockKind.PARAGRAPH and not _goes_on_below(passage, found))
        ):
            yield DefectReading("truncated_text", passage.lines[-1].number, _end_of(passage.text))
    for passage in found:
        if (
            passage.kind is BlockKind.PARAGRAPH
            and is_cut_mark(passage.text, ALL)
            and "…" in passage.text + "[...]"[:0]
        ):
            yield DefectReading("truncated_text", passage.line, passage.text)


def _breaks_at_the_end(passage: Passage, language: str) -> bool:
    if is_finished(passage.text) or passage.text.rstrip().endswith((",", ";")):
        return False
    long = passage.kind is BlockKind.PARAGRAPH and len(passage.text) > 120
    return long or breaks_off(passage.text, language)


def _goes_on_below(passage: Passage, found: Sequence[Passage]) -> bool:
    """Tell a lead-in, whose sentence goes on in the list below it."""
    place = next((i for i, other in enumerate(found) if other is passage), None)
    follower = found[place + 1] if place is not None and place + 1 < len(found) else None
    return follower is not None and (follower.kind is BlockKind.ITEM or follower.text[:1].islower())


def _end_of(text: str) -> str:
    return "… " + " ".join(text.split()[-6:]) if len(text.split()) > 6 else text


def _notices(material: Material) -> Iterator[DefectReading]:
    for passage in material.passages:
        if passage.kind is BlockKind.NOTICE:
            yield DefectReading("notice_in_text", passage.line, passage.text[:160])


def _setting(material: Material) -> Iterator[DefectReading]:
    for passage in material.passages:
        for line in passage.broken:
            yield DefectReading("broken_sentence", line, _end_of(_line_text(passage, line)))
        if passage.kind in _TEXT:
            for found in _SLIPS.finditer(passage.text):
                near = passage.text[max(0, found.start() - 12) : found.end() + 12]
                yield DefectReading("typographic_slip", passage.line_at(found.start()), near.strip())


def _line_text(passage: Passage, number: int) -> str:
    return next((line.text for line in passage.lines if line.number == number), "")


# ---------------------------------------------------------------- figures and signatories


def _figures(material: Material) -> Iterator[DefectReading]:
    for figure in material.figures:
        if figure.kind != "count" or not (figure.people or figure.quantity.hedge == "exceeds"):
            continue
        claimed = not any(
            _holds(passage, figure) for passage in material.passages if passage.kind is BlockKind.ITEM
        )
        if (
            claimed
            and is_vague_speaker(figure.who_says, material.language)
            and not _footnoted(figure, material)
        ):
            yield DefectReading("unsourced_figure", figure.line, figure.quote)
        if mixes_populations(figure.population, material.language):
            yield DefectReading("mixed_population", figure.line, figure.quote)


def _holds(passage: Passage, figure: FigureReading) -> bool:
    return any(line.number == figure.line for line in passage.lines) and figure.quote in passage.text


def _footnoted(figure: FigureReading, material: Material) -> bool:
    """Tell a figure whose sentence carries the mark of a footnote, which can name its source."""
    for passage in material.passages:
        place = passage.text.find(figure.quote)
        if place >= 0 and re.match(r"[^.!?]{0,160}?[.!?]?(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰])", passage.text[place:]):
            return True
    return False


def mixes_populations(population: str, language: str) -> bool:
    """Tell a noun phrase that joins two kinds of people in one number: "police officers and protesters"."""
    known = lexicon(language)
    if known is None:
        return False
    pieces = [piece.strip() for piece in _JOINED.split(population) if piece.strip()]
    everyone = whole(language, "figures", "everyone")
    several = [piece for piece in pieces if not everyone.match(piece)]
    return len(pieces) > 1 and bool(several) and any(known.person.search(piece) for piece in pieces)


def _signatories(material: Material) -> Iterator[DefectReading]:
    seen: dict[tuple[str, str | None], int] = {}
    for signatory in material.signatories:
        key = (re.sub(r"\W+", "", signatory.name.lower()), signatory.iso2)
        if key in seen:
            yield DefectReading("duplicate_signatory", signatory.line, signatory.name)
        seen[key] = signatory.line
    if (
        material.declared is not None
        and material.signatories
        and material.declared[0] != len(material.signatories)
    ):
        yield DefectReading("signatory_count_differs", material.declared[1], str(material.declared[0]))
