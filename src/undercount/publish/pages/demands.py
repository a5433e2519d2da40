"""The pages of what authorities are called on to do: all demands, one page a demand, and the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from undercount.facts.demand import Demand, Finding, Obligation
from undercount.publish.material import Material
from undercount.publish.pages.page import Context, Page, Writer, grade_scale
from undercount.publish.words import N_


def demands(writer: Writer) -> Context:
    """Return the scale that findings are graded on."""
    return {"grade_scale": grade_scale(writer.pen)}


def demand_pages(edition: Material) -> list[Page]:
    """Return one page a demand, in the statement's order."""
    rows: Sequence[Demand] = sorted(edition.table("demands"), key=lambda row: row.number)
    return [_demand_page(rows, place) for place in range(len(rows))]


def _demand_page(rows: Sequence[Demand], place: int) -> Page:
    demand = rows[place]

    def context(writer: Writer) -> Context:
        return {
            "demand": demand,
            "addressee": writer.pen.place(demand.addressee),
            "standing": next(each for each in writer.account.standings if each.demand == demand),
            "obligations": [_obligation(writer, atom) for atom in writer.edition.obligations_of(demand)],
            "previous": rows[place - 1] if place else None,
            "following": rows[place + 1] if place + 1 < len(rows) else None,
        }

    return Page(demand_file(demand), N_("The demands"), "demand.html.j2", context, in_menu=False)


def demand_file(demand: Demand) -> str:
    """Return the name of a demand's page."""
    return f"demand-{demand.number:02}.html"


def _obligation(writer: Writer, atom: Obligation) -> Context:
    edition = writer.edition
    finding = edition.finding_of.get(atom.id)
    language = _language_of(finding, writer.pen.language) if finding else ""
    values = edition.indicators.indicators
    return {
        "row": atom,
        "finding": finding,
        "language": language,
        "reason": getattr(finding, f"reason_{language}") if language else "",
        "changes_if": getattr(finding, f"changes_if_{language}") if language else "",
        "standards": [edition.standards[ident] for ident in atom.standards],
        "indicators": [(edition.definitions[ident], values.get(ident)) for ident in atom.indicators],
        "earlier": edition.earlier_findings(atom.id),
    }


def _language_of(finding: Finding, wanted: str) -> str:
    """Return the language a finding is shown in, as a whole: the reader's, else English; "" for none."""
    return next((code for code in (wanted, "en") if getattr(finding, f"reason_{code}")), "")


def indicators(writer: Writer) -> Context:
    """Return each indicator's definition with its value: computed, with figures beside it, or neither."""
    values = writer.edition.indicators.indicators
    definitions = [(row, values.get(row.id)) for row in writer.edition.table("indicators")]
    computed = [pair for pair in definitions if pair[1] and writer.pen.value(pair[1])]
    beside = [pair for pair in definitions if pair[1] and pair[1].parts and pair not in computed]
    missing = [pair for pair in definitions if pair not in computed and pair not in beside]
    return {"definitions": definitions, "computed": computed, "beside": beside, "missing": missing}
