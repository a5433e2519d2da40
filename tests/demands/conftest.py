"""Small rows for the tests of demands: only what a test is about is spelled out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from undercount.facts.audience import Audience
from undercount.facts.crisis import Crisis, Place
from undercount.facts.demand import Demand, Finding, IndicatorDefinition, Obligation
from undercount.facts.moment import Moment, read_moment
from undercount.facts.register import Claim, Figure, OutageClaim
from undercount.facts.results import ClaimedOutages, Gap, Provenance
from undercount.facts.sources import Exhibit, List, Source
from undercount.facts.statement import StatementText
from undercount.facts.tables import Row, Rows

PUBLIC = Audience.PUBLIC
PROVENANCE = Provenance(method="test", version=1)
NAMES: dict[str, Any] = {"name_en": "x", "name_ru": "x", "name_kk": "x"}
WORDS: dict[str, Any] = {f"{stem}_{lang}": "x" for stem in ("title", "gist") for lang in ("en", "ru", "kk")}
MOMENTS = ("said_on", "as_of", "on", "next_review", "start", "end", "published", "received", "when")


def _read(values: dict[str, Any]) -> dict[str, Any]:
    return {k: read_moment(v) if k in MOMENTS and isinstance(v, str) else v for k, v in values.items()}


def _figure(id: str, **values: Any) -> Figure:
    given = {
        "source": "pgo",
        "exhibit": "page",
        "said_on": "2022-01-15",
        "as_of": "2022-01-15",
        "metric": "killed",
        "population": "all",
        "place": "kz",
        "audience": PUBLIC,
    }
    return Figure(id=id, **_read(given | values))


def _outage_claim(id: str, **values: Any) -> OutageClaim:
    given = {
        "source": "cloudflare",
        "exhibit": "page",
        "scope": "kz",
        "network": "all",
        "state": "off",
        "kind": "measurement",
        "audience": PUBLIC,
    }
    return OutageClaim(id=id, **_read(given | values))


def _claim(id: str, **values: Any) -> Claim:
    given = {"kind": "background", "source": "hrw", "exhibit": "page", "audience": PUBLIC}
    return Claim(id=id, **_read(given | values))


def _finding(id: str, **values: Any) -> Finding:
    texts = {f"{stem}_{lang}": "x" for stem in ("reason", "changes_if") for lang in ("en", "ru", "kk")}
    given = {
        "obligation": "C01.a",
        "grade": "U",
        "on": "2023-01-01",
        "graders": ("reading 1", "reading 2"),
        "next_review": "2023-07-01",
        "audience": PUBLIC,
    }
    return Finding(id=id, **_read(texts | given | values))


def _indicator(
    id: str, kind: str = "share", needs: tuple[str, ...] = ("apprehended",)
) -> IndicatorDefinition:
    return IndicatorDefinition(id=id, kind=kind, type="process", formula="x", needs=needs, **NAMES)


def _source(id: str, kind: str, cluster: str = "") -> Source:
    return Source(id=id, name=id, kind=kind, origin_cluster=cluster, audience=PUBLIC)


def _rows(**tables: list[Row]) -> Rows:
    """One country, one city, two authorities, two observers and a statement of 6 January 2022."""
    base: dict[str, list[Row]] = {
        "crisis": [
            Crisis(
                id="test",
                country="KZ",
                from_day=read_moment("2022-01-02"),
                to_day=read_moment("2022-01-31"),
                zone="Asia/Almaty",
                languages=("en",),
                fictional=False,
                as_of=read_moment("2023-01-31"),
                **NAMES,
            )
        ],
        "places": [
            Place(id="kz", kind="country", **NAMES),
            Place(id="almaty", kind="city", parent="kz", **NAMES),
        ],
        "sources": [
            _source("pgo", "prosecutor", "state"),
            _source("moi", "ministry", "state"),
            _source("hrw", "ngo"),
            _source("cloudflare", "measuring_project"),
        ],
        "exhibits": [
            Exhibit(
                id="page",
                title="x",
                source="hrw",
                published=read_moment("2022-01-10"),
                received=read_moment("2022-01-11"),
                audience=PUBLIC,
            )
        ],
        "demands": [Demand(id="C01", number=1, addressee="kz", **WORDS)],
        "obligations": [
            Obligation(
                id="C01.a",
                demand="C01",
                duty="respect",
                standards=(),
                text_en="x",
                text_ru="x",
                text_kk="x",
            )
        ],
        "indicators": [_indicator("IND08", "checklist", ("figures",))],
        "statement_texts": [
            StatementText(
                lang="en",
                role="summary",
                title="x",
                printed_date=_moment("2021-01-06"),
                true_date=_moment("2022-01-06"),
                url="x",
                body="x",
            )
        ],
    }
    return base | tables


def _list(id: str, source: str, rows: int) -> List:
    return List(id=id, source=source, exhibit="page", metric="killed", held=False, rows=rows, audience=PUBLIC)


def _moment(text: str) -> Moment:
    return read_moment(text)


class Make:
    """What tests make rows with."""

    figure = staticmethod(_figure)
    claim = staticmethod(_claim)
    outage_claim = staticmethod(_outage_claim)
    finding = staticmethod(_finding)
    indicator = staticmethod(_indicator)
    source = staticmethod(_source)
    listed = staticmethod(_list)
    rows: Callable[..., Rows] = staticmethod(_rows)
    no_gaps = Gap(provenance=PROVENANCE, series=(), issues=())
    no_outages = ClaimedOutages(provenance=PROVENANCE, outages=())
    provenance = PROVENANCE


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make
