"""Which pages an edition has: a section appears only if there is data for it."""

from __future__ import annotations

from undercount.publish.material import Material
from undercount.publish.pages import demands, front, reference, sayings
from undercount.publish.pages.page import Page
from undercount.publish.words import N_

# Each page with the tables of which one must hold rows; an empty tuple is a page that every edition has.
_PAGES: tuple[tuple[tuple[str, ...], Page], ...] = (
    ((), Page("index.html", N_("The account"), "index.html.j2", front.front)),
    (("demands",), Page("demands.html", N_("The demands"), "demands.html.j2", demands.demands)),
    (("figures",), Page("figures.html", N_("The figures"), "figures.html.j2", sayings.figures)),
    (("claims",), Page("claims.html", N_("Claims about events"), "claims.html.j2", sayings.claims)),
    (("outage_claims",), Page("outages.html", N_("Outages claimed"), "outages.html.j2", sayings.outages)),
    (
        ("lists", "capture_tables"),
        Page("unrecorded.html", N_("The unrecorded"), "unrecorded.html.j2", reference.unrecorded),
    ),
    (
        ("indicators",),
        Page("indicators.html", N_("The indicators"), "indicators.html.j2", demands.indicators),
    ),
    (
        ("statement_texts", "signatories"),
        Page("statement.html", N_("The statement"), "statement.html.j2", reference.statement),
    ),
    (("sources",), Page("sources.html", N_("The sources"), "sources.html.j2", sayings.sources)),
    ((), Page("methods.html", N_("Methods"), "methods.html.j2", reference.methods)),
    ((), Page("data.html", N_("Data"), "data.html.j2", reference.data)),
)


def pages_of(edition: Material) -> list[Page]:
    """Return the pages this edition has, those of the menu first."""
    pages = [page for needs, page in _PAGES if not needs or any(edition.table(name) for name in needs)]
    return pages + demands.demand_pages(edition)
