"""The type that charts are set in, and how wide a text is in it: read from the vendored font itself."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path

import vl_convert

FAMILY = "Noto Sans"
REGULAR, SEMIBOLD = 400, 600
_FILES = {REGULAR: "NotoSans_400Regular.ttf", SEMIBOLD: "NotoSans_600SemiBold.ttf"}
_BMP_SUBTABLE = (3, 1)  # Windows, Unicode BMP: a cmap of format 4
_LAST_CODE = 0xFFFE  # 0xFFFF ends the last segment and is no letter


@dataclass(frozen=True)
class Font:
    """A TrueType font, read so far as charts need it (OpenType: head, hhea, cmap, hmtx, loca, glyf)."""

    data: bytes

    @cached_property
    def tables(self) -> Mapping[str, tuple[int, int]]:
        """Offset and length of each table."""
        count = struct.unpack_from(">H", self.data, 4)[0]
        records = (struct.unpack_from(">4sIII", self.data, 12 + 16 * index) for index in range(count))
        return {tag.decode("ascii"): (offset, length) for tag, _, offset, length in records}

    @cached_property
    def glyphs(self) -> Mapping[int, int]:
        """The glyph of each letter's code point."""
        cmap = self.tables["cmap"][0]
        count = struct.unpack_from(">H", self.data, cmap + 2)[0]
        records = [struct.unpack_from(">HHI", self.data, cmap + 4 + 8 * index) for index in range(count)]
        start = cmap + next(offset for *ids, offset in records if tuple(ids) == _BMP_SUBTABLE)
        segments = struct.unpack_from(">H", self.data, start + 6)[0] // 2
        found: dict[int, int] = {}
        for index in range(segments):
            found |= self._segment(start, segments, index)
        return found

    def advance(self, glyph: int) -> int:
        """Return a glyph's advance in font units."""
        return self.metrics(glyph)[0]

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Return a glyph's advance and left side bearing in font units."""
        full = self.number(">H", "hhea", 34)
        table = self.tables["hmtx"][0]
        advance = struct.unpack_from(">H", self.data, table + 4 * min(glyph, full - 1))[0]
        place = table + (4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full))
        return advance, struct.unpack_from(">h", self.data, place)[0]

    @property
    def per_em(self) -> int:
        """How many font units make the type size."""
        return self.number(">H", "head", 18)

    def number(self, form: str, table: str, place: int) -> int:
        """Return one number of a table."""
        value: int = struct.unpack_from(form, self.data, self.tables[table][0] + place)[0]
        return value

    def _segment(self, start: int, segments: int, index: int) -> dict[int, int]:
        ends = start + 14 + 2 * index
        first_at, delta_at, range_at = (ends + 2 + 2 * segments * part for part in (1, 2, 3))
        places = ends, first_at, delta_at, range_at
        last, first, delta, offset = (struct.unpack_from(">H", self.data, place)[0] for place in places)
        found: dict[int, int] = {}
        for code in range(first, min(last, _LAST_CODE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", self.data, range_at + offset + 2 * (code - first))[0]
            if glyph or not offset:
                found[code] = (glyph + delta) % 0x10000
        return {code: glyph for code, glyph in found.items() if glyph}


def font_folder() -> Path:
    """Return the folder of vendored fonts."""
    with as_file(files("undercount.publish") / "assets" / "fonts") as folder:
        return Path(folder)


@cache
def register() -> None:
    """Hand the vendored fonts to the renderer, once a process."""
    vl_convert.register_font_directory(str(font_folder()))


@cache
def font(weight: int) -> Font:
    """Return the vendored font of a weight."""
    return Font((font_folder() / _FILES[weight]).read_bytes())


def text_width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width of one line of text in pixels, without kerning."""
    own = font(weight)
    return sum(own.advance(own.glyphs.get(ord(letter), 0)) for letter in text) * size / own.per_em


def has_letters(text: str, weight: int = REGULAR) -> bool:
    """Tell whether the vendored font draws every letter of `text`."""
    return all(ord(letter) in font(weight).glyphs for letter in text)


def balanced(text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """Break a text into as few lines as `wrap` does, of lengths as even as they can be."""
    lines = wrap(text, width, size, weight)
    while width > size:
        width -= size / 2
        narrower = wrap(text, width, size, weight)
        if len(narrower) > len(lines) or max(text_width(line, size, weight) for line in narrower) > width:
            break
        lines = narrower
    return lines


def wrap(text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """Break a text into lines no wider than `width`; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
