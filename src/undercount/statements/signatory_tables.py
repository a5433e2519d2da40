"""A table of signatories into one entry for each row; headings and cells tell what a column holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from undercount.statements.countries import place_of
from undercount.statements.layout import Passage
from undercount.statements.names import begins_like_a_name, has_office, is_organisation, is_person
from undercount.statements.signatory_block import is_group
from undercount.statements.signatory_pieces import Entry
from undercount.statements.words import ALL, whole


def of_table(rows: Sequence[Passage]) -> Iterator[Entry]:
    """Yield an entry for each row but the heading."""
    table = [[line.text.strip() for line in row.lines] for row in rows]
    if _names_in_every_cell(table):
        yield from (Entry(cell, row.line) for row, cells in zip(rows, table, strict=True) for cell in cells if cell)
        return
    heads = _head(table[0])
    columns = _columns_by_content(table[1:], heads) if heads else _columns_by_content(table)
    for row, passage in zip(table, rows, strict=True):
        filled = [cell for cell in row if cell]
        if not filled or (heads and row == table[0]) or (len(filled) == 1 and is_group(filled[0])):
            continue
        cells = tuple((columns[i] if i < len(columns) else "", cell) for i, cell in enumerate(row) if cell)
        named = next((cell for kind, cell in cells if kind in ("name", "organisation")), "")
        if named:
            yield Entry(named, passage.line, cells=cells)


def _names_in_every_cell(table: Sequence[Sequence[str]]) -> bool:
    """Tell a table that only sets names side by side: every column holds names, and none what they are."""
    columns = [[row[at] for row in table if at < len(row) and row[at]] for at in range(len(table[0]))]
    if len(table) < 2 or len(columns) < 2 or not all(columns) or _head(table[0]):
        return False
    cells = [cell for column in columns for cell in column]
    if any(place_of(cell) or cell.strip(" .)№#").isdigit() or has_office(cell) for cell in cells):
        return False
    named = [sum(map(is_organisation, column)) >= 0.3 * len(column) for column in columns]
    people = [sum(map(is_person, column)) >= 0.7 * len(column) for column in columns]
    return all(begins_like_a_name(cell) for cell in cells) and (all(people) or (all(named) and not any(people)))


def _head(row: Sequence[str]) -> list[str]:
    """Return what each column holds by its heading; nothing where the first row is no heading."""
    kinds = [_head_kind(cell) for cell in row]
    known = sum(1 for kind, cell in zip(kinds, row, strict=True) if kind or not cell)
    if not any(kinds) or known < 0.6 * len(row):
        return []
    if "name" not in kinds and "organisation" not in kinds:
        free = [i for i, kind in enumerate(kinds) if kind in ("", "text")]
        if free:
            kinds[free[0]] = "organisation"
    return kinds


def _head_kind(cell: str) -> str:
    for kind in ("country", "office", "organisation", "name"):
        if whole(ALL, "signatories", f"{kind}_heads").match(cell):
            return kind
    return "text" if whole(ALL, "signatories", "head_words").match(cell) else ""


def _columns_by_content(table: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> list[str]:
    """Return what each column holds; a column of places is one whatever its heading calls it."""
    width = max((len(row) for row in table), default=len(heads))
    kinds: list[str] = []
    for column in range(width):
        cells = [row[column] for row in table if column < len(row) and row[column]]
        kind = _column_kind(cells, kinds)
        told = heads[column] if column < len(heads) else ""
        kinds.append(kind if not heads or kind == "country" else told)
    return kinds


def _column_kind(cells: Sequence[str], before: Sequence[str]) -> str:
    if not cells or sum(cell.strip(" .)№#").isdigit() for cell in cells) > 0.6 * len(cells):
        return "number"
    if sum(1 for cell in cells if place_of(cell)) > 0.6 * len(cells):
        return "country"
    if "name" not in before and "organisation" not in before:
        return "name"
    return "office" if sum(1 for cell in cells if has_office(cell)) > 0.5 * len(cells) else "affiliation"
