"""What the signatories call on somebody to do: lists of demands, and calls made in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from undercount.facts.document import BlockKind
from undercount.statements.calls import addressee_of, opens_with_a_call, says_must
from undercount.statements.deeds import split_deeds
from undercount.statements.demand_lists import list_at, tidy
from undercount.statements.layout import Passage
from undercount.statements.reading import DemandReading
from undercount.statements.sentences import sentences
from undercount.statements.truncation import breaks_off

_SILENT = (BlockKind.HEADING, BlockKind.ROW, BlockKind.NOTICE, BlockKind.RULE)
_LATE = 0.5  # of the text, from where what "must" be done is asked for and not told
_BODY = 120  # characters of the first paragraph of running text

Calls = list[tuple[int, DemandReading]]  # each with the passage it stands in


def read_demands(
    found: Sequence[Passage], language: str
) -> tuple[tuple[DemandReading, ...], tuple[str, ...]]:
    """Read the demands, and the calls in the text that stand before them.

    Where demands are listed, the lists and the calls after them are the demands, and a call in the text
    leading up to them is not. Where nothing is listed, the calls in sentences are the demands.

    Args:
        found: the passages of the statement without those that name signatories.
        language: ISO 639-1 code.
    """
    listed: list[DemandReading] = []
    calls: Calls = []
    first: int | None = None
    index = 0
    while index < len(found):
        taken = list_at(found, index, language, first is not None)
        if taken is None:
            late = bool(listed or calls) or index > _LATE * len(found)
            calls.extend((index, call) for call in _calls_of(found[index], language, late=late))
            index += 1
        else:
            first = index if first is None else first
            listed.extend(taken[0])
            index = taken[1]
    kept = _without_preamble(calls, found) if first is None else _beside_lists(calls, found, first)
    merged = sorted([*listed, *(call for _, call in kept)], key=lambda demand: demand.line)
    return tuple(merged), tuple(call.text for index, call in calls if (index, call) not in kept)


def _beside_lists(calls: Calls, found: Sequence[Passage], first: int) -> Calls:
    """Keep the calls after the first list, and before it those that open a paragraph of their own."""
    body = _first_body(found)

    def stands_alone(index: int) -> bool:
        text = found[index].text
        return index > body and not text.rstrip().endswith(":") and opens_with_a_call(text, plain=True)

    return [(index, call) for index, call in calls if index > first or stands_alone(index)]


def _without_preamble(calls: Calls, found: Sequence[Passage]) -> Calls:
    """Drop a call in the opening paragraph where whole paragraphs of calls follow later."""
    if not calls:
        return calls
    first = calls[0][0]
    later = {index for index, _ in calls if index > first + 1}
    plain = opens_with_a_call(found[first].text, plain=True)
    if first <= _first_body(found) and len(later) >= 2 and not plain:
        return [pair for pair in calls if pair[0] != first]
    return calls


def _first_body(found: Sequence[Passage]) -> int:
    long = (i for i, p in enumerate(found) if p.kind is BlockKind.PARAGRAPH and len(p.text) > _BODY)
    return next(long, 0)


def _calls_of(passage: Passage, language: str, *, late: bool) -> list[DemandReading]:
    """Return the calls made in the sentences of a passage, one for each thing called for."""
    if passage.kind in _SILENT:
        return []
    found: list[DemandReading] = []
    for start, sentence in sentences(passage.text):
        must = late and (start == 0 or bool(found)) and says_must(sentence, language)
        if sentence.rstrip().endswith(":") or not (must or opens_with_a_call(sentence)):
            continue
        addressee = addressee_of(sentence, language)
        deeds = split_deeds(sentence, language) or [(0, sentence)]
        for at, text in deeds:
            last = at == deeds[-1][0]
            cut = last and breaks_off(text, language) and not re.search(r"[.!?]\W*$", text)
            found.append(DemandReading(tidy(text), cut, passage.line_at(start + at), addressee))
    return found
