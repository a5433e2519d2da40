"""Lists of demands: items under a call, paragraphs after a colon, and lists set inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from undercount.facts.document import BlockKind
from undercount.facts.hedge import phrases
from undercount.statements.calls import (
    addressee_line,
    addressee_of,
    asks_to_the_face,
    begins_with_a_deed,
    call_in,
    closes_with_a_call,
    is_demand_heading,
    known,
    opens_with_a_call,
    wording,
)
from undercount.statements.layout import Passage
from undercount.statements.names import word_list
from undercount.statements.reading import DemandReading
from undercount.statements.sentences import sentences
from undercount.statements.truncation import breaks_off
from undercount.statements.words import words

_LEADS = re.compile(r"[:：]\s*$|[–—]\s*$|…\s*$|\.\.\.\s*$")
_INLINE_LIST = re.compile(
    r"(?:(?<=^)|(?<=[\s:;]))(?:\((?P<a>\d{1,2}|[a-zа-я]|[ivx]{1,4})\)|(?P<b>\d{1,2}|[a-zа-я])[.)])\s+(?=\S)"
)
_LABEL = re.compile(r"^[^:;.!?–—]{3,80}(?::|\s[–—])\s+")  # "from the ministry: …", "the court — …"
_ENDING = re.compile(r"\s*[;,]\s*(?:(?:and|or|и|а также|та|і|et|ou|y|e|және)\s*)?$|\s*[;,.]+$")
_CLOSED = re.compile(r"[.;!?)»”\"]$")


def list_at(
    found: Sequence[Passage], index: int, language: str, in_list: bool
) -> tuple[list[DemandReading], int] | None:
    """Read the list of demands that the passage at `index` leads in, and where it ends.

    Args:
        found: the passages of the statement.
        index: of the passage that may lead in a list.
        language: ISO 639-1 code.
        in_list: a list of demands was read before, so that a line with an addressee alone leads in another.

    Returns:
        None where it leads in no list.
    """
    passage = found[index]
    if passage.kind in (BlockKind.ROW, BlockKind.NOTICE, BlockKind.RULE):
        return None
    if passage.kind is BlockKind.ITEM:
        bare = _bare_list(found, index, language) or _nested_list(found, index, language)
        return bare or (_single(found, index, language) if in_list else None)
    if not _leads_in(passage, found, index, language, in_list):
        return None
    addressee = addressee_of(passage.text, language)
    inline = _inline(passage, language, addressee)
    if inline:
        return inline, index + 1
    return _listed_after(found, index + 1, language, addressee)


def _leads_in(passage: Passage, found: Sequence[Passage], index: int, language: str, in_list: bool) -> bool:
    text = passage.text.strip()
    follower = found[index + 1] if index + 1 < len(found) else None
    if is_demand_heading(text):
        return follower is not None
    called = call_in(_last_sentence(text), language, modal=True)
    inline = bool(_inline_tail(text)) and call_in(
        _last_sentence(text.partition(":")[0]), language, modal=True
    )
    if inline:
        return True
    open_end = bool(_LEADS.search(text)) or (follower is not None and follower.kind is BlockKind.ITEM)
    if not open_end or follower is None:
        return False
    if called:
        return True
    bare = follower.kind is BlockKind.ITEM and begins_with_a_deed(follower.text, language)
    named = addressee_line(text, language) or (bare and addressee_line(f"{text}:", language))
    return named and (in_list or _after_heading(found, index, language))


def _last_sentence(text: str) -> str:
    return [sentence for _, sentence in sentences(text)][-1] if text.strip() else ""


def _after_heading(found: Sequence[Passage], index: int, language: str) -> bool:
    """Tell whether an addressee stands under a heading such as "Recommendations"."""
    for passage in reversed(found[max(0, index - 3) : index]):
        if is_demand_heading(passage.text) or call_in(passage.text, language, modal=False):
            return True
    return False


def _listed_after(
    found: Sequence[Passage], start: int, language: str, addressee: str
) -> tuple[list[DemandReading], int] | None:
    end = start
    while end < len(found) and found[end].kind in (BlockKind.ITEM, BlockKind.RULE):
        end += 1
    items = [passage for passage in found[start:end] if passage.kind is BlockKind.ITEM]
    if items:
        return list(_of_items(items, language, addressee)), end
    paragraphs, end = _paragraph_list(found, start, language)
    if paragraphs:
        return _with_truncation(paragraphs, addressee, language), end
    return None


def _bare_list(found: Sequence[Passage], index: int, language: str) -> tuple[list[DemandReading], int] | None:
    """Read a list that no call leads in, if its items say what is to be done."""
    end = index
    while end < len(found) and found[end].kind is BlockKind.ITEM:
        end += 1
    items = found[index:end]
    if index and found[index - 1].kind is BlockKind.ITEM:
        return None  # a list is taken whole or not at all
    if end < len(found) and _is_verb_of_list(found[end], items, language):
        demands = list(_of_items(items, language, ""))
        return [*demands[:-1], replace(demands[-1], truncated=False)], end + 1
    level = min(item.level for item in items)
    top = [item for item in items if item.level == level]
    before = found[index - 1].text if index else ""
    called = sum(1 for item in top if opens_with_a_call(item.text, plain=True))
    deeds = sum(1 for item in top if begins_with_a_deed(item.text, language))
    if called == len(top) and len(top) > 1:
        return list(_of_items(items, language, "")), end
    if len(top) > 1 and deeds >= len(top) - 1 and closes_with_a_call(top[-1].text, language):
        return list(_of_items(items, language, "")), end
    led_in = (
        bool(index)
        and found[index - 1].kind is BlockKind.PARAGRAPH
        and not before.rstrip().endswith((".", "!"))
    )
    if led_in and _leads_to_the_face(before, top, language):
        led_in = False
    if len(top) < 2 or deeds < 0.7 * len(top) or (led_in and not is_demand_heading(before)):
        return None  # what leads the list in says that it lists something else
    return list(_of_items(items, language, "")), end


def _leads_to_the_face(before: str, items: Sequence[Passage], language: str) -> bool:
    """Tell what leads in imperatives: an addressee, or in a language that marks them, any colon."""
    faced = sum(1 for item in items if asks_to_the_face(item.text, language))
    marked = language != "en" and before.rstrip().endswith(":")
    return faced >= 0.7 * len(items) and (marked or addressee_line(before, language))


def _single(found: Sequence[Passage], index: int, language: str) -> tuple[list[DemandReading], int] | None:
    """Read the one item under another addressee's heading, where lists of demands stand before it."""
    item, before = found[index], found[index - 1] if index else None
    alone = index + 1 == len(found) or found[index + 1].kind is not BlockKind.ITEM
    if before is None or not alone or not begins_with_a_deed(item.text, language):
        return None
    if before.kind is not BlockKind.HEADING and not (before.strong and len(before.text) < 100):
        return None
    return list(_of_items([item], language, before.text.rstrip(" :"))), index + 1


def _is_verb_of_list(passage: Passage, items: Sequence[Passage], language: str) -> bool:
    """Tell the verb that closes a list from below, as "… шақырамыз." does."""
    return (
        passage.kind is BlockKind.PARAGRAPH
        and len(word_list(passage.text)) <= 4
        and closes_with_a_call(passage.text, language)
        and all(begins_with_a_deed(item.text, language) for item in items)
    )


def _nested_list(
    found: Sequence[Passage], index: int, language: str
) -> tuple[list[DemandReading], int] | None:
    """Read the list below a numbered paragraph that calls: "5. For these reasons we urge …: (a) …"."""
    head = found[index]
    if not _LEADS.search(head.text) or not call_in(_last_sentence(head.text), language, modal=True):
        return None
    end = index + 1
    while end < len(found) and found[end].kind is BlockKind.ITEM and found[end].level > head.level:
        end += 1
    items = found[index + 1 : end]
    if not items:
        return None
    return list(_of_items(items, language, addressee_of(head.text, language))), end


def _of_items(items: Sequence[Passage], language: str, addressee: str) -> Iterator[DemandReading]:
    """Yield a demand for each outermost item; the items under an addressee are demands themselves."""
    level = min(item.level for item in items)
    groups: list[list[Passage]] = []
    for item in items:
        if item.level <= level or not groups:
            groups.append([item])
        else:
            groups[-1].append(item)
    flat: list[tuple[list[Passage], str]] = []
    for group in groups:
        head, nested = group[0], group[1:]
        if nested and _names_addressee(head.text, language):
            named = addressee_of(head.text, language) or head.text.rstrip(" :")
            inner = min(item.level for item in nested)
            flat.extend((_with_nested(nested, item), named) for item in nested if item.level == inner)
        else:
            flat.append((group, addressee))
    readings = [_of_group(group, named, language) for group, named in flat]
    yield from _marked_truncated(readings, [group[-1] for group, _ in flat], language)


def _with_nested(items: Sequence[Passage], item: Passage) -> list[Passage]:
    """Return an item with the deeper ones that follow it."""
    start = next(place for place, other in enumerate(items) if other is item)
    end = start + 1
    while end < len(items) and items[end].level > item.level:
        end += 1
    return list(items[start:end])


def _names_addressee(text: str, language: str) -> bool:
    """Tell an item that only says who is called on, such as "To the Government:"."""
    text = text.strip()
    ends = text.endswith((":", "："))
    return (
        ends
        and (addressee_line(text, language) or call_in(text, language, modal=True))
        and len(word_list(text)) <= 16
    )


def _of_group(group: Sequence[Passage], addressee: str, language: str) -> DemandReading:
    head, nested = group[0], group[1:]
    parts = tuple(tidy(item.text) for item in nested)
    text = head.text if not parts else f"{head.text} {'; '.join(parts)}"
    return DemandReading(tidy(text), False, head.line, addressee, parts)


def _marked_truncated(
    readings: Sequence[DemandReading], last: Sequence[Passage], language: str
) -> Iterator[DemandReading]:
    """Mark the demands whose text breaks off.

    The last of a list whose others end in punctuation, and any that ends in a word that asks for another.
    """
    punctuated = [
        bool(re.search(r"[.;:,!?)»”\"]\s*(?:\w{1,6}\s*)?$", passage.text.strip())) for passage in last
    ]
    for number, (reading, passage) in enumerate(zip(readings, last, strict=True)):
        others = punctuated[:-1]
        is_last = number == len(readings) - 1
        alone = is_last and len(others) >= 1 and sum(others) >= 0.6 * len(others) and not punctuated[number]
        cut = breaks_off(passage.text, language) and not re.search(r"[;,.]\s*\w{0,6}$", passage.text.strip())
        yield replace(reading, truncated=alone or cut)


def _paragraph_list(found: Sequence[Passage], start: int, language: str) -> tuple[list[tuple[str, int]], int]:
    """Read demands set as paragraphs or lines without bullets after a colon."""
    taken: list[tuple[str, int]] = []
    index = start
    while index < len(found) and found[index].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        passage = found[index]
        lines = _lines_as_demands(passage, language)
        if not lines or (taken and _finished(taken[-1][0]) and not _same_make(taken, lines, language)):
            break
        taken.extend(lines)
        index += 1
    return (
        (taken, index)
        if len(taken) > 1 or (taken and begins_with_a_deed(taken[0][0], language))
        else ([], start)
    )


def _finished(text: str) -> bool:
    return bool(re.search(r"[.!?]\W*$", text.strip()))


def _same_make(taken: Sequence[tuple[str, int]], lines: Sequence[tuple[str, int]], language: str) -> bool:
    """Tell whether paragraphs go on a list whose items each end in a full stop."""
    made = [_asks(text, language) for text, _ in taken]
    return all(made) and _asks(lines[0][0], language) and not _is_own_voice(lines[0][0], language)


def _asks(text: str, language: str) -> bool:
    """Tell a paragraph below a call that says a deed, or who is to do one: "The ministry to open …"."""
    mark, verb = wording(known(language), "mark"), wording(known(language), "marked_verb")
    addressed = rf"[A-ZÀ-ÖA-Я][^.;:]{{2,80}}?\s{mark}{verb}" if mark and verb else "(?!)"
    return begins_with_a_deed(text, language) or bool(re.match(addressed, text))


def _is_own_voice(text: str, language: str) -> bool:
    return bool(phrases(words(language, "demands", "subjects"), "^").match(text.strip()))


def _lines_as_demands(passage: Passage, language: str) -> list[tuple[str, int]]:
    by_semicolon = [piece for piece in re.split(r"(?<=;)\s+", passage.text) if piece.strip()]
    if len(by_semicolon) > 1:
        return [(piece, passage.line_at(passage.text.find(piece))) for piece in by_semicolon]
    single = [line.text.strip() for line in passage.lines]
    if len(single) > 1 and all(
        begins_with_a_deed(line, language) or line.endswith((";", ",")) for line in single
    ):
        return [(line.text.strip(), line.number) for line in passage.lines]
    text = passage.text
    labelled = _LABEL.match(text)
    if (
        text.rstrip().endswith((";", ","))
        or (_asks(text, language) and not _is_own_voice(text, language))
        or (labelled and begins_with_a_deed(text[labelled.end() :], language))
        or re.search(r";\s*\w{1,5}$", text)
    ):
        return [(text, passage.line)]
    return []


def _with_truncation(pieces: Sequence[tuple[str, int]], addressee: str, language: str) -> list[DemandReading]:
    demands = [DemandReading(tidy(text), False, line, addressee) for text, line in pieces]
    last = pieces[-1][0].strip()
    cut = not _CLOSED.search(last)
    return [
        *demands[:-1],
        replace(demands[-1], truncated=cut and (len(demands) > 1 or breaks_off(last, language))),
    ]


def _inline_tail(text: str) -> list[tuple[int, str]]:
    """Return what follows a colon as a list inside the paragraph; nothing where it is none."""
    colon = text.rfind(":", 0, max(0, len(text) - 10)) if text.count(":") == 1 else text.find(":")
    if colon < 0 or len(text) - colon < 12:
        return []
    tail, base = text[colon + 1 :], colon + 1
    marks = _chained(list(_INLINE_LIST.finditer(tail)))
    if len(marks) >= 2:
        bounds = [*(found.start() for found in marks[1:]), len(tail)]
        return [
            (base + found.end(), tail[found.end() : end]) for found, end in zip(marks, bounds, strict=True)
        ]
    pieces, start = [], 0
    for found in re.finditer(r";", tail):
        pieces.append((base + start, tail[start : found.start()]))
        start = found.end()
    pieces.append((base + start, tail[start:]))
    return [(at, piece) for at, piece in pieces if piece.strip()] if len(pieces) > 1 else []


def _chained(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the marks that count up from the first."""
    chain: list[re.Match[str]] = []
    for found in marks:
        label = found["a"] or found["b"]
        wanted = (
            str(len(chain) + 1),
            "abcdefghij"[len(chain) : len(chain) + 1],
            "абвгдежзик"[len(chain) : len(chain) + 1],
        )
        romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
        if label in wanted or (len(chain) < len(romans) and label == romans[len(chain)]):
            chain.append(found)
    return chain


def _inline(passage: Passage, language: str, addressee: str) -> list[DemandReading]:
    pieces = _inline_tail(passage.text)
    if not pieces:
        return []
    found = [
        DemandReading(
            tidy(re.sub(r"^\s*(?:and|и|та|і|et|y|және)\s+", "", text)), False, passage.line_at(at), addressee
        )
        for at, text in pieces
    ]
    last = pieces[-1][1].strip()
    return [*found[:-1], replace(found[-1], truncated=not _CLOSED.search(last))]


def tidy(text: str) -> str:
    """Return a demand without the mark or conjunction that joins it to the next."""
    return _ENDING.sub("", " ".join(text.split())).strip()
