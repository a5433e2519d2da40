"""Running text into sentences, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from undercount.statements.names import ends_abbreviated

_END = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰])*\s+(?=[\"'“«(„¿¡\[]*[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:art|arts|No|Nos|para|paras|pp?|vol|cf|i\.e|e\.g|al|etc|ст|стр|п|пп|г|гг|т|др|тыс|млн|руб|им|см|р|рр|ім|вул|ж)\.)$"
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a passage with where each begins."""
    start = 0
    for found in _END.finditer(text):
        head = text[start : found.end()].rstrip()
        if ends_abbreviated(head) or _ABBREVIATED.search(head):
            continue
        yield start, head
        start = found.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()
