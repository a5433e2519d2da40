"""How many links exact names are likely to miss: found by the skeletons of names, counted, never made."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby

from undercount.facts.results import Person
from undercount.people.settings import settings

_LETTERS = re.compile(r"[^\W\d_]+")
Skeleton = tuple[str, ...]


def missed_links(
    persons: Iterable[Person], names: Mapping[str, str], lists: Mapping[str, str], vouched: Collection[str]
) -> int:
    """Count the people who are likely to have been taken for two or more.

    Two people whose names have the same skeletons, in any order, are likely one, unless some list that vouches
    for naming nobody twice names both. A skeleton is a word without vowels and doubled letters, Latin letters
    in Cyrillic words and Kazakh letters written as the Russian ones they are often typed as. Slips in
    consonants, other scripts and initials are not found: the true number is higher.

    Args:
        persons: as they were told apart.
        names: the name of each mention that is long enough to be linked; others are passed over.
        lists: the list of each mention.
        vouched: the lists that name nobody twice.
    """
    skeletons = {name: skeleton(name) for name in set(names.values())}
    by_skeleton: dict[Skeleton, list[set[str]]] = defaultdict(list)
    for person in persons:
        own = {lists[mention] for mention in person.mentions} & set(vouched)
        for found in {skeletons[names[mention]] for mention in person.mentions if mention in names}:
            by_skeleton[found].append(own)
    return sum(_mergers(people) for people in by_skeleton.values() if len(people) > 1)


def _mergers(people: Sequence[set[str]]) -> int:
    """Return how many people of one skeleton can be joined to another without naming anybody twice on a list."""
    humans: list[set[str]] = []
    for on in people:
        joined = next((human for human in humans if not human & on), None)
        if joined is None:
            humans.append(set(on))
        else:
            joined |= on
    return len(people) - len(humans)


def skeleton(name: str) -> Skeleton:
    """Return the skeletons of a name's words, in alphabetical order."""
    words = _LETTERS.findall(unicodedata.normalize("NFC", name).casefold())
    return tuple(sorted(map(_skeleton, words)))


@cache
def _folds() -> tuple[dict[int, str], dict[int, str], frozenset[str]]:
    letters = settings("letters")
    alike, plain = (str.maketrans(dict(letters[name])) for name in ("lookalikes", "plain"))
    return alike, plain, frozenset(letters["left_out"]["letters"])


def _skeleton(word: str) -> str:
    alike, plain, left_out = _folds()
    if any("\u0400" <= letter <= "\u04ff" for letter in word):
        word = word.translate(alike)
    kept = (letter for letter in word.translate(plain) if letter not in left_out)
    return "".join(letter for letter, _ in groupby(kept)) or word
