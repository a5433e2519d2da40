"""A font of just the letters that one chart uses, small enough to travel inside it (OpenType, TrueType)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from undercount.publish.charts.lettering import Font

_COPIED = ("OS/2", "gasp", "prep")  # tables that say nothing of single glyphs
_WORDS, _MORE, _SCALED, _SCALED_TWICE, _MATRIX = 0x0001, 0x0020, 0x0008, 0x0040, 0x0080
_CHECKSUM_OF_FONT = 0xB1B0AFBA


def subset(font: Font, letters: Iterable[str]) -> bytes:
    """Return a TrueType font with the glyphs of `letters` alone; a letter the font lacks is left out."""
    wanted = {ord(letter): font.glyphs[ord(letter)] for letter in letters if ord(letter) in font.glyphs}
    kept = _with_components(font, {0, *wanted.values()})
    new = {old: index for index, old in enumerate(kept)}
    outlines = [_renumbered(_outline(font, old), new) for old in kept]
    tables = {tag: _table(font, tag) for tag in _COPIED if tag in font.tables}
    tables |= {
        "cmap": _cmap({code: new[glyph] for code, glyph in sorted(wanted.items())}),
        "glyf": b"".join(outlines),
        "head": _patched(_table(font, "head"), {8: b"\0\0\0\0", 50: struct.pack(">h", 1)}),
        "hhea": _patched(_table(font, "hhea"), {34: struct.pack(">H", len(kept))}),
        "hmtx": b"".join(struct.pack(">Hh", *font.metrics(old)) for old in kept),
        "loca": _loca(outlines),
        "maxp": _patched(_table(font, "maxp"), {4: struct.pack(">H", len(kept))}),
        "name": struct.pack(">HHH", 0, 0, 6),
        "post": struct.pack(">I", 0x00030000) + _table(font, "post")[4:32],
    }
    return _file(tables)


def _table(font: Font, tag: str) -> bytes:
    offset, length = font.tables[tag]
    return font.data[offset : offset + length]


def _outline(font: Font, glyph: int) -> bytes:
    wide = font.number(">h", "head", 50)
    form, size, unit = (">I", 4, 1) if wide else (">H", 2, 2)
    start, end = (font.number(form, "loca", size * index) * unit for index in (glyph, glyph + 1))
    offset = font.tables["glyf"][0]
    return font.data[offset + start : offset + end]


def _with_components(font: Font, glyphs: set[int]) -> list[int]:
    """Return the glyphs and all that composite ones among them are made of, in order."""
    found: set[int] = set()
    waiting = set(glyphs)
    while waiting:
        glyph = waiting.pop()
        found.add(glyph)
        waiting |= {part for _, part in _components(_outline(font, glyph))} - found
    return sorted(found)


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Return where a composite glyph names its components, and which they are."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, place, more = [], 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        found.append((place + 2, glyph))
        place += 4 + (4 if flags & _WORDS else 2)
        place += 2 * bool(flags & _SCALED) + 4 * bool(flags & _SCALED_TWICE) + 8 * bool(flags & _MATRIX)
        more = bool(flags & _MORE)
    return found


def _renumbered(outline: bytes, new: Mapping[int, int]) -> bytes:
    parts = {place: struct.pack(">H", new[glyph]) for place, glyph in _components(outline)}
    changed = _patched(outline, parts)
    return changed + b"\0" * (-len(changed) % 4)


def _patched(data: bytes, changes: Mapping[int, bytes]) -> bytes:
    copy = bytearray(data)
    for place, value in changes.items():
        copy[place : place + len(value)] = value
    return bytes(copy)


def _loca(outlines: list[bytes]) -> bytes:
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    return struct.pack(f">{len(places)}I", *places)


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Return a character map of format 4, one segment a letter."""
    codes = [*glyphs, 0xFFFF]
    deltas = [(glyph - code) % 0x10000 for code, glyph in glyphs.items()] + [1]
    count = len(codes)
    power = 1 << (count.bit_length() - 1)
    search = (2 * power, power.bit_length() - 1, 2 * (count - power))
    columns = struct.pack(f">{count}HH{count}H{count}H{count}H", *codes, 0, *codes, *deltas, *[0] * count)
    return (
        struct.pack(">HHHHI", 0, 1, 3, 1, 12)
        + struct.pack(">HHHHHHH", 4, 14 + len(columns), 0, 2 * count, *search)
        + columns
    )


def _file(tables: Mapping[str, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    search = (16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    head = struct.pack(">IHHHH", 0x00010000, len(tables), *search)
    offset, records, body = 12 + 16 * len(tables), b"", b""
    head_at = 0
    for tag, data in sorted(tables.items()):
        if tag == "head":
            head_at = offset + len(body)
        records += struct.pack(">4sIII", tag.encode("ascii"), _sum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    file = head + records + body
    return _patched(file, {head_at + 8: struct.pack(">I", (_CHECKSUM_OF_FONT - _sum(file)) % 2**32)})


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}I", padded)) % 2**32)
