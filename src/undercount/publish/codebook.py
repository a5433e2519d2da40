"""The codebook: what each public table and column means, in words that pages and data packages share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from undercount.facts.vocabulary import LANGUAGES


@dataclass(frozen=True)
class TableEntry:
    """What a table is.

    Attributes:
        title, description: in English; pages translate them.
        columns: what each column means, by its name; columns that mean the same everywhere are found too.
    """

    title: str
    description: str
    columns: Mapping[str, str]

    def column(self, name: str) -> tuple[str, str]:
        """Return what a column means, and its language where it exists once a language; else ""."""
        stem, _, language = name.rpartition("_")
        if name in self.columns or language not in LANGUAGES:
            return self.columns[name], ""
        return self.columns[stem], language


@cache
def codebook() -> Mapping[str, TableEntry]:
    """Read the codebook that ships with the project, by table."""
    content = tomllib.loads((files("undercount.publish") / "codebook.toml").read_text(encoding="utf-8"))
    everywhere = content["everywhere"]
    return {
        name: TableEntry(entry["title"], entry["description"], everywhere | entry.get("columns", {}))
        for name, entry in content["tables"].items()
    }


def codebook_sentences() -> list[str]:
    """Return every sentence of the codebook, for the catalogues."""
    found: dict[str, None] = {}
    for entry in codebook().values():
        found |= dict.fromkeys((entry.title, entry.description, *entry.columns.values()))
    return list(found)
