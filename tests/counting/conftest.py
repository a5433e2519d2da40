"""Small figures made by hand, two sources and two places, for the tests of counting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from undercount.counting.gaps import find_gaps
from undercount.facts.crisis import Place
from undercount.facts.moment import read_moment
from undercount.facts.register import Figure
from undercount.facts.results import Gap, Provenance
from undercount.facts.sources import Source
from undercount.facts.unknown import Unknown

SOURCES = (
    Source(id="ministry", name="Ministry", kind="ministry"),
    Source(id="prosecutor", name="Prosecutor", kind="prosecutor"),
    Source(id="wire", name="Wire", kind="newsroom"),
    Source(id="ngo", name="NGO", kind="ngo"),
)
PLACES = (
    Place(id="land", kind="country", name_en="Land", name_ru="Ланд", name_kk="Ланд"),
    Place(id="city", kind="city", name_en="City", name_ru="Сити", name_kk="Сити", parent="land"),
    Place(id="town", kind="city", name_en="Town", name_ru="Таун", name_kk="Таун", parent="land"),
)


@pytest.fixture
def figure() -> Callable[..., Figure]:
    """Return a maker of figures: id, day said, number, any column; else deaths of all, by the ministry."""
    return make_figure


@pytest.fixture
def find() -> Callable[[Sequence[Figure]], Gap]:
    """Return `find_gaps` over the sources and places of these tests."""
    return lambda figures: find_gaps(figures, SOURCES, PLACES, Provenance(method="gaps", version=1))


def make_figure(ident: str, day: str, value: int | None, **columns: Any) -> Figure:
    """Make a figure of which only what matters is named."""
    exact = "hedge" not in columns and value is not None
    bounds = {"low": value, "high": value} if exact else {}
    standard: dict[str, Any] = {
        "id": ident,
        "source": "ministry",
        "exhibit": f"page-{ident}",
        "said_on": read_moment(day) if day else Unknown.NOT_STATED,
        "as_of": Unknown.NOT_STATED,
        "metric": "killed",
        "population": "all",
        "place": "land",
        "value": value,
    }
    return Figure(**(standard | bounds | columns))
