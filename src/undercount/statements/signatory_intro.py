"""Signatories named in the opening sentence of a statement, before its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from undercount.facts.document import BlockKind
from undercount.statements.layout import Passage
from undercount.statements.names import begins_like_a_name, is_evident, is_organisation, word_list
from undercount.statements.words import ALL, anywhere, opening


def before_the_text(found: Sequence[Passage]) -> Passage | None:
    """Return what names signatories in the first sentence: "We, the undersigned: A, B and C, call on …"."""
    for passage in found[:12]:
        if passage.kind is not BlockKind.PARAGRAPH or len(passage.text) < 30:
            continue
        span = _named_in(passage.text)
        if span is not None:
            start, end = span
            line = replace(passage.lines[0], number=passage.line_at(start), text=passage.text[start:end])
            return replace(passage, text=passage.text[start:end], lines=(line,), starts=(0,))
    return None


def _named_in(text: str) -> tuple[int, int] | None:
    found = opening(ALL, "signatories", "undersigned").match(text)
    start = None
    if found:
        mark = re.compile(r"[^:;.!?«\"]{0,80}?(?:\s[–—-]|[:,(])\s*").match(text, found.end())
        start = mark.end() if mark else None
    intro = opening(ALL, "signatories", "intro").match(text)
    if start is None and intro and text[intro.end() : intro.end() + 1] in (",", ":"):
        start = intro.end() + 2
    if start is None:
        return None
    end = _end_of_names(text, start)
    named = text[start:end]
    pieces = [piece for piece in re.split(r"[;,]|\s(?:and|и|et|y|та|және)\s", named) if piece.strip()]
    evident = sum(1 for piece in pieces if is_organisation(piece) or is_evident(piece))
    return (start, end) if len(pieces) >= 2 and evident >= 0.5 * len(pieces) else None


def _end_of_names(text: str, start: int) -> int:
    """Return where the names end and the sentence goes on with its verb."""
    verb = anywhere(ALL, "signatories", "statement_verbs")
    position = start
    for piece in re.finditer(r"[^;,]*(?:\([^()]*\)[^;,]*)*[;,]?", text[start:]):
        bare = re.sub(r"^\s*(?:and|и|et|y|та|және|&)\s+", "", piece[0])
        bare = re.sub(r"^\s*(?:the|la|le|les|el|los|las)\s+", "", bare).strip()
        verbs = [found for found in verb.finditer(piece[0]) if _outside(piece[0], found.start())]
        if not bare:
            break
        if not begins_like_a_name(bare) and not (is_organisation(bare) and not verbs):
            break
        stop = re.search(r"\.\s|\.$|\s[–—]\s", piece[0])
        if verbs and word_list(piece[0][: verbs[0].start()]):
            return start + piece.start() + verbs[0].start()
        if stop and _outside(piece[0], stop.start()):
            return start + piece.start() + stop.start()
        position = start + piece.end()
    return position


def _outside(text: str, place: int) -> bool:
    """Tell a place outside of brackets and quotation marks."""
    before = text[:place]
    return (
        all(before.count(a) <= before.count(b) for a, b in ("()", "«»", "“”", "[]"))
        and before.count('"') % 2 == 0
    )
