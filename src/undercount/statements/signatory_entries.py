"""A block of signatories into one entry for each, by how the block is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from undercount.facts.document import BlockKind
from undercount.statements.layout import Passage
from undercount.statements.signatory_block import is_group
from undercount.statements.signatory_lines import (
    by_indent,
    by_terminators,
    has_terminators,
    is_paragraph,
    labelled,
    of_label,
    person_blocks,
    unwrapped,
    with_offices,
)
from undercount.statements.signatory_pieces import Entry, of_piece
from undercount.statements.signatory_tables import of_table
from undercount.statements.words import ALL, anywhere

Reader = Callable[[Sequence[Passage], bool], list[Entry]]


def entries(passages: Sequence[Passage], wrapped: bool) -> tuple[Entry, ...]:
    """Part a block of signatories; `wrapped` tells whether a line's end may only be the width of the page."""
    found: list[Entry] = []
    group = ""
    for run in _runs(passages):
        if run[0].kind is BlockKind.ROW:
            found.extend(replace(entry, group=entry.group or group) for entry in of_table(run))
            continue
        for entry in _of_text(run, wrapped):
            if is_group(entry.text):
                group = entry.text
            else:
                found.append(replace(entry, group=group))
    return tuple(found)


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield stretches of passages of one kind: rows of a table, items of a list, other text."""
    run: list[Passage] = []
    for passage in passages:
        if run and _sort(run[-1]) != _sort(passage):
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _sort(passage: Passage) -> str:
    if passage.kind in (BlockKind.ROW, BlockKind.ITEM):
        return passage.kind.value
    return "text"


def _of_text(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    """Read names that stand in no table, by the first way of setting them that fits."""
    readers: tuple[Reader, ...] = (_items, _indented, _people, _bars, _labels, _terminated, _paragraphs)
    for reader in readers:
        found = reader(run, wrapped)
        if found:
            return found
    return _lines(run, wrapped)


def _items(run: Sequence[Passage], _: bool) -> list[Entry]:
    if run[0].kind is not BlockKind.ITEM:
        return []
    return [entry for item in run for entry in of_piece(item.text, item.line, in_list=True)]


def _indented(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    """Read entries whose first line alone is set in, as letters set paragraphs."""
    lines = by_indent(run) if wrapped else []
    return [entry for line in lines for entry in of_piece(line.text.strip(), line.number, in_list=True)]


def _people(run: Sequence[Passage], _: bool) -> list[Entry]:
    if not person_blocks(run):
        return []
    return [Entry(", ".join(line.text.strip(" ,;") for line in passage.lines), passage.line) for passage in run]


def _bars(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    if not all(passage.text.count("|") > 1 for passage in run):
        return []
    return _joined(run, wrapped)


def _labels(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    lines = [line for passage in run for line in passage.lines]
    return [entry for line in labelled(lines, wrapped) for entry in of_label(line)]


def _terminated(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    lines = [line for passage in run for line in passage.lines]
    return list(by_terminators(run)) if wrapped and has_terminators(lines) else []


def _paragraphs(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    return _joined(run, wrapped) if is_paragraph(run, wrapped) else []


def _joined(run: Sequence[Passage], _: bool) -> list[Entry]:
    return [entry for passage in run for entry in of_piece(passage.text, passage.line, in_list=False)]


def _lines(run: Sequence[Passage], wrapped: bool) -> list[Entry]:
    found: list[Entry] = []
    for passage in run:
        merged = unwrapped(passage.lines, run) if wrapped else list(passage.lines)
        for line in with_offices(merged):
            found.extend(of_piece(line.text.strip(), line.number, in_list=True))
    return found


def names_withheld(text: str) -> bool:
    """Tell a line that says that names are kept back, or only that there are more."""
    return bool(anywhere(ALL, "signatories", "withheld").search(text))
