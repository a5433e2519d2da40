"""Wrapped lines, lists and page furniture."""

from __future__ import annotations

from undercount.facts.document import BlockKind
from undercount.intake.document import read_bytes
from undercount.statements.layout import Passage, passages
from undercount.statements.markers import Numbering, marker_of


def laid(text: str) -> list[Passage]:
    return list(passages(read_bytes(text.encode(), "s.txt")))


def test_a_hyphen_at_a_lines_end_is_taken_out_where_it_only_parts_a_word() -> None:
    (passage,) = laid("The situa-\ntion is grave and well-\nknown; it is well-known to all.")
    assert passage.text == "The situation is grave and well-known; it is well-known to all."


def test_a_sentence_broken_by_a_blank_line_is_made_whole_and_its_line_is_kept() -> None:
    (passage,) = laid(
        "The authorities promised that they would use the harshest measures\n\nagainst everyone."
    )
    assert passage.text.endswith("measures against everyone.")
    assert passage.broken == (1,)
    assert passage.line_at(len(passage.text) - 3) == 3


def test_a_year_at_the_beginning_of_a_line_is_no_item() -> None:
    (passage,) = laid("They were seen on 5 January\n2022. The police came later\n12. May they come back.")
    assert passage.kind is BlockKind.PARAGRAPH


def test_a_dash_that_was_wrapped_to_a_lines_beginning_is_no_item() -> None:
    (passage,) = laid("The workers\n– two nurses and a driver – were held there\nfor a long time.")
    assert passage.kind is BlockKind.PARAGRAPH


def test_nested_lists_have_depth() -> None:
    found = laid("1. One\n   (a) part\n   (b) part\n2. Two\n   - dash\n3. Three")
    assert [(passage.marker, passage.level) for passage in found] == [
        ("1.", 1), ("(a)", 2), ("(b)", 2), ("2.", 1), ("-", 2), ("3.", 1),
    ]  # fmt: skip


def test_page_numbers_and_share_buttons_are_left_out() -> None:
    found = laid(
        "The text.\n\n- 2 -\n\nShare this: Facebook Twitter\n\nRead more: a briefing\n\nEnd of it."
    )
    assert [passage.text for passage in found] == ["The text.", "End of it."]


def test_a_bare_date_is_no_page_number() -> None:
    assert next(passage.text for passage in laid("12.09.2032\n\nText of the statement.")) == "12.09.2032"


def test_a_letter_may_be_a_roman_number_or_a_letter() -> None:
    numbering = Numbering()
    for text in ("(h) x", "(i) x"):
        marker = marker_of(text)
        assert marker is not None
    eight = marker_of("h) x")
    assert eight is not None
    assert not numbering.continues(eight)
    first = marker_of("i) x")
    assert first is not None
    assert numbering.continues(first)


def test_ordinal_words_number_items() -> None:
    assert [passage.marker for passage in laid("PRIMERO. La suspensión.\nSEGUNDO. El agua.")] == [
        "PRIMERO",
        "SEGUNDO",
    ]
