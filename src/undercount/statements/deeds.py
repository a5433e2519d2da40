"""A call in one sentence into the deeds it asks for, however it sets them side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from undercount.facts.hedge import phrases
from undercount.statements.calls import VERB_LAST, call_words, known, wording
from undercount.statements.names import word_list
from undercount.statements.words import table, words

_ARTICLE = r"(?:the|an?|la|le|les|l['’]|el|los|las|un|une|una)\s*"
_DEED_NOUN = r"\w+(?:ения|ания|ытия|ятия|тия|ення|ання|іння|їння|яття|иття)"


_ADJECTIVE = re.compile(r"\b(?:immediate|full|independent|prompt|safe|free)$", re.IGNORECASE)  # "… and fair trial"


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a deed begins, and where the one before it ends."""

    begin: int
    cut: int


def split_deeds(sentence: str, language: str) -> list[tuple[int, str]]:
    """Part a call in one sentence into the things it asks for; nothing where it asks for one.

    The deeds stand side by side: "to release …, to stop … and to investigate …",
    "that the authorities release …, stop … and investigate …", "the release of …, an end to …",
    "освободить …, прекратить …", "чтобы освободили …", "que … et que …", "… босатуды және … тергеуді".

    Returns:
        Where each deed begins in the sentence, and its words.
    """
    code = known(language)
    if code in VERB_LAST:
        return _split_verb_last(sentence, code)
    found = next(call_words(code).finditer(sentence), None)
    if found is None:
        return []
    readers: tuple[Callable[[str, int, str], list[_Start]], ...] = (
        _marked,
        _clauses,
        _conjunctive,
        _nominal,
        _bare,
    )
    for reader in readers:
        starts = reader(sentence, found.end(), code)
        if len(starts) >= 2:
            return _pieces(sentence, starts)
    return []


def _pieces(sentence: str, starts: Sequence[_Start]) -> list[tuple[int, str]]:
    ends = [*(start.cut for start in starts[1:]), len(sentence)]
    return [
        (start.begin, sentence[start.begin : end].strip(" ,;"))
        for start, end in zip(starts, ends, strict=True)
    ]


def _marked(sentence: str, start: int, language: str) -> list[_Start]:
    """Find deeds that each carry their own "to", "à", "de"; in Russian and Ukrainian, bare infinitives."""
    mark, verb = wording(language, "mark"), wording(language, "marked_verb") or _verb(language)
    first = re.compile(rf"(?<=\s){mark}(?={verb})", re.IGNORECASE)
    opened = next(
        (found for found in first.finditer(sentence, start) if _free(sentence, found.start())), None
    )
    if opened is None:
        return []
    switch = wording(language, "switch")
    between = rf"(?:{switch})?" if switch else ""
    later = re.compile(rf"{wording(language, 'joint')}{between}(?P<deed>{mark}(?={verb}))", re.IGNORECASE)
    starts = [_Start(_past_mark(sentence, opened.start(), language), opened.start())]
    for found in later.finditer(sentence, opened.end()):
        if _free(sentence, found.start()):
            starts.append(_Start(_past_mark(sentence, found.start("deed"), language), found.start()))
    return starts


@cache
def _verb(language: str) -> str:
    demands = table(language)["demands"]
    if demands["infinitive"]:
        return rf"(?:(?:не\s+)?(?<!\w)(?:{demands['infinitive']})(?!\w))"
    return rf"(?:{phrases(demands['verbs']).pattern})"


def _past_mark(sentence: str, start: int, language: str) -> int:
    dropped = wording(language, "drop")
    mark = re.compile(dropped, re.IGNORECASE).match(sentence, start) if dropped else None
    return mark.end() if mark else start


def _clauses(sentence: str, start: int, language: str) -> list[_Start]:
    """Find deeds said as clauses of their own: "que les archives soient ouvertes, que … et que …"."""
    clause = wording(language, "clause")
    first = re.compile(clause, re.IGNORECASE).search(sentence, max(0, start - 5)) if clause else None
    if first is None or re.search(r"[,;]", sentence[start : first.start()]):
        return []
    later = re.compile(rf"{wording(language, 'joint')}(?={clause})", re.IGNORECASE)
    joints = [found for found in later.finditer(sentence, first.end()) if _free(sentence, found.start())]
    return [_Start(first.start(), first.start()), *(_Start(found.end(), found.start()) for found in joints)]


def _conjunctive(sentence: str, start: int, language: str) -> list[_Start]:
    """Find deeds in one clause: "that they release …, stop …", "чтобы освободили …, прекратили …"."""
    conjunction = wording(language, "conjunction")
    opened = re.compile(conjunction, re.IGNORECASE).search(sentence, start - 1) if conjunction else None
    if opened is None:
        return []
    verb = wording(language, "conjunctive_verb") or _verb(language)
    return _listed(sentence, opened.end(), language, rf"(?:\w+ly\s+)?{verb}")


def _bare(sentence: str, start: int, language: str) -> list[_Start]:
    """Find English deeds after one "to": "to release X, stop Y and investigate Z"."""
    if language != "en":
        return []
    adverbs = r"(?:\w+ly\s+(?:and\s+\w+ly\s+)?)?"
    any_verb = wording(language, "marked_verb")
    opened = re.compile(rf"\sto\s+(?={adverbs}{any_verb})", re.IGNORECASE).search(sentence, start)
    if opened is None:
        return []
    later = re.compile(rf"{wording(language, 'joint')}(?P<deed>{adverbs}{_verb(language)}\s)", re.IGNORECASE)
    joints = [found for found in later.finditer(sentence, opened.end()) if _free(sentence, found.start())]
    return [
        _Start(opened.end(), opened.start()),
        *(_Start(found.start("deed"), found.start()) for found in joints),
    ]


def _listed(sentence: str, start: int, language: str, verb: str) -> list[_Start]:
    """Find verbs that go on one after another, the first wherever it stands after `start`."""
    refused = wording(language, "not_before")
    first = next(
        (
            found
            for found in re.compile(rf"(?<!\w){verb}", re.IGNORECASE).finditer(sentence, start)
            if not (refused and re.search(refused, sentence[: found.start()], re.IGNORECASE))
        ),
        None,
    )
    if first is None:
        return []
    later = re.compile(rf"{wording(language, 'joint')}(?P<deed>{verb}\s)", re.IGNORECASE)
    joints = [found for found in later.finditer(sentence, first.end()) if _free(sentence, found.start())]
    return [
        _Start(first.start(), first.start()),
        *(_Start(found.start("deed"), found.start()) for found in joints),
    ]


def _nominal(sentence: str, start: int, language: str) -> list[_Start]:
    """Find deeds that are nouns: "the release of X, an end to Y and an investigation into Z"."""
    noun = _noun(language)
    opened = re.compile(rf"\s(?={noun})", re.IGNORECASE).search(sentence, max(0, start - 1)) if noun else None
    if opened is None or opened.start() > start + 4:
        return []
    later = re.compile(rf"{wording(language, 'joint')}(?P<deed>{noun})", re.IGNORECASE)
    joints = [
        found
        for found in later.finditer(sentence, opened.end())
        if _free(sentence, found.start())
        and _is_a_deed(sentence, found.start("deed"), language)
        and not _ADJECTIVE.search(sentence[: found.start()])
    ]
    return [
        _Start(opened.end(), opened.start()),
        *(_Start(found.start("deed"), found.start()) for found in joints),
    ]


@cache
def _noun(language: str) -> str:
    nouns = words(language, "demands", "nominal")
    if not nouns:
        return ""
    if language in ("ru", "uk"):
        adjective = r"(?:\w+(?:ого|ой|ых|ої|их)\s+(?:и\s+\w+(?:ого|ой|ых)\s+)?)?"
        return rf"{adjective}(?:{'|'.join(nouns)})(?!\w)"
    endings = "|".join(table(language)["demands"]["nominal_endings"])
    deed = rf"(?:{phrases(nouns).pattern}|(?<!\w)(?-i:[a-zà-ÿ])\w+(?:{endings})(?!\w))"
    return rf"(?:{_ARTICLE}(?:\w+\s+){{0,2}}?{deed}|{phrases(nouns).pattern})"


def _is_a_deed(sentence: str, start: int, language: str) -> bool:
    """Tell "прекращения" after "требуем" from any noun that ends alike: its ending is that of a deed."""
    if language not in ("ru", "uk"):
        return True
    listed = frozenset(word for word in words(language, "demands", "nominal") if word.isalpha())
    near = (word.lower() for word in word_list(sentence[start:])[:3])
    return any(word in listed or re.fullmatch(_DEED_NOUN, word) for word in near)


def _free(sentence: str, place: int) -> bool:
    """Tell a place outside of brackets and quotation marks."""
    before = sentence[:place]
    return (
        all(before.count(a) <= before.count(b) for a, b in ("()", "«»", "“”")) and before.count('"') % 2 == 0
    )


def _split_verb_last(sentence: str, language: str) -> list[tuple[int, str]]:
    """Part "… босатуды, … тоқтатуды және … тергеуді талап етеміз" after each verbal noun in its case."""
    found = list(call_words(language).finditer(sentence))
    if not found:
        return []
    body = sentence[: found[-1].start()].rstrip(" :")
    deed = table(language)["demands"]["infinitive"]
    after = r"(?=\s*(?:,|;|\s(?:және|әрі|сондай-ақ)\s|$))"
    ends = [match.end() for match in re.finditer(rf"(?<!\w)(?:{deed})(?!\w){after}", body, re.IGNORECASE)]
    cased = [
        end for end in ends if re.search(r"(?:уға|уге|юға|юге|уды|уді|юды|юді|уын|уін)$", body[:end].lower())
    ]
    if len(cased) < 2:
        return []
    pieces = []
    for start, end in zip([0, *cased[:-1]], cased, strict=True):
        joint = re.match(wording(language, "joint"), body[start:])
        begin = start + (joint.end() if joint else 0)
        pieces.append((begin, body[begin:end].strip()))
    return pieces
