"""Which stretches of a statement name signatories: those under a heading first, then what only looks so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from undercount.facts.document import BlockKind
from undercount.statements.calls import begins_with_a_deed, is_demand_heading
from undercount.statements.dates import is_date_line
from undercount.statements.language import detect
from undercount.statements.layout import Passage
from undercount.statements.names import (
    is_evident,
    is_name_like,
    is_organisation,
    is_person,
    is_prose,
    word_list,
)
from undercount.statements.signatory_block import (
    SignatoryBlock,
    gather,
    is_contact,
    is_group,
    is_note,
    under_headings,
)
from undercount.statements.signatory_intro import before_the_text
from undercount.statements.words import ALL, anywhere, opening, whole

_LONGEST_LEAD = 10  # words of a line that may lead in names without any word we know
_SILENT = (BlockKind.RULE, BlockKind.NOTICE)
_SHORTEST_RUN = 5  # names that stand out in the middle of a page though nothing leads them in


def signatory_blocks(found: Sequence[Passage]) -> tuple[SignatoryBlock, ...]:
    """Find every block of signatories in prepared passages, by the surest sign that there is."""
    blocks = [*under_headings(found)]
    if not blocks:
        named = before_the_text(found)
        # the rest of that passage is still text: figures and demands are read from it
        blocks = [SignatoryBlock((named,), frozenset(), "before")] if named is not None else []
    return tuple(blocks or _led_in(found) or [*_at_the_end(found)] or _run(found))


def _led_in(found: Sequence[Passage]) -> list[SignatoryBlock]:
    """Find names after a short line of whatever words that ends in a colon or comma, late in the text."""
    language = detect("\n".join(passage.text for passage in found))
    best: list[SignatoryBlock] = []
    for index in range(_first_after_text(found), len(found)):
        if not _could_lead(found[index]):
            continue
        _, last = gather(found, index + 1)
        leads = (at for at in range(index + 1, last) if _leads_elsewhere(found[at]))
        last = next(leads, last)
        content = [passage for passage in found[index + 1 : last] if passage.kind not in _SILENT]
        names = [text for passage in content for text in _printed(passage)]
        if _are_names(names, language) and (not best or len(names) > len(best[0].passages)):
            best = [SignatoryBlock(tuple(content), frozenset(range(index, last)), "heading")]
    return best


def _leads_elsewhere(passage: Passage) -> bool:
    """Tell a line below the names that leads in another list, such as "Copies to:"."""
    return passage.text.rstrip().endswith((":", "：")) and not is_group(passage.text)


def _first_after_text(found: Sequence[Passage]) -> int:
    """Return where the last third of a statement begins, or what follows its last long paragraph."""
    long = (i for i, p in enumerate(found) if p.kind is BlockKind.PARAGRAPH and is_prose(p.text))
    return max(1, min(len(found) * 2 // 3, next(long, 0) + 2))


def _could_lead(passage: Passage) -> bool:
    text = passage.text.strip()
    ends = text.endswith((":", "：", ",")) or passage.kind is BlockKind.HEADING or passage.strong
    if passage.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or not ends:
        return False
    if is_demand_heading(text) or anywhere(ALL, "demands", "calls").search(text):
        return False
    return len(word_list(text)) <= _LONGEST_LEAD and not is_note(passage) and not is_contact(text)


def _printed(passage: Passage) -> list[str]:
    """Return what a passage may name, each on its own."""
    if passage.kind is BlockKind.ROW:
        return [", ".join(line.text.strip() for line in passage.lines if line.text.strip())]
    if passage.text.count(";") > 1:
        return [piece.strip() for piece in passage.text.split(";") if piece.strip()]
    if passage.kind is BlockKind.ITEM:
        return [passage.text]
    return [line.text.strip() for line in passage.lines if line.text.strip()]


def _are_names(names: Sequence[str], language: str) -> bool:
    """Tell a list of names from any other list: most could be names, many have their words, few are deeds."""
    names = [name for name in names if not is_group(name)]
    if len(names) > 2 and not is_name_like(names[-1]):
        names = names[:-1]  # "and 12 others"
    if len(names) < 2 or not is_name_like(names[0]):
        return False
    like = sum(1 for name in names if is_name_like(name))
    evident = sum(1 for name in names if is_evident(name) or is_person(name.split(",")[0]))
    deeds = sum(1 for name in names if begins_with_a_deed(name, language) and not is_evident(name))
    return like >= 0.8 * len(names) and evident >= 0.5 * len(names) and deeds <= 0.25 * len(names)


def _run(found: Sequence[Passage]) -> list[SignatoryBlock]:
    """Find a long run of names that nothing leads in and that something follows, such as a page's foot."""
    language = detect("\n".join(passage.text for passage in found))
    best: tuple[int, int, int] = (0, 0, 0)
    index = max(1, len(found) // 3)
    while index < len(found):
        last = index
        while last < len(found) and (_could_be_signatory(found[last]) or is_group(found[last].text)):
            last += 1
        names = [text for passage in found[index:last] for text in _printed(passage)]
        if len(names) >= _SHORTEST_RUN and _are_names(names, language):
            best = max(best, (len(names), index, last))
        index = last + 1
    if not best[0]:
        return []
    taken = tuple(passage for passage in found[best[1] : best[2]] if passage.kind is not BlockKind.RULE)
    return [SignatoryBlock(taken, frozenset(range(best[1], best[2])), "end")]


def _at_the_end(found: Sequence[Passage]) -> Iterator[SignatoryBlock]:
    """Find names at the end of the text, without any heading."""
    last = len(found)
    while last and _is_tail(found[last - 1]):
        last -= 1
    first = last
    while first and _could_be_signatory(found[first - 1]):
        first -= 1
    if _is_unmarked_heading(found[first:last]):
        first += 1
    taken = [passage for passage in found[first:last] if passage.kind is not BlockKind.RULE]
    if taken and all(passage.kind is BlockKind.ROW for passage in taken):
        if _is_signatory_table(taken) and first > 0:
            yield SignatoryBlock(tuple(taken), frozenset(range(first, last)), "end")
        return
    lines = [line.text for passage in taken for line in passage.lines]
    evident = sum(1 for line in lines if is_evident(line))
    enough = len(lines) >= 2 or (len(lines) == 1 and _stands_out(lines[0], found, last))
    if enough and evident >= 0.6 * len(lines) and first > 0:
        yield SignatoryBlock(tuple(taken), frozenset(range(first, last)), "end")


def _is_unmarked_heading(found: Sequence[Passage]) -> bool:
    """Tell a line above a list that says who they are, with neither a colon nor a word we know."""
    if len(found) < 2 or len(found[0].lines) != 1 or found[0].kind is not BlockKind.PARAGRAPH:
        return False
    below = found[1].kind in (BlockKind.ITEM, BlockKind.ROW) or len(found[1].lines) > 2
    text = found[0].text.strip()
    named = anywhere(ALL, "signatories", "groups").search(text) or text.endswith((":", "："))
    return below and bool(named) and len(word_list(text)) > 2 and text[-1] not in ").;"


def _is_signatory_table(rows: Sequence[Passage]) -> bool:
    """Tell a table of signatories from one of figures: its heading names organisations, or most rows do."""
    heads = [line.text for line in rows[0].lines]
    named = any(
        whole(ALL, "signatories", f"{kind}_heads").match(cell)
        for cell in heads
        for kind in ("organisation", "name")
    )
    evident = sum(1 for row in rows if any(is_evident(line.text) for line in row.lines))
    numbers = sum(
        1 for row in rows for line in row.lines[1:] if re.fullmatch(r"[\d\s.,%–-]+", line.text.strip())
    )
    return numbers <= len(rows) // 4 and (named or evident >= 0.6 * len(rows)) and len(rows) > 1


def _stands_out(line: str, found: Sequence[Passage], end: int) -> bool:
    """Tell a single name below a text: an organisation beside the date, or with its place."""
    dated = end < len(found) and is_date_line(found[end].text)
    return is_organisation(line) and len(word_list(line)) <= 12 and (dated or bool(re.search(r"[«“(]", line)))


def _is_tail(passage: Passage) -> bool:
    if passage.kind in (BlockKind.RULE, BlockKind.NOTICE):
        return True
    text = passage.text
    return is_date_line(text) or is_note(passage) or is_contact(text) or _below_the_text(passage)


def _below_the_text(passage: Passage) -> bool:
    return (
        passage.kind is BlockKind.PARAGRAPH
        and bool(opening(ALL, "furniture", "notes").match(passage.text))
        and is_prose(passage.text)
    )


def _could_be_signatory(passage: Passage) -> bool:
    if passage.kind is BlockKind.RULE:
        return True
    if passage.kind in (BlockKind.HEADING, BlockKind.NOTICE):
        return False
    if passage.kind is BlockKind.ROW:
        return True
    if (
        passage.kind is BlockKind.ITEM
        and passage.text.rstrip().endswith((";", "."))
        and not is_evident(passage.text)
    ):
        return False
    return all(
        is_name_like(line.text) or (i and len(line.text) < 60) for i, line in enumerate(passage.lines)
    ) and any(is_evident(line.text) for line in passage.lines)
