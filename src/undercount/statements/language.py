"""Which language a text is in, and which passages a website put there because a translation is missing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from undercount.facts.hedge import LANGUAGES
from undercount.statements.words import ALL, anywhere, table

UNKNOWN = "und"  # ISO 639-2 for undetermined

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = {
    "kk": frozenset("әғқңөұүһ"),
    "uk": frozenset("їєґ"),
    "ru": frozenset("ыэъё"),
    "es": frozenset("ñ¿¡"),
}
_ENOUGH = 0.12  # running text has a quarter to a half of such words


def detect(text: str) -> str:
    """Return the language of `text` as an ISO 639-1 code, or `und` where it is none that we read.

    Counted are the commonest words of each language, and letters that only one of them has.
    """
    found = Counter(word.lower() for word in _WORD.findall(text))
    total = sum(found.values())
    if not total:
        return UNKNOWN
    shares = {language: _share(found, total, language) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: shares[language])
    return best if shares[best] >= _ENOUGH else UNKNOWN


def _share(found: Counter[str], total: int, language: str) -> float:
    known = sum(found[word] for word in _stopwords(language))
    letters = _LETTERS.get(language, frozenset())
    own = sum(count for word, count in found.items() if letters & set(word))
    return (known + 1.5 * own) / total


@cache
def _stopwords(language: str) -> frozenset[str]:
    return frozenset(table(language)["stopwords"].split())


def is_notice(text: str) -> bool:
    """Tell a notice about languages, which a website prints among the text."""
    return bool(anywhere(ALL, "notices", "phrases").search(text))
