"""Invented statements, what is to be read from each, and how a reading is scored against that."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

from undercount.facts.document import Document
from undercount.intake.document import read_bytes
from undercount.statements.parse import parse
from undercount.statements.reading import StatementReading

DATA = Path(__file__).parent / "data"


_READ: dict[Path, StatementReading] = {}  # a statement is read once for all its tests


@dataclass(frozen=True)
class Score:
    """How many were wanted, how many were read, and how many of those are right."""

    wanted: int = 0
    got: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.wanted + other.wanted, self.got + other.got, self.right + other.right)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.got if self.got else 1.0


@dataclass(frozen=True)
class Fixture:
    """An invented statement and what is to be read from it."""

    path: Path
    expected: dict[str, Any]

    def document(self) -> Document:
        if self.path.name.endswith(".docx.txt"):
            return read_bytes(word_file(self.path.read_text(encoding="utf-8")), self.path.name)
        return read_bytes(self.path.read_bytes(), self.path.name)

    def reading(self) -> StatementReading:
        if self.path not in _READ:
            _READ[self.path] = parse(self.document())
        return _READ[self.path]


def fixtures(batch: str) -> list[Fixture]:
    """Return the invented statements of one batch: first, heldout or fresh."""
    found = []
    for answer in sorted((DATA / batch).glob("*.toml")):
        sources = [path for path in (DATA / batch).glob(f"{answer.stem}.*") if path.suffix != ".toml"]
        source = min(sources, key=lambda path: (path.suffix != ".pdf", path.name))
        found.append(Fixture(source, tomllib.loads(answer.read_text(encoding="utf-8"))))
    return found


def word_file(text: str) -> bytes:
    """Make a Word file of a text: "# " heads, "- " and "1. " list, "| a | b |" makes a row, ** ** is bold."""
    made = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            table = made.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, content in zip(table.add_row().cells, row, strict=True):
                    cell.text = content
            rows = []
        _word_paragraph(made, line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _word_paragraph(made: Any, line: str) -> None:
    if line.startswith("# "):
        made.add_heading(line[2:], 0)
    elif line.startswith("- "):
        made.add_paragraph(line[2:], style="List Bullet")
    elif re.match(r"#\. ", line):
        made.add_paragraph(line[3:], style="List Number")
    elif line.startswith("**") and line.endswith("**"):
        made.add_paragraph().add_run(line.strip("*")).bold = True
    elif line.strip():
        made.add_paragraph(line.replace(" // ", "\n"))


def plain(text: str) -> str:
    """Return a text without what two careful people may set differently: case, quotes, marks, an article."""
    text = re.sub(r"[«»“”„\"'’‘`]", "", text.lower()).replace("ё", "е")
    text = re.sub(r"[\s\u00a0]+", " ", text).strip(" .,;:–—-")
    return re.sub(r"^(?:the|la|le|les|el|los|las)\s+", "", text)


def same_demand(wanted: str, got: str) -> bool:
    """Tell whether a demand was read: wholly, or from its first words to its last around a "…"."""
    head, gap, tail = wanted.partition("…")
    text = plain(got)
    if not gap:
        return text == plain(wanted)
    return text.startswith(plain(head)) and text.endswith(plain(tail))


def score_signatories(fixture: Fixture, reading: StatementReading) -> tuple[Score, list[str]]:
    wanted = [(plain(name), code) for name, code in fixture.expected["signatories"]]
    got = [(plain(signatory.name), signatory.iso2 or "") for signatory in reading.signatories]
    return _score(wanted, got)


def score_demands(fixture: Fixture, reading: StatementReading) -> tuple[Score, list[str]]:
    left = [demand.text for demand in reading.demands]
    total, missed = len(left), []
    for wanted in fixture.expected["demands"]:
        found = next((text for text in left if same_demand(wanted, text)), None)
        if found is None:
            missed.append(f"- {wanted}")
        else:
            left.remove(found)
    right = total - len(left)
    return Score(len(fixture.expected["demands"]), total, right), [*missed, *(f"+ {text}" for text in left)]


def score_figures(fixture: Fixture, reading: StatementReading) -> tuple[Score, list[str]]:
    """Score the figures that the answer names; others may be read as well, so only recall means anything."""
    missed = []
    for quote, low, high, who in fixture.expected["figures"]:
        near = [figure for figure in reading.figures if plain(quote) in plain(figure.quote)]
        bounds = [(figure.quantity.low or 0, figure.quantity.high or 0) for figure in near]
        said = [plain(figure.who_says or "") for figure in near]
        if (low, high) not in bounds or plain(who) not in said:
            missed.append(f"- {quote} {low} {high} {who!r}: got {list(zip(bounds, said, strict=True))}")
    wanted = len(fixture.expected["figures"])
    return Score(wanted, wanted, wanted - len(missed)), missed


def _score(wanted: Iterable[tuple[str, str]], got: Iterable[tuple[str, str]]) -> tuple[Score, list[str]]:
    left, missed = list(got), []
    total = len(left)
    count = 0
    for one in wanted:
        count += 1
        if one in left:
            left.remove(one)
        else:
            missed.append(f"- {one}")
    return Score(count, total, total - len(left)), [*missed, *(f"+ {one}" for one in left)]
