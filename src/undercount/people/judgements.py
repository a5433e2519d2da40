"""Judgements that stand: not superseded, looked up by the claim or the pair they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from undercount.facts.register import Judgement
from undercount.facts.tables import Rows

GRADE, SAME_PERSON = "grade", "same_person"
REFUTED = "refuted"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Judgements:
    """The judgements of a crisis that no other supersedes."""

    rows: Rows

    @cached_property
    def standing(self) -> tuple[Judgement, ...]:
        """All of them, by id."""
        known: Iterable[Judgement] = self.rows.get("judgements", ())
        past = {judgement.supersedes for judgement in known}
        return tuple(sorted((j for j in known if j.id not in past), key=lambda judgement: judgement.id))

    @cached_property
    def graded(self) -> Mapping[str, tuple[Judgement, ...]]:
        """The grades given, by the claim that was graded."""
        found: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.standing:
            if judgement.kind == GRADE:
                found[judgement.a].append(judgement)
        return {claim: tuple(each) for claim, each in found.items()}

    @cached_property
    def weighed(self) -> Mapping[str, tuple[Judgement, ...]]:
        """The grades given, by every claim they name: the graded one, and what it was weighed against."""
        found: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.standing:
            for claim in {judgement.a, judgement.b} - {""} if judgement.kind == GRADE else ():
                found[claim].append(judgement)
        return {claim: tuple(each) for claim, each in found.items()}

    @cached_property
    def refuted(self) -> frozenset[str]:
        """The claims judged to be shown wrong, with the reason that this needs."""
        return frozenset(
            claim
            for claim, given in self.graded.items()
            if all(each.grade == REFUTED and each.reason.strip() for each in given)
        )

    @cached_property
    def same(self) -> frozenset[Pair]:
        """Pairs of mentions that members say are one person, and nobody says are not."""
        return self._answered("yes") - self._answered("no")

    @cached_property
    def different(self) -> frozenset[Pair]:
        """Pairs of mentions that members say are two people, and nobody says are one."""
        return self._answered("no") - self._answered("yes")

    def _answered(self, answer: str) -> frozenset[Pair]:
        pairs = (sorted((j.a, j.b)) for j in self.standing if (j.kind, j.answer) == (SAME_PERSON, answer))
        return frozenset((one, other) for one, other in pairs)
