"""People told apart by exact names: crude, until names are compared across scripts and spellings.

Two mentions are one person if their names are the same to the letter, but for case and spaces. A name
spelt in two ways makes two people of one; two people of one name become one. Judgements come first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from undercount.facts.register import Mention
from undercount.facts.results import Person, Persons
from undercount.facts.sources import List
from undercount.facts.tables import Rows
from undercount.facts.unknown import PREFIX
from undercount.people.judgements import Judgements
from undercount.people.missed_links import missed_links

METHOD = "exact_name"
_WORD = re.compile(r"[^\W\d_]{2,}")  # one letter is an initial


def exact_name(name: str) -> str:
    """Return a name as it is compared: Unicode NFC, case folded, single spaces; "" if it is unknown."""
    if name.startswith(PREFIX):
        return ""
    return unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", name).casefold().split()))


def persons_of(rows: Rows, judgements: Judgements) -> Persons | None:
    """Tell people apart by exact names and by what members judged.

    Where a list's source vouches that nobody stands on it twice, two rows of one name are two people: the
    n-th joins the n-th person of that name, so the number of people is the least that the lists allow. Names
    without two words of two letters are never linked.

    Args:
        rows: the tables `mentions` and `lists` of one snapshot.
        judgements: those that stand.

    Returns:
        Everyone; None where the snapshot withholds names or ids, and people can't be told apart.
    """
    mentions: Sequence[Mention] = sorted(rows.get("mentions", ()), key=lambda m: (m.list, m.row, m.id))
    if any(mention.id.startswith(PREFIX) or mention.name == f"{PREFIX}withheld" for mention in mentions):
        return None
    names = {mention.id: exact_name(mention.name) for mention in mentions}
    single = [mention for mention in mentions if not is_group(mention)]
    linkable = [mention for mention in single if is_linkable(names[mention.id])]
    groups = _Union(mention.id for mention in single)
    lists: Mapping[str, List] = {one.id: one for one in rows.get("lists", ())}
    for same in _by_name(linkable, names, lists, judgements):
        groups.join(same)
    for pair in sorted(judgements.same):
        groups.join(pair)
    persons = groups.persons()
    apart = _not_comparable(single, names)
    compared = {mention.id: names[mention.id] for mention in linkable if mention.list not in apart}
    list_of = {mention.id: mention.list for mention in single}
    vouched = {one.id for one in lists.values() if one.duplicate_free is True}
    short = {mention.id for mention in single} - {mention.id for mention in linkable}
    return Persons(
        method=METHOD,
        persons=persons,
        groups=tuple(sorted(mention.id for mention in mentions if is_group(mention))),
        unlinkable=tuple(p.id for p in persons if len(p.mentions) == 1 and p.id in short),
        not_comparable=apart,
        linked=sum(len({list_of[m] for m in p.mentions if m in compared}) - 1 for p in persons if _any(p, compared)),
        missed=missed_links(persons, compared, list_of, vouched),
    )


def _any(person: Person, mentions: Mapping[str, str]) -> bool:
    return any(mention in mentions for mention in person.mentions)


def is_group(mention: Mention) -> bool:
    """Tell whether a mention speaks of several people at once, or of a number it leaves open."""
    low, high = mention.count_low, mention.count_high
    return (low, high) not in ((None, None), (1, 1))


def is_linkable(name: str) -> bool:
    """Tell whether an exact name is long enough to look for elsewhere: two words of two letters."""
    return len(_WORD.findall(name)) >= 2


@dataclass
class _Namesake:
    """One person of a name, as mentions are dealt out to the people of that name."""

    mentions: list[str] = field(default_factory=list)
    vouched: set[str] = field(default_factory=set)  # lists that say nobody stands on them twice


def _by_name(
    mentions: Iterable[Mention], names: Mapping[str, str], lists: Mapping[str, List], judgements: Judgements
) -> Iterable[list[str]]:
    """Yield the mentions of each person, name by name."""
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in judgements.different:
        apart[one].add(other)
        apart[other].add(one)
    people: dict[str, list[_Namesake]] = defaultdict(list)
    first_free: Counter[tuple[str, str]] = Counter()  # per name and vouched list: whom its next row may join
    for mention in mentions:
        vouched = mention.list in lists and lists[mention.list].duplicate_free is True
        namesakes, key = people[names[mention.id]], (names[mention.id], mention.list)
        start = first_free[key] if vouched else 0
        at = next(
            (
                place
                for place in range(start, len(namesakes))
                if not (vouched and mention.list in namesakes[place].vouched)
                and not (apart and apart[mention.id].intersection(namesakes[place].mentions))
            ),
            len(namesakes),
        )
        if at == len(namesakes):
            namesakes.append(_Namesake())
        namesakes[at].mentions.append(mention.id)
        if vouched:
            namesakes[at].vouched.add(mention.list)
            first_free[key] = at + 1
    return (namesake.mentions for same in people.values() for namesake in same)


class _Union:
    """Disjoint sets of mentions, each named after its smallest id."""

    def __init__(self, mentions: Iterable[str]) -> None:
        self._above = {mention: mention for mention in mentions}

    def _top(self, mention: str) -> str:
        while (above := self._above[mention]) != mention:
            self._above[mention] = self._above[above]
            mention = above
        return mention

    def join(self, mentions: Iterable[str]) -> None:
        tops = {self._top(mention) for mention in mentions if mention in self._above}
        for top in tops:
            self._above[top] = min(tops)

    def persons(self) -> tuple[Person, ...]:
        sets: dict[str, list[str]] = defaultdict(list)
        for mention in self._above:
            sets[self._top(mention)].append(mention)
        return tuple(Person(id=top, mentions=tuple(sorted(sets[top]))) for top in sorted(sets))


def _not_comparable(mentions: Iterable[Mention], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the lists most of whose names are too short, or in another script than most lists write."""
    linkable: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        name = names[mention.id]
        linkable[mention.list][script(name) if is_linkable(name) else ""] += 1
    main = {name: counts.most_common(1)[0][0] for name, counts in linkable.items()}
    scripts = Counter(each for each in main.values() if each)
    usual = max(sorted(scripts), key=lambda each: scripts[each], default="")
    return tuple(sorted(name for name, each in main.items() if not each or each != usual))


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def script(name: str) -> str:
    """Return the script most letters of a name are written in, such as CYRILLIC; "" where it has none."""
    letters = Counter(_script(letter) for letter in name if letter.isalpha())
    return letters.most_common(1)[0][0] if letters else ""
