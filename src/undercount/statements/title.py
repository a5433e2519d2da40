"""The title of a statement: its heading, or the first line that is neither a label, a date nor an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from undercount.facts.document import BlockKind
from undercount.statements.dates import is_date_line
from undercount.statements.layout import Passage
from undercount.statements.names import sentences, word_list
from undercount.statements.signatory_block import is_contact
from undercount.statements.words import ALL, anywhere, opening, whole, words

_LONGEST = 400
_SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")


def read_title(found: Sequence[Passage], metadata: str) -> str | None:
    """Return the title, or None where the text begins without one and its file gives none."""
    head = found[: _begin_of_text(found)]
    for passage in head:
        subject = opening(ALL, "title", "subjects").match(passage.text)
        if subject and passage.text[subject.end() :].strip():
            return passage.text[subject.end() :].strip()
    for passage in head:
        if (
            passage.kind is BlockKind.HEADING
            and not is_label(passage.text)
            and not is_date_line(passage.text)
        ):
            return passage.text
    candidates = _joined([passage for passage in head if _could_be_title(passage)])
    proper = [text for text in candidates if not is_label(text)]
    if proper and (len(candidates) < 2 or proper[0] in candidates[:2]):
        return _without_label(proper[0])
    if candidates:
        return candidates[0]
    return _SITE.sub("", metadata).strip() or None


def _begin_of_text(found: Sequence[Passage]) -> int:
    """Return where running text begins."""
    for index, passage in enumerate(found):
        if passage.kind is BlockKind.ITEM or (
            passage.kind is BlockKind.PARAGRAPH and _is_running_text(passage.text)
        ):
            return index
    return len(found)


def _is_running_text(text: str) -> bool:
    return (
        len(text) > _LONGEST
        or sentences(text) > 1
        or (len(text) > 160 and text.rstrip().endswith((".", ":")))
    )


def _could_be_title(passage: Passage) -> bool:
    text = passage.text
    if passage.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or is_date_line(text) or is_contact(text):
        return False
    if _names_addressee(text) and not is_label(text):
        return False
    return not text.rstrip().endswith((",", ":")) and not whole(ALL, "furniture", "lines").match(text)


def is_label(text: str) -> bool:
    """Tell a line that only says what kind of text this is, such as "Joint statement"."""
    if whole(ALL, "title", "labels").match(text):
        return True
    found = [word.lower() for word in word_list(text)]
    return 0 < len(found) <= 5 and set(found) <= _label_words()


@cache
def _label_words() -> frozenset[str]:
    listed = (*words(ALL, "title", "labels"), *words(ALL, "title", "label_words"))
    return frozenset(word.lower() for label in listed for word in word_list(label))


def _names_addressee(text: str) -> bool:
    """Tell a line that says to whom a letter goes; Kazakh has the word for it last."""
    last = anywhere("kk", "title", "addressees").search(text) and len(word_list(text)) <= 10
    return bool(opening(ALL, "title", "addressees").match(text)) or bool(last)


def _joined(candidates: Sequence[Passage]) -> list[str]:
    """Join a line that goes on the title above it, as "regarding …" does."""
    joined: list[str] = []
    for passage in candidates:
        if joined and passage.text[:1].islower():
            joined[-1] = f"{joined[-1]} {passage.text}"
        else:
            joined.append(passage.text)
    return joined


def _without_label(text: str) -> str:
    return " ".join(text.split())
