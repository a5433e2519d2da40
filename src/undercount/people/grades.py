"""The six grades of what claims say of one fact, and the rule of each; the program never sets one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from undercount.facts.problem import Problem, Spot
from undercount.facts.register import Claim
from undercount.facts.vocabulary import vocabulary
from undercount.people.records import Records
from undercount.people.settings import settings

CONFIRMED, PROBABLE, REPORTED = "confirmed", "probable", "reported"
DISPUTED, REFUTED, UNASSESSED = "disputed", "refuted", "unassessed"


@dataclass(frozen=True)
class Case:
    """What a grade of one fact rests on.

    Attributes:
        claims: the active claims that assert it.
        records: the register's rows.
        opposing: the active claims that contradict it.
        is_open: whether the contradiction is open, that is, not judged yet.
        signatures: how many different members gave the grade.
        reason: why they gave it.
        at: where it stands, for problems.
    """

    claims: Sequence[Claim]
    records: Records
    opposing: Sequence[Claim] = ()
    is_open: bool = False
    signatures: int = 0
    reason: str = ""
    at: Spot = field(default_factory=Spot)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Whom the claims go back to: the number of independent voices."""
        return frozenset(self.records.origin(claim) for claim in self.claims)

    @cached_property
    def direct(self) -> tuple[Claim, ...]:
        """The claims of those who were there, of records and instruments, and admissions."""
        return tuple(claim for claim in self.claims if self._is_direct(claim) or self._admits(claim))

    @property
    def holds_bytes(self) -> bool:
        """Whether the bytes of some exhibit are held; what is only cited can't carry `confirmed` alone."""
        exhibits = (self.records.exhibit(claim) for claim in self.claims)
        return any(exhibit is not None and exhibit.bytes_held for exhibit in exhibits)

    def reliability(self, claim: Claim) -> str:
        """Return A-F for the source of a claim, or why it is unknown."""
        source = self.records.source(claim)
        return source.reliability if source else ""

    def _is_direct(self, claim: Claim) -> bool:
        terms = vocabulary("directness")
        return claim.directness in terms and bool(terms[claim.directness].traits.get("direct"))

    def _admits(self, claim: Claim) -> bool:
        source, kinds = self.records.source(claim), vocabulary("source_kind")
        rule = settings("grading")["admission"]
        if source is None or source.kind not in kinds or claim.kind not in rule["kinds"]:
            return False
        return bool(kinds[source.kind].traits.get("side") == rule["side"])


def check_grade(grade: str, case: Case) -> tuple[Problem, ...]:
    """Return what a grade lacks; nothing where it holds.

    Args:
        grade: a code of the vocabulary `grade`.
        case: what it rests on.
    """
    return tuple(_RULES[grade](case))


def highest_grade(case: Case) -> str:
    """Return the best grade that claims can bear; `disputed` where nobody has judged a contradiction."""
    if not case.claims:
        return UNASSESSED
    if case.is_open:
        return DISPUTED
    grades: tuple[str, ...] = settings("grading")["counting"]
    return next(grade for grade in grades if not check_grade(grade, case))


def _confirmed(case: Case) -> Iterator[Problem]:
    rule = settings("grading")[CONFIRMED]
    if len(case.origins) < rule["origins"]:
        what = "confirmed needs claims of {needed} independent origins and has {found}"
        yield _lacks(case, "too_few_origins", what, needed=rule["origins"], found=len(case.origins))
    if not case.direct:
        yield _lacks(case, "no_direct_claim", "confirmed needs a direct claim, a record or an admission")
    if not case.holds_bytes:
        what = "no exhibit under it is held: what is only cited can't carry confirmed alone"
        yield _lacks(case, "bytes_not_held", what)
    if case.signatures < rule["signatures"]:
        what = "confirmed needs the signatures of {needed} members and has {found}"
        yield _lacks(case, "too_few_signatures", what, needed=rule["signatures"], found=case.signatures)
    yield from _no_open_conflict(case)


def _probable(case: Case) -> Iterator[Problem]:
    rule = settings("grading")[PROBABLE]
    reliable = any(case.reliability(claim) in rule["reliability"] for claim in case.direct)
    if not reliable and len(case.origins) < rule["origins"]:
        what = "probable needs one direct claim of a source graded A or B, or {needed} independent origins"
        yield _lacks(case, "too_thin", what, needed=rule["origins"])
    yield from _no_open_conflict(case)


def _reported(case: Case) -> Iterator[Problem]:
    if not case.claims:
        yield _lacks(case, "no_claim", "no active claim asserts it")


def _disputed(case: Case) -> Iterator[Problem]:
    if not case.opposing:
        yield _lacks(case, "nobody_opposes", "disputed needs an active claim that contradicts it")


def _refuted(case: Case) -> Iterator[Problem]:
    if not case.reason.strip():
        yield _lacks(case, "no_reason", "refuted needs its reason, which is public")


def _unassessed(_case: Case) -> Iterator[Problem]:
    return iter(())


def _no_open_conflict(case: Case) -> Iterator[Problem]:
    if case.is_open:
        yield _lacks(case, "open_conflict", "sources contradict each other and nobody has weighed it")


def _lacks(case: Case, code: str, what: str, **values: object) -> Problem:
    do = "give a lower grade, or add what is missing"
    return Problem(code, what, do, case.at, values)


_RULES: Mapping[str, Callable[[Case], Iterator[Problem]]] = {
    CONFIRMED: _confirmed,
    PROBABLE: _probable,
    REPORTED: _reported,
    DISPUTED: _disputed,
    REFUTED: _refuted,
    UNASSESSED: _unassessed,
}
