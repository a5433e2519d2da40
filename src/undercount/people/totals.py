"""How many people each harm befell: low, middle and high, by the grade of what is said of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from undercount.facts.problem import Problem, Spot
from undercount.facts.register import Claim, Judgement, Mention
from undercount.facts.results import Conflict, Total
from undercount.facts.vocabulary import vocabulary
from undercount.people.grades import (
    CONFIRMED,
    DISPUTED,
    PROBABLE,
    REFUTED,
    REPORTED,
    UNASSESSED,
    Case,
    check_grade,
    highest_grade,
)
from undercount.people.records import ASSERTS, Records
from undercount.people.settings import settings

FILE = "judgements.csv"


@dataclass(frozen=True)
class Harms:
    """Which people each harm befell, by claims and by lists.

    Attributes:
        records: the register's rows.
        conflicts: those found among the claims.
    """

    records: Records
    conflicts: Sequence[Conflict]

    @cached_property
    def recorded(self) -> Mapping[str, tuple[str, ...]]:
        """By metric, the people on a list of it or with a claim of it."""
        found = {metric: set(self._by_claim(metric)) for metric in settings("grading")["harms"]}
        for list_ in self.records.rows.get("lists", ()):
            found.setdefault(list_.metric, set()).update(self._on_list.get(list_.id, ()))
        return {metric: tuple(sorted(people)) for metric, people in sorted(found.items()) if people}

    def totals(self) -> tuple[Total, ...]:
        """Return one total a metric for which somebody is recorded, or said to be in an unnamed group."""
        metrics = sorted({*self.recorded, *self._groups})
        return tuple(self._total(metric) for metric in metrics)

    def problems(self) -> Iterator[Problem]:
        """Yield what the grades given lack by their rules."""
        for metric in settings("grading")["harms"]:
            for claims in self._by_claim(metric).values():
                judged = self._judged(claims)
                if judged:
                    yield from check_grade(judged[0].grade, self._case(claims, judged))

    def grade(self, claims: Sequence[Claim]) -> str:
        """Return the grade that counts: the one that members gave, or less if its rule does not allow it."""
        if self._all_refuted(claims):
            return REFUTED
        judged = self._judged(claims)
        if not judged:
            return UNASSESSED
        given, case = judged[0].grade, self._case(claims, judged)
        if given not in settings("grading")["counting"] or not check_grade(given, case):
            return given
        return min(given, highest_grade(case), key=_rank)

    def _total(self, metric: str) -> Total:
        grades = Counter(self.grade(claims) for claims in self._by_claim(metric).values())
        recorded = len(self.recorded.get(metric, ()))
        graded = sum(count for grade, count in grades.items() if grade != UNASSESSED)
        low = grades[CONFIRMED]
        return Total(
            metric=metric,
            low=low,
            middle=low + grades[PROBABLE],
            high=low + grades[PROBABLE] + grades[REPORTED],
            disputed=grades[DISPUTED],
            refuted=grades[REFUTED],
            unassessed=recorded - graded,
            recorded=recorded,
            unnamed=self._unnamed(metric),
        )

    def _by_claim(self, metric: str) -> Mapping[str, tuple[Claim, ...]]:
        """Return the claims that assert a harm, by person; those judged to be shown wrong among them."""
        return self._asserted.get(metric, {})

    @cached_property
    def _asserted(self) -> dict[str, dict[str, tuple[Claim, ...]]]:
        metrics = {kind: metric for metric, kinds in settings("grading")["harms"].items() for kind in kinds}
        found: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in self.records.rows.get("claims", ()):
            person = self.records.person_of.get(claim.about)
            counts = claim.state == "active" and claim.polarity == ASSERTS and claim.kind in metrics
            if person is not None and counts:
                found[metrics[claim.kind]][person].append(claim)
        return {m: {p: tuple(claims) for p, claims in people.items()} for m, people in found.items()}

    def _judged(self, claims: Iterable[Claim]) -> tuple[Judgement, ...]:
        """Return the grades given to a fact; where they differ, those of the lowest grade.

        A claim that was shown wrong takes the fact down only if no other claim asserts it.
        """
        known = list(claims)
        gone = frozenset() if self._all_refuted(known) else self.records.judgements.refuted
        kept = (claim.id for claim in known if claim.id not in gone)
        given = [each for claim in kept for each in self.records.judgements.graded.get(claim, ())]
        lowest = min((_rank(each.grade) for each in given), default=0)
        return tuple(each for each in given if _rank(each.grade) == lowest)

    def _all_refuted(self, claims: Iterable[Claim]) -> bool:
        return all(claim.id in self.records.judgements.refuted for claim in claims)

    def _case(self, claims: Sequence[Claim], judged: Sequence[Judgement]) -> Case:
        active = [claim for claim in claims if claim.id not in self.records.judgements.refuted]
        opposing, is_open = self._opposed({claim.id for claim in claims})
        return Case(
            claims=active,
            records=self.records,
            opposing=opposing,
            is_open=is_open,
            signatures=len({each.member for each in judged if each.member}),
            reason=next((each.reason for each in judged if each.reason.strip()), ""),
            at=Spot(FILE, None, f"{judged[0].id}, grade" if judged else ""),
        )

    def _opposed(self, claims: set[str]) -> tuple[tuple[Claim, ...], bool]:
        found = {id(conflict): conflict for claim in claims for conflict in self._conflicts.get(claim, ())}
        ids = {c for conflict in found.values() for said in conflict.values for c in said.claims} - claims
        is_open = any(conflict.open for conflict in found.values())
        return tuple(self._claims[each] for each in sorted(ids)), is_open

    @cached_property
    def _conflicts(self) -> dict[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.conflicts:
            for said in conflict.values:
                for claim in said.claims:
                    found[claim].append(conflict)
        return found

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.records.claims}

    @cached_property
    def _on_list(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for mention in self.records.rows.get("mentions", ()):
            if mention.id in self.records.person_of:
                found[mention.list].add(self.records.person_of[mention.id])
        return found

    @cached_property
    def _groups(self) -> dict[str, list[Mention]]:
        """By metric, the mentions of several unnamed people on lists of it."""
        metrics = {one.id: one.metric for one in self.records.rows.get("lists", ())}
        groups, found = set(self.records.persons.groups), defaultdict(list)
        for mention in self.records.rows.get("mentions", ()):
            if mention.id in groups and mention.list in metrics:
                found[metrics[mention.list]].append(mention)
        return found

    def _unnamed(self, metric: str) -> tuple[int, int | None]:
        groups = self._groups.get(metric, [])
        low = sum(mention.count_low or 0 for mention in groups)
        highs = [mention.count_high for mention in groups]
        return low, None if None in highs else sum(high for high in highs if high is not None)


def _rank(grade: str) -> int:
    terms = vocabulary("grade")
    return int(str(terms[grade].traits["rank"])) if grade in terms else 0
