"""The nouns of who says something, and of what they said it in."""

from __future__ import annotations

from dataclasses import dataclass

from undercount.facts.audience import Audience
from undercount.facts.columns import column
from undercount.facts.moment import Moment
from undercount.facts.unknown import PREFIX, Unknown

PUBLIC, COALITION, ORGANISATION = Audience.PUBLIC, Audience.COALITION, Audience.ORGANISATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says something: an organ of state, an NGO, a newsroom, a witness.

    Attributes:
        name: in English, or as it spells itself; every source has it.
        name_ru, name_kk: what it is called in Russian and in Kazakh; "" where that is its `name`.
        kind: what sort of speaker it is; authorities and observers are told apart by it.
        reliability: A-F of the Admiralty scale, or unknown.
        origin_cluster: whom it ultimately repeats; two sources of one cluster are not independent.
    """

    id: str = column(PUBLIC, required=True)
    name: str = column(PUBLIC, required=True)
    name_ru: str = column(PUBLIC, default="")
    name_kk: str = column(PUBLIC, default="")
    kind: str = column(PUBLIC, required=True, vocabulary="source_kind")
    reliability: str = column(COALITION, vocabulary="reliability", default="unknown:not_asked")
    origin_cluster: str = column(PUBLIC, default="")
    url: str = column(PUBLIC, default="")
    note: str = column(COALITION, default="")
    audience: Audience = column(PUBLIC, default=ORGANISATION)

    def own_name(self, language: str) -> str:
        """Return the name it has in a language beside its `name`; "" where it has none."""
        return str(getattr(self, f"name_{language}", ""))

    def name_in(self, language: str) -> str:
        """Return what it is called in a language: the name it has there, else its `name`."""
        return self.own_name(language) or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Raw bytes sealed on arrival, or a page that is cited while its bytes are not held.

    Attributes:
        sha256: of the bytes as received; empty where they are not held. Never public: whoever holds
            the same file could confirm that we hold it.
        source: the outlet that published it.
        published: when it says it was published.
        received: when we saw it.
        url: the outlet's own address, where it is known.
        seen_via: the copy where it was seen, where that is another page.
    """

    id: str = column(PUBLIC, required=True)
    title: str = column(PUBLIC, required=True)
    source: str = column(PUBLIC, required=True, refers="sources")
    published: Moment | Unknown = column(PUBLIC, required=True)
    received: Moment | Unknown = column(PUBLIC, required=True)
    url: str = column(PUBLIC, default="")
    seen_via: str = column(PUBLIC, default="")
    licence: str = column(PUBLIC, default="")
    sha256: str = column(COALITION, default="")
    audience: Audience = column(PUBLIC, default=ORGANISATION)

    @property
    def bytes_held(self) -> bool:
        """Whether we hold the bytes and can prove them unchanged; a withheld hash proves nothing."""
        return bool(self.sha256) and not self.sha256.startswith(PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """One source's enumeration of people; what capture-recapture counts.

    Attributes:
        held: whether its rows are held; a list that is known of and not held can't be linked.
        rows: how many people it names, by its source's own word or by our reading.
        duplicate_free: whether its source vouches that nobody stands on it twice.
    """

    id: str = column(PUBLIC, required=True)
    source: str = column(PUBLIC, required=True, refers="sources")
    exhibit: str = column(PUBLIC, required=True, refers="exhibits")
    metric: str = column(PUBLIC, required=True, vocabulary="metric")
    held: bool = column(PUBLIC, required=True)
    rows: int | None = column(PUBLIC, default=None)
    duplicate_free: bool | None = column(PUBLIC, default=None)
    note: str = column(PUBLIC, default="")
    audience: Audience = column(PUBLIC, default=ORGANISATION)
