"""Controlled vocabularies: our codes, the standard's code beside each, and labels in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary.

    Attributes:
        code: ours; never changes its meaning.
        labels: what people read, by language.
        standard: the code of the standard it is mapped to, such as `MT4 030101`; "" where it is ours alone.
        traits: further facts that rules read, such as `side = "authority"`.
    """

    code: str
    labels: Mapping[str, str]
    standard: str
    traits: Mapping[str, object]

    def label(self, language: str) -> str:
        """Return the label in `language`, or in English where that language has none."""
        return self.labels.get(language, self.labels["en"])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of terms.

    Attributes:
        name: its name, as columns give it.
        origin: where its codes come from, and their licence.
        terms: by code, in the order of the file.
    """

    name: str
    origin: str
    terms: Mapping[str, Term]

    def __contains__(self, code: str) -> bool:
        return code in self.terms

    def __getitem__(self, code: str) -> Term:
        return self.terms[code]


@cache
def vocabulary(name: str) -> Vocabulary:
    """Open a vocabulary that ships with the project.

    Raises:
        KeyError: there is none of that name.
    """
    file = files("undercount.facts") / "data" / "vocabularies" / f"{name}.toml"
    if not file.is_file():
        raise KeyError(name)
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    terms = {code: _term(code, entry) for code, entry in content["terms"].items()}
    return Vocabulary(name, content["origin"], terms)


def vocabulary_names() -> tuple[str, ...]:
    """Return the names of all vocabularies that ship."""
    folder = files("undercount.facts") / "data" / "vocabularies"
    return tuple(
        sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    )


def _term(code: str, entry: dict[str, object]) -> Term:
    labels = {language: str(entry[language]) for language in LANGUAGES if language in entry}
    traits = {key: value for key, value in entry.items() if key not in (*LANGUAGES, "standard")}
    return Term(code, labels, str(entry.get("standard", "")), traits)
