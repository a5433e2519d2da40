"""Takes the text of a date apart: figures, names of months in three languages, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cache

from undercount.intake.lists.cells.words import Words, content, folded

DAY_FIRST, MONTH_FIRST = "day first", "month first"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23}  # EDTF level 1; a winter spans two years
_IDLE = " .,;:()[]\"'«»№_*?\n\t"

TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?P<offset>Z|[+-]\d\d:?\d\d)?)"
    r"|(?P<ymd>(?<!\d)\d{4}(?P<s1>[-./])\s?\d{1,2}(?P=s1)\s?\d{1,2}(?!\d))"
    r"|(?P<dmy>(?<!\d)\d{1,2}\s?(?P<s2>[-./,])\s?\d{1,2}\s?(?P=s2)\s?(?:\d{4}|\d{2})(?!\d))"
    r"|(?P<ym>(?<!\d)\d{4}[-./]\d{1,2}(?!\d))"
    r"|(?P<my>(?<!\d)\d{1,2}[./]\d{4}(?!\d))"
    r"|(?P<time>(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?(?!\w))?)"
    r"|(?P<compact>(?<!\d)(?:19|20)\d{6}(?!\d))"
    r"|(?P<dm>(?<!\d)\d{1,2}[./]\d{1,2}(?!\d))"
    r"|(?P<number>\d+)"
    r"|(?P<dash>[-–—/])|(?P<comma>,)|(?P<about>[~≈])"
    r"|(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s*-?([^\W\d_]+)")
_MONTH_YEAR = re.compile(r"[.-](\d\d)\W*$")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What helps to read a date that does not say everything.

    Attributes:
        order: day first or month first where figures leave it open; "" where nobody knows.
        first, last: the days under watch, which tell a missing year; None where they are not known.
        year: the year of dates that give none; it wins over the days under watch.
        zone: the time zone of times of day; None drops them.
        birth: whether the dates are of births: their years lie far back.
        from_1904: whether day numbers count from 1904.
    """

    order: str = ""
    first: date | None = None
    last: date | None = None
    year: int | None = None
    zone: tzinfo | None = None
    birth: bool = False
    from_1904: bool = False


@dataclass
class Part:
    """One date of an expression, as far as it is given.

    Attributes:
        other: day and month in the other order, where figures leave it open.
        third: early, mid or late in its month or year.
        clock, offset: a time of day.
        season: as EDTF counts them.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    other: tuple[int, int] | None = None
    third: str = ""
    clock: str = ""
    offset: str = ""
    season: int = 0

    @property
    def filled(self) -> bool:
        """Whether anything of a date was given."""
        return self.day is not None or self.month is not None or self.year is not None or bool(self.season)


@dataclass
class Scan:
    """A text while it is taken apart.

    Attributes:
        text: in small letters.
        marks: about, before, after, night, birth.
        notes: what was doubtful.
        parts: one date, or the two of a span or a choice.
        joint: `to` or `or` between two.
    done: how far the text has been taken ahead of the next token.
    """

    calendar: Calendar
    text: str = ""
    marks: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=lambda: [Part()])
    joint: str = ""
    done: int = 0


def scan(text: str, calendar: Calendar) -> tuple[Scan, str]:
    """Take a text apart; return it with the fault not_a_date or relative_date, or ""."""
    taken = Scan(calendar, _phrases(text.casefold().replace("ё", "е")))
    position = 0
    for found in TOKEN.finditer(taken.text):
        if found.start() < taken.done:
            position = found.end()
            continue
        if taken.text[position : found.start()].strip(_IDLE):
            return taken, "not_a_date"
        position = max(position, found.end())
        fault = _TAKERS["iso" if found["iso"] else str(found.lastgroup)](found, taken)
        if fault:
            return taken, fault
    return taken, "not_a_date" if taken.text[position:].strip(_IDLE) else ""


@cache
def _months() -> Words:
    return Words(content("dates")["months"])


@cache
def _marks() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(folded(w) for w in entry) for code, entry in content("dates")["marks"].items()}


@cache
def _mark_stems() -> Words:
    marks = content("dates")["marks"].items()
    return Words({code: [w for w in entry if w.endswith("*")] for code, entry in marks})


@cache
def _passed_over() -> Words:
    return Words({"passed": content("dates")["passed_over"]["words"]})


@cache
def _relative() -> Words:
    return Words({"relative": content("dates")["relative"]["words"]})


@cache
def _seasons() -> Words:
    return Words(content("dates")["seasons"])


@cache
def _birth_words() -> frozenset[str]:
    return frozenset(word for phrase in content("dates")["birth"]["words"] for word in folded(phrase).split())


@cache
def _long_marks() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return the marks of several words, and the one word each is replaced by."""
    short: dict[str, str] = {}
    for words in content("dates")["marks"].values():
        short |= {word: words[0] for word in words if " " in word}
    longest_first = sorted(short, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in longest_first)), short


def _phrases(text: str) -> str:
    pattern, short = _long_marks()
    return pattern.sub(lambda found: short[found[0]], text)


def _take_iso(found: re.Match[str], taken: Scan) -> str:
    text = found["iso"].replace(" ", "t", 1)
    part = _fresh(taken)
    part.year, part.month, part.day = (int(piece) for piece in text[:10].split("-"))
    clock = re.match(r"\d\d:\d\d(:\d\d)?", text[11:])
    offset = (found["offset"] or "").upper()
    part.offset = offset if offset in ("", "Z") or ":" in offset else f"{offset[:3]}:{offset[3:]}"
    part.clock = _clock(clock[0] if clock else "", bool(offset))
    return ""


def _clock(text: str, offset: bool) -> str:
    """Return a time of day; midnight without an offset is how programs write a day without a time."""
    return "" if text in ("00:00", "00:00:00") and not offset else text


def _take_ymd(found: re.Match[str], taken: Scan) -> str:
    part = _fresh(taken)
    part.year, part.month, part.day = (int(piece) for piece in re.findall(r"\d+", found["ymd"]))
    return ""


def _take_dmy(found: re.Match[str], taken: Scan) -> str:
    first, second, last = re.findall(r"\d+", found["dmy"])
    part = _fresh(taken)
    part.year = _year(last, taken)
    _set_order(part, int(first), int(second), found["s2"], taken)
    return ""


def _set_order(part: Part, first: int, second: int, mark: str, taken: Scan) -> None:
    """Set day and month from two figures; with dots the day stands first."""
    order = DAY_FIRST if mark in ".," else taken.calendar.order
    if first > 12 or second > 12 or first == second:
        by_value = DAY_FIRST if second <= 12 else MONTH_FIRST
        if order and by_value != order and first != second:
            taken.notes.append("order_by_value")
        order = by_value
    if not order:
        taken.notes.append("order_unknown")
        part.other = (second, first)
    part.day, part.month = (second, first) if order == MONTH_FIRST else (first, second)


def _take_ym(found: re.Match[str], taken: Scan) -> str:
    part = _fresh(taken)
    part.year, part.month = (int(piece) for piece in re.findall(r"\d+", found["ym"]))
    return ""


def _take_my(found: re.Match[str], taken: Scan) -> str:
    part = _fresh(taken)
    part.month, part.year = (int(piece) for piece in re.findall(r"\d+", found["my"]))
    return ""


def _take_dm(found: re.Match[str], taken: Scan) -> str:
    first, second = (int(piece) for piece in re.findall(r"\d+", found["dm"]))
    if _months().code(_word_after(found, taken)):  # 5/6 January: two days
        _fresh(taken).day = first
        _join(taken, "or")
        taken.parts[-1].day = second
        return ""
    _set_order(_fresh(taken), first, second, "." if "." in found["dm"] else "/", taken)
    return ""


def _take_compact(found: re.Match[str], taken: Scan) -> str:
    text, part = found["compact"], _fresh(taken)
    part.year, part.month, part.day = int(text[:4]), int(text[4:6]), int(text[6:])
    return ""


def _take_time(found: re.Match[str], taken: Scan) -> str:
    clock = re.match(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s?([ap])?", found["time"])
    assert clock
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + 12 * (clock[4] == "p")
    if hour > 23 or int(clock[2]) > 59:
        return "not_a_date"
    taken.parts[-1].clock = _clock(
        f"{hour:02}:{clock[2]}" + (f":{clock[3]}" if clock[3] else ""), offset=False
    )
    return ""


def _take_number(found: re.Match[str], taken: Scan) -> str:
    text, part = found["number"], taken.parts[-1]
    if part.day is not None and part.month is not None and _months().code(_word_after(found, taken)):
        _join(taken, "to")
        part = taken.parts[-1]
    if len(text) == 4 and part.year is None:
        part.year = int(text)
    elif len(text) > 2 or not int(text):
        return "not_a_date"
    elif part.day is None:
        part.day = int(text)
    elif part.month is not None and part.year is None and len(text) == 2:
        part.year = _year(text, taken)
    elif part.month is None and int(text) <= 12:
        part.month = int(text)  # 05 01 2022
    else:
        return "not_a_date"
    return ""


def _word_after(found: re.Match[str], taken: Scan) -> str:
    following = _NEXT_WORD.match(taken.text, found.end())
    return following[1] if following else ""


def _take_dash(found: re.Match[str], taken: Scan) -> str:
    part = taken.parts[-1]
    before, after = taken.text[: found.start()][-1:], taken.text[found.end() :][:1]
    glued_word = after.isalpha() and part.month is None  # 5-Jan, 5-го
    glued_number = before.isalpha() and after.isdigit() and part.year is None  # Jan-5, 5-Jan-22
    return "" if not part.filled or glued_word or glued_number else _join(taken, "to")


def _take_comma(_: re.Match[str], taken: Scan) -> str:
    part = taken.parts[-1]
    several = part.day is not None and part.month is None and len(taken.parts) == 1
    return _join(taken, "or") if several else ""


def _take_about(_: re.Match[str], taken: Scan) -> str:
    taken.marks.add("about")
    return ""


def _take_word(found: re.Match[str], taken: Scan) -> str:  # noqa: C901 - a table of cases, each short
    word, part = found["word"], taken.parts[-1]
    if _months().code(word):
        return _take_month(int(_months().code(word)), found, taken)
    if _seasons().code(word):
        part.season = _SEASONS[_seasons().code(word)]
        return ""
    if word in _marks()["to"] | _marks()["or"] and part.filled:
        return _join(taken, "or" if word in _marks()["or"] else "to")
    mark = next((code for code, known in _marks().items() if word in known), "") or _mark_stems().code(word)
    if mark in ("early", "mid", "late"):
        part.third = mark
    elif mark and mark not in ("to", "or"):
        taken.marks.add(mark)
    elif _relative().code(word):
        return "relative_date"
    elif word in _birth_words() and taken.calendar.birth:
        taken.marks.add("birth")
    elif not _passed_over().code(word) and mark not in ("to", "or"):
        return "not_a_date"
    return ""


def _take_month(month: int, found: re.Match[str], taken: Scan) -> str:
    part = taken.parts[-1]
    if part.month is not None:
        return "not_a_date"
    part.month = month
    short = _MONTH_YEAR.match(taken.text, found.end())
    if (
        short and part.day is None and int(short[1]) > 14
    ):  # янв.22, as spreadsheets shorten a month and a year
        part.year = _year(short[1], taken)
        taken.done = short.end()
    return ""


def _fresh(taken: Scan) -> Part:
    """Return the part a whole date goes to: the current one while it is empty, else a new one."""
    part = taken.parts[-1]
    if part.filled:
        part = Part()
        taken.parts.append(part)
    return part


def _join(taken: Scan, joint: str) -> str:
    taken.joint = taken.joint or joint
    taken.parts.append(Part())
    return ""


def _year(text: str, taken: Scan) -> int:
    """Return the year of two figures: of a birth, the last one that is not in the future."""
    if len(text) == 4:
        return int(text)
    taken.notes.append("two_digit_year")
    newest = (taken.calendar.last or date(2030, 1, 1)).year % 100
    long_ago = int(text) > (newest if taken.calendar.birth else 79)
    return int(text) + (1900 if long_ago else 2000)


_TAKERS: Mapping[str, Callable[[re.Match[str], Scan], str]] = {
    "iso": _take_iso,
    "ymd": _take_ymd,
    "dmy": _take_dmy,
    "ym": _take_ym,
    "my": _take_my,
    "dm": _take_dm,
    "compact": _take_compact,
    "time": _take_time,
    "number": _take_number,
    "dash": _take_dash,
    "comma": _take_comma,
    "about": _take_about,
    "word": _take_word,
}


def short_year(text: str, taken: Scan) -> int:
    """Return the year of two figures, noting that it was short."""
    return _year(text, taken)
