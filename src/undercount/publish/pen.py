"""The pen: writes facts of an edition in one language, with the links and language marks a page needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from undercount.facts.hedge import vague_conventions
from undercount.facts.moment import Moment
from undercount.facts.register import Figure, OutageClaim
from undercount.facts.results import Indicator
from undercount.facts.sources import Exhibit
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import vocabulary
from undercount.publish.codebook import codebook
from undercount.publish.material import Material
from undercount.publish.phrases import FAMILIES, ISSUES, NEEDS, PARTS, SAID
from undercount.publish.tongue import tongue
from undercount.publish.words import N_, Words

_UNIT_SAID = ("percent", "hours")  # of all other units the metric itself says what is counted
_ID = re.compile(r"(?<![\w.-])([A-Za-z]+[0-9]+[A-Za-z0-9.-]*[A-Za-z0-9]|[A-Za-z]+[0-9])(?![\w-])")
_RESULT_PAGES = {
    "gaps": ("figures.html#issues", N_("What the rules found")),
    "outages": ("outages.html", N_("Outages claimed")),
    "estimates": ("unrecorded.html", N_("The unrecorded")),
}
_HALF_A_DAY = 720  # minutes
_PAGE_OF = {
    "figures": "figures.html",
    "claims": "claims.html",
    "outage_claims": "outages.html",
    "indicators": "indicators.html",
    "sources": "sources.html",
    "exhibits": "sources.html",
}


@dataclass(frozen=True)
class Pen:
    """Writes what `edition` holds in the language of `words`."""

    edition: Material
    words: Words

    @property
    def language(self) -> str:
        """The language it writes in."""
        return self.words.language

    # ---------------------------------------------------------------- texts of the data

    def own(self, row: Any, stem: str) -> str:
        """Return a column that exists once a language, such as `title`; English where this one is empty."""
        return str(getattr(row, f"{stem}_{self.language}") or getattr(row, f"{stem}_en"))

    def name(self, row: Any) -> Markup:
        """Return the name of a row that has one in each language."""
        return self.alien(self.own(row, "name"))

    def place(self, ident: str) -> str:
        """Return a place's name."""
        place = self.edition.places.get(ident)
        return self.own(place, "name") if place else ident

    def alien(self, text: str) -> Markup:
        """Return a text of the data, marked with its language where that is not the page's."""
        found = tongue(text)
        if found in ("", self.language):
            return Markup(escape(text))  # noqa: S704 - escaped
        return Markup('<span lang="{}" dir="auto">{}</span>').format(found, text)

    def linked(self, text: str) -> Markup:
        """Return a text of the data with the ids it names as links."""
        pieces = _ID.split(text)
        cited = (self.cite(piece) if self.edition.cited(piece) else Markup(escape(piece)) for piece in pieces)  # noqa: S704
        body = Markup("").join(cited)
        found = tongue(text)
        if found in ("", self.language):
            return body
        return Markup('<span lang="{}" dir="auto">{}</span>').format(found, body)

    def source(self, ident: str) -> Markup:
        """Return the name of a source: the one it has in this language, else the one it has."""
        source = self.edition.source(ident)
        own = source.own_name(self.language)
        return Markup(escape(own)) if own else self.alien(source.name)  # noqa: S704 - escaped

    def label(self, vocabulary: str, code: str) -> str:
        """Return the label of a code."""
        return self.words.label(vocabulary, code)

    # ---------------------------------------------------------------- numbers and times

    def said(self, figure: Figure) -> str:
        """Write a figure's number with its hedge, as it was said."""
        if figure.value is None and figure.retracts:
            return self.words("takes the number back")
        return self._hedged(figure.hedge, figure.value, (figure.low, figure.high), figure.unit)

    def _hedged(self, hedge: str, value: int | None, ends: tuple[int | None, int | None], unit: str) -> str:
        if hedge == "between" and None not in ends:
            return self._with_unit(self.words.between(*ends), unit)
        if value is None:
            return self.label("hedge", hedge if hedge in self._wordless else "none")
        sentence, count = SAID.get(hedge), self.words.count(value)
        if sentence is None:  # a word without a number that was said beside one, such as "some"
            return self._with_unit(f"{count} ({self.label('hedge', hedge)})", unit)
        return self._with_unit(self.words(sentence, n=count), unit)

    @cached_property
    def _wordless(self) -> frozenset[str]:
        return frozenset(vague_conventions()) | {"many", "much_higher"}

    def _with_unit(self, said: str, unit: str) -> str:
        if unit not in _UNIT_SAID:
            return said
        return f"{said}\N{NO-BREAK SPACE}{'%' if unit == 'percent' else self.label('unit', unit)}"

    def bounds(self, figure: Figure) -> str:
        """Write the hard bounds that a figure's words entail."""
        return self.words.between(figure.low, figure.high)

    def when(self, moment: Moment | Unknown | None) -> str:
        """Write a moment, times of day in the crisis' own zone with UTC beside them."""
        return self.words.moment(moment, self.edition.crisis.zone)

    @property
    def offset(self) -> str:
        """How far the crisis' local time was from UTC when it began, such as UTC+6."""
        day = self.edition.crisis.from_day.first_day
        at = datetime.combine(day, time(12), ZoneInfo(self.edition.crisis.zone)) if day else None
        shift = at.utcoffset() if at else None
        if shift is None:
            return self.edition.crisis.zone
        minutes = round(shift.total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"

    def is_known(self, moment: Moment | Unknown | None) -> bool:
        """Tell whether a moment is known at all."""
        return isinstance(moment, Moment)

    def said_on(self, figure: Figure) -> str:
        """Write the day a figure speaks of, or else the day it was said on."""
        day = figure.said_on if isinstance(figure.as_of, Unknown) else figure.as_of
        return self.when(day)

    def breakdown(self, figure: Figure) -> list[str]:
        """Write the parts given beside a figure: codes of metric, population and place, and a number."""
        return [
            f"{', '.join(self._code(word) for word in label.split())}: {self._part_said(value)}"
            for label, value in figure.breakdown.items()
        ]

    def _code(self, word: str) -> str:
        if word in self.edition.places:
            return self.place(word)
        names = ("population", "metric", "unit")
        return next((self.label(name, word) for name in names if word in vocabulary(name)), word)

    def _part_said(self, value: Any) -> str:
        if isinstance(value, Mapping):
            sentence = SAID.get(str(value.get("hedge")), "{n}")
            number = value.get("value")
            return self.words(sentence, n=self.words.count(number)) if number is not None else ""
        return self.words.number(value) if isinstance(value, (int, float)) else str(value)

    # ---------------------------------------------------------------- results

    def issue(self, code: str) -> str:
        """Say what a rule found, in a sentence."""
        return self.words(ISSUES[code]) if code in ISSUES else self.issue_name(code)

    def issue_name(self, code: str) -> str:
        """Name what a rule found, in a few words."""
        return self.label("issue_code", code)

    def value(self, indicator: Indicator) -> str:
        """Write an indicator's value as a range; "" where it was not computed."""
        if indicator.kind == "checklist" and indicator.denominator is not None:
            given, all_ = (self.words.number(n or 0) for n in (indicator.numerator, indicator.denominator))
            return self.words("{given} of {all}", given=given, all=all_)
        ends = (indicator.low, indicator.high)
        if ends == (None, None):
            return self.words("no single value") if indicator.parts and not indicator.missing else ""
        in_percent = indicator.kind == "share"
        low, high = (None if end is None else round(end * (100 if in_percent else 1), 2) for end in ends)
        return self.words.between(low, high) + ("\N{NO-BREAK SPACE}%" if in_percent else "")

    def spread(self, ends: tuple[str, str] | None, claims: Sequence[OutageClaim]) -> str:
        """Write the earliest and latest of several claimed times; one time where they agree."""
        if ends is None:
            return self.words("none claimed")
        rough = {
            moment.earliest: moment
            for claim in claims
            for moment in (claim.start, claim.end)
            if moment is not None and is_rough(claim)
        }
        times = [datetime.fromisoformat(end) for end in ends]
        zone = self.edition.crisis.zone
        first, last = (
            self._day_alone(rough[time]) if time in rough else self.words.instant(time, zone)
            for time in times
        )
        return first if first == last else self.words("between {first} and {last}", first=first, last=last)

    def claimed(self, moment: Moment | None, claim: OutageClaim) -> str:
        """Write a time an outage claim gives: the day alone where the claim is no more exact than a day."""
        return self._day_alone(moment) if moment and is_rough(claim) else self.when(moment)

    def precision(self, minutes: int) -> str:
        """Write how exact a time is, either way."""
        if minutes >= _HALF_A_DAY:
            return self.words("exact to the day")
        return self.words("± {n} min", n=minutes)

    def _day_alone(self, moment: Moment) -> str:
        day = moment.first_day
        return self.words.day(day) if day else self.when(moment)

    def family(self, code: str) -> str:
        """Name a family of metrics."""
        return self.words(FAMILIES[code]) if code in FAMILIES else self.label("metric", code)

    def reason(self, code: str) -> str:
        """Say why there is no estimate."""
        return self.label("estimate_reason", code)

    def missing(self, code: str) -> str:
        """Say what an indicator needs: a table, a kind of claim, or something else."""
        if code in NEEDS:
            return self.words(NEEDS[code])
        tables = codebook()
        return self.words(tables[code].title) if code in tables else self.label("claim_kind", code)

    def needs(self, codes: Sequence[str]) -> str:
        """Say what an indicator needs, as a list."""
        return "; ".join(self.missing(code) for code in codes)

    def part(self, part: Mapping[str, Any]) -> Markup:
        """Write one piece of an indicator, with links to what it rests on."""
        code = str(part["code"])
        title = self.words(PARTS[code]) if code in PARTS else self.label("claim_kind", code)
        about = [self._part_about(part)] if "metric" in part or "scope" in part or "list" in part else []
        idents = (*part.get("figures", ()), *part.get("claims", ()))
        cited = Markup(", ").join(self.cite(ident) for ident in idents)
        notes = Markup("; ").join([*about, *([cited] if cited else [])])
        piece = Markup("{}: <strong>{}</strong>").format(title, self._part_value(part))
        return piece + Markup(" ({})").format(notes) if notes else piece

    def _part_about(self, part: Mapping[str, Any]) -> Markup:
        """Say of whom, where, by whom and when a piece speaks."""
        if "scope" in part:
            return Markup("{}, {}").format(self.place(part["scope"]), self.label("network", part["network"]))
        if "list" in part:
            held = self.words("held") if part["held"] else self.words("not held")
            whose = self.edition.by_key("lists")[part["list"]].source
            return Markup("{}, {}").format(self.source(whose), held)
        figure = self.edition.figure(part["figures"][0])
        return Markup("{}, {}; {}, {}").format(
            self.label("population", part["population"]),
            self.place(part["place"]),
            self.source(figure.source),
            self.when(figure.said_on),
        )

    def _part_value(self, part: Mapping[str, Any]) -> str:
        if "given" in part:
            return self.words("yes") if part["given"] else self.words("no")
        ends = (part.get("low"), part.get("high"))
        if "hedge" in part:
            return self._hedged(part["hedge"], part["value"], ends, part["unit"])
        if part.get("value") is not None:
            return self.words.number(part["value"])
        return self.words.between(*ends)

    # ---------------------------------------------------------------- links

    def cite(self, ident: str) -> Markup:
        """Return a link to where the edition shows what a finding, a figure or an issue cites."""
        found = self.edition.cited(ident)
        return self.anchor(found[0], ident) if found else Markup(escape(ident))  # noqa: S704 - escaped

    def anchor(self, table: str, ident: str) -> Markup:
        """Return a link to one row's own place in the edition."""
        return Markup('<a class="id" href="{}#{}">{}</a>').format(_PAGE_OF[table], anchor_of(ident), ident)

    def result(self, name: str) -> Markup:
        """Return a link to where the edition shows a result that a finding cites."""
        kind, _, ident = name.partition(":")
        if kind == "indicators" and ident in self.edition.definitions:
            definition = self.edition.definitions[ident]
            return self.anchor("indicators", ident) + Markup(" {}").format(self.own(definition, "name"))
        page, title = _RESULT_PAGES.get(kind, ("", name))
        return Markup('<a href="{}">{}</a>').format(page, self.words(title)) if page else self.alien(name)

    def demand_page(self, ident: str) -> str:
        """Return the file name of a demand's page."""
        return f"demand-{self.edition.by_key('demands')[ident].number:02}.html"

    def quoted(self, text: str) -> Markup:
        """Return the words of a source, in quotation marks, marked with their language."""
        found = tongue(text)
        mark = Markup(' lang="{}" dir="auto"').format(found) if found not in ("", self.language) else Markup()
        return Markup("<q{}>{}</q>").format(mark, text)

    def host(self, url: str) -> str:
        """Return the host of an address."""
        return host_of(url)

    def where_seen(self, exhibit: Exhibit) -> Markup:
        """Return links to the outlet's own page and, where it was seen elsewhere, to the copy."""
        links = []
        if is_web(exhibit.url):
            links.append(self.outside(exhibit.url, host_of(exhibit.url)))
        if is_web(exhibit.seen_via) and exhibit.seen_via != exhibit.url:
            copy = self.outside(exhibit.seen_via, host_of(exhibit.seen_via))
            links.append(Markup(escape(self.words("copy seen at {page}", page=copy))))  # noqa: S704 - a Markup
        return Markup(" · ").join(links) or Markup(escape(self.words("no address")))  # noqa: S704 - escaped

    def outside(self, url: str, text: str) -> Markup:
        """Return a link out of the edition: the reader's page is not told to the one it leads to."""
        if not is_web(url):
            return Markup(escape(text))  # noqa: S704 - escaped
        return Markup('<a href="{}" rel="noreferrer noopener external" dir="ltr">{}</a>').format(url, text)


def is_rough(claim: OutageClaim) -> bool:
    """Tell whether an outage claim's times say no more than the day."""
    return claim.precision_min is not None and claim.precision_min >= _HALF_A_DAY


def anchor_of(ident: object) -> str:
    """Return an id as an HTML anchor: the same id, but for letters that an address cannot hold."""
    return re.sub(r"[^\w.()-]", "-", str(ident))


def is_web(url: str) -> bool:
    """Tell whether an address is one that a page may link to."""
    return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).netloc)


def host_of(url: str) -> str:
    """Return the host of an address, without a leading www."""
    return urlsplit(url).netloc.rpartition("@")[2].removeprefix("www.")
