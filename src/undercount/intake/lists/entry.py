"""What one row of a list says, and the mention and claims that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from undercount.facts.register import Claim, Mention
from undercount.facts.unknown import Unknown

CLAIM_FIELDS = frozenset({"when", "where", "by_whom", "case", "polarity", "directness"})
_LONGEST_QUOTE = 300


class Given(NamedTuple):
    """A cell whose text is not word for word what it was read as."""

    column: str
    text: str
    read: str


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
        digest: of what its cells say; two rows that say the same have the same.
    """

    row: int
    id: str
    fields: Mapping[str, Any]
    told: Mapping[tuple[str, int], Told]
    cells: Sequence[tuple[str, str, str]]
    digest: str
    facts: ListFacts

    @property
    def mention(self) -> Mention:
        """The person or group that the row names."""
        return Mention(id=self.id, list=self.facts.id, row=self.row, **self.fields)

    @property
    def claims(self) -> list[Claim]:
        """What the row asserts of them, one claim for each step."""
        return [self._claim(kind, number, told) for (kind, number), told in self.told.items()]

    @property
    def given(self) -> list[Given]:
        """The cells that were read as something else than their own words."""
        return [Given(column, text.lstrip("\x1e\x1f"), read) for column, text, read in self.cells]

    def _claim(self, kind: str, number: int, told: Told) -> Claim:
        plain = {name: value for name, value in told.values.items() if name in CLAIM_FIELDS}
        if "polarity" not in plain and self._knows_nothing(kind, told.values):
            plain["polarity"] = "does_not_know"
        return Claim(
            id=f"{self.id}-{kind}" if number == 1 else f"{self.id}-{kind}-{number}",
            kind=kind,
            source=self.facts.source,
            exhibit=self.facts.exhibit,
            about=self.id,
            attributes={name: value for name, value in told.values.items() if name not in CLAIM_FIELDS},
            locator=f"row {self.row}",
            quote=" · ".join(told.quotes)[:_LONGEST_QUOTE],
            **plain,
        )

    def _knows_nothing(self, kind: str, values: Mapping[str, Any]) -> bool:
        """Tell a source that knows nothing of a step; being on the list asserts what the list is of."""
        if kind == self.facts.kind or not values:
            return False
        return all(isinstance(v, Unknown) or str(v).startswith("unknown:") for v in values.values())
