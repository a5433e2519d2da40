"""Words: every sentence people read, in their language, and numbers and dates as it writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from undercount.facts.moment import Moment, days_between
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import LANGUAGES, vocabulary

__all__ = ["LANGUAGES", "N_", "Words", "catalogue", "words"]

_LOCALES = {"en": "en_GB"}  # English dates as most of the world writes them: 5 January 2022
_RIGHT_TO_LEFT = "right-to-left"


def N_(text: str) -> str:  # noqa: N802 - the name that catalogues are extracted by
    """Mark a sentence for translation where it stands; it is translated where it is used."""
    return text


@dataclass(frozen=True)
class Words:
    """One language: call it with an English sentence to get the sentence in that language.

    Attributes:
        language: BCP 47 code.
        direction: `ltr` or `rtl`.
        catalogue: the translations; None for English, in which the sentences are written.
    """

    language: str
    direction: str
    locale: Locale
    catalogue: Catalog | None

    def __call__(self, sentence: str, **values: object) -> str:
        """Return a sentence, its `{name}` places filled from `values`; untouched where none are given."""
        return _fill(self._translated(sentence), values)

    def many(self, one: str, other: str, number: int, **values: object) -> str:
        """Return the sentence that fits `number`, which fills `{n}`."""
        forms = self._forms(one)
        chosen = (forms[self._form(number)] if forms else None) or (one if number == 1 else other)
        return _fill(chosen, {"n": self.number(number), **values})

    def _translated(self, sentence: str) -> str:
        message = self.catalogue.get(sentence) if self.catalogue else None
        found = message.string if message else None
        return found if isinstance(found, str) and found else sentence

    def _forms(self, one: str) -> tuple[str, ...] | None:
        message = self.catalogue.get(one) if self.catalogue else None
        return tuple(message.string) if message and isinstance(message.string, (tuple, list)) else None

    def _form(self, number: int) -> int:
        names = {"one": 0, "few": 1, "many": 2}
        return names.get(self.locale.plural_form(number), 1)

    def label(self, vocabulary_name: str, code: str) -> str:
        """Return a code's label; the code itself, or why it is unknown, where the vocabulary has none."""
        if code.startswith("unknown:"):
            return self.unknown(Unknown(code.removeprefix("unknown:")))
        terms = vocabulary(vocabulary_name)
        return terms[code].label(self.language) if code in terms else code

    def unknown(self, reason: Unknown) -> str:
        """Say why a value is absent."""
        return self.label("unknown", reason.value)

    def number(self, number: float) -> str:
        """Write a number as the language does, never broken over two lines."""
        return _plain_spaces(format_decimal(number, locale=self.locale))

    def count(self, number: float) -> Count:
        """Write a number that a sentence may put in a case: `{n:from}`, `{n:to}`; Kazakh makes use of it."""
        return Count(self.number(number), int(number) if self.language == "kk" else None)

    def between(self, low: float | None, high: float | None) -> str:
        """Write hard bounds in words; None is open."""
        if low is None and high is None:
            return self("no bound")
        if low is None:
            return self("{n} or fewer", n=self.count(high or 0))
        if high is None:
            return self("{n} or more", n=self.count(low))
        if low == high:
            return self.number(low)
        return f"{self.number(low)}–{self.number(high)}"

    def day(self, day: date) -> str:
        """Write a civil day in full."""
        return _plain_spaces(format_date(day, "long", locale=self.locale))

    def span(self, first: date, last: date) -> str:
        """Write a day, a month, a year or a span of days."""
        if first == last:
            return self.day(first)
        if first.day == 1 and (last.replace(day=1), last) == (first, _month_end(first)):
            return _plain_spaces(format_skeleton("yMMMM", first, locale=self.locale))
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return format_skeleton("y", first, locale=self.locale)
        return _plain_spaces(format_interval(first, last, "yMMMd", locale=self.locale))

    def moment(self, moment: Moment | Unknown | None, zone: str) -> str:
        """Write a moment; a time of day in the crisis' own zone, with UTC beside it."""
        if moment is None:
            return self("none given")
        if isinstance(moment, Unknown):
            return self.unknown(moment)
        ends = (moment.earliest, moment.latest)
        if any(isinstance(end, datetime) for end in ends):
            return self._instants(ends, zone)
        first, last = moment.first_day, moment.last_day
        if first is None or last is None:
            open_start = self("until {day}", day=self.day(last)) if last else ""
            return self("from {day}", day=self.day(first)) if first else open_start
        said = self.span(first, last)
        return self("about {when}", when=said) if set("~?%") & set(moment.edtf) else said

    def _instants(self, ends: tuple[date | datetime | None, date | datetime | None], zone: str) -> str:
        first, last = (end if isinstance(end, datetime) else None for end in ends)
        if first == last and first:
            return self.instant(first, zone)
        if first and last:
            return f"{self.instant(first, zone)} – {self.instant(last, zone)}"
        one = first or last
        assert one, "a moment has at least one end"
        sentence = N_("from {day}") if first else N_("until {day}")
        return self(sentence, day=self.instant(one, zone))

    def instant(self, instant: datetime, zone: str) -> str:
        """Write a point in time: local time first, UTC beside it, its day only where it differs."""
        local, utc = instant.astimezone(ZoneInfo(zone)), instant.astimezone(UTC)
        clock = format_time(utc, "HH:mm", locale=self.locale)
        if utc.date() != local.date():
            clock = f"{format_skeleton('MMMd', utc.date(), locale=self.locale)}, {clock}"
        here = format_time(local, "HH:mm", locale=self.locale)
        return self("{day}, {time} local time ({utc} UTC)", day=self.day(local.date()), time=here, utc=clock)

    def country(self, code: str) -> str:
        """Return a country's name by its ISO 3166-1 code."""
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Return a language's name in this language."""
        return str(self.locale.languages.get(code.partition("-")[0], code))

    @property
    def own_name(self) -> str:
        """The language's name in itself."""
        name = self.locale.languages.get(self.language, self.language)
        return str(name[:1].upper() + name[1:])


class Count(str):
    """A written number that takes a case ending where its language puts one: `{n:from}` or `{n:to}`."""

    __slots__ = ("_number",)
    _number: int | None

    def __new__(cls, text: str, number: int | None) -> Count:
        """Keep the number beside its text; None where the language adds nothing."""
        made = super().__new__(cls, text)
        made._number = number
        return made

    def __format__(self, case: str) -> str:
        """Add the ending of a case."""
        if case not in _CASES or self._number is None:
            return str(self)
        return f"{self}-{_CASES[case][_last_word(self._number)]}"


# The endings of Kazakh numerals by the last word of the number as it is read out: "from" is the ablative,
# "to" the dative. They follow the vowel and the last consonant of бір, екі, үш … жүз, мың, миллион.
_CASES: Mapping[str, Mapping[int, str]] = {
    "from": {
        0: "ден", 1: "ден", 2: "ден", 3: "тен", 4: "тен", 5: "тен", 6: "дан", 7: "ден", 8: "ден", 9: "дан",
        10: "нан", 20: "дан", 30: "дан", 40: "тан", 50: "ден", 60: "тан", 70: "тен", 80: "нен", 90: "нан",
        100: "ден", 1000: "нан", 1_000_000: "нан",
    },
    "to": {
        0: "ге", 1: "ге", 2: "ге", 3: "ке", 4: "ке", 5: "ке", 6: "ға", 7: "ге", 8: "ге", 9: "ға",
        10: "ға", 20: "ға", 30: "ға", 40: "қа", 50: "ге", 60: "қа", 70: "ке", 80: "ге", 90: "ға",
        100: "ге", 1000: "ға", 1_000_000: "ға",
    },
}  # fmt: skip


def _last_word(number: int) -> int:
    """Return what the last word of a number stands for when it is read out: 2,300 ends in "hundred"."""
    if number % 10 or not number:
        return number % 10
    if number % 100:
        return number % 100
    if number % 1000:
        return 100
    return 1000 if number % 1_000_000 else 1_000_000


@cache
def words(language: str) -> Words:
    """Return the words of a language that the project speaks.

    Raises:
        KeyError: it is none of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    locale = Locale.parse(_LOCALES.get(language, language))
    direction = "rtl" if locale.character_order == _RIGHT_TO_LEFT else "ltr"
    return Words(language, direction, locale, None if language == "en" else catalogue(language))


@cache
def catalogue(language: str, room: str = "undercount.publish", domain: str = "undercount") -> Catalog:
    """Read the catalogue of a language from its `.po` file; nothing compiled is kept.

    Args:
        language: BCP 47 code.
        room: the package whose sentences they are.
        domain: the file's name, without its ending.
    """
    folder = files(room) / "locale" / language / "LC_MESSAGES"
    return read_po(BytesIO((folder / f"{domain}.po").read_bytes()), locale=language)


def _plain_spaces(text: str) -> str:
    """Keep no-break spaces to the one kind that every font and terminal has."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}").replace("\N{THIN SPACE}", "")


def _fill(sentence: str, values: Mapping[str, object]) -> str:
    if not values:
        return sentence
    if any(isinstance(value, Markup) for value in values.values()):
        return Markup(escape(sentence)).format(**values)  # noqa: S704 - the sentence is escaped, and so is what fills it
    return sentence.format(**values)


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=days_between(day.replace(day=1), following))
