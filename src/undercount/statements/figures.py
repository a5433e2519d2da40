"""The figures a statement quotes, each with the bounds its words entail and who is said to say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from undercount.facts.document import BlockKind
from undercount.facts.hedge import LANGUAGES
from undercount.facts.quantity import QuantityReading, read_quantities
from undercount.statements.layout import Passage
from undercount.statements.names import is_organisation, word_list
from undercount.statements.reading import FigureReading
from undercount.statements.sentences import sentences
from undercount.statements.words import ALL, anywhere, opening, words

_LONGEST_SPEAKER = 12  # words
_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_CLAUSE = re.compile(r"[,;:—–]\s")


@dataclass(frozen=True, slots=True)
class _Attribution:
    """Who is said to say something, and where in the sentence that holds."""

    who: str
    start: int
    end: int
    leads: bool  # whether it stands before what it attributes


def read_figures(found: Sequence[Passage], language: str) -> tuple[FigureReading, ...]:
    """Read the figures in running text and lists; a language we have no words for gives none."""
    if language not in LANGUAGES:
        return ()
    return tuple(
        figure for passage in found if passage.kind in _TEXT for figure in _of_passage(passage, language)
    )


def declared_signatories(found: Sequence[Passage], language: str) -> tuple[int, int] | None:
    """Return how many signatories a statement says it has, and in which line; None where it does not say."""
    if language not in LANGUAGES:
        return None
    for passage in found:
        if passage.kind not in (*_TEXT, BlockKind.HEADING):
            continue
        for start, sentence in sentences(passage.text):
            for reading in read_quantities(sentence, language):
                if _counts_signatories(reading, sentence) and reading.quantity.value is not None:
                    return reading.quantity.value, passage.line_at(start + reading.start)
    return None


def _counts_signatories(reading: QuantityReading, sentence: str) -> bool:
    """Tell "the undersigned 41 organisations" from a figure about the world."""
    undersigned = anywhere(ALL, "signatories", "undersigned").search(sentence)
    near = undersigned is not None and abs(reading.start - undersigned.end()) < 60
    return near and is_organisation(reading.population)


def _of_passage(passage: Passage, language: str) -> Iterator[FigureReading]:
    previous: FigureReading | None = None
    for start, sentence in sentences(passage.text):
        readings = read_quantities(sentence, language)
        attributions = _attributions(sentence, language, readings) if readings else []
        for reading in readings:
            if _counts_signatories(reading, sentence) or _is_of_the_text(reading, language):
                continue
            figure = FigureReading(
                quote=reading.quote,
                quantity=reading.quantity,
                who_says=_speaker(reading, attributions, sentence, language),
                line=passage.line_at(start + reading.start),
                kind=reading.kind,
                population=reading.population,
                people=reading.people,
            )
            if reading.quantity.hedge == "exceeds":
                if previous is None:
                    continue  # "much higher" than what?
                figure = _exceeding(figure, previous)
            yield figure
            previous = figure if figure.kind == "count" else previous


def _is_of_the_text(reading: QuantityReading, language: str) -> bool:
    """Tell "the two following demands" and the like, which count nothing in the world."""
    return bool(reading.population) and bool(
        anywhere(language, "demands", "headings").fullmatch(reading.population.lower())
    )


def _exceeding(figure: FigureReading, previous: FigureReading) -> FigureReading:
    """Bound "much higher" by the figure it is higher than: its words entail no more."""
    quantity = replace(figure.quantity, low=previous.quantity.low)
    return replace(figure, quantity=quantity, population=previous.population, people=previous.people)


def _speaker(
    reading: QuantityReading, attributions: Sequence[_Attribution], sentence: str, language: str
) -> str | None:
    leading = [a for a in attributions if a.leads and a.end <= reading.start + 1]
    if leading:
        last = leading[-1]
        contrast = anywhere(language, "speakers", "contrast").search(sentence[last.end : reading.start])
        return None if contrast else last.who
    trailing = [a for a in attributions if not a.leads and a.start >= reading.end]
    return trailing[0].who if trailing else None


def _attributions(sentence: str, language: str, readings: Sequence[QuantityReading]) -> list[_Attribution]:
    found = [
        *_by_phrase(sentence, language, readings),
        *_by_verb(sentence, language, readings),
        *_by_postposition(sentence, language),
    ]
    return sorted(found, key=lambda attribution: attribution.start)


def _by_phrase(sentence: str, language: str, readings: Sequence[QuantityReading]) -> Iterator[_Attribution]:
    """Read "According to X, …" and "…, according to X"."""
    for found in anywhere(language, "speakers", "before").finditer(sentence):
        leads = not sentence[: found.start()].strip(' («“"—–-') or _opens_clause(
            sentence, found.start(), readings
        )
        figures = [reading.start for reading in readings if reading.start > found.end()]
        limit = min(figures[:1] or [len(sentence)]) if leads else len(sentence)
        mark = _CLAUSE.search(sentence, found.end(), limit) or re.search(r"[.)]$", sentence)
        end = mark.start() if mark and mark.start() > found.end() else limit
        who = _phrase_itself(found[0], sentence[found.end() : end], language)
        if who:
            yield _Attribution(who, found.start(), end, leads)


def _opens_clause(sentence: str, start: int, readings: Sequence[QuantityReading]) -> bool:
    """Tell an attribution inside a sentence that speaks of what follows it and not of what precedes it."""
    return not any(reading.end <= start for reading in readings)


def _phrase_itself(phrase: str, rest: str, language: str) -> str:
    """Return the speaker; "по официальным данным" names it within the phrase."""
    who = rest.strip(' ,.;:()»”"')
    official = anywhere(language, "speakers", "vague").search(phrase)
    if official and phrase.lower().strip() not in words(language, "speakers", "vague"):
        return official[0]
    return who if 0 < len(word_list(who)) <= _LONGEST_SPEAKER + 4 else ""


def _by_verb(sentence: str, language: str, readings: Sequence[QuantityReading]) -> Iterator[_Attribution]:
    """Read "X says that …" and "…, said X"."""
    for found in anywhere(language, "speakers", "verbs").finditer(sentence):
        subject, start = _subject(sentence, found.start(), language)
        inside = any(start < reading.start < found.start() for reading in readings)
        if subject and not inside:
            yield _Attribution(subject, start, found.end(), leads=True)
        elif not subject and re.search(r"[,»”\"]\s*$", sentence[: found.start()]):
            after = re.match(r"\s+([^,.;]{3,90})[,.;]?", sentence[found.end() :])
            who = after[1].strip() if after else ""
            if (
                who and len(word_list(who)) <= _LONGEST_SPEAKER and who[0].isupper()
            ) or who.lower().startswith("the "):
                yield _Attribution(who, found.start(), found.end() + len(who), leads=False)


def _subject(sentence: str, verb: int, language: str) -> tuple[str, int]:
    """Return the noun phrase before a verb and where it begins; "" where it is a pronoun or too long."""
    head = sentence[:verb]
    start = max([found.end() for found in _CLAUSE.finditer(head)] or [0])
    for found in anywhere(language, "speakers", "contrast").finditer(head):
        start = max(start, found.end())
    subject = head[start:].strip(' ,«“"')
    subject = re.sub(r"^(?:and|that|и|что|та|що|et|que|y|а|але)\s+", "", subject, flags=re.I)
    subject = re.sub(
        r"\s+(?:have|has|had|also|ont|a|ha|han|также|також|уже|вже|already|further)$", "", subject, flags=re.I
    )
    if not subject or len(word_list(subject)) > _LONGEST_SPEAKER or re.search(r"\d{2}", subject):
        return "", start
    if opening(language, "speakers", "own").match(subject) or _CLAUSE.search(subject):
        return "", start
    return subject, start


def _by_postposition(sentence: str, language: str) -> Iterator[_Attribution]:
    """Read a speaker before its postposition, as Kazakh has it: "X мәліметінше, …"."""
    if not words(language, "speakers", "postpositions"):
        return
    for found in anywhere(language, "speakers", "postpositions").finditer(sentence):
        head = sentence[: found.start()]
        start = max([mark.end() for mark in _CLAUSE.finditer(head)] or [0])
        who = head[start:].strip(' ,«“"')
        if who and len(word_list(who)) <= _LONGEST_SPEAKER:
            yield _Attribution(who, start, found.end(), leads=True)


def is_vague_speaker(who: str | None, language: str) -> bool:
    """Tell a speaker that nobody could be asked by: "the authorities", "observers", or none at all."""
    if who is None:
        return True
    pattern = anywhere(language, "speakers", "vague")
    found = pattern.search(who)
    return bool(found) and len(word_list(who)) <= len(word_list(found[0])) + 1 if found else False
