"""Amounts as people state them: the hard bounds their words entail, a soft reading apart, and a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from undercount.facts.hedge import Lexicon, conventions, lexicon, vague_conventions
from undercount.facts.numerals import Amount, amounts

_REACH = 48  # characters in which a hedge or an excluding word is looked for
_LONGEST_PHRASE = 5  # words of the noun phrase that tells who was counted
_LONGEST_SECOND = 3  # words of a second noun after "and", as in "lawyers and human rights defenders"
_YEAR = range(1900, 2101)

# What holds digits and is never a count, whatever the language.
_NEVER = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+"  # addresses of the net
    r"|\+\d[\d\s()\-]{6,}\d|\(\d{2,4}\)\s?\d[\d\s\-]{5,}\d|\b\d{2,4}(?:-\d{2,4}){2,}\b"  # telephones
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:19|20)\d\d[-–—/]\d{2,4}\b"  # dates
    r"|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}h\d\d\b"  # times
    r"|\b\d{1,3}/\d{1,3}(?:/\d{1,4})*\b"  # 24/7, resolution 60/147
    r"|\[\d{1,3}\]|§+\s*\d+(?:[.,]\d+)*"  # footnotes, sections
    r"|\b\d+(?:\.\d+){2,}\b"  # versions, numbered headings
    r"|\b\d+\w?,? (?:[A-Z][a-z]+ ){1,3}(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Lane|Square)"
    r"|(?:ул\.|улица|вул\.|пр\.|проспект|[Cc]alle|[Rr]ue) [^.;\n]{2,30}?\d+"
    r"|(?m:^\s*\(?\d{1,3}[.)]\s)"  # the numbering of a list
)
_DASH = re.compile(r"\s?[-‑–—]\s?$")
_WORD = re.compile(r"[^\W_]+(?:[-‑'’.&/][^\W_]+)*|[«“\"„]")
_AND = re.compile(r"(?:\s+(?:and|и|та|і|й|et|y|e|және|мен|пен|бен|or|или|або|ou|o)|,)\s+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as stated.

    Attributes:
        value: the number said; None where only words were.
        low, high: HARD bounds that the words entail; None is no bound.
        hedge: the code of the hedge (`hedges.toml`): exact, at_least, several_dozen, exceeds …
        soft: a reading for display only, a convention and not a fact; None is none.
    """

    value: int | None
    low: int | None
    high: int | None
    hedge: str
    soft: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A quantity found in running text.

    Attributes:
        quantity: what it entails.
        kind: `count` of something, or `share` in per cent.
        quote: the words, hedge and noun phrase included.
        start, end: where the quote stands in the text.
        population: the noun phrase that tells what was counted, "" where none follows.
        people: whether the noun phrase names people.
    """

    quantity: Quantity
    kind: str
    quote: str
    start: int
    end: int
    population: str = ""
    people: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """An amount with its hedge while it is being read."""

    quantity: Quantity
    amount: Amount
    start: int
    end: int
    hedged: bool


def hedged(value: int, hedge: str) -> Quantity:
    """Return the quantity of `value` under the hedge of that code.

    Raises:
        KeyError: there is no such hedge.
    """
    low, high, soft = conventions()[hedge].bounds(value)
    return Quantity(value, low, high, hedge, soft)


def read_quantities(text: str, language: str) -> tuple[QuantityReading, ...]:
    """Find the quantities in running text.

    Dates, years, times, durations, ages, money, articles of law, telephones, addresses and the numbering of
    lists are passed over. A language we have no words for gives nothing: without its hedges every bound would
    be a guess.

    Args:
        text: running text, one sentence or more.
        language: ISO 639-1 code.
    """
    words = lexicon(language)
    if words is None:
        return ()
    plain = _masked(text, words)
    found = [reading for item in _ranged(plain, words) if (reading := _read(text, plain, item, words))]
    relative = [_relative(text, match) for match in words.exceeds.finditer(plain)]
    relative = [reading for reading in relative if not _covered(reading.start, found)]
    return tuple(sorted([*found, *relative], key=lambda reading: reading.start))


def _masked(text: str, words: Lexicon) -> str:
    """Blank out what holds digits or number words and is never a count; lengths stay as they are."""
    for pattern in (_NEVER, words.dates, words.not_phrase):
        text = pattern.sub(lambda found: "¤" * len(found[0]), text)
    return text


def _relative(text: str, match: re.Match[str]) -> QuantityReading:
    quantity = Quantity(None, None, None, "exceeds")
    return QuantityReading(quantity, "count", text[match.start() : match.end()], match.start(), match.end())


def _covered(position: int, readings: list[QuantityReading]) -> bool:
    return any(reading.start <= position < reading.end for reading in readings)


def _ranged(text: str, words: Lexicon) -> Iterator[_Found]:
    """Yield the amounts with their hedges, two that make a range as one."""
    pending: Amount | None = None
    for amount in amounts(text, words):
        if pending is None:
            pending = amount
            continue
        span = _range(text, pending, amount, words)
        if span is None:
            yield _hedge(text, pending, words)
            pending = amount
        else:
            yield span
            pending = None
    if pending is not None:
        yield _hedge(text, pending, words)


def _range(text: str, first: Amount, second: Amount, words: Lexicon) -> _Found | None:
    if first.value is None or second.value is None or first.value >= second.value:
        return None
    between, before = text[first.end : second.start], text[max(0, first.start - _REACH) : first.start]
    if len(between) > 12 or words.change_before.search(before):
        return None
    start = first.start
    joined = bool(_DASH.fullmatch(between)) or bool(words.middle.fullmatch(between.strip()))
    for opening, closing in words.opened:
        opened = opening.search(before)
        if opened and closing.fullmatch(between.strip()):
            start, joined = first.start - len(before) + opened.start(), True
    if not joined:
        return None
    quantity = Quantity(None, first.value, second.value, "between")
    return _Found(quantity, replace(second, start=first.start), start, second.end, hedged=True)


def _hedge(text: str, amount: Amount, words: Lexicon) -> _Found:
    if amount.form == "vague":
        vague = vague_conventions()[amount.code]
        quantity = Quantity(None, vague.low, None, vague.code, vague.soft)
        return _Found(quantity, amount, amount.start, amount.end, hedged=True)
    code, start, end = _hedge_code(text, amount, words)
    value = amount.value or 0
    if code == "exact" and amount.step:
        soft = (value - amount.step // 2, value + (amount.step - 1) // 2)
        return _Found(Quantity(value, None, None, "rounded", soft), amount, start, end, hedged=False)
    return _Found(hedged(value, code), amount, start, end, hedged=code != "exact")


def _hedge_code(text: str, amount: Amount, words: Lexicon) -> tuple[str, int, int]:
    before = text[max(0, amount.start - _REACH) : amount.start]
    for code, start in _longest_before(before, words):
        return code, amount.start - len(before) + start, amount.end
    if amount.suffix in words.suffix_hedges:
        return words.suffix_hedges[amount.suffix], amount.start, amount.end
    after = _hedge_after(text, amount, words)
    if after is not None:
        return after[0], amount.start, after[1]
    return ("about" if amount.form == "about" else "exact"), amount.start, amount.end


def _longest_before(before: str, words: Lexicon) -> list[tuple[str, int]]:
    matches = [(code, found.start()) for code, p in words.before.items() if (found := p.search(before))]
    return sorted(matches, key=lambda match: (match[1], match[0]))[:1]


def _hedge_after(text: str, amount: Amount, words: Lexicon) -> tuple[str, int] | None:
    """Return the hedge that follows the number, and where it ends.

    Where a language puts cases on nouns, a word or two may stand between, the last in the case it asks for.
    """
    end, reach = amount.end, 2 if words.glued else 0
    for _ in range(reach + 1):
        gap = len(text[end:]) - len(text[end:].lstrip())
        for code, pattern in words.after.items():
            found = pattern.match(text, end + gap)
            if found and _ending_fits(text[amount.start : end], code, words):
                return code, found.end()
        word = _WORD.match(text, end + gap)
        if word is None:
            return None
        end = word.end()
    return None


def _ending_fits(before: str, code: str, words: Lexicon) -> bool:
    asked = words.after_endings.get(code)
    return asked is None or before.lower().endswith(asked)


def _read(text: str, plain: str, found: _Found, words: Lexicon) -> QuantityReading | None:
    amount = found.amount
    share = words.share.match(plain, amount.end)
    if share:
        quote = text[found.start : share.end()]
        return QuantityReading(_share(found), "share", quote, found.start, share.end())
    if amount.fraction or _is_not_a_count(plain, found, words):
        return None
    population, end, people = _population(plain, text, found.end, words)
    if not population and found.end > amount.end:  # 300 адамнан астам: the noun stands before its hedge
        between = text[: found.end].rstrip().rpartition(" ")[0]
        population, _, people = _population(plain[: len(between)], between, amount.end, words)
    if not _counts(plain, found, population, people, words):
        return None
    end = max(end, found.end)
    return QuantityReading(
        found.quantity, "count", text[found.start : end].rstrip(), found.start, end, population, people
    )


def _share(found: _Found) -> Quantity:
    """Read a percentage: whole numbers bound a share from outside, so "more than 70 %" is 70 and above."""
    quantity, amount = found.quantity, found.amount
    low, high = quantity.low, quantity.high
    if quantity.hedge == "more_than":
        low = quantity.value
    if quantity.hedge == "less_than":
        high = quantity.value
    if amount.fraction:
        low = None if low is None else low
        high = None if high is None else high + 1
        return replace(quantity, value=None, low=low, high=high)
    return replace(quantity, low=low, high=high)


def _is_not_a_count(text: str, found: _Found, words: Lexicon) -> bool:
    amount = found.amount
    before = text[max(0, found.start - _REACH) : found.start]
    tight = text[max(0, amount.start - _REACH) : amount.start]
    if words.not_before.search(before) or words.not_after.match(text, found.end):
        return True
    if words.currency_before.search(tight) or words.currency_after.match(text, found.end):
        return True
    if amount.form == "digits" and not amount.suffix and words.ordinal_suffix.match(text, amount.end):
        return True
    if amount.form == "digits" and re.match(r"[-‑]?[^\W\d_]|\.\d", text[amount.end : amount.end + 2]):
        return True  # 24-hour, 13-year-old, 5G
    return _is_a_year(before, text, found, words)


def _is_a_year(before: str, text: str, found: _Found, words: Lexicon) -> bool:
    amount = found.amount
    if amount.form != "digits" or amount.value not in _YEAR or not text[amount.start : amount.end].isdigit():
        return False
    if found.hedged:
        return False
    return bool(words.year_before.search(before)) or not words.person.match(text, found.end + 1)


def _counts(text: str, found: _Found, population: str, people: bool, words: Lexicon) -> bool:
    """Tell a count from a number word that is only a way of speaking."""
    said = text[found.amount.start : found.amount.end].lower()
    if said in words.lonely:
        return people and (found.hedged or not words.lonely_is_article)
    if found.quantity.hedge == "some":
        return people
    if population:
        return True
    if found.hedged:
        # "under 18" is an age and "several" an adverb where nothing follows that could be counted
        return (found.quantity.low is not None and found.quantity.hedge != "several") or _soft_count(found)
    before = text[max(0, found.start - 2 * _REACH) : found.start]
    told = (
        words.toll_before.search(before)
        or words.change_before.search(before)
        or words.verb_after.match(text, found.end)
    )
    return found.amount.form == "digits" and bool(told)


def _soft_count(found: _Found) -> bool:
    return found.quantity.soft is not None and (found.quantity.value or 0) > 2


def _population(plain: str, text: str, end: int, words: Lexicon) -> tuple[str, int, bool]:
    """Return the noun phrase after a number, where it ends, and whether it names people."""
    start = _skip(plain, end, words)
    position, last, people = start, start, False
    for count in range(_LONGEST_PHRASE + 1):
        word = _next_word(plain, position, words)
        if word is None and count:
            word = _second_noun(plain, position, words)
        if word is None or count == _LONGEST_PHRASE:
            break
        people = people or bool(words.person.match(plain, word.start()))
        position = last = word.end()
    population = " ".join(text[start:last].split()).strip('«»“”"„ ')
    return population, (last if population else end), people and bool(population)


def _skip(text: str, position: int, words: Lexicon) -> int:
    found = words.skip.match(text, position)
    if found:
        return found.end()
    return position + len(text[position:]) - len(text[position:].lstrip())


def _next_word(text: str, position: int, words: Lexicon) -> re.Match[str] | None:
    """Return the next word of the noun phrase; None at its end."""
    gap = len(text[position:]) - len(text[position:].lstrip())
    word = _WORD.match(text, position + gap)
    if word is None or "\n" in text[position : position + gap] or words.phrase_end.match(text, word.start()):
        return None
    return word if not word[0][0].isdigit() else None


def _second_noun(text: str, position: int, words: Lexicon) -> re.Match[str] | None:
    """Return the people named after "and", as in "police officers and protesters"."""
    joined = _AND.match(text, position)
    if not joined:
        return None
    whose = words.possessive.match(text, joined.end())
    position = whose.end() if whose else joined.end()
    for _ in range(_LONGEST_SECOND):
        word = _next_word(text, position, words)
        if word is None:
            return None
        if words.person.match(text, word.start()):
            return word
        position = word.end()
    return None
