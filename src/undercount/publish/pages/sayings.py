"""The pages of what sources say: figures, claims, outage claims, and the sources themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from undercount.facts.register import Figure
from undercount.facts.results import Issue
from undercount.facts.sources import Source
from undercount.facts.vocabulary import vocabulary
from undercount.publish.material import AUTHORITY, OBSERVER
from undercount.publish.pages.page import Context, Writer, position
from undercount.publish.pen import anchor_of


def figures(writer: Writer) -> Context:
    """Return the figures by family of metrics, and what the rules found in them by code."""
    edition = writer.edition
    rows: Sequence[Figure] = edition.table("figures")
    by_family: dict[str, list[Figure]] = {}
    for row in sorted(rows, key=lambda row: (position("metric", row.metric), _by_day(row))):
        by_family.setdefault(_family(row.metric), []).append(row)
    return {
        "groups": [
            {"anchor": f"family-{anchor_of(family)}", "title": writer.pen.family(family), "figures": found}
            for family, found in by_family.items()
        ],
        "unverified": sum(1 for row in rows if not row.verified),
        "issues": edition.gaps.issues,
        "issues_by_code": _by_code(edition.gaps.issues),
    }


def _family(metric: str) -> str:
    metrics = vocabulary("metric")
    return str(metrics[metric].traits.get("family", metric)) if metric in metrics else metric


def _by_day(figure: Figure) -> tuple[str, str]:
    first = getattr(figure.said_on, "first_day", None)
    return (first.isoformat() if first else "~"), figure.id


def _by_code(issues: Iterable[Issue]) -> list[tuple[str, list[Issue]]]:
    found = sorted(issues, key=lambda issue: position("issue_code", issue.code))
    return [(code, list(group)) for code, group in groupby(found, key=lambda issue: issue.code)]


def claims(writer: Writer) -> Context:
    """Return the claims by kind."""
    rows = sorted(
        writer.edition.table("claims"),
        key=lambda row: (position("claim_kind", row.kind), str(row.when), row.id),
    )
    return {
        "groups": [
            {"anchor": f"kind-{kind}", "title": writer.pen.label("claim_kind", kind), "claims": list(group)}
            for kind, group in groupby(rows, key=lambda row: row.kind)
        ]
    }


def outages(writer: Writer) -> Context:
    """Return the outage claims that belong to no cut-off, and where each claim's anchor is."""
    home: dict[str, int] = {}
    for cut_off in writer.account.cut_offs:
        for claim in cut_off.claims:
            home.setdefault(claim.id, id(cut_off.claims))
    apart = [row for row in writer.edition.table("outage_claims") if row.id not in home]

    def first_of(ident: str, rows: Sequence[Any]) -> bool:
        """Tell whether this is the first table a claim stands in; its anchor is there."""
        return home.get(ident, id(rows)) == id(rows)

    return {"apart": apart, "first_of": first_of}


def sources(writer: Writer) -> Context:
    """Return the sources by side, each with what it published and what rests on it."""
    edition = writer.edition
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for name in ("figures", "claims", "outage_claims"):
        for row in edition.table(name):
            cited[row.source].append(row.id)
    published: defaultdict[str, list[Any]] = defaultdict(list)
    for exhibit in edition.table("exhibits"):
        published[exhibit.source].append(exhibit)
    clusters = Counter(source.origin_cluster for source in edition.table("sources"))
    language = writer.pen.language

    def by_name(source: Source) -> tuple[str, str]:
        return source.name_in(language).casefold(), source.id

    rows = [
        {
            "source": source,
            "exhibits": published[source.id],
            "cited": cited[source.id],
            "kin": clusters[source.origin_cluster] - 1 if source.origin_cluster else 0,
        }
        for source in sorted(edition.table("sources"), key=by_name)
    ]
    by_side = {
        side: [row for row in rows if edition.side(row["source"].id) == side]
        for side in (AUTHORITY, OBSERVER)
    }
    return {"sides": [(side, found) for side, found in by_side.items() if found]}
