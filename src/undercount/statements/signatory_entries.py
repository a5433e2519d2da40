"""A block of signatories into one entry for each: tables, lists, wrapped lines, paragraphs, people with offices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from undercount.facts.document import BlockKind, Line
from undercount.statements.countries import place_of
from undercount.statements.layout import Passage
from undercount.statements.names import (
    begins_like_a_name,
    ends_abbreviated,
    has_office,
    is_office,
    is_organisation,
    is_person,
    word_list,
)
from undercount.statements.signatory_block import is_group
from undercount.statements.words import ALL, anywhere, whole, words

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,60})[)\]]")
_STARTS_LOW = re.compile(r"^[a-zà-öø-ÿа-яёіїєґәғқңөұүһ(\[]")
_NUMBER = re.compile(r"^\s*(\d{1,3})\s+(?=\S)")
_COLUMNS = re.compile(r"\s{3,}")
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,3})[.)]\s+(?=\S)")
_QUOTED = re.compile(r"[«“\"].+[»”\"]")
_OPEN = re.compile(r"[(\[«“]")
_CLOSED = re.compile(r"[)\]»”]")


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


def entries(passages: Sequence[Passage], wrapped: bool) -> tuple[Entry, ...]:
    """Part a block of signatories; `wrapped` tells whether a line's end may only be the width of the page."""
    found: list[Entry] = []
    group = ""
    for run in _runs(passages):
        if run[0].kind is BlockKind.ROW:
            found.extend(replace(entry, group=entry.group or group) for entry in _of_table(run))
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


# ---------------------------------------------------------------- tables


def _of_table(rows: Sequence[Passage]) -> Iterator[Entry]:
    table = [[line.text.strip() for line in row.lines] for row in rows]
    heads = _head(table[0])
    columns = _columns_by_content(table[1:], heads) if heads else _columns_by_content(table)
    for row, passage in zip(table, rows, strict=True):
        if (heads and row == table[0]) or not any(row):
            continue
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and is_group(filled[0]) and len(row) > 1:
            continue
        cells = tuple((columns[i] if i < len(columns) else "", cell) for i, cell in enumerate(row) if cell)
        named = next((cell for kind, cell in cells if kind in ("name", "organisation")), "")
        if named:
            yield Entry(named, passage.line, cells=cells)


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


# ---------------------------------------------------------------- lists and lines


def _of_text(run: Sequence[Passage], wrapped: bool) -> Iterator[Entry]:
    if run[0].kind is BlockKind.ITEM:
        for item in run:
            yield from _of_piece(item.text, item.line, in_list=True)
        return
    lines = [line for passage in run for line in passage.lines]
    if _person_blocks(run):
        for passage in run:
            yield Entry(", ".join(line.text.strip(" ,;") for line in passage.lines), passage.line)
        return
    if all(passage.text.count("|") > 1 for passage in run):
        for passage in run:
            yield from _of_piece(passage.text, passage.line, in_list=False)
        return
    labelled = _labelled(lines, wrapped)
    if labelled:
        for line in labelled:
            yield from _of_label(line)
        return
    if wrapped and _has_terminators(lines):
        yield from _by_terminators(run)
        return
    if _is_paragraph(run, wrapped):
        for passage in run:
            yield from _of_piece(passage.text, passage.line, in_list=False)
        return
    for passage in run:
        merged = _unwrapped(passage.lines, run) if wrapped else list(passage.lines)
        for line in _with_offices(merged):
            yield from _of_piece(line.text.strip(), line.number, in_list=True)


_LABEL = re.compile(r"^\s*(?P<label>[^:;,.()«»“”\"]{2,40}?)\s*[:：]\s+(?P<rest>\S.*)$", re.S)
_PREFIX = re.compile(r"^(?:[^\W\d_]+\s+)?(?:from|for|por|pour|de|из|з|від|от)\s+", re.I)


def _label_of(text: str) -> tuple[str, str] | None:
    """Part "Ukraine: A, B" and "Signed for Ukraine: A, B" into the label and the names; None where it has none."""
    found = _LABEL.match(text)
    if found is None:
        return None
    label = found["label"]
    bare = _PREFIX.sub("", label)
    return (bare if not place_of(label) and place_of(bare) else label), " ".join(found["rest"].split())


def _labelled(lines: Sequence[Line], wrapped: bool) -> list[Line]:
    """Return lines that each begin with a country or town and a colon, wrapped ones joined; nothing otherwise."""
    joined: list[Line] = []
    labels = 0
    for line in lines:
        found = _label_of(line.text)
        if found and _could_label(*found):
            labels += 1
            joined.append(line)
        elif joined and wrapped:
            joined[-1] = replace(joined[-1], text=_glued(joined[-1].text.rstrip(), line.text.strip()))
        else:
            return []
    return joined if labels > 1 else []


def _could_label(label: str, rest: str) -> bool:
    if place_of(label):
        return True
    short = len(label.split()) <= 3 and label[:1].isupper() and not is_organisation(label)
    return short and not is_person(split_outside(rest, ",")[0]) and not has_office(label)


def _of_label(line: Line) -> Iterator[Entry]:
    found = _label_of(line.text)
    assert found is not None  # _labelled took it for that
    label, rest = found
    if place_of(label):
        yield Entry(label, line.number)
    yield from (Entry(piece, line.number) for piece in inline_pieces(rest, alone=True, labelled=True))
    yield Entry("International", line.number)  # what follows stands under no country


def _of_piece(text: str, line: int, *, in_list: bool) -> Iterator[Entry]:
    """Yield the entries of one line, item or paragraph, which may name one signatory or many."""
    columns = [" ".join(column.split()) for column in _COLUMNS.split(text.strip())]
    if len(columns) > 1 and all(_could_stand_alone(column) for column in columns):
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


def _could_stand_alone(column: str) -> bool:
    """Tell a column that is a name of its own from one that holds the place or office of the name beside it."""
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

    `alone` tells that nothing else names any, `labelled` that a town or country before it announced a list.

    Semicolons part wherever they stand; commas only where what they part are names, since a comma also
    stands before a country, an office and a legal form.
    """
    text = text.strip()
    by_semicolon = split_outside(text, ";")
    for mark in ("|", "•", "·", " / ", "*"):
        by_mark = split_outside(text, mark) if len(mark) == 1 else text.split(mark)
        if len(by_mark) > 2 and all(_could_stand_alone(piece) for piece in by_mark):
            return by_mark
    if len(by_semicolon) > 1:
        return [piece for part in by_semicolon for piece in _last_and(part, part is by_semicolon[-1])]
    pieces = _attached(split_outside(text, ","))
    many = len(pieces) >= 3 or (len(pieces) == 2 and alone and all(is_organisation(piece) for piece in pieces))
    conjoined = bool(pieces) and (_leading_and(pieces[-1]) != pieces[-1] or len(_last_and(pieces[-1], True)) > 1)
    if not pieces or any(_is_part(piece) for piece in pieces[1:]):
        return [text]
    if _goes_on_a_name(pieces):
        return [text]
    named = all(_begins_a_name(piece) for piece in pieces)
    told = labelled and len(pieces) > 1 and all(_begins_a_name(p) or is_organisation(p) or _QUOTED.search(p) for p in pieces)
    if told or (many and named and (alone or conjoined or len(text) > 110)):
        expected = len(pieces) > 2 or labelled
        return [*(_leading_and(piece) for piece in pieces[:-1]), *_last_and(pieces[-1], True, expected=expected)]
    if alone and len(pieces) <= 2:
        return _last_and(text, True)
    return [text]


def _begins_a_name(piece: str) -> bool:
    """Tell a piece that begins like a name, once "and" and an article are off."""
    return begins_like_a_name(re.sub(_article(), "", _leading_and(piece)))


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
    joined = "|".join(re.escape(word) for word in words(ALL, "signatories", "and"))
    return [part for part in re.split(rf"(?:^|\s)(?:{joined})\s", piece) if part.strip()] or [piece]


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
        bare = _leading_and(piece)
        if joined and (place_of(piece.rstrip(".")) or _is_part(bare)):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _is_part(piece: str) -> bool:
    """Tell what is never a signatory of its own: an office, a legal form."""
    return is_office(piece) or bool(re.fullmatch(r"(?:e\.\s?V|Inc|Ltd|LLC|A\.?\s?C|S\.?A|asbl|ASBL|ONG|NGO)\.?", piece))


def _leading_and(piece: str) -> str:
    joined = "|".join(re.escape(word) for word in words(ALL, "signatories", "and"))
    return re.sub(rf"^(?:{joined})\s+", "", piece.strip())


def _last_and(piece: str, last: bool, *, expected: bool = False) -> list[str]:
    """Part the last of a list, "B and C", at the conjunction that parts two names best.

    `expected` tells that the list must hold a conjunction, and that it has none before its last name.
    """
    bare = _leading_and(piece)
    expected = expected and bare == piece.strip()
    piece = bare
    if not last:
        return [piece]
    joined = "|".join(re.escape(word) for word in words(ALL, "signatories", "and"))
    found = [
        (piece[: gap.start()].strip(" ,"), piece[gap.end() :].strip())
        for gap in re.finditer(rf"\s(?:{joined})\s", piece)
        if _balanced(piece[: gap.start()])
    ]
    scored = [(_two_names(left, right), left, right) for left, right in found]
    best = max(scored, default=(0, "", ""), key=lambda pair: pair[0])
    if expected and len(found) == 1 and all(begins_like_a_name(side) and len(side.split()) > 1 for side in found[0]):
        return list(found[0])
    return [best[1], best[2]] if best[0] > 0 else [piece]


def _balanced(text: str) -> bool:
    return len(_OPEN.findall(text)) == len(_CLOSED.findall(text)) and text.count('"') % 2 == 0


def _two_names(left: str, right: str) -> int:
    """Score how well two texts read as two names and not as one that was cut in two."""
    bare = re.sub(_article(), "", right)
    if not begins_like_a_name(bare) or not _begins_a_name(left):
        return 0
    placed = [bool(_placed(side)) for side in (left, right)]
    named = [is_organisation(side) or side.count("«") + side.count("“") + side.count('"') > 0 for side in (left, right)]
    if placed[0]:
        return 10
    first = word_list(bare)[0] if word_list(bare) else ""
    opens = bool(whole(ALL, "signatories", "kinds").match(first))
    if not all(named) and not opens:
        return 0
    return 3 * opens + (bare != right)


def _placed(text: str) -> bool:
    bracket = re.search(r"[(\[]([^()\[\]]+)[)\]]\W*$", text)
    return bool(bracket and place_of(bracket[1])) or bool("," in text and place_of(text.rpartition(",")[2]))


# ---------------------------------------------------------------- wrapped lines


def _terminators(text: str) -> list[re.Match[str]]:
    """Return the brackets that hold a place and so end a name."""
    return [found for found in _BRACKET.finditer(text) if place_of(found["inside"])]


def _has_terminators(lines: Sequence[Line]) -> bool:
    """Tell a block in which a bracketed place, and not the end of the line, ends a name."""
    ends = [len(_terminators(line.text)) for line in lines]
    closed = [bool(re.search(r"[)\]]\W*$", line.text.strip())) for line in lines]
    if sum(ends) < 3 or sum(ends) < 0.5 * len(lines) or (max(ends) < 2 and all(closed)):
        return False
    after = [line.text[found.end() :].strip(" ;,.") for line in lines for found in _terminators(line.text)]
    names = [begins_like_a_name(_leading_and(rest)) for rest in after if rest]
    return sum(names) >= 0.7 * len(names)


def _by_terminators(run: Sequence[Passage]) -> Iterator[Entry]:
    """Yield what stands between the bracketed places; a bound of paragraphs ends a name only where it could."""
    text, line = "", 0
    share = _share_placed(run)
    for passage in run:
        if is_group(passage.text):
            if text:
                yield Entry(text, line)
            text = ""
            yield Entry(passage.text, passage.line)
            continue
        if text and share < 0.8:
            yield Entry(text, line)
            text = ""
        position = 0
        for found in _terminators(passage.text):
            piece = passage.text[position : found.end()]
            line = line if text else passage.line_at(position + len(piece) - len(piece.lstrip()))
            yield from _maybe_many(f"{text} {piece}".strip(" ;,"), line)
            text, position = "", found.end()
        rest = passage.text[position:].strip(" ;,.")
        if rest:
            line = line if text else passage.line_at(position + 1)
            text = f"{text} {rest}".strip()
    if text:
        yield Entry(text, line)


def _share_placed(run: Sequence[Passage]) -> float:
    closed = [bool(re.search(r"[)\]][\s.;,]*$", passage.text)) for passage in run]
    return sum(closed) / len(closed)


def _maybe_many(text: str, line: int) -> Iterator[Entry]:
    """Yield one entry, or two where a semicolon shows that the first had no place."""
    for piece in split_outside(_leading_and(text), ";"):
        yield Entry(piece.strip(" ,"), line)


def _is_paragraph(run: Sequence[Passage], wrapped: bool) -> bool:
    """Tell names that run on in a paragraph from names on lines of their own."""
    lines = [line.text for passage in run for line in passage.lines]
    whole_text = " ".join(passage.text for passage in run)
    if whole_text.count(";") >= max(1, 0.5 * len(lines)) and not all(line.rstrip().endswith(";") for line in lines[:-1]):
        return True
    placed = sum(1 for line in lines if _placed(line.rstrip(" .;")))
    if len(run) > 2 or (not wrapped and len(lines) > 2) or (len(lines) > 2 and placed > 0.6 * len(lines)):
        return False
    pieces = [piece for passage in run for piece in inline_pieces(passage.text, alone=True)]
    return len(pieces) >= 2 and len(pieces) >= 1.5 * len(lines)


def _person_blocks(run: Sequence[Passage]) -> bool:
    """Tell blocks of lines, each for one person: name, office, organisation."""
    several = [passage for passage in run if len(passage.lines) > 1]
    if len(several) < max(1, 0.6 * len(run)) or any(len(passage.lines) > 5 for passage in several):
        return False
    good = sum(
        1
        for p in several
        if is_person(p.lines[0].text.split(",")[0]) and not _entry_per_line(p) and _tells_office(p.lines[1].text)
    )
    return good >= 0.6 * len(several)


def _tells_office(text: str) -> bool:
    """Tell the line below a person's name: an office, or where the person works."""
    return has_office(text) or is_organisation(text) or bool(text.strip()[:1].islower())


def _entry_per_line(passage: Passage) -> bool:
    """Tell a block in which every line names somebody."""
    lines = [line.text for line in passage.lines]
    persons = sum(1 for line in lines if is_person(line.split(",")[0]) and not is_office(line))
    return persons > 0.6 * len(lines) and len(lines) > 2


def _with_offices(lines: Iterable[Line]) -> list[Line]:
    """Give a line that is only an office back to the person named on the line before."""
    joined: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if joined and is_office(text) and is_person(joined[-1].text.split(",")[0]):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text.strip(' ,')}, {text}")
        else:
            joined.append(line)
    return joined


def _unwrapped(lines: Sequence[Line], run: Sequence[Passage]) -> list[Line]:
    """Join the lines that go on a name from the line above."""
    everything = [line for passage in run for line in passage.lines]
    indent = min((_indent(line.text) for line in everything), default=0)
    width = max((len(line.text.rstrip()) for line in everything), default=0)
    placed = [bool(_placed(line.text.rstrip(" .;"))) for line in everything]
    mostly_placed = sum(placed) >= 0.6 * len(placed)
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1].text, line.text, indent, width if mostly_placed else 0):
            joined[-1] = replace(joined[-1], text=_glued(joined[-1].text.rstrip(), line.text.strip()))
        else:
            joined.append(line)
    return joined


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _glued(first: str, second: str) -> str:
    if re.search(r"[^\W\d_]-$", first) and _STARTS_LOW.match(second):
        return first[:-1] + second
    return f"{first} {second}"


def _goes_on(before: str, line: str, indent: int, width: int) -> bool:
    before, bare = before.rstrip(), line.strip()
    if before.endswith((";", ".")) and not ends_abbreviated(before):
        return False
    if not _balanced(before) or _STARTS_LOW.match(bare):
        return True
    last = before.split()[-1].lower() if before.split() else ""
    if last in words(ALL, "signatories", "link_words") or before.endswith(("-", "–", "&", "/")):
        return True
    if _indent(line) > indent + 1 and _indent(line) > _indent(before):
        return True
    return bool(width) and not _placed(before) and len(before.strip()) > 0.75 * width and _placed(bare.rstrip(" .;"))


def names_withheld(text: str) -> bool:
    """Tell a line that says that names are kept back, or only that there are more."""
    return bool(anywhere(ALL, "signatories", "withheld").search(text))
