"""What a finding must hold before it is published, by rules a program can check; it never sets a grade.

The scale A-E is that of the Human Rights Committee's follow-up procedure; U (evidence too thin) and M (moot)
are ours. Each rule is one small function that yields problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from undercount.demands.cited import Cited, Record
from undercount.demands.selection import settings
from undercount.demands.standing import SCALE, current_findings
from undercount.facts.demand import Finding
from undercount.facts.moment import Moment
from undercount.facts.problem import Problem, Spot
from undercount.facts.tables import Rows
from undercount.facts.unknown import Unknown
from undercount.facts.vocabulary import LANGUAGES

Rule = Callable[[Finding, Record], Iterator[Problem]]


def check_findings(rows: Rows) -> tuple[Problem, ...]:
    """Return what is wrong with the findings: one is current for each obligation, and each bears its grade.

    Args:
        rows: every table's rows; what findings cite is looked up there.
    """
    record = Record(rows)
    findings: list[Finding] = list(rows.get("findings", ()))
    problems = [*_one_current_each(rows), *_chains(findings)]
    for finding in findings:
        for rule in RULES:
            problems.extend(rule(finding, record))
    return tuple(problems)


def _at(finding: Finding, column: str) -> Spot:
    return Spot("findings.csv", None, f"{finding.id}, {column}")


def _one_current_each(rows: Rows) -> Iterator[Problem]:
    current = current_findings(rows.get("findings", ()))
    for atom in rows.get("obligations", ()):
        found = [finding.id for finding in current.get(atom.id, ())]
        if not found:
            what, do = (
                "the obligation {obligation} has no finding",
                "add one; U says that evidence is too thin",
            )
            yield Problem("no_finding", what, do, Spot("findings.csv"), {"obligation": atom.id})
        elif len(found) > 1:
            what = "the obligation {obligation} has several current findings: {findings}"
            do = "let the latest supersede the others"
            values: dict[str, object] = {"obligation": atom.id, "findings": ", ".join(found)}
            yield Problem("two_findings", what, do, Spot("findings.csv"), values)


def _chains(findings: list[Finding]) -> Iterator[Problem]:
    """A finding supersedes an earlier one about the same obligation."""
    by_id = {finding.id: finding for finding in findings}
    for finding in findings:
        before = by_id.get(finding.supersedes)
        if before and before.obligation != finding.obligation:
            what, do = "it supersedes a finding on {obligation}", "supersede one on the same obligation"
            values: dict[str, object] = {"obligation": before.obligation}
            yield Problem("supersedes_other", what, do, _at(finding, "supersedes"), values)
        elif before and not _is_later(finding.on, before.on):
            what, do = "it supersedes a finding that is not earlier", "mend the date, or the reference"
            yield Problem("supersedes_later", what, do, _at(finding, "supersedes"))


def _cites_resolve(finding: Finding, record: Record) -> Iterator[Problem]:
    for name in finding.cites:
        if name not in record.cited:
            what, do = "nothing has the id {cited}", "cite a claim, a figure or an outage claim"
            yield Problem("cite_unknown", what, do, _at(finding, "cites"), {"cited": name})


def _cites_are_sound(finding: Finding, record: Record) -> Iterator[Problem]:
    for row in _rows_cited(finding, record):
        if not record.is_sound(row):
            what = "{cited} was taken back, repeats one that was, or its page was not seen"
            do = "rest the finding on others"
            yield Problem("cite_unsound", what, do, _at(finding, "cites"), {"cited": row.id})


def _cites_are_for_its_audience(finding: Finding, record: Record) -> Iterator[Problem]:
    for row in _rows_cited(finding, record):
        if row.audience.reach < finding.audience.reach:
            what = "{cited} may not be seen by everybody who may see the finding"
            do = "cite what they may see, or narrow the finding's audience"
            yield Problem("cite_narrower", what, do, _at(finding, "cites"), {"cited": row.id})


def _cites_are_not_of_the_future(finding: Finding, record: Record) -> Iterator[Problem]:
    day = finding.on.last_day if isinstance(finding.on, Moment) else None
    for row in _rows_cited(finding, record):
        said = record.first_day(row)
        if day and said and said > day:
            what, do = "{cited} was said after the day of the finding", "date the finding later"
            yield Problem("cite_later", what, do, _at(finding, "on"), {"cited": row.id})


def _results_resolve(finding: Finding, record: Record) -> Iterator[Problem]:
    indicators = {f"indicators:{definition.id}" for definition in record.rows.get("indicators", ())}
    for name in finding.results:
        if name not in indicators and name not in settings("grading")["results"]:
            what, do = "there is no result {result}", "name one such as gaps, outages or indicators:IND08"
            yield Problem("result_unknown", what, do, _at(finding, "results"), {"result": name})


def _grade_rests_on_a_claim(finding: Finding, record: Record) -> Iterator[Problem]:
    """A-E need a sound public claim, one of them said or telling of a time since the demand was made."""
    if finding.grade not in SCALE:
        return
    good = [r for r in _rows_cited(finding, record) if record.is_sound(r) and record.is_public(r)]
    if not good:
        what, do = "grade {grade} cites no public claim it may rest on", "cite one, or grade it U"
        yield Problem("grade_without_claim", what, do, _at(finding, "cites"), {"grade": finding.grade})
    elif not any(record.is_after_call(row) for row in good):
        what = "grade {grade} cites nothing from the day of the demand or later"
        do = "cite what was done since, or grade it U"
        yield Problem("grade_before_call", what, do, _at(finding, "cites"), {"grade": finding.grade})


def _good_grade_is_not_the_addressees_word(finding: Finding, record: Record) -> Iterator[Problem]:
    """The addressee's own account of itself is not taken as where it stands."""
    cited = _rows_cited(finding, record)
    if finding.grade in ("A", "B") and cited and all(record.is_official(row) for row in cited):
        what, do = (
            "grade {grade} rests on the authorities' own word alone",
            "cite an observer too, or grade it U",
        )
        yield Problem("own_status", what, do, _at(finding, "cites"), {"grade": finding.grade})


def _d_has_a_reminder(finding: Finding, record: Record) -> Iterator[Problem]:
    kinds = {getattr(row, "kind", "") for row in _rows_cited(finding, record)}
    if finding.grade == "D" and not kinds & set(settings("grading")["reminder_kinds"]):
        what, do = "D cites no reminder that went unanswered", "cite it, or grade it U"
        yield Problem("d_without_reminder", what, do, _at(finding, "cites"))


def _e_has_an_act(finding: Finding, record: Record) -> Iterator[Problem]:
    """E needs an act or refusal since the demand, told by an authority or by two of different origin."""
    if finding.grade != "E":
        return
    acts = [row for row in _rows_cited(finding, record) if record.is_contrary(row)]
    if not acts:
        what, do = "E cites no act against the demand and no refusal", "cite one; inaction is not E"
        yield Problem("e_without_act", what, do, _at(finding, "cites"))
    elif len({record.origin(row) for row in acts}) == 1 and not record.is_official(acts[0]):
        what, do = "E rests on one source alone", "cite another of a different origin, or grade it C"
        yield Problem("e_from_one_source", what, do, _at(finding, "cites"))


def _says_why_in_every_language(finding: Finding, record: Record) -> Iterator[Problem]:
    for stem in ("reason", "changes_if"):
        for language in LANGUAGES:
            column = f"{stem}_{language}"
            if not getattr(finding, column).strip():
                yield Problem("no_reason", "the text is missing", "write it", _at(finding, column))


def _has_graders(finding: Finding, record: Record) -> Iterator[Problem]:
    needed = 2 if finding.grade in SCALE else 1
    if len(set(finding.graders)) < needed:
        what, do = "grade {grade} needs {needed} graders", "have it read again, apart from the first"
        values: dict[str, object] = {"grade": finding.grade, "needed": needed}
        yield Problem("too_few_graders", what, do, _at(finding, "graders"), values)


def _is_reviewed_again(finding: Finding, record: Record) -> Iterator[Problem]:
    review = finding.next_review
    if finding.grade != "M" and not _is_later(review, finding.on):
        what, do = "there is no later day on which it is looked at again", "set one"
        yield Problem("no_review", what, do, _at(finding, "next_review"))


def _is_later(one: Moment | Unknown, other: Moment | Unknown) -> bool:
    """Tell whether one moment can only be after the other."""
    first = one.first_day if isinstance(one, Moment) else None
    last = other.last_day if isinstance(other, Moment) else None
    return first is not None and last is not None and first > last


def _rows_cited(finding: Finding, record: Record) -> list[Cited]:
    return [record.cited[name] for name in finding.cites if name in record.cited]


RULES: tuple[Rule, ...] = (
    _cites_resolve,
    _cites_are_sound,
    _cites_are_for_its_audience,
    _cites_are_not_of_the_future,
    _results_resolve,
    _grade_rests_on_a_claim,
    _good_grade_is_not_the_addressees_word,
    _d_has_a_reminder,
    _e_has_an_act,
    _says_why_in_every_language,
    _has_graders,
    _is_reviewed_again,
)
