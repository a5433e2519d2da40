"""The type of plots: read from the vendored font, measured alike everywhere, and small enough to travel."""

from __future__ import annotations

import hashlib
import json

import pytest

from undercount.publish.charts.lettering import (
    REGULAR,
    SEMIBOLD,
    Font,
    balanced,
    font,
    font_folder,
    has_letters,
    text_width,
    wrap,
)
from undercount.publish.charts.subset import _outline, subset

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"


@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD])
def test_the_font_has_every_letter_of_the_three_languages(weight: int) -> None:
    alphabet = "".join(map(chr, range(0x0410, 0x0450)))
    assert has_letters(KAZAKH + alphabet + "Ёё–—·…’“”«»№\N{NO-BREAK SPACE}", weight)
    assert not has_letters("→", weight)  # so arrows are drawn, not written


def test_a_text_is_as_wide_as_the_fonts_own_table_says() -> None:
    assert text_width("Қазақстан", 1000) == 4955
    assert text_width("1,234", 13, SEMIBOLD) == pytest.approx(33.4, abs=0.2)


def test_the_fonts_are_the_ones_the_manifest_names() -> None:
    assets = font_folder().parent
    for entry in json.loads((assets / "manifest.json").read_text(encoding="utf-8"))["fonts"]:
        assert hashlib.sha256((assets / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert (assets / entry["licence_file"]).read_text(encoding="utf-8").count("OPEN FONT LICENSE")


@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD])
def test_a_subset_draws_its_letters_just_as_the_whole_font_does(weight: int) -> None:
    text = f"{KAZAKH} Йй Ёё éÉ 0123456789"
    whole = font(weight)
    part = Font(subset(whole, text))
    assert set(part.glyphs) == {ord(letter) for letter in text}
    for letter in set(text):
        old, new = whole.glyphs[ord(letter)], part.glyphs[ord(letter)]
        assert part.metrics(new) == whole.metrics(old)
        assert _body(part, new) == _body(whole, old)
    assert len(part.data) < len(whole.data) / 50


def _body(own: Font, glyph: int) -> bytes:
    """Return an outline without the numbers of its components and without padding."""
    outline = _outline(own, glyph)
    composite = len(outline) > 1 and outline[0] & 0x80
    return outline[:10] if composite else outline.rstrip(b"\0")


def test_a_subset_is_a_whole_font_file_whose_sum_is_right() -> None:
    data = subset(font(REGULAR), "Қазақстан")
    words = [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
    assert sum(words) % 2**32 == 0xB1B0AFBA  # what OpenType asks of the whole file
    assert {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"} <= set(
        Font(data).tables
    )


def test_a_letter_the_font_lacks_is_left_out_of_a_subset() -> None:
    assert set(Font(subset(font(REGULAR), "a→")).glyphs) == {ord("a")}


def test_lines_are_no_wider_than_asked_and_balanced_ones_are_no_more() -> None:
    text = "people whom the authorities call attackers or rioters"
    for width in (60, 120, 200):
        lines, even = wrap(text, width, 11), balanced(text, width, 11)
        assert " ".join(lines) == " ".join(even) == text
        assert len(lines) == len(even)
        assert max(text_width(line, 11) for line in even) <= max(text_width(line, 11) for line in lines)


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert wrap("a Donaudampfschiff b", 20, 11) == ["a", "Donaudampfschiff", "b"]
