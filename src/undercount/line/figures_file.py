"""A file of figures that stands alone: a crisis folder, a CSV of its figures, or JSON from elsewhere."""

from __future__ import annotations

from pathlib import Path

from undercount.facts.problem import Problem, Refused, Spot, refuse
from undercount.facts.register import Figure
from undercount.facts.sources import Source
from undercount.facts.tables import TABLES, Rows, Table
from undercount.intake.figures import named_source, read_figures_json
from undercount.line.folder import load
from undercount.line.tabular import read_rows

_LONE = Table("figures", Figure, lone=("id", "source", "said_on", "metric"))


def read_figures(path: Path) -> Rows:
    """Read figures and their sources from wherever a person keeps them.

    A lone CSV may use its own words for metric, population and place; a `sources.csv` beside it says who is
    an authority, else the words of the speaker's name do.

    Returns:
        At least the tables `figures` and `sources`.

    Raises:
        Refused: nothing can be read; every problem is named.
    """
    if path.is_dir():
        return load(path).rows
    if not path.is_file():
        raise refuse("no_file", "there is no such file", "check the path", at=Spot(str(path)))
    if path.suffix.lower() == ".json":
        figures, sources = read_figures_json(path.read_bytes(), path.name)
        return {"figures": _once(figures, path.name), "sources": sources}
    return _from_csv(path)


def _from_csv(path: Path) -> Rows:
    problems: list[Problem] = []
    figures: list[Figure] = read_rows(path, path.name, _LONE, problems)
    beside = path.with_name("sources.csv")
    sources: list[Source] = (
        read_rows(beside, beside.name, TABLES["sources"], problems) if path != beside else []
    )
    if problems:
        raise Refused(problems)
    if not figures:
        raise refuse("no_figures", "the file holds no figures", "give one figure a row", at=Spot(path.name))
    known = {source.id for source in sources}
    missing = sorted({figure.source for figure in figures} - known)
    return {"figures": _once(figures, path.name), "sources": [*sources, *(_bare(ident) for ident in missing)]}


def _bare(ident: str) -> Source:
    guessed = named_source(ident)
    return Source(id=ident, name=ident, kind=guessed.kind, audience=guessed.audience)


def _once(figures: list[Figure], name: str) -> list[Figure]:
    seen: set[str] = set()
    for figure in figures:
        if figure.id in seen:
            at = Spot(name, None, "id")
            raise refuse(
                "double_key", "the id {id} stands twice", "give each figure its own", at=at, id=figure.id
            )
        seen.add(figure.id)
    return figures
