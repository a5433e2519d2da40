"""Signatories on lines: under labels, ended by bracketed places, in blocks for each person, wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from undercount.facts.document import Line
from undercount.statements.countries import country_code, place_of
from undercount.statements.layout import Passage
from undercount.statements.names import (
    begins_like_a_name,
    ends_abbreviated,
    has_office,
    is_office,
    is_organisation,
    is_person,
)
from undercount.statements.signatory_block import is_group
from undercount.statements.signatory_pieces import (
    Entry,
    balanced,
    inline_pieces,
    leading_and,
    placed,
    split_outside,
)
from undercount.statements.words import ALL, words

_LABEL = re.compile(r"^\s*(?P<label>[^:;,.()«»“”\"]{2,40}?)\s*[:：]\s+(?P<rest>\S.*)$", re.S)
_PREFIX = re.compile(r"^(?:[^\W\d_]+\s+)?(?:from|for|por|pour|de|из|з|від|от)\s+", re.I)
_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,60})[)\]]")
_STARTS_LOW = re.compile(r"^[a-zà-öø-ÿа-яёіїєґәғқңөұүһ(\[]")


def labelled(lines: Sequence[Line], wrapped: bool) -> list[Line]:
    """Return lines that each begin with a country or town and a colon, wrapped ones joined; else nothing."""
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


def _label_of(text: str) -> tuple[str, str] | None:
    """Part "Ukraine: A, B" and "Signed for Ukraine: A, B" into the label and the names."""
    found = _LABEL.match(text)
    if found is None:
        return None
    label = found["label"]
    bare = _PREFIX.sub("", label)
    return (bare if not place_of(label) and place_of(bare) else label), " ".join(found["rest"].split())


def _could_label(label: str, rest: str) -> bool:
    if place_of(label):
        return True
    short = len(label.split()) <= 3 and label[:1].isupper() and not is_organisation(label)
    return short and not is_person(split_outside(rest, ",")[0]) and not has_office(label)


def of_label(line: Line) -> Iterator[Entry]:
    """Yield the label, where it is a place, and the names it announces."""
    found = _label_of(line.text)
    assert found is not None  # _labelled took it for that
    label, rest = found
    if place_of(label):
        yield Entry(label, line.number)
    yield from (Entry(piece, line.number) for piece in inline_pieces(rest, alone=True, labelled=True))
    yield Entry("International", line.number)  # what follows stands under no country


def _terminators(text: str) -> list[re.Match[str]]:
    """Return the brackets that hold a place and so end a name."""
    return [found for found in _BRACKET.finditer(text) if place_of(found["inside"])]


def has_terminators(lines: Sequence[Line]) -> bool:
    """Tell a block in which a bracketed place, and not the end of the line, ends a name."""
    ends = [len(_terminators(line.text)) for line in lines]
    closed = [bool(re.search(r"[)\]]\W*$", line.text.strip())) for line in lines]
    if sum(ends) < 3 or sum(ends) < 0.5 * len(lines) or (max(ends) < 2 and all(closed)):
        return False
    after = [line.text[found.end() :].strip(" ;,.") for line in lines for found in _terminators(line.text)]
    names = [begins_like_a_name(leading_and(rest)) for rest in after if rest]
    return sum(names) >= 0.7 * len(names)


def by_terminators(run: Sequence[Passage]) -> Iterator[Entry]:
    """Yield what stands between the bracketed places; a paragraph's end ends a name only where it could."""
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
    for piece in split_outside(leading_and(text), ";"):
        yield Entry(piece.strip(" ,"), line)


def is_paragraph(run: Sequence[Passage], wrapped: bool) -> bool:
    """Tell names that run on in a paragraph from names on lines of their own."""
    lines = [line.text for passage in run for line in passage.lines]
    whole_text = " ".join(passage.text for passage in run)
    if whole_text.count(";") >= max(1, 0.5 * len(lines)) and not all(
        line.rstrip().endswith(";") for line in lines[:-1]
    ):
        return True
    ended = sum(1 for line in lines if placed(line.rstrip(" .;")))
    if len(run) > 2 or (not wrapped and len(lines) > 2) or (len(lines) > 2 and ended > 0.6 * len(lines)):
        return False
    pieces = [piece for passage in run for piece in inline_pieces(passage.text, alone=True)]
    return len(pieces) >= 2 and len(pieces) >= 1.5 * len(lines)


def person_blocks(run: Sequence[Passage]) -> bool:
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


def with_offices(lines: Iterable[Line]) -> list[Line]:
    """Give a line that is only an office back to the person named on the line before."""
    joined: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if joined and is_office(text) and is_person(joined[-1].text.split(",")[0]):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text.strip(' ,')}, {text}")
        else:
            joined.append(line)
    return joined


def unwrapped(lines: Sequence[Line], run: Sequence[Passage]) -> list[Line]:
    """Join the lines that go on a name from the line above."""
    everything = [line for passage in run for line in passage.lines]
    indent = min((_indent(line.text) for line in everything), default=0)
    width = max((len(line.text.rstrip()) for line in everything), default=0)
    ended = [placed(line.text.rstrip(" .;")) for line in everything]
    mostly_placed = sum(ended) >= 0.6 * len(ended)
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1].text, line.text, indent, width if mostly_placed else 0):
            joined[-1] = replace(joined[-1], text=_glued(joined[-1].text.rstrip(), line.text.strip()))
        else:
            joined.append(line)
    return joined


def by_indent(run: Sequence[Passage]) -> list[Line]:
    """Join lines to entries whose first line alone is set in; nothing where lines are not set so."""
    lines = [line for passage in run for line in passage.lines]
    first, least = _indent(lines[0].text), min(_indent(line.text) for line in lines)
    opens = [_indent(line.text) >= first for line in lines]
    if first < least + 2 or not 0.2 * len(lines) <= sum(opens) < len(lines) or sum(opens) < 2:
        return []
    if not all(begins_like_a_name(line.text) for line, opened in zip(lines, opens, strict=True) if opened):
        return []
    joined: list[Line] = []
    for line, opened in zip(lines, opens, strict=True):
        if opened:
            joined.append(line)
        else:
            joined[-1] = replace(joined[-1], text=_glued(joined[-1].text.rstrip(), line.text.strip()))
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
    if not balanced(before) or _STARTS_LOW.match(bare):
        return True
    last = before.split()[-1].lower() if before.split() else ""
    if last in words(ALL, "signatories", "link_words") or before.endswith(("-", "–", "&", "/")):
        return True
    if _indent(line) > indent + 1 and _indent(line) > _indent(before):
        return True
    if country_code(f"{before.rpartition(',')[2]} {bare}") and not country_code(before.rpartition(",")[2]):
        return True  # "…, United / States of America"
    return bool(width) and not placed(before) and len(before.strip()) > 0.75 * width and placed(bare.rstrip(" .;"))
