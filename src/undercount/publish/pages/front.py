"""The account's page: the same facts as on the terminal, with plots and links."""

from __future__ import annotations

from collections.abc import Iterable

from undercount.publish.material import Material
from undercount.publish.pages.page import Context, Writer, grade_scale
from undercount.publish.phrases import UNPROVEN
from undercount.publish.prose import happened

_EXAMPLES = ("figures", "outage_claims", "claims", "capture_tables", "sources")


def front(writer: Writer) -> Context:
    """Return what the account's page shows beside the account itself."""
    pen, account = writer.pen, writer.account
    number = pen.words.number
    return {
        "opening": list(_opening(writer)),
        "told": happened(account.summary) if account.summary else "",
        "unproven": [
            pen.words(UNPROVEN[each.code], number=number(each.number), total=number(each.total))
            for each in account.unproven
        ],
        "grade_scale": grade_scale(pen),
        "example_id": _example_id(writer.edition),
    }


def _opening(writer: Writer) -> Iterable[str]:
    counts, speak = writer.account.counts, writer.pen.words
    yield speak("Who said what, when and with which hedge: side by side, each with its source.")
    said = []
    if counts["figures"]:
        said.append(speak.many("{n} published figure", "{n} published figures", counts["figures"]))
    if counts["claims"]:
        said.append(speak.many("{n} claim about events", "{n} claims about events", counts["claims"]))
    if counts["outage_claims"]:
        said.append(speak.many("{n} claim of outages", "{n} claims of outages", counts["outage_claims"]))
    if counts["capture_tables"]:
        said.append(speak.many("{n} capture table", "{n} capture tables", counts["capture_tables"]))
    said.append(speak.many("{n} source", "{n} sources", counts["sources"]))
    yield speak("In this edition: {list}.", list=", ".join(said))


def _example_id(edition: Material) -> str:
    return next(str(edition.table(name)[0].id) for name in _EXAMPLES if edition.table(name))
