"""A line, item or paragraph into the signatories it names: one, or many parted by marks and "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from undercount.statements.countries import place_of
from undercount.statements.names import begins_like_a_name, is_office, is_organisation, word_list
from undercount.statements.words import ALL, whole, words

_COLUMNS = re.compile(r"\s{3,}")
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,3})[.)]\s+(?=\S)")
_MARKS = ("|", "•", "·", "/", "*")
_QUOTED = re.compile(r"[«“\"].+[»”\"]")
_OPEN = re.compile(r"[(\[«“]")
_CLOSED = re.compile(r"[)\]»”]")
_LEGAL_FORM = re.compile(r"(?:e\.\s?V|Inc|Ltd|LLC|A\.?\s?C|S\.?A|asbl|ASBL|ONG|NGO)\.?")
_LONG = 110  # characters of a line that is likelier a list than a name


@dataclass(frozen=True, slots=True)
class Entry:
    """One signatory as printed.

    Attributes:
        text: name, place and office, lines joined by ", " where each part stood on its own line.
        line: where it begins.
        group: the heading it stands under, such as a country; "" where there is none.
        cells: the parts of a row, by what they hold, where the block is a table.
    """

    text: str
    line: int
    group: str = ""
    cells: tuple[tuple[str, str], ...] = ()


def of_piece(text: str, line: int, *, in_list: bool) -> Iterator[Entry]:
    """Yield the entries of one line, item or paragraph, which may name one signatory or many."""
    columns = [" ".join(column.split()) for column in _COLUMNS.split(text.strip())]
    if len(columns) > 1 and all(could_stand_alone(column) for column in columns):
        yield from (Entry(column, line) for column in columns)
        return
    text = " | ".join(columns)
    numbered = _by_inline_numbers(text)
    if len(numbered) > 1:
        for piece in numbered:
            yield Entry(piece, line)
        return
    group, rest = _grouped(text)
    pieces = inline_pieces(rest, alone=not in_list)
    if group and (len(pieces) > 1 or not in_list):
        yield Entry(group, line)
        yield from (Entry(piece, line) for piece in pieces)
        yield Entry("International", line)  # what follows stands under no country
    elif len(pieces) > 1:
        yield from (Entry(piece, line) for piece in pieces)
    else:
        yield Entry(text, line)


def could_stand_alone(column: str) -> bool:
    """Tell a column that is a name of its own from one with the place or office of the name beside it."""
    return begins_like_a_name(column) and not place_of(column) and not _is_part(column) and len(column) > 3


def _grouped(text: str) -> tuple[str, str]:
    """Part "Ukraine: A, B, C" into its country and the names."""
    found = re.match(r"^(?P<group>[^:;,.()]{2,40}?)\s*(?::|\s[–—-])\s+(?P<rest>.+)$", text, re.S)
    if found and place_of(found["group"]) and not place_of(found["rest"]):
        return found["group"], found["rest"]
    return "", text


def _by_inline_numbers(text: str) -> list[str]:
    """Part "1. A 2. B 3. C" where the numbers go up by one."""
    marks = [(int(found[1]), found) for found in _INLINE_NUMBER.finditer(text)]
    chain: list[re.Match[str]] = []
    for number, found in marks:
        if number == len(chain) + 1:
            chain.append(found)
    if len(chain) < 2 or chain[0].start() > 0:
        return []
    bounds = [*(found.start() for found in chain[1:]), len(text)]
    return [text[found.end() : end].strip(" ;,") for found, end in zip(chain, bounds, strict=True)]


def inline_pieces(text: str, *, alone: bool, labelled: bool = False) -> list[str]:
    """Part a line that names many signatories.

    Semicolons part wherever they stand; commas only where what they part are names, since a comma also
    stands before a country, an office and a legal form.

    Args:
        text: the line.
        alone: nothing else names any signatory.
        labelled: a town or country before it announced a list.
    """
    text = text.strip()
    marked = _by_marks(text)
    if marked:
        return marked
    parts = split_outside(text, ";")
    if len(parts) > 1:
        return [*(leading_and(part) for part in parts[:-1]), *last_and(parts[-1])]
    pieces = _attached(split_outside(text, ","))
    if not pieces or any(_is_part(piece) for piece in pieces[1:]) or _goes_on_a_name(pieces):
        return [text]
    if (labelled and _all_told(pieces)) or _are_names(pieces, alone or len(text) > _LONG, alone):
        last = last_and(pieces[-1], expected=len(pieces) > 2 or labelled)
        return [*(leading_and(piece) for piece in pieces[:-1]), *last]
    return last_and(text) if alone and len(pieces) <= 2 else [text]


def _by_marks(text: str) -> list[str]:
    """Part names that stand between bullets, bars or slashes."""
    for mark in _MARKS:
        pieces = text.split(" / ") if mark == "/" else split_outside(text, mark)
        if len(pieces) > 2 and all(could_stand_alone(piece) for piece in pieces):
            return pieces
    return []


def _all_told(pieces: Sequence[str]) -> bool:
    named = (_begins_a_name(piece) or is_organisation(piece) or _QUOTED.search(piece) for piece in pieces)
    return len(pieces) > 1 and all(named)


def _are_names(pieces: Sequence[str], likely: bool, alone: bool) -> bool:
    """Tell what commas part as names: three or more that begin as names do, or two organisations."""
    many = len(pieces) >= 3 or (
        len(pieces) == 2 and alone and all(is_organisation(piece) for piece in pieces)
    )
    conjoined = leading_and(pieces[-1]) != pieces[-1] or len(last_and(pieces[-1])) > 1
    return many and (likely or conjoined) and all(_begins_a_name(piece) for piece in pieces)


def _begins_a_name(piece: str) -> bool:
    """Tell a piece that begins like a name, once "and" and an article are off."""
    return begins_like_a_name(re.sub(_article(), "", leading_and(piece)))


@cache
def _article() -> str:
    return rf"^(?:{'|'.join(re.escape(word) for word in words(ALL, 'signatories', 'articles'))})\s+"


def _goes_on_a_name(pieces: Sequence[str]) -> bool:
    """Tell "Foundation for Law, Land and Liberty", whose commas part the words of one name."""
    links = words(ALL, "signatories", "link_words")
    linked = any(word.lower() in links for word in pieces[0].split())
    singles = [piece for piece in pieces[1:] if max(len(part.split()) for part in _conjoined(piece)) == 1]
    return linked and bool(singles)


def _conjoined(piece: str) -> list[str]:
    return [part for part in re.split(rf"(?:^|\s)(?:{_and_words()})\s", piece) if part.strip()] or [piece]


def split_outside(text: str, mark: str) -> list[str]:
    """Split at a mark wherever it stands outside of brackets and quotation marks."""
    pieces, depth, quoted, start = [], 0, False, 0
    for place, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif _OPEN.match(char):
            depth += 1
        elif _CLOSED.match(char):
            depth = max(0, depth - 1)
        elif char == mark and not depth and (not quoted or text.count('"') % 2):
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _attached(pieces: Sequence[str]) -> list[str]:
    """Give places, offices and legal forms back to the name before their comma."""
    joined: list[str] = []
    for piece in pieces:
        bare = leading_and(piece)
        if joined and (place_of(piece.rstrip(".")) or _is_part(bare)):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _is_part(piece: str) -> bool:
    """Tell what is never a signatory of its own: an office, a legal form."""
    return is_office(piece) or bool(_LEGAL_FORM.fullmatch(piece))


def leading_and(piece: str) -> str:
    """Return a piece without the "and" before it."""
    return re.sub(rf"^(?:{_and_words()})\s+", "", piece.strip())


def last_and(piece: str, *, expected: bool = False) -> list[str]:
    """Part the last of a list, "B and C", at the conjunction that parts two names best.

    `expected` tells that the list must hold a conjunction, unless one stands before its last name.
    """
    bare = leading_and(piece)
    expected = expected and bare == piece.strip()
    sides = [
        (bare[: gap.start()].strip(" ,"), bare[gap.end() :].strip())
        for gap in re.finditer(rf"\s(?:{_and_words()})\s", bare)
        if balanced(bare[: gap.start()])
    ]
    if expected and len(sides) == 1 and all(begins_like_a_name(s) and len(s.split()) > 1 for s in sides[0]):
        return list(sides[0])
    best = max(sides, default=("", ""), key=lambda pair: _two_names(*pair))
    return list(best) if best[0] and _two_names(*best) > 0 else [bare]


@cache
def _and_words() -> str:
    return "|".join(re.escape(word) for word in words(ALL, "signatories", "and"))


def balanced(text: str) -> bool:
    """Tell whether every bracket and quotation mark that opens is closed."""
    return len(_OPEN.findall(text)) == len(_CLOSED.findall(text)) and text.count('"') % 2 == 0


def _two_names(left: str, right: str) -> int:
    """Score how well two texts read as two names and not as one that was cut in two."""
    bare = re.sub(_article(), "", right)
    if not begins_like_a_name(bare) or not _begins_a_name(left):
        return 0
    if placed(left):
        return 10
    named = [
        is_organisation(side) or side.count("«") + side.count("“") + side.count('"') > 0
        for side in (left, right)
    ]
    first = word_list(bare)[0] if word_list(bare) else ""
    opens = bool(whole(ALL, "signatories", "kinds").match(first))
    if not all(named) and not opens:
        return 0
    return 3 * opens + (bare != right)


def placed(text: str) -> bool:
    """Tell a text that ends with its place."""
    bracket = re.search(r"[(\[]([^()\[\]]+)[)\]]\W*$", text)
    return bool(bracket and place_of(bracket[1])) or bool("," in text and place_of(text.rpartition(",")[2]))
