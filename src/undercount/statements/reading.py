"""What a statement says, taken apart: the nouns this room returns, and their shape as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from undercount.facts.quantity import Quantity


@dataclass(frozen=True, slots=True)
class SignatoryReading:
    """One who signed.

    Attributes:
        name: of the organisation, or of the person where persons signed.
        country: as printed; None where none is.
        iso2: ISO 3166-1 alpha-2 of the country, of the first where several are named; None where none is.
        office, organisation: of a person who signed; who signed for an organisation stands in `person`.
        place: a city, where one is printed.
        line: where the name begins.
    """

    name: str
    country: str | None
    iso2: str | None
    line: int
    person: str = ""
    office: str = ""
    organisation: str = ""
    place: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandReading:
    """One thing the signatories call on somebody to do.

    Attributes:
        text: as printed, without bullet and closing semicolon; parts of a nested list are joined to it.
        truncated: whether its text breaks off.
        addressee: who is called on, as printed; "" where it is not said.
        parts: the items nested in it.
    """

    text: str
    truncated: bool
    line: int
    addressee: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureReading:
    """A figure the statement quotes.

    Attributes:
        quote: the words, hedge and noun phrase included.
        quantity: the bounds the words entail.
        who_says: as printed; None where the statement says it in its own voice, or does not say.
        kind: count or share.
        population: who or what was counted, as printed.
        people: whether people were counted.
    """

    quote: str
    quantity: Quantity
    who_says: str | None
    line: int
    kind: str = "count"
    population: str = ""
    people: bool = False


@dataclass(frozen=True, slots=True)
class DefectReading:
    """A fault a machine could have caught before signing: its code, where it stands, the words."""

    code: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class StatementReading:
    """A statement taken apart.

    Attributes:
        title: None where none was found.
        date: as printed, in EDTF; None where none is.
        language: ISO 639-1, `und` where it is none that we read.
        calls_before: calls in the text that stand before the list of demands and are no part of it.
    """

    title: str | None
    date: str | None
    language: str
    signatories: tuple[SignatoryReading, ...]
    demands: tuple[DemandReading, ...]
    figures: tuple[FigureReading, ...]
    truncated: bool
    defects: tuple[DefectReading, ...]
    calls_before: tuple[str, ...] = ()
    signatories_withheld: bool = False
    sha256: str = field(default="")


def statement_json(reading: StatementReading) -> dict[str, Any]:
    """Return a reading in the shape `undercount statement --json` prints."""
    plain = asdict(reading)
    plain["figures"] = [_figure(figure) for figure in reading.figures]
    return plain


def _figure(figure: FigureReading) -> dict[str, Any]:
    quantity = figure.quantity
    return {
        "quote": figure.quote,
        "value": quantity.value,
        "lower": quantity.low,
        "upper": quantity.high,
        "soft": list(quantity.soft) if quantity.soft else None,
        "hedge": quantity.hedge,
        "who_says": figure.who_says,
        "kind": figure.kind,
        "population": figure.population,
        "people": figure.people,
        "line": figure.line,
    }
