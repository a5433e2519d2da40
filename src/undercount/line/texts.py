"""A statement's texts, one Markdown file a language with a TOML head, and back."""

from __future__ import annotations

import re
from pathlib import Path

import tomli_w

from undercount.facts.problem import Problem, Spot
from undercount.facts.statement import StatementText
from undercount.facts.tables import TABLES, Row
from undercount.line.tabular import read_text
from undercount.line.toml_rows import entry_of, parse_toml, row_from

_FILE = re.compile(r"\+\+\+\n(?P<head>.*?)\n\+\+\+\n+(?P<body>.*)", re.DOTALL)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_NOT_IN_HEAD = ("lang", "body")  # the file's name says the one, and what follows the head is the other
_TABLE = TABLES["statement_texts"]


def read_texts(folder: Path, problems: list[Problem]) -> list[Row]:
    """Read every LANG.md of a statement's folder; what is wrong is added to `problems`."""
    rows = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"statement/{path.name}"
        if path.name == "signatories.csv":
            continue
        if path.suffix != ".md" or not _LANG.fullmatch(path.stem):
            do = "name each text after its language, as in ru.md"
            problems.append(Problem("unknown_file", "this is no text of the statement", do, Spot(name)))
            continue
        row = _read(path, name, problems)
        rows.extend([row] if row else [])
    return rows


def text_file(text: StatementText) -> str:
    """Return the content of a text's file."""
    entry = {key: value for key, value in entry_of(text, _TABLE).items() if key not in _NOT_IN_HEAD}
    return f"+++\n{tomli_w.dumps(entry)}+++\n\n{text.body}\n"


def _read(path: Path, name: str, problems: list[Problem]) -> Row | None:
    before = len(problems)
    found = _FILE.fullmatch(read_text(path, name, problems).replace("\r\n", "\n"))
    if len(problems) > before:
        return None
    if not found:
        do = "start it with its role, title, dates and url between two lines of +++"
        problems.append(Problem("no_head", "the text has no head", do, Spot(name)))
        return None
    head = parse_toml(found["head"], Spot(name), problems)
    for key in _NOT_IN_HEAD:
        if key in head:
            what, do = "there is no such key here", "take it out of the head"
            problems.append(Problem("unknown_key", what, do, Spot(name, None, key)))
    if len(problems) > before:
        return None
    entry = {key: value for key, value in head.items() if key not in _NOT_IN_HEAD}
    entry |= {"lang": path.stem, "body": found["body"].strip()}
    return row_from(entry, _TABLE, Spot(name, None, "text"), 1, problems)
