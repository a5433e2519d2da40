"""Every table of a crisis, once: its row, its key, and how it is cut for an audience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from functools import cached_property
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, columns_of
from undercount.facts.crisis import CaptureCell, CaptureTable, Crisis, Organisation, Place, Threshold
from undercount.facts.demand import Demand, Finding, IndicatorDefinition, Obligation, Standard
from undercount.facts.register import (
    Claim,
    Consent,
    Event,
    Facility,
    Figure,
    Judgement,
    Mention,
    OutageClaim,
)
from undercount.facts.sources import Exhibit, List, Source
from undercount.facts.statement import Signatory, StatementText

Row = Any  # a frozen dataclass whose fields are declared with `column`
Rows = Mapping[str, Sequence[Row]]  # the rows of each table, by the table's name


@dataclass(frozen=True)
class Table:
    """One table: what a row is, and which column names it.

    Attributes:
        name: its name in files, code and screens.
        row: the dataclass of a row.
        key: the column that identifies a row.
        lone: the columns needed by a file that stands alone, without its crisis, and may use its own words
            where a crisis uses codes; empty for a table of a crisis.
    """

    name: str
    row: type
    key: str = "id"
    lone: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""
        columns = columns_of(self.row)
        if not self.lone:
            return columns
        return tuple(replace(c, vocabulary="", refers="", required=c.name in self.lone) for c in columns)

    @cached_property
    def without_default(self) -> frozenset[str]:
        """The columns that every row must be given."""
        return frozenset(
            f.name for f in fields(self.row) if f.default is MISSING and f.default_factory is MISSING
        )

    def columns_for(self, audience: Audience) -> tuple[Column, ...]:
        """Return the columns that may go out to `audience`: the allow-list."""
        return tuple(column for column in self.columns if audience.may_see(column.audience))

    def rows_for(self, rows: Sequence[Row], audience: Audience) -> list[Row]:
        """Return the rows that may go out to `audience`, in the order of the key."""
        seen = (row for row in rows if audience.may_see(getattr(row, "audience", Audience.PUBLIC)))
        return sorted(seen, key=lambda row: sort_key(getattr(row, self.key)))


REFERS_TO_ONE_OF: Mapping[tuple[str, str], tuple[str, ...]] = {  # columns whose ids lead into several tables
    ("claims", "about"): ("mentions", "events", "facilities"),
    ("judgements", "a"): ("mentions", "claims", "figures"),
    ("judgements", "b"): ("mentions", "claims", "figures"),
    ("findings", "cites"): ("claims", "figures", "outage_claims"),
}


def targets(table: Table, column: Column) -> tuple[str, ...]:
    """Return the tables whose keys a column holds; () where it holds none."""
    return (column.refers,) if column.refers else REFERS_TO_ONE_OF.get((table.name, column.name), ())


def sort_key(value: Any) -> tuple[int, int, str]:
    """Order keys the same everywhere: numbers by size, then texts by code point."""
    return (0, value, "") if isinstance(value, int) else (1, 0, str(value))


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table("crisis", Crisis),
        Table("organisations", Organisation),
        Table("places", Place),
        Table("thresholds", Threshold),
        Table("sources", Source),
        Table("exhibits", Exhibit),
        Table("lists", List),
        Table("mentions", Mention),
        Table("claims", Claim),
        Table("events", Event),
        Table("facilities", Facility),
        Table("figures", Figure),
        Table("outage_claims", OutageClaim),
        Table("judgements", Judgement),
        Table("consents", Consent),
        Table("capture_tables", CaptureTable),
        Table("capture_cells", CaptureCell),
        Table("standards", Standard),
        Table("demands", Demand),
        Table("obligations", Obligation),
        Table("indicators", IndicatorDefinition),
        Table("findings", Finding),
        Table("statement_texts", StatementText, key="lang"),
        Table("signatories", Signatory, key="number"),
    )
}
