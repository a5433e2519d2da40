"""The plain notes that lie in an edition's folders: what is what, in every language."""

from __future__ import annotations

from collections.abc import Sequence

from undercount.publish.words import N_, Words

FICTIONAL_BANNER = N_("Fictional: this crisis, its people, places and figures are invented for exercise.")
_EDITION = (
    N_("An edition: a public account with its sources, made to be read from this folder. Open index.html."),
    N_("data holds the tables, results what the methods concluded, plots the drawings."),
    N_("VERIFY.md tells how to check that nothing was changed, added or taken away."),
    N_("A figure is a claim: it says what a source said, not what happened."),
)
_DATA = (
    N_("Tables of this edition, as CSV and as Parquet."),
    N_("datapackage.json describes every table and column (Frictionless data package)."),
    N_("The Parquet files and manifest.json are the public snapshot itself."),
    N_(
        "CSV: UTF-8, comma, LF. Several values in one cell are separated by |. An empty cell does not apply; "
        "unknown:reason says why a value is not known."
    ),
    N_(
        "In the CSV files, a text that begins with =, +, -, @, a tab or a carriage return has an apostrophe "
        "put before it, so that no spreadsheet runs it as a formula. The Parquet files hold the text as it "
        "is."
    ),
    N_(
        "Our own words, codes and judgements may be used and passed on if we are named: Creative Commons "
        "Attribution 4.0, notes and definitions under Apache-2.0. Facts are nobody's. Quoted words belong to "
        "those who said them and are cited."
    ),
)


def edition_readme(languages: Sequence[Words], titles: Sequence[str], fictional: bool) -> str:
    """Return the note at the top of an edition."""
    return _notes(_EDITION, languages, titles, fictional)


def data_readme(languages: Sequence[Words], titles: Sequence[str], fictional: bool) -> str:
    """Return the note beside the tables."""
    return _notes(_DATA, languages, titles, fictional)


def _notes(lines: Sequence[str], languages: Sequence[Words], titles: Sequence[str], fictional: bool) -> str:
    parts = []
    for speak, title in zip(languages, titles, strict=True):
        banner = [speak(FICTIONAL_BANNER)] if fictional else []
        parts.append("\n\n".join([title, *banner, *(speak(line) for line in lines)]))
    return "\n\n\n".join(parts) + "\n"
