"""Where those who signed are named: under a heading, after a closing, before the text, or at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from undercount.facts.document import BlockKind
from undercount.statements.countries import country_code, is_international
from undercount.statements.dates import is_date_line
from undercount.statements.layout import Passage
from undercount.statements.names import (
    begins_like_a_name,
    is_evident,
    is_name_like,
    is_prose,
    word_list,
)
from undercount.statements.words import ALL, anywhere, opening, whole, words

_CONTACT = re.compile(r"@|https?://|www\.|\+\d[\d\s()-]{6,}")
_RUN_IN = re.compile(r"^(?P<head>[^:;.!?]{3,140}?)\s*[:：]\s*(?P<rest>\S.*)$", re.S)
_NOTE_MARK = re.compile(r"^\s*(?:\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*{1,3}|\(\d\))\s*\S")
_REMARK = re.compile(r"(?<=\w)\s*[(\[][^()\[\]]*[)\]](?=\s*[:：]?\s*$)")  # "(in alphabetical order)"
_LONGEST_HEAD = 18  # words


@dataclass(frozen=True, slots=True)
class SignatoryBlock:
    """A stretch of passages that name signatories.

    Attributes:
        passages: with headings and closings cut off.
        indices: which passages of the statement they are, so that nothing else is read from them.
        how: heading, closing, before or end: by what it was found.
    """

    passages: tuple[Passage, ...]
    indices: frozenset[int]
    how: str


def prepare(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Part passages at lines that are a heading or a closing of their own, such as "Signed by:"."""
    return tuple(piece for passage in found for piece in _parted(passage))


def _parted(passage: Passage) -> Iterator[Passage]:
    if len(passage.lines) < 2 or passage.kind in (BlockKind.ROW, BlockKind.RULE):
        yield passage
        return
    cuts = [0, 1] if _leads(passage) else [0]
    for index, line in enumerate(passage.lines):
        after = passage.lines[index + 1].text if index + 1 < len(passage.lines) else ""
        dated = index and passage.kind is not BlockKind.ITEM and is_date_line(line.text)
        if _stands_alone(line.text, after) or dated:
            cuts.extend((index, index + 1))
    cuts = sorted({cut for cut in cuts if cut <= len(passage.lines)} | {len(passage.lines)})
    for first, last in pairwise(cuts):
        yield part(passage, first, last)


def _leads(passage: Passage) -> bool:
    """Tell a passage whose first line ends in a colon and leads in what begins like names."""
    line = passage.lines[0].text.strip()
    if passage.kind is not BlockKind.PARAGRAPH or not line.endswith((":", "：")) or len(word_list(line)) > 6:
        return False
    called = any(anywhere(ALL, "demands", key).search(line) for key in ("calls", "headings", "modals"))
    return not called and all(is_name_like(below.text) for below in passage.lines[1:])


def _stands_alone(line: str, after: str) -> bool:
    """Tell a heading or closing inside a block from a line of running text that holds the same words."""
    if after.strip()[:1].islower() or not _is_heading(line):
        return False
    return line.rstrip().endswith((":", "：", ",")) or len(word_list(line)) <= 5


def part(passage: Passage, first: int, last: int) -> Passage:
    """Return the passage made of some of the lines of another."""
    if (first, last) == (0, len(passage.lines)):
        return passage
    start = passage.starts[first]
    end = passage.starts[last] if last < len(passage.starts) else len(passage.text)
    starts = tuple(at - start for at in passage.starts[first:last])
    return replace(
        passage, text=passage.text[start:end].strip(), lines=passage.lines[first:last], starts=starts
    )


def _is_heading(text: str) -> bool:
    return bool(_closing(text)) or bool(_heading(text))


def _heading(text: str) -> bool:
    """Tell a line that announces signatories and nothing else."""
    text = _REMARK.sub("", text.strip().strip("*_# "))
    count = len(word_list(text))
    if not 0 < count <= _LONGEST_HEAD or not anywhere(ALL, "signatories", "stems").search(text):
        return False
    if anywhere(ALL, "demands", "calls").search(text) or re.search(r"[.!?;]\s+\S", text):
        return False
    return (
        text.endswith((":", "："))
        or (count <= 9 and text[-1] not in ".!?;,")
        or (count <= 2 and text[-1] == ",")
    )


def _closing(text: str) -> bool:
    """Tell the closing of a letter: "Sincerely,", "С уважением,"."""
    found = opening(ALL, "signatories", "closings").match(text.strip())
    if not found:
        return False
    count = len(word_list(text))
    longer = any(word.endswith("*") for word in words(ALL, "signatories", "closings") if _begins(text, word))
    return count <= 7 or (longer and count <= 45)


def _begins(text: str, word: str) -> bool:
    return text.strip().lower().startswith(word.rstrip("*"))


def under_headings(found: Sequence[Passage]) -> Iterator[SignatoryBlock]:
    """Find names under a heading or a closing, or run in after one."""
    index = 0
    while index < len(found):
        block = _block_from(found, index)
        if block is None:
            index += 1
        else:
            yield block
            index = max(block.indices) + 1


def _block_from(found: Sequence[Passage], index: int) -> SignatoryBlock | None:
    passage = found[index]
    if passage.kind in (BlockKind.ROW, BlockKind.RULE, BlockKind.NOTICE):
        return None
    run_in = _RUN_IN.match(passage.text)
    if run_in and _announces(run_in["head"]) and _names_follow(run_in["rest"]):
        first = passage if _names_a_place(run_in["head"]) else _rest_of(passage, run_in.start("rest"))
        rest, last = gather(found, index + 1)
        return SignatoryBlock((first, *rest), frozenset(range(index, last)), "heading")
    closing = _closing(passage.text)
    if not closing and not _heading(passage.text):
        return None
    content, last = gather(found, index + 1)
    if not content or not _enough(content, closing):
        return None
    return SignatoryBlock(tuple(content), frozenset(range(index, last)), "closing" if closing else "heading")


def _announces(head: str) -> bool:
    """Tell a heading that runs on into its list; "We, the undersigned: …" begins the text instead."""
    begins = opening(ALL, "signatories", "intro").match(head) or opening(
        ALL, "signatories", "undersigned"
    ).match(head)
    return _heading(head + ":") and not begins


def _names_a_place(head: str) -> bool:
    """Tell "Signed for Argentina", whose country belongs to the names after it."""
    return bool(country_code(head.split()[-1])) or bool(country_code(" ".join(head.split()[-2:])))


def _rest_of(passage: Passage, start: int) -> Passage:
    """Return what follows a heading that runs on into its list."""
    kept = [i for i, at in enumerate(passage.starts) if at > start]
    line = replace(passage.lines[max(0, (kept[0] if kept else len(passage.lines)) - 1)])
    head = replace(
        line, text=passage.text[start : passage.starts[kept[0]] if kept else len(passage.text)].strip()
    )
    lines = (head, *(passage.lines[i] for i in kept))
    starts = (0, *(passage.starts[i] - start for i in kept))
    return replace(passage, text=passage.text[start:], lines=lines, starts=starts)


def _names_follow(text: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[;,]", text) if piece.strip()]
    return bool(pieces) and begins_like_a_name(pieces[0]) and not is_prose(text)


def gather(found: Sequence[Passage], start: int) -> tuple[list[Passage], int]:
    """Take passages as long as they can name signatories; return them and where they end."""
    taken: list[Passage] = []
    index = start
    while index < len(found) and not _stops(found[index], found, index, bool(taken)):
        if found[index].kind not in (BlockKind.RULE, BlockKind.NOTICE):
            taken.append(found[index])
        index += 1
    return taken, index


def _stops(passage: Passage, found: Sequence[Passage], index: int, begun: bool) -> bool:
    if passage.kind is BlockKind.RULE:
        return begun and not (index + 1 < len(found) and is_evident(found[index + 1].text))
    if passage.kind is BlockKind.ROW:
        return False
    text = passage.text
    if is_note(passage) or is_contact(text):
        return True
    if passage.kind is BlockKind.HEADING:
        return not (is_group(text) or _heading(text) or is_name_like(text))
    if passage.marker.startswith("[") and begun and not found[index - 1].marker.startswith("["):
        return True  # a footnote below a list
    if passage.kind is BlockKind.ITEM and len(text) < 200 and begins_like_a_name(text):
        return _is_footnote(text) and begun and found[index - 1].kind is not BlockKind.ITEM
    names = sum(1 for line in passage.lines if is_name_like(line.text))
    if len(passage.lines) > 1 and names >= 0.7 * len(passage.lines):
        return False
    return is_prose(text) and not is_group(text) and not is_listed(text)


def _is_footnote(text: str) -> bool:
    """Tell a numbered sentence below a list from a numbered name."""
    return is_prose(text) or (text.rstrip().endswith(".") and len(word_list(text)) > 5)


def is_listed(text: str) -> bool:
    """Tell a paragraph that names many, parted by semicolons or commas."""
    pieces = [piece.strip() for piece in re.split(r"[;,]", text) if piece.strip()]
    named = sum(1 for piece in pieces if begins_like_a_name(piece) and len(word_list(piece)) <= 14)
    return len(pieces) >= 3 and named >= 0.75 * len(pieces)


def is_contact(text: str) -> bool:
    """Tell a contact block: its first words say so, or it holds an address and little else."""
    if whole(ALL, "furniture", "contacts").match(text):
        return True
    opened = opening(ALL, "furniture", "contacts").match(text)
    marked = bool(opened) and (
        bool(_CONTACT.search(text)) or text[opened.end() :].lstrip()[:1] in (":", "–", "-")
        if opened
        else False
    )
    bare = _CONTACT.search(text) and len(word_list(_CONTACT.sub("", text))) > 12
    noted = opening(ALL, "furniture", "notes").match(text) and _CONTACT.search(text)
    return marked or bool(bare) or bool(noted)


def is_note(passage: Passage) -> bool:
    """Tell a note, a footnote, a background section or an "About us"."""
    text = passage.text
    if whole(ALL, "furniture", "notes").match(text) or whole(ALL, "truncation", "cut_marks").match(text):
        return True
    opened = opening(ALL, "furniture", "notes").match(text)
    if opened and text[opened.end() :].lstrip()[:1] in (":", "–", "-", "(") and len(word_list(text)) > 3:
        return True
    return bool(_NOTE_MARK.match(text)) and is_prose(text)


def is_group(text: str) -> bool:
    """Tell a line that groups signatories: a country, "Individuals:", "International organisations"."""
    bare = text.strip().rstrip(":：").strip("*_ ()[]")
    if country_code(bare) or is_international(bare):
        return True
    count = len(word_list(bare))
    if whole(ALL, "signatories", "groups").match(bare):
        return True
    if not anywhere(ALL, "signatories", "groups").search(bare) or count > 8:
        return False
    # without a colon, nothing but the words of such headings makes one: "Lawyers for the Bereaved" is a name
    left = anywhere(ALL, "signatories", "group_joints").sub(
        "", anywhere(ALL, "signatories", "groups").sub("", bare)
    )
    return text.strip().endswith((":", "：")) or not re.search(r"\w", left)


def _enough(content: Sequence[Passage], closing: bool) -> bool:
    """Tell a list of signatories from what else may follow such a line."""
    first = next((passage for passage in content if not is_group(passage.text)), None)
    if first is None:
        return False
    if first.kind is BlockKind.ROW:
        return True
    lines = [line.text for line in first.lines]
    if closing:
        return any(is_name_like(line) for line in lines[:2]) and not is_date_line(lines[0])
    return is_listed(first.text) or any(is_name_like(line) for line in lines[:3])
