"""Sayings: what the command line says, in the reader's language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from undercount.facts.problem import Problem, Spot
from undercount.facts.vocabulary import vocabulary
from undercount.publish.words import Words, catalogue, words

ROOM, DOMAIN = "undercount.cli", "problems"
VALUE = "value"  # the context of words that fill a place of another sentence
KINDS = vocabulary("claim_kind")  # whose codes may fill {kind}; each has its labels
WORDED = ("fault", "kind", "must", "reason", "why")  # places that words fill; others hold what people wrote


@cache
def sayings(language: str) -> Words:
    """Return the command line's words in a language.

    Raises:
        KeyError: it is none of `LANGUAGES`.
    """
    own = None if language == "en" else catalogue(language, ROOM, DOMAIN)
    return replace(words(language), catalogue=own)


def say(problem: Problem, language: str) -> str:
    """Return a problem as one line in a language."""
    said = sayings(language)
    values = dict(problem.values)
    values |= {name: phrase(str(values[name]), language) for name in WORDED if name in values}
    at = Spot(_place(problem.at, said))
    return str(Problem(problem.code, said(problem.what), said(problem.do), at, values))


def _place(spot: Spot, said: Words) -> str:
    parts = [spot.file] if spot.file else []
    if spot.row is not None:
        parts.append(said("row {row}", row=spot.row))
    if spot.column:
        parts.append(said("column {column}", column=spot.column))
    return ", ".join(parts)


def phrase(text: str, language: str) -> str:
    """Return words that fill a place, be they ours or a library's, in a language; as they are without one."""
    own = sayings(language).catalogue
    if own is None:
        return text
    if text in KINDS:
        return KINDS[text].label(language)
    message = own.get(text, VALUE)
    if message and message.string:
        return str(message.string)
    for pattern, template in _templates(language):
        if found := pattern.fullmatch(text):
            return template.format(*(phrase(part, language) for part in found.groups()))
    return text


@cache
def _templates(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the phrases with places, each as a pattern that finds what fills them, and its translation."""
    own = catalogue(language, ROOM, DOMAIN)
    found = {str(each.id): str(each.string) for each in own if each.context == VALUE and each.string}
    longest_first = sorted((text for text in found if "{0}" in text), key=len, reverse=True)
    return tuple((_pattern(text), found[text]) for text in longest_first)


def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"\{\d\}", template)
    return re.compile("(.+?)".join(map(re.escape, pieces)), re.DOTALL)


@cache
def foreign() -> Iterable[str]:
    """Return what the system and libraries say that may reach a person, places numbered."""
    content = tomllib.loads((files(ROOM) / "data" / "foreign.toml").read_text(encoding="utf-8"))
    return tuple(text for said in content["says"].values() for text in said)
