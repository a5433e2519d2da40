"""The bullets and numbers that list items begin with, told from numbers that only look like it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from undercount.facts.hedge import LANGUAGES
from undercount.statements.words import table

_BULLET = r"[-*•‣▪▫◦●○■□◆◇➢➤►▶✓✔✦·–—−]|o(?=\s{2})|\uf0b7|\uf0a7|\uf0d8"
_MARKER = re.compile(
    rf"^(?P<indent>\s*)(?:(?P<bullet>{_BULLET})\s+"
    r"|(?P<open>[(\[])?(?P<label>\d{1,3}|[a-zа-яіїєґәғқңөұүһ]|[ivxIVX]{1,5}|[A-ZА-Я])(?P<close>[.)\]]{1,2}[-–]?)\s+"
    r"|(?P<number>\d{1,3}(?:\.\d{1,2})+\.?)\s+)"
    r"(?=\S)"
)
_ORDINAL = re.compile(r"^(?P<indent>\s*)(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)\s*[.:,)–—-]{1,2}\s+(?=\S)")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Marker:
    """What a list item begins with.

    Attributes:
        text: as printed.
        style: what all markers of one list share, such as `1)` or `(a)` or the bullet itself.
        values: what the label may count as; a letter such as "i" may be the ninth letter or a Roman one.
        indent: blanks before it.
        end: where the item's own text begins.
    """

    text: str
    style: str
    values: tuple[tuple[str, int], ...]
    indent: int
    end: int

    @property
    def is_bullet(self) -> bool:
        """Return whether it counts nothing."""
        return not self.values


def marker_of(line: str) -> Marker | None:
    """Return the marker a line begins with, if any."""
    found = _MARKER.match(line)
    if not found:
        return _ordinal(line)
    indent, end = len(found["indent"]), found.end()
    if found["bullet"]:
        return Marker(found["bullet"], found["bullet"], (), indent, end)
    if found["number"]:
        last = int(found["number"].rstrip(".").rsplit(".", 1)[1])
        style = f"1.1/{found['number'].rstrip('.').rsplit('.', 1)[0]}"
        return Marker(found["number"], style, ((style, last),), indent, end)
    label, frame = found["label"], f"{found['open'] or ''}{{}}{found['close']}"
    text = frame.format(label)
    return Marker(text, frame.format("1"), tuple(_values(label, frame)), indent, end)


@cache
def _ordinals() -> dict[str, tuple[str, int]]:
    return {
        word: (f"ordinal {language}", place)
        for language in LANGUAGES
        for place, word in enumerate(table(language)["demands"]["ordinals"], start=1)
    }


def _ordinal(line: str) -> Marker | None:
    """Read "PRIMERO.", "Во-первых,", "First:" as the number of an item."""
    found = _ORDINAL.match(line)
    known = _ordinals().get(found["word"].lower()) if found else None
    if found is None or known is None:
        return None
    return Marker(found["word"], known[0], (known,), len(found["indent"]), found.end())


def _values(label: str, frame: str) -> list[tuple[str, int]]:
    if label.isdigit():
        return [(frame.format("1"), int(label))]
    values: list[tuple[str, int]] = []
    low, case = label.lower(), "A" if label.isupper() else "a"
    if set(low) <= set(_ROMAN):
        values.append((frame.format("I" if label.isupper() else "i"), _roman(low)))
    for alphabet in (_LATIN, _CYRILLIC):
        if len(low) == 1 and low in alphabet:
            values.append((frame.format(case), alphabet.index(low) + 1))
    return values


def _roman(label: str) -> int:
    total = 0
    for this, after in zip(label, label[1:] + " ", strict=True):
        worth = _ROMAN[this]
        total += -worth if after in _ROMAN and _ROMAN[after] > worth else worth
    return total


@dataclass
class Numbering:
    """The lists that are open while a text is read from top to bottom."""

    last: dict[str, int] = field(default_factory=dict)
    stack: list[tuple[str, int]] = field(default_factory=list)  # style and indent of each level

    def continues(self, marker: Marker) -> bool:
        """Tell whether a number begins a list or goes on one; "2022. The" at a line's start does neither."""
        return self._style(marker) is not None

    def _style(self, marker: Marker) -> tuple[str, int] | None:
        for style, value in marker.values:
            if value == self.last.get(style, 0) + 1:
                return style, value
        for style, value in marker.values:
            if value == 1:
                return style, value
        return None

    def place(self, marker: Marker) -> int:
        """Take an item in and return its depth, from 1."""
        found = self._style(marker)
        style, value = found if found is not None else (marker.style, 0)
        self.last[style] = value
        styles = [known for known, _ in self.stack]
        if style in styles:
            matching = [i for i, (known, indent) in enumerate(self.stack) if known == style]
            level = min(matching, key=lambda i: (abs(self.stack[i][1] - marker.indent), i))
            if marker.indent > self.stack[-1][1] + 1 and level == len(self.stack) - 1 and marker.is_bullet:
                self.stack.append((style, marker.indent))
            else:
                self._close(level)
        else:
            while self.stack and marker.indent < self.stack[-1][1]:
                self._close(len(self.stack) - 2)
            self.stack.append((style, marker.indent))
        return len(self.stack)

    def _close(self, level: int) -> None:
        for style, _ in self.stack[level + 1 :]:
            self.last.pop(style, None)
        del self.stack[level + 1 :]

    def reset_if(self, text: str) -> None:
        """Close bullet lists after a paragraph; numbered ones may go on behind it."""
        if text.strip():
            self.stack.clear()
