"""Names go out with consent alone: the person's, or the family's of one who died; else they are withheld."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from typing import Any

from undercount.facts.audience import Audience
from undercount.facts.columns import Column, Kind
from undercount.facts.problem import Problem, Spot
from undercount.facts.register import Claim, Mention
from undercount.facts.tables import TABLES, Row, Rows
from undercount.facts.unknown import PREFIX, Unknown

PURPOSE = "publish_name"
NAMES = ("name", "given", "family", "patronymic")  # columns of a mention
_LETTERS = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters of the longest word of a name; "И. И." is nobody's
Pair = tuple[str, str]


def consented(rows: Rows) -> frozenset[str]:
    """Return the mentions whose name may be published.

    A consent counts for the mention it names and no other: that two mentions bear one name does not make them
    one person. One that was withdrawn, on whatever day, does not count. For somebody who died it is the
    family's; who gave it stands in the consent and is sealed.
    """
    given = (each for each in rows.get("consents", ()) if each.purpose == PURPOSE)
    return frozenset(each.person for each in given if each.withdrawn is None)


def cut_names(rows: Rows, audience: Audience) -> Rows:
    """Return rows in which nothing public can name a person on a list without consent.

    Columns of names that the audience may see are withheld; today there are none. Of a public claim about
    such a person the words of its source are withheld, and what is coded stays.
    """
    if audience is not Audience.PUBLIC:
        return rows
    allowed = consented(rows)
    people = {mention.id for mention in rows.get("mentions", ())} - allowed
    shown = [column.name for column in TABLES["mentions"].columns_for(audience) if column.name in NAMES]
    mentions = [
        replace(mention, **dict.fromkeys(shown, Unknown.WITHHELD.cell)) if mention.id in people else mention
        for mention in (rows.get("mentions", ()) if shown else ())
    ]
    claims = [_without_words(claim) if claim.about in people else claim for claim in rows.get("claims", ())]
    return {**rows, "claims": claims, **({"mentions": mentions} if shown else {})}


def _without_words(claim: Claim) -> Claim:
    """Withhold the columns of a claim in which a name may stand, or that lead to a row of a list."""
    quote, gist, locator = (text and Unknown.WITHHELD.cell for text in (claim.quote, claim.gist, claim.locator))
    return replace(claim, quote=quote, gist=gist, locator=locator, attributes={})


def names_without_consent(rows: Rows, audience: Audience) -> Iterator[Problem]:
    """Yield each cell meant for the public that spells the name of a person on a list without consent.

    A name is found where two of its words follow each other, in either order; case and what stands between
    words do not matter. It is never told which name it was.
    """
    names = _names(rows) if audience is Audience.PUBLIC else frozenset()
    for table in TABLES.values() if names else ():
        columns = [column for column in table.columns_for(audience) if _is_text(column)]
        for row in table.rows_for(rows.get(table.name, ()), audience):
            for column in columns:
                if any(_spells(text, names) for text in _texts(getattr(row, column.name))):
                    yield _problem(table.name, row, table.key, column.name)


def _problem(table: str, row: Row, key: str, column: str) -> Problem:
    at = Spot("", None, f"{table} {getattr(row, key)}, {column}")
    what = "it spells the name of a person on a list who has not agreed to its publication"
    do = "take the name out, keep the row from the public, or add the consent"
    return Problem("name_without_consent", what, do, at)


def _names(rows: Rows) -> frozenset[Pair]:
    """Return the pairs of words that may not follow each other anywhere."""
    allowed = consented(rows)
    mentions: Iterable[Mention] = rows.get("mentions", ())
    return frozenset(pair for each in mentions if each.id not in allowed for pair in _pairs(each))


def _pairs(mention: Mention) -> Iterator[Pair]:
    """Yield the pairs of words that tell of a person: any two of the name, a surname and an initial."""
    words = list(dict.fromkeys((*_words(mention.name), *_words(mention.given), *_words(mention.family))))
    for one, other in permutations(words, 2):
        if min(len(one), len(other)) > 1 and max(len(one), len(other)) >= _SHORTEST:
            yield one, other
    spelt = _words(mention.name)
    yield from (pair for pair in pairwise(spelt) if max(map(len, pair)) >= _SHORTEST)


def _words(text: str) -> tuple[str, ...]:
    if text.startswith(PREFIX):
        return ()
    return tuple(_LETTERS.findall(unicodedata.normalize("NFC", text).casefold()))


def _spells(text: str, names: frozenset[Pair]) -> bool:
    return any(pair in names for pair in pairwise(_words(text)))


def _is_text(column: Column) -> bool:
    coded = column.vocabulary or column.refers
    return not coded and column.kind in (Kind.TEXT, Kind.WORDS, Kind.ATTRIBUTES)


def _texts(value: Any) -> Iterable[str]:
    """Yield every text in a value, however deep it lies."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return (text for pair in value.items() for each in pair for text in _texts(each))
    if isinstance(value, Sequence):
        return (text for each in value for text in _texts(each))
    return ()
