"""What is known of a crisis while one of its lists is read: its days, its time zone, its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from undercount.facts.crisis import Place
from undercount.intake.lists.cells.words import folded

_KINDS = re.compile(
    r"(?<!\w)(?:г|гор|город\w*|қ|қ-сы|қаласы\w*|обл|область\w*|области|облысы\w*|регион|р н|р-н|район\w*|ауданы\w*|с|село|пос|поселок"  # noqa: E501 - one sentence
    r"|ауылы\w*|city|town|region|oblast|district|province|of)(?!\w)"
)


@dataclass(frozen=True)
class Setting:
    """What a list's file does not say and its crisis does.

    Attributes:
        first, last: the days under watch; None where they are not known.
        zone: its time zone.
        places: ids by the folded names of places.
    """

    first: date | None = None
    last: date | None = None
    zone: tzinfo | None = None
    places: Mapping[str, str] = field(default_factory=dict)

    def place(self, text: str) -> str:
        """Return the id of the place a text names, or ""."""
        if not self.places:
            return ""
        for part in (text, text.split(",")[0]):
            for key in (folded(part), _bare(part)):
                if key in self.places:
                    return self.places[key]
        return ""


def places_by_name(places: Sequence[Place]) -> dict[str, str]:
    """Return the ids of places by each of their names; a name that two places share is left out.

    A name as it stands wins over one without its "city" or "region".
    """
    exact = _unique((folded(name), place.id) for place in places for name in _names(place))
    bare = _unique((_bare(name), place.id) for place in places for name in _names(place))
    return bare | exact


def _names(place: Place) -> set[str]:
    return {place.id, place.name_en, place.name_ru, place.name_kk, *place.old_names}


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for key, ident in pairs:
        if key and found.setdefault(key, ident) != ident:
            doubtful.add(key)
    return {key: ident for key, ident in found.items() if key not in doubtful}


def _bare(text: str) -> str:
    return " ".join(_KINDS.sub(" ", folded(text)).split())
