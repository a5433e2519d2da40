"""What columns of lists are called, read from data/list_columns.toml, and what a header is most likely to mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from undercount.intake.lists.cells.words import content, folded

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LOOK_ALIKES = str.maketrans("aceopxykmthbi", "асеорхукмтнві")
_HINT = re.compile(r"\([^()]*\)|\b(?:дд|мм|гггг|dd|mm|yyyy)\b[./-]?", re.IGNORECASE)
_IDLE = frozenset(
    [
        "и",
        "в",
        "на",
        "о",
        "об",
        "с",
        "по",
        "для",
        "к",
        "the",
        "of",
        "a",
        "an",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "или",
        "or",
        "ваш",
        "укажите",
        "напишите",
        "пожалуйста",
        "please",
        "enter",
        "what",
        "is",
        "was",
        "полностью",
        "если",
        "известно",
        "известна",
        "known",
        "if",
        "его",
        "ее",
        "её",
        "их",
        "он",
        "она",
        "кто",
        "что",
        "это",
        "человека",
        "человек",
        "person",
        "задержанного",
        "задержанной",
        "задержанных",
        "пострадавшего",
        "погибшего",
        "detainee",
        "detained",
        "victim",
        "s",
    ]
)
_LEAST_COVERED = 0.33
_LEAST_OF_ONE_WORD = 0.5  # a single plain word such as "code" says little in a longer name
_NEAR = 3  # letters by which entries are found
_PARTS_OF_A_PERSON = ("family", "given", "patronymic", "sex", "birth", "age")


class Meaning(NamedTuple):
    """What a header may mean.

    Attributes:
        field: the target, with {event} where it depends on what the list is of.
        weight: how much of it fits; 0 where nothing does.
        why: for what is ignored, why.
        answers: whether its cells may say yes or no.
    """

    field: str = ""
    weight: float = 0.0
    why: str = ""
    answers: bool = False


@dataclass(frozen=True, eq=False)
class _Entry:
    meaning: Meaning
    phrases: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4_096)
def meaning_of(header: str) -> Meaning:
    """Return what a header most likely means; a weight of 0 where no entry fits."""
    upper, slash, lower = header.rpartition(" / ")
    if slash:  # a header of two lines
        part, whose = _best_meaning(lower), _best_meaning(upper)
        if part.field in _PARTS_OF_A_PERSON and whose.field != "ignore":
            return part
    path, _, last = header.rpartition("/")
    readings = dict.fromkeys((header, _HINT.sub(" ", header), *((last,) if path else ())))
    return next((found for text in readings if (found := _best_meaning(text)).weight), Meaning())


def _best_meaning(text: str) -> Meaning:
    tokens = _tokens(text)
    near = dict.fromkeys(entry for token in tokens for entry in _entries_near(token))
    weighed = (_weigh(entry, tokens) for entry in near)
    return max(weighed, key=lambda meaning: meaning.weight, default=Meaning())


@lru_cache(maxsize=16_384)
def _tokens(text: str) -> tuple[str, ...]:
    tokens = folded(_CAMEL.sub(" ", text).replace("_", " ").replace("№", " № ").replace("#", " # ")).split()
    return tuple(t.translate(_LOOK_ALIKES) if _CYRILLIC.search(t) else t for t in tokens)


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            Meaning(entry["field"], 0.0, entry.get("why", ""), entry.get("answers", False)),
            tuple(_tokens_of_phrase(phrase) for phrase in entry["words"]),
            tuple(_tokens_of_phrase(phrase) for phrase in entry.get("not", [])),
        )
        for entry in content("columns")["column"]
    )


@cache
def _index() -> dict[str, dict[_Entry, None]]:
    """Return the entries by the first letters of each of their words."""
    index: dict[str, dict[_Entry, None]] = {}
    for entry in _entries():
        for word in (word for phrase in entry.phrases for word in phrase):
            index.setdefault(word.removesuffix("*")[:_NEAR], {})[entry] = None
    return index


def _entries_near(token: str) -> Iterator[_Entry]:
    """Yield the entries that have a word of a token's beginning; no other can fit it."""
    for length in range(1, _NEAR + 1):
        yield from _index().get(token[:length], ()) if length <= len(token) else ()


def _tokens_of_phrase(phrase: str) -> tuple[str, ...]:
    return tuple(
        token.translate(_LOOK_ALIKES) if _CYRILLIC.search(token) else token
        for word in phrase.replace("№", " № ").replace("#", " # ").split()
        for token in _with_star(word)
    )


def _with_star(word: str) -> list[str]:
    stem = folded(word.removesuffix("*")).split() or [word.removesuffix("*")]
    return [*stem[:-1], stem[-1] + ("*" if word.endswith("*") else "")]


def _weigh(entry: _Entry, tokens: Sequence[str]) -> Meaning:
    if any(_fit(phrase, tokens) for phrase in entry.excluded):
        return Meaning()
    best = 0.0
    for phrase in entry.phrases:
        matched = _fit(phrase, tokens)
        if matched:
            best = max(best, _weight(phrase, matched, tokens))
    return entry.meaning._replace(weight=best)


def _fit(phrase: Sequence[str], tokens: Sequence[str]) -> set[str]:
    """Return the tokens that the words of a phrase match; empty where one of them is missing."""
    matched: set[str] = set()
    for word in phrase:
        stem = word[:-1]
        found = next((t for t in tokens if t.startswith(stem)), "") if word[-1] == "*" else word
        if found not in tokens:
            return set()
        matched.add(found)
    return matched


def _weight(phrase: Sequence[str], matched: set[str], tokens: Sequence[str]) -> float:
    telling = [t for t in tokens if t not in _IDLE or t in matched]
    covered = len(matched) / max(1, len(telling))
    least = _LEAST_COVERED if len(phrase) > 1 or phrase[0].endswith("*") else _LEAST_OF_ONE_WORD
    if covered < least and len(telling) <= 8:
        return 0.0
    letters = sum(len(word.rstrip("*")) for word in phrase)
    whole = 6.0 if covered == 1.0 else 0.0
    return letters + 2.0 * len(phrase) + whole
