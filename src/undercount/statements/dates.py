"""Dates in the text of a statement, in six languages, as EDTF; and the one that is printed on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from undercount.facts.document import BlockKind
from undercount.facts.hedge import LANGUAGES, lexicon
from undercount.statements.layout import Passage
from undercount.statements.words import ALL, anywhere, opening, words

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d/])")
_SHORT_MONTH = re.compile(r"(?<![\d.,/-])(\d{1,2})(?:\s+|[-./])([^\W\d_]{1,5}\.?)(?:\s+|[-./])(\d{4})(?!\d)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|º|-?(?:го|е|й|ое|му|ші|шы))?"
_BEFORE = re.compile(
    rf"(?:(?<!\d){_DAY}(?:\s*(?:[-–—/,]|and|и|et|y|та|і|to|al|au|по|мен|және)\s*(?:{_DAY}))?)\s*(?:días?\s+del\s+mes\s+de\s+|of\s+|de\s+)?$"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})\s*(?:жылғы|жылдың|жылы|жыл|ж\.)\s*$")
_AFTER = re.compile(rf"^(?:\s+{_DAY}(?!\d)(?:\s*[-–—]\s*{_DAY})?)?(?:\s*,?\s*(?:del?\s+)?(\d{{4}})(?!\d))?")
_SMALL = re.compile(
    r"\b(?:г|года|року|р|год|the|le|la|el|on|en|a|à|in|of|de|del|du|в|м|ж|жылғы|am|pm)\b\.?|\d{1,2}:\d\d|\W|\d",
    re.I,
)
_SHORT = 90


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date in running text.

    Attributes:
        edtf: 2022-01-06, 2022-01 or, without a year, XXXX-01-06.
        start, end: where it stands.
        day: the civil day, where day, month and year are printed.
    """

    edtf: str
    start: int
    end: int
    year: int | None
    month: int
    day_of_month: int | None

    @property
    def day(self) -> date | None:
        """Return the civil day, or None where it is not wholly printed or there is none such."""
        if self.year is None or self.day_of_month is None:
            return None
        return _civil(self.year, self.month, self.day_of_month)


def _civil(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str, language: str) -> tuple[DateReading, ...]:
    """Find the dates in `text`, with and without a year, left to right."""
    found = [*_with_month_names(text, language), *_iso(text), *_numeric(text)]
    short = [reading for reading in _shortened(text) if all(_apart(reading, other) for other in found)]
    found.extend(short)
    return tuple(sorted(found, key=lambda reading: reading.start))


def _apart(one: DateReading, other: DateReading) -> bool:
    return one.end <= other.start or other.end <= one.start


@cache
def _short_months() -> dict[str, int]:
    """Return the months as they are shortened in every language (CLDR), and as Roman numbers."""
    found = {roman: place for place, roman in enumerate(_ROMAN, start=1)}
    for language in LANGUAGES:
        for width in ("abbreviated", "wide"):
            for place, name in Locale(language).months["format"][width].items():
                found.setdefault(name.lower().rstrip("."), place)
    return found


def _shortened(text: str) -> Iterator[DateReading]:
    """Read "14 abr 2031", "2 Aug. 2031" and "21-X-2031"."""
    for found in _SHORT_MONTH.finditer(text):
        month = _short_months().get(found[2].lower().rstrip("."))
        day, year = int(found[1]), int(found[3])
        if month and (found[2].isupper() or found[2].lower() not in _ROMAN) and _civil(year, month, day):
            yield _reading(year, month, day, found.start(), found.end())


@cache
def _months(language: str) -> tuple[re.Pattern[str], ...]:
    known = lexicon(language if language in LANGUAGES else "en")
    return known.months if known is not None else ()


def _with_month_names(text: str, language: str) -> Iterator[DateReading]:
    taken: list[range] = []
    for month, pattern in enumerate(_months(language), start=1):
        for found in pattern.finditer(text):
            reading = _around(text, found, month)
            span = range(reading.start, reading.end)
            if not any(span.start < other.stop and other.start < span.stop for other in taken):
                taken.append(span)
                yield reading


def _around(text: str, found: re.Match[str], month: int) -> DateReading:
    head = text[max(0, found.start() - 40) : found.start()]
    before = _BEFORE.search(head)
    left = head[: before.start()] if before else head
    year_before = _YEAR_BEFORE.search(left)
    after = _AFTER.match(text[found.end() :])
    assert after is not None  # every part of the pattern may be missing
    day = _number(before[2] or before[1]) if before else None
    if day is None and not year_before:
        day = _number(after[1])
    year = _number(year_before[1]) if year_before else _number(after[3])
    start = found.start() - len(head) + len(left) - (len(year_before[0]) if year_before else 0)
    end = found.end() + (after.end() if not before or after[1] is None else 0)
    return _reading(year, month, day, start, end)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _reading(year: int | None, month: int, day: int | None, start: int, end: int) -> DateReading:
    day = day if day and 1 <= day <= 31 else None
    text = f"{year:04d}" if year else "XXXX"
    edtf = f"{text}-{month:02d}" + (f"-{day:02d}" if day else "")
    return DateReading(edtf, start, end, year, month, day)


def _iso(text: str) -> Iterator[DateReading]:
    for found in _ISO.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        if _civil(year, month, day):
            yield _reading(year, month, day, found.start(), found.end())


def _numeric(text: str) -> Iterator[DateReading]:
    """Read 06.01.2022 and 6/1/2022 with the day first, unless only the other order gives a date."""
    for found in _NUMERIC.finditer(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day, month = (first, second) if second <= 12 else (second, first)
        if _civil(year, month, day):
            yield _reading(year, month, day, found.start(), found.end())


def is_date_line(text: str) -> bool:
    """Tell a line that holds a date, perhaps a town, and nothing else."""
    return len(text) <= _SHORT and _date_of_line(text) is not None


def _date_of_line(text: str) -> DateReading | None:
    for language in LANGUAGES:
        for reading in find_dates(text, language):
            rest = text[: reading.start] + text[reading.end :]
            rest = anywhere(ALL, "dates", "published").sub(
                "", anywhere(ALL, "dates", "weekdays").sub("", rest)
            )
            rest = _SMALL.sub(" ", rest)
            if reading.year and len(rest.split()) <= 3:
                return reading
    return None


def printed_date(found: Sequence[Passage], language: str) -> DateReading | None:
    """Return the date a statement bears: on a line before or after the text, or as its dateline."""
    body = next(
        (i for i, p in enumerate(found) if p.kind is BlockKind.PARAGRAPH and len(p.text) > 200), len(found)
    )
    for passage in [*found[:body], *reversed(found[body:])]:
        for line in passage.lines if passage.kind is not BlockKind.ROW else ():
            reading = _date_of_line(line.text) if len(line.text) <= _SHORT else None
            if reading is not None:
                return reading
    for passage in found[: body + 2]:
        reading = _dateline(passage.text, language)
        if reading is not None:
            return reading
    return _in_the_head(found[:body], language)


def _dateline(text: str, language: str) -> DateReading | None:
    """Read "Paris, 21 May 2032 – Our organisations …" and "Published on 5 May 2032 by …"."""
    for reading in find_dates(text[:140], language):
        head = text[: reading.start].strip()
        tail = re.sub(r"^\s*(?:г\.|года|году|року|р\.)", "", text[reading.end :]).lstrip()
        opened = len(head.split()) <= 4 and (tail[:1] in "–—-:.()|/" or not tail)
        if reading.year and (opened or opening(ALL, "dates", "published").match(text)):
            return reading
    return None


def _in_the_head(found: Sequence[Passage], language: str) -> DateReading | None:
    for passage in found:
        for reading in find_dates(passage.text, language):
            if (
                reading.year
                and reading.day_of_month
                and passage.kind is not BlockKind.NOTICE
                and len(passage.text) < 160
            ):
                return reading
    return None


def weekday_of(text: str, reading: DateReading, language: str) -> int | None:
    """Return the day of the week printed beside a date, Monday being 0; None where none is."""
    near = text[max(0, reading.start - 16) : reading.start].lower()
    names = words(language, "dates", "weekdays")
    return next((number for number, name in enumerate(names) if name.lower() in near), None)
