"""What one row of a list says, and the mention and claims that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from undercount.facts.register import Claim, Mention
from undercount.facts.unknown import Unknown

CLAIM_FIELDS = frozenset({"when", "where", "by_whom", "case", "polarity", "directness"})
_LONGEST_QUOTE = 300


class Told(NamedTuple):
    """What a row tells of one step: values by the claim's field or attribute, and the words of its cells."""

    values: dict[str, Any]
    quotes: list[str]


@dataclass(frozen=True)
class ListFacts:
    """What all rows of a list share.

    Attributes:
        id: the list's id.
        source, exhibit: of its claims.
        kind: the kind of claim it is of; "" where that is not known.
    """

    id: str
    source: str = ""
    exhibit: str = ""
    kind: str = ""


class Entry(NamedTuple):
    """What one row says; mention and claims are made where they are asked for.

    Attributes:
        row: the file's own row.
        id: of its mention.
        fields: the mention's fields that the row fills.
        told: what it tells of each step, by the kind of claim and its number.
        cells: cells whose text is not word for word what they were read as: column, text, reading.
        twin: the first row that says the same; 0 where this is it.
    """

    row: int
    id: str
    fields: Mapping[str, Any]
    told: Mapping[tuple[str, int], Told]
    cells: Sequence[tuple[str, str, str]]
    twin: int
    facts: ListFacts

    @property
    def mention(self) -> Mention:
        """The person or group that the row names."""
        return Mention(**self.mention_values())

    @property
    def claims(self) -> list[Claim]:
        """What the row asserts of them, one claim for each step."""
        return [Claim(**values) for values in self.claim_values()]

    def mention_values(self) -> dict[str, Any]:
        """Return the mention by its columns, without those that are as a mention has them by itself."""
        return {"id": self.id, "list": self.facts.id, "row": self.row, **self.fields}

    def claim_values(self) -> list[dict[str, Any]]:
        """Return the claims by their columns, likewise."""
        return [self._claim(kind, number, told) for (kind, number), told in self.told.items()]

    @property
    def given(self) -> list[tuple[str, str, str]]:
        """The cells that were read as something else than their own words: column, text, reading."""
        return [(column, text if text[0] > "\x1f" else text[1:], read) for column, text, read in self.cells]

    def _claim(self, kind: str, number: int, told: Told) -> dict[str, Any]:
        values: dict[str, Any] = {
            "id": f"{self.id}-{kind}" if number == 1 else f"{self.id}-{kind}-{number}",
            "kind": kind,
            "source": self.facts.source,
            "exhibit": self.facts.exhibit,
            "about": self.id,
            "locator": f"row {self.row}",
            "quote": " · ".join(told.quotes)[:_LONGEST_QUOTE],
        }
        more: dict[str, Any] = {}
        for name, value in told.values.items():
            (values if name in CLAIM_FIELDS else more)[name] = value
        if more:
            values["attributes"] = more
        if kind != self.facts.kind and "polarity" not in values and _knows_nothing(told.values):
            values["polarity"] = "does_not_know"
        return values


def _knows_nothing(values: Mapping[str, Any]) -> bool:
    """Tell a source that knows nothing of a step; being on the list asserts what the list is of."""
    return bool(values) and all(isinstance(v, Unknown) or str(v).startswith("unknown:") for v in values.values())
