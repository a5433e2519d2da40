"""Numbers in running text, in digits and in words, with what each is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from undercount.facts.hedge import Lexicon

SPACES = " \u00a0\u202f\u2009"
_WORD_JOIN = re.compile(r"[\s\u00a0]+|[-‑]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a word standing for an amount, in running text.

    Attributes:
        start, end: where it stands.
        value: what it is worth; None for a word such as "several".
        form: digits, words, vague or about (a word such as *centaine* that means a round number).
        code: for vague, the convention; else "".
        suffix: the case ending that stands on it, in languages that do so.
        step: for a rounded number such as "5.8 thousand", the size of its last digit; else 0.
        fraction: what stands after the decimal mark, where nothing scaled it up; "" otherwise.
    """

    start: int
    end: int
    value: int | None
    form: str
    code: str = ""
    suffix: str = ""
    step: int = 0
    fraction: str = ""


def amounts(text: str, words: Lexicon) -> Iterator[Amount]:
    """Yield the amounts in `text`, left to right, not overlapping."""
    position = 0
    while position < len(text):
        amount = _at(text, position, words)
        if amount is None:
            position = _next_start(text, position)
        else:
            yield amount
            position = amount.end


def _next_start(text: str, position: int) -> int:
    """Return where the next word or number may begin."""
    start = position
    while position < len(text) and text[position].isalnum():
        position += 1
    return max(position, start + 1) if position == start else position


def _at(text: str, position: int, words: Lexicon) -> Amount | None:
    if not text[position].isalnum():
        return None
    for form, pattern in (("vague", words.vague_phrase), ("about", words.about_phrase)):
        found = pattern.match(text, position)
        if found:
            phrase = " ".join(found[0].lower().split())
            if form == "vague":
                return Amount(found.start(), found.end(), None, form, words.vague[phrase])
            return Amount(found.start(), found.end(), words.about_words[phrase], form)
    return _digits(text, position, words) if text[position].isdigit() else _words(text, position, words)


def _digit_pattern(words: Lexicon) -> re.Pattern[str]:
    group = re.escape(SPACES + "'’" + words.grouping)
    mark = re.escape(words.decimal)
    return re.compile(rf"(?P<whole>\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)(?:{mark}(?P<fraction>\d+))?")


def _digits(text: str, position: int, words: Lexicon) -> Amount | None:
    found = _digit_pattern(words).match(text, position)
    if not found or _glued_to_a_letter(text, position):
        return None
    whole = int(re.sub(r"\D", "", found["whole"]))
    fraction = found["fraction"] or ""
    end, suffix = _suffix(text, found.end(), words)
    scale = None if suffix else _scale(text, end, words)
    if scale is None:
        return Amount(position, end, whole, "digits", suffix=suffix, fraction=fraction)
    worth, end, suffix = scale
    step = worth // 10 ** len(fraction) if fraction else 0
    value = whole * worth + (int(fraction) * worth // 10 ** len(fraction) if fraction else 0)
    return Amount(position, end, value, "digits", suffix=suffix, step=step)


def _glued_to_a_letter(text: str, position: int) -> bool:
    """Tell COVID-19 and G7, where the number belongs to a name."""
    before = text[:position][-2:]
    return bool(before) and (
        bool(_LETTER.match(before[-1])) or (before[-1] in "-‑_" and bool(_LETTER.match(before[0])))
    )


def _suffix(text: str, end: int, words: Lexicon) -> tuple[int, str]:
    found = words.case_suffix.match(text, end)
    if not found or (not words.glued and text[end : end + 1] not in "-‑"):
        return end, ""
    return found.end(), found[1].lower()


def _scale(text: str, end: int, words: Lexicon) -> tuple[int, int, str] | None:
    gap = re.compile(rf"[{SPACES}]*").match(text, end)
    found = words.unit.match(text, gap.end() if gap else end)
    if not found or found["word"].lower() not in words.scales:
        return None
    return words.scales[found["word"].lower()], found.end(), (found["suffix"] or "").lower()


def _words(text: str, position: int, words: Lexicon) -> Amount | None:
    found = words.unit.match(text, position)
    if not found:
        return None
    first = _phrase(found)
    if first not in words.numbers:
        return None  # a bare "thousand" or "тысяч" counts nothing by itself
    total, current = 0, words.numbers[first]
    end, suffix = found.end(), (found["suffix"] or "").lower()
    while not suffix:
        step = _following(text, end, words)
        if step is None:
            break
        grown = _grow(total, current, _phrase(step), words)
        if grown is None:
            break
        total, current = grown
        end, suffix = step.end(), (step["suffix"] or "").lower()
    return Amount(position, end, total + current, "words", suffix=suffix)


def _phrase(found: re.Match[str]) -> str:
    return " ".join(found["word"].lower().split())


def _following(text: str, end: int, words: Lexicon) -> re.Match[str] | None:
    """Return the number word after `end`, if only a space, a hyphen or "and" stands between."""
    for gap in (words.joiner, _WORD_JOIN):
        between = gap.match(text, end)
        found = words.unit.match(text, between.end()) if between else None
        if found:
            return found
    return None


def _grow(total: int, current: int, word: str, words: Lexicon) -> tuple[int, int] | None:
    """Add the next number word to what was read; None where it does not go on the same number."""
    if word in words.scales and current:
        worth = words.scales[word]
        return (total + current * worth, 0) if worth >= 1000 else (total, current * worth)
    value = words.numbers.get(word)
    if value is None or not _continues(current, value):
        return None
    return total, current + value


def _continues(current: int, value: int) -> bool:
    """Tell whether `value` can follow `current` inside one number: 20 + 5, 100 + 50, 60 + 12, 1000 + 300."""
    if current == 0:
        return value < 1000
    if value < 10:
        return current % 10 == 0
    if value < 20:
        return current % 100 in (0, 60, 80)  # soixante et onze, quatre-vingt-douze
    return value < 100 and current % 100 == 0
