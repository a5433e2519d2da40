"""A small register for the tests of people: only what a test is about is spelled out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from undercount.facts.crisis import Crisis, Place
from undercount.facts.moment import Moment, read_moment
from undercount.facts.register import Claim, Consent, Event, Judgement, Mention
from undercount.facts.results import People, Provenance
from undercount.facts.sources import Exhibit, List, Source
from undercount.facts.tables import Row, Rows
from undercount.facts.unknown import Unknown
from undercount.people.judgements import Judgements
from undercount.people.overview import people_of
from undercount.people.persons import persons_of
from undercount.people.records import Records

NAMES: dict[str, Any] = {"name_en": "x", "name_ru": "x", "name_kk": "x"}
PROVENANCE = Provenance(method="people", version=1)
MOMENTS = ("when", "birth", "published", "received", "at", "withdrawn")
SOURCES = (
    ("police", "police", "state", "C"),
    ("ministry", "ministry", "state", "C"),
    ("ngo", "ngo", "ngo", "B"),
    ("lawyers", "lawyer", "lawyers", "A"),
    ("news", "newsroom", "", "C"),
    ("copy", "copy_site", "news", "D"),
    ("family", "relative", "", "unknown:not_asked"),
)


def read(values: dict[str, Any]) -> dict[str, Any]:
    """Read texts of moments."""
    return {k: _read(v) if k in MOMENTS and isinstance(v, str) else v for k, v in values.items()}


def _read(text: str) -> Moment | Unknown:
    return text if isinstance(text, Unknown) else read_moment(text)


def mention(id: str, name: str, list: str = "hotline", **values: Any) -> Mention:
    """Make a mention; its row is the number its id ends with."""
    digits = "".join(filter(str.isdigit, id))
    return Mention(**read({"id": id, "name": name, "list": list, "row": int(digits or 1)} | values))


def claim(id: str, kind: str, when: str | Unknown = Unknown.NOT_STATED, **values: Any) -> Claim:
    """Make a claim about the mention m1, by the NGO, as an eyewitness, in an exhibit that is held."""
    given = {"about": "m1", "source": "ngo", "exhibit": "held", "directness": "eyewitness"}
    return Claim(**read({"id": id, "kind": kind, "when": when, **given, **values}))


def judgement(id: str, a: str, grade: str, **values: Any) -> Judgement:
    """Make a grade that member `aigul` gave to a claim, with a reason, long after everything was received."""
    given = {"kind": "grade", "member": "aigul", "reason": "both were read", "at": "2031-06-01"}
    return Judgement(**read({"id": id, "a": a, "grade": grade, **given, **values}))


def same_person(id: str, a: str, b: str, answer: str = "yes", **values: Any) -> Judgement:
    """Make a judgement about a pair of mentions."""
    return Judgement(id=id, kind="same_person", a=a, b=b, answer=answer, **values)


def exhibit(id: str, **values: Any) -> Exhibit:
    """Make an exhibit that was published and received on 1 April 2031."""
    given = {"title": "x", "source": "ngo", "published": "2031-04-01", "received": "2031-04-01"}
    return Exhibit(**read({"id": id, **given, **values}))


def consent(id: str, person: str, purpose: str = "publish_name", **values: Any) -> Consent:
    """Make a consent to publish a name."""
    return Consent(**read({"id": id, "person": person, "purpose": purpose, "given_by": "herself", **values}))


def listed(id: str, metric: str = "detained", source: str = "ngo", **values: Any) -> List:
    """Make a list whose rows are held."""
    return List(**{"id": id, "source": source, "exhibit": "held", "metric": metric, "held": True, **values})


def rows(*claims: Claim, **tables: Sequence[Row]) -> Rows:
    """Make a crisis of one country with a city and a prison; one mention, m1, unless others are given."""
    base: dict[str, Sequence[Row]] = {
        "crisis": [
            Crisis(
                id="test",
                country="XX",
                from_day=read_moment("2031-03-01"),
                to_day=read_moment("2031-03-31"),
                zone="Asia/Almaty",
                languages=("en",),
                fictional=True,
                as_of=read_moment("2031-06-30"),
                **NAMES,
            )
        ],
        "places": [
            Place(id="land", kind="country", **NAMES),
            Place(id="city", kind="city", parent="land", **NAMES),
            Place(id="prison", kind="facility", parent="city", **NAMES),
            Place(id="town", kind="city", parent="land", **NAMES),
        ],
        "sources": [
            Source(id=id, name=id, kind=kind, origin_cluster=cluster, reliability=reliability)
            for id, kind, cluster, reliability in SOURCES
        ],
        "exhibits": [
            exhibit("held", sha256="ab" * 32),
            exhibit("cited"),
            exhibit("late", received="2031-06-20"),
        ],
        "lists": [listed("hotline"), listed("lawyers", source="lawyers"), listed("police", source="police")],
        "mentions": [mention("m1", "Aisulu Nurlan")],
        "events": [Event(id="e1", kind="protest", when=read_moment("2031-03-04"), place="city")],
        "claims": list(claims),
    }
    return base | tables


def records(made: Rows) -> Records:
    """Return the look-ups over rows."""
    judgements = Judgements(made)
    persons = persons_of(made, judgements)
    assert persons
    return Records(made, persons, judgements)


def people(made: Rows) -> People:
    """Return everything computed of people."""
    found = people_of(made, PROVENANCE)
    assert found
    return found
