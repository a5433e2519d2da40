"""The static site: every page in every language, as plain HTML that works from a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from undercount.publish.account import account_of
from undercount.publish.charting import Chart, ChartSet
from undercount.publish.material import Material
from undercount.publish.pages import Page, Writer, pages_of
from undercount.publish.pen import Pen, anchor_of
from undercount.publish.words import Words

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_SHORT = 16  # of a digest, where the page is not the place to compare it


@dataclass(frozen=True)
class Imprint:
    """What every page says of the edition it belongs to.

    Attributes:
        edition: the edition's id.
        fingerprint: of the key it is signed with.
    """

    edition: str
    fingerprint: str


def render_site(
    edition: Material,
    imprint: Imprint,
    languages: Sequence[Words],
    charts: ChartSet,
    done: Callable[[], None] = lambda: None,
) -> Iterator[tuple[str, str]]:
    """Yield every page as (path inside the edition, HTML).

    Args:
        edition: what the edition is made of.
        imprint: what every page says of it.
        languages: the languages, the crisis' main one first.
        charts: the plots that pages show, by language.
        done: called after each page.
    """
    pages = pages_of(edition)
    yield "index.html", _root(edition, imprint, languages)
    for speak in languages:
        pen = Pen(edition, speak)
        writer = Writer(edition, pen, account_of(edition, speak.language))
        common = _common(writer, imprint, languages, pages) | _charts(charts.get(speak.language, ()))
        for page in pages:
            yield f"{speak.language}/{page.file}", _page(page, writer, common)
            done()


def _page(page: Page, writer: Writer, common: Mapping[str, Any]) -> str:
    head = {"file": page.file, "title": writer.pen.words(page.title)}
    own = page.context(writer)
    return _environment().get_template(page.template).render(**{**common, **own, "page": head})


def _charts(charts: Sequence[Chart]) -> dict[str, Any]:
    return {
        "gap_charts": [chart for chart in charts if chart.kind == "gap"],
        "outage_charts": [chart for chart in charts if chart.kind == "outage"],
    }


def _common(
    writer: Writer, imprint: Imprint, languages: Sequence[Words], pages: Sequence[Page]
) -> dict[str, Any]:
    edition, pen = writer.edition, writer.pen
    speak = pen.words
    files = {page.file for page in pages}
    return {
        "_": speak,
        "many": speak.many,
        "words": speak,
        "pen": pen,
        "account": writer.account,
        "edition": edition,
        "crisis": edition.crisis,
        "crisis_name": pen.own(edition.crisis, "name"),
        "description": speak("Who said what, when and with which hedge: side by side, each with its source."),
        "period": _period(pen),
        "language": speak.language,
        "direction": speak.direction,
        "languages": languages,
        "menu": [{"file": page.file, "title": speak(page.title)} for page in pages if page.in_menu],
        "has_page": files.__contains__,
        "anchor_of": anchor_of,
        "csp": CSP,
        "edition_id": imprint.edition,
        "fingerprint": imprint.fingerprint,
        "short_snapshot": edition.snapshot.id[:_SHORT],
        "guide": Markup('<a href="../VERIFY.md">VERIFY.md</a>'),
    }


def _period(pen: Pen) -> str:
    crisis = pen.edition.crisis
    first, last = crisis.from_day.first_day, getattr(crisis.to_day, "last_day", None)
    if first and last:
        return pen.words.span(first, last)
    return pen.when(crisis.from_day)


def _root(edition: Material, imprint: Imprint, languages: Sequence[Words]) -> str:
    titles = [(speak, Pen(edition, speak).own(edition.crisis, "name")) for speak in languages]
    values = {
        "languages": languages,
        "titles": titles,
        "crisis": edition.crisis,
        "csp": CSP,
        "edition_id": imprint.edition,
    }
    return _environment().get_template("root.html.j2").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("undercount.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["capital"] = _capital
    return environment


def _capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]
