"""What the other cells of a list say: sex, age, birth, count, roles, texts, yes and no, identifiers."""

from __future__ import annotations

import re

from undercount.facts.moment import read_moment
from undercount.facts.quantity import read_quantities
from undercount.intake.lists.cells.dates import Calendar, read_date
from undercount.intake.lists.cells.names import letter_notes
from undercount.intake.lists.cells.reading import Reading, cell_fault
from undercount.intake.lists.cells.words import Words, content, folded, is_blank, spaced, unknown_of, words
from undercount.intake.lists.parse.grid import DATE

OLDEST = 120
_AGE = re.compile(
    r"(?:лет\s+|age[d:]?\s*)?(?P<low>\d{1,3})(?:[.,](?P<part>\d{1,2}))?"
    r"(?:\s*(?:-|–|—|/|до|или|to|or)\s*(?P<high>\d{1,3}))?"
    r"[\s-]*(?P<unit>[^\W\d_][^\d+]*)?(?P<over>\+)?"
)
_AND_MONTHS = re.compile(r"(?<=[^\W\d])\.? (?:и )?\d{1,2} ?(?:мес|month|mo\b|ай)\w*")
_YEAR_OF_BIRTH = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_PIECES = re.compile(r"[,;()]|(?<!\d)/|/(?!\d)")
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d+|\d[eE]\+\d+")
_ITEMS = re.compile(r"[,;/|\n]")
_RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)")


def read_sex(text: str) -> Reading:
    """Read a sex. Fields: sex. Faults: not_a_sex."""
    early = _early(text, "sex")
    if early is not None:
        return early
    code = words("sex").code(text)
    return Reading({"sex": code}) if code else Reading(fault="not_a_sex")


def read_answer(text: str) -> Reading:
    """Read yes or no. Fields: polarity. Faults: not_an_answer."""
    if is_blank(text) and text not in ("+",):
        return Reading()
    if text[0] in "=#\x1e":
        return Reading(fault=cell_fault(text) or "not_an_answer")
    if unknown_of(text):
        return Reading({"polarity": "does_not_know"})
    code = words("answers").code(text)
    return (
        Reading({"polarity": "asserts" if code == "yes" else "denies"})
        if code
        else Reading(fault="not_an_answer")
    )


def read_birth(text: str, calendar: Calendar) -> Reading:
    """Read when a person was born, or an age that stands in its place. Fields: birth, age. Faults as dates."""
    early = _early(text, "birth")
    if early is not None:
        return early
    reading = read_date(text, calendar)
    if reading.moment is not None:
        return Reading({"birth": reading.moment}, "", reading.notes)
    age = _age(text, calendar)
    return age if _is_age(text) and not age.fault else Reading(fault=reading.fault)


def _is_age(text: str) -> bool:
    found = _AGE.fullmatch(folded(text))
    return bool(found and found["unit"] and _age_words().code(found["unit"]) == "years")


def read_age(text: str, calendar: Calendar) -> Reading:
    """Read an age in years, or a birth that stands in its place.

    Fields: age; birth; roles where the cell only says that the person is a minor.
    Faults: not_an_age, impossible_age.
    Notes: approximate_age, age_range, age_in_words, age_zero, birth_as_age.
    """
    early = _early(text, "")
    if early is not None:
        return early
    whole = _age(text, calendar)
    if not whole.fault or whole.fault == "impossible_age":
        return whole
    pieces = [piece.strip() for piece in _PIECES.split(text) if piece.strip()]
    readings = [_age(piece, calendar) for piece in pieces] if len(pieces) > 1 else []
    if not readings or any(reading.fault for reading in readings):
        return whole
    fields = {name: value for reading in readings for name, value in reading.fields.items()}
    return Reading(fields, "", tuple(note for reading in readings for note in reading.notes))


def _age(text: str, calendar: Calendar) -> Reading:
    if text.startswith(DATE) or _YEAR_OF_BIRTH.search(text):
        return _birth_as_age(text, calendar)
    low = _AND_MONTHS.sub("", spaced(text.casefold().replace("ё", "е")))
    key, marks = _age_marks(low.strip(" .?"))
    marks |= {"about"} if low.endswith("?") else set()
    said = words("age").code(key) or words("age").code(text)
    if said == "minor":
        return Reading({"roles": ("minor",)}, "", ("age_in_words",))
    if said in ("adult", "infant"):
        return Reading({"age": 0} if said == "infant" else {}, "", ("age_in_words",))
    found = _AGE.fullmatch(key)
    if not found or not _unit_fits(found["unit"]):
        return Reading(fault="not_an_age")
    return _stated_age(found, marks | ({"older"} if found["over"] else set()), calendar)


def _age_words() -> Words:
    table = content("words")["age"]
    return Words({code: table[code] for code in ("years", "months")})


def _unit_fits(unit: str | None) -> bool:
    return not unit or bool(_age_words().code(unit)) or unit.startswith("летн")


def _age_marks(text: str) -> tuple[str, set[str]]:
    """Take the words for about, over and under off the front of an age."""
    marks: set[str] = set()
    table = content("words")["age"]
    for code in ("about", "older", "younger"):
        for word in sorted(table[code], key=len, reverse=True):
            rest = text.removeprefix(word)
            if rest != text and (not word[-1].isalpha() or rest[:1] in " .") and rest.strip(" ."):
                text = rest.strip(" .")
                marks.add(code)
    return text, marks


def _stated_age(found: re.Match[str], marks: set[str], calendar: Calendar) -> Reading:
    low, high = int(found["low"]), int(found["high"] or found["low"])
    if found["unit"] and _age_words().code(found["unit"]) == "months":
        return Reading({"age": low // 12}, "", ("age_in_words",))
    if high > OLDEST or high < low:
        return Reading(fault="impossible_age")
    if high > low:
        return Reading(_birth_by_age(low, high, calendar), "", ("age_range",))
    if marks & {"older", "younger"}:
        return Reading({}, "", ("age_range",))
    if low == 0 and not found["part"]:
        return Reading({}, "", ("age_zero",))
    return Reading({"age": low}, "", ("approximate_age",) if marks else ())


def _birth_by_age(low: int, high: int, calendar: Calendar) -> dict[str, object]:
    """Return the years of birth that an age of `low` to `high` in the days under watch entails."""
    if calendar.first is None:
        return {}
    last = calendar.last or calendar.first
    return {"birth": read_moment(f"{calendar.first.year - high - 1}/{last.year - low}")}


def _birth_as_age(text: str, calendar: Calendar) -> Reading:
    reading = read_date(text, calendar)
    if reading.moment is None or (reading.moment.first_day and reading.moment.first_day.year < 1905):
        return Reading(fault="not_an_age")
    return Reading({"birth": reading.moment}, "", (*reading.notes, "birth_as_age"))


def read_count(text: str) -> Reading:
    """Read how many people a row speaks of. Fields: count_low, count_high. Faults: not_a_count."""
    early = _early(text, "")
    if early is not None:
        return early
    if text.isdecimal() and len(text) < 8:
        return (
            Reading({"count_low": int(text), "count_high": int(text)})
            if int(text)
            else Reading(fault="not_a_count")
        )
    span = _RANGE.fullmatch(text)
    if span and int(span[1]) < int(span[2]):
        return Reading({"count_low": int(span[1]), "count_high": int(span[2])})
    for language, noun in (("ru", "человек"), ("kk", "адам"), ("en", "people")):
        for said in (text, f"{text} {noun}"):
            found = read_quantities(said, language)
            if len(found) == 1 and found[0].kind == "count" and found[0].start == 0:
                low, high = found[0].quantity.low, found[0].quantity.high
                return Reading({"count_low": low, "count_high": high}, "", ("count_in_words",))
    return Reading(fault="not_a_count")


def read_roles(text: str) -> Reading:
    """Read roles, several in one cell. Fields: roles. Faults: not_a_role."""
    if is_blank(text) or unknown_of(text):
        return Reading()
    if cell_fault(text):
        return Reading(fault=cell_fault(text))
    codes = [words("role").code(item) for item in _ITEMS.split(text) if item.strip()]
    return Reading({"roles": tuple(dict.fromkeys(codes))}) if all(codes) else Reading(fault="not_a_role")


def read_status(text: str) -> Reading:
    """Read what happened to a person: kinds of claim. Fields: kinds. Faults: not_a_status."""
    if is_blank(text) or unknown_of(text):
        return Reading()
    if cell_fault(text):
        return Reading(fault=cell_fault(text))
    table = words("status")
    whole = table.code(text)
    codes = [whole] if whole else [table.code(item) for item in _ITEMS.split(text) if item.strip()]
    return Reading({"kinds": tuple(dict.fromkeys(codes))}) if all(codes) else Reading(fault="not_a_status")


def read_text(text: str, field: str) -> Reading:
    """Read free text. Fields: the one named, its text on one line, or why the source does not say."""
    if is_blank(text):
        return Reading()
    reason = unknown_of(text)
    if reason:
        return Reading({field: reason.cell})
    if words("answers").code(text) == "no" and not text.isdigit():
        return Reading()  # "no" patronymic, "no" occupation: it does not apply
    fault = cell_fault(text)
    if fault:
        return Reading(fault=fault)
    return Reading({field: spaced(text.removeprefix(DATE))}, "", tuple(letter_notes(text)))


def read_identifier(text: str, field: str) -> Reading:
    """Read a source's own number for a row. Faults: scientific: a spreadsheet has cut its digits."""
    if is_blank(text) or unknown_of(text):
        return Reading()
    if _SCIENTIFIC.fullmatch(text):
        return Reading(fault="scientific")
    fault = cell_fault(text)
    return Reading(fault=fault) if fault else Reading({field: spaced(text)})


def read_when(text: str, calendar: Calendar, field: str = "when") -> Reading:
    """Read when something happened. Faults as `read_date`."""
    early = _early(text, field)
    if early is not None:
        return early
    reading = read_date(text, calendar)
    return (
        Reading({field: reading.moment}, "", reading.notes)
        if reading.moment
        else Reading(fault=reading.fault)
    )


def _early(text: str, field: str) -> Reading | None:
    """Read what any cell can say: nothing, that it is unknown, or an error; None where it says more."""
    if is_blank(text):
        return Reading()
    if text[0] in "#=@+\x1e\ufffd" and cell_fault(text):
        return Reading(fault=cell_fault(text))
    reason = unknown_of(text)
    if reason is None:
        return None
    value: object = reason.cell if field == "sex" else reason
    return Reading({field: value} if field else {})
