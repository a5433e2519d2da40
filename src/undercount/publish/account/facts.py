"""The facts of the account, each chosen by a rule: one source for the page and the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from undercount.facts.crisis import Crisis
from undercount.facts.demand import Demand
from undercount.facts.register import Figure, OutageClaim
from undercount.facts.results import ClaimedOutage, Estimate, Issue, Point, Results
from undercount.facts.snapshot import Snapshot
from undercount.facts.statement import StatementText
from undercount.facts.vocabulary import vocabulary
from undercount.publish.material import AUTHORITY, NOT_GRADED, Material, material

# statuses that say that a figure no longer holds, whoever said it
GONE = frozenset({"retracted", "partly_retracted", "repeats_retracted", "likely_copy_error"})
PASSED = GONE | {"superseded", "silently_lowered"}
WITHDRAWING = ("retracted", "partly_retracted", "silently_lowered", "repeats_retracted")
EVERYONE = "all"


@dataclass(frozen=True)
class Comparison:
    """What each side said of one number, side by side; a figure that is not verified is never singled out.

    Attributes:
        metric, population, place: what the authorities' figures count.
        first: the authorities' earliest figure; None where none is verified.
        latest: their latest one that stands; None where none does.
        observed: the observers' highest figure of the same; where the authorities count everyone, of anyone.
        said: how many figures the authorities and the observers gave.
    """

    metric: str
    population: str
    place: str
    first: Figure | None
    latest: Figure | None
    observed: Figure | None
    said: tuple[int, int]


@dataclass(frozen=True)
class Withdrawal:
    """Figures that were retracted, silently lowered, or repeated after they were retracted."""

    issue: Issue
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class CutOff:
    """One cut-off and the claims that it rests on, in order of time."""

    outage: ClaimedOutage
    claims: tuple[OutageClaim, ...]


@dataclass(frozen=True)
class Standing:
    """Where one demand stands: how many of its obligations have which grade, and the worst of them.

    Attributes:
        grades: by grade in the scale's order; the key "" counts obligations without a finding.
        worst: the worst grade given on evidence; "" where there is none.
    """

    demand: Demand
    grades: Mapping[str, int]
    worst: str


@dataclass(frozen=True)
class Unproven:
    """Something that this edition does not show; `number` and `total` fill its sentence."""

    code: str
    number: int
    total: int


@dataclass(frozen=True)
class Account:
    """The account on one page.

    Attributes:
        language: of the texts that were chosen; the facts are the same in each.
        snapshot: id of the snapshot it was made from.
        summary: the statement's text or summary in this language, else in the statement's own; None for none.
        counts: how many rows there are of what, by table.
        comparisons: in the vocabulary's order of metrics.
        withdrawals: the earliest first.
    """

    language: str
    crisis: Crisis
    snapshot: str
    summary: StatementText | None
    counts: Mapping[str, int]
    comparisons: tuple[Comparison, ...]
    withdrawals: tuple[Withdrawal, ...]
    cut_offs: tuple[CutOff, ...]
    standings: tuple[Standing, ...]
    unrecorded: tuple[Estimate, ...]
    unproven: tuple[Unproven, ...]
    material: Material

    @property
    def one_sided(self) -> tuple[Comparison, ...]:
        """The comparisons in which observers gave no figure."""
        return tuple(each for each in self.comparisons if each.observed is None)


def account(snapshot: Snapshot, results: Results, language: str) -> Account:
    """Choose the facts of the account from a public snapshot and its results.

    Raises:
        Refused: see `material`.
    """
    return account_of(material(snapshot, results), language)


def account_of(edition: Material, language: str) -> Account:
    """Choose the facts of the account from what an edition is made of."""
    return Account(
        language=language,
        crisis=edition.crisis,
        snapshot=edition.snapshot.id,
        summary=chosen_text(edition, language),
        counts={name: len(rows) for name, rows in edition.snapshot.rows.items()},
        comparisons=tuple(_comparisons(edition)),
        withdrawals=tuple(_withdrawals(edition)),
        cut_offs=tuple(_cut_offs(edition)),
        standings=tuple(_standing(edition, demand) for demand in edition.table("demands")),
        unrecorded=tuple(_unrecorded(edition)),
        unproven=tuple(_unproven(edition)),
        material=edition,
    )


def chosen_text(edition: Material, language: str) -> StatementText | None:
    """Return the statement's text in `language`, else in the first of the crisis' languages that has one."""
    texts: Mapping[str, StatementText] = edition.by_key("statement_texts")
    wanted = (language, *edition.crisis.languages, "en", *texts)
    return next((texts[code] for code in wanted if code in texts), None)


def _comparisons(edition: Material) -> Iterable[Comparison]:
    """Compare what tells something: both sides spoke of the same, or the authorities' number changed.

    Where no authority gave a figure of anything, observers' figures stand alone.
    """
    whole = [series for series in edition.gaps.series if series.place == edition.root_place]
    official = {(each.metric, each.population): each.points for each in whole if each.side == AUTHORITY}
    observed = {
        (each.metric, each.population): _first_hand(edition, each.points)
        for each in whole
        if each.side != AUTHORITY
    }
    for metric, population in _in_order({*official, *observed}):
        own = observed.get((metric, population), [])
        if not own and population == EVERYONE:  # whoever observers counted is part of everyone
            own = [point for (other, _), points in observed.items() if other == metric for point in points]
        points = official.get((metric, population), ())
        numbers = {(point.low, point.high, point.value) for point in _verified(edition, points)}
        changed = len(numbers) > 1
        if (points and (own or changed)) or (own and not official):
            yield _comparison(edition, (metric, population), points, own)


def _first_hand(edition: Material, points: Iterable[Point]) -> list[Point]:
    """Leave out what is from memory, what only repeats somebody's figure, and what no longer holds."""
    own = (point for point in _verified(edition, points) if not edition.figure(point.figure).repeats)
    return [point for point in own if edition.figure_status[point.figure] not in GONE]


def _verified(edition: Material, points: Iterable[Point]) -> list[Point]:
    """Leave out figures whose page was not seen: the figures' table has them, marked."""
    return [point for point in points if edition.figure(point.figure).verified]


def _in_order(scopes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Order scopes as the vocabularies of metrics and populations do."""
    metrics, populations = list(vocabulary("metric").terms), list(vocabulary("population").terms)

    def place(scope: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        metric, population = scope
        return (
            metrics.index(metric) if metric in metrics else len(metrics),
            populations.index(population) if population in populations else len(populations),
            scope,
        )

    return sorted(scopes, key=place)


def _comparison(
    edition: Material, scope: tuple[str, str], official: Sequence[Point], observed: Sequence[Point]
) -> Comparison:
    points = sorted(_verified(edition, official), key=lambda point: (point.day_from, point.figure))
    standing = [point for point in points if edition.figure_status[point.figure] not in PASSED]
    highest = max(observed, key=lambda point: (_size(point), point.figure), default=None)
    return Comparison(
        metric=scope[0],
        population=scope[1],
        place=edition.root_place,
        first=_figure(edition, points[:1]),
        latest=_figure(edition, standing[-1:]),
        observed=_figure(edition, [highest] if highest else []),
        said=(len(official), len(observed)),
    )


def _size(point: Point) -> int:
    return point.value if point.value is not None else point.low or 0


def _figure(edition: Material, points: Sequence[Point]) -> Figure | None:
    return edition.figure(points[0].figure) if points else None


def _withdrawals(edition: Material) -> Iterable[Withdrawal]:
    issues = [issue for issue in edition.gaps.issues if issue.code in WITHDRAWING]
    for issue in issues:
        yield Withdrawal(issue, tuple(edition.figure(ident) for ident in issue.figures))


def _cut_offs(edition: Material) -> Iterable[CutOff]:
    claims: Mapping[str, OutageClaim] = edition.by_key("outage_claims")
    networks = list(vocabulary("network").terms)

    def place(outage: ClaimedOutage) -> tuple[int, str, int, str]:
        network = networks.index(outage.network) if outage.network in networks else len(networks)
        return edition.depth(outage.scope), outage.scope, network, (outage.onset or outage.end or ("~",))[0]

    for outage in sorted(edition.outages.outages, key=place):
        found = [claims[ident] for ident in outage.claims if ident in claims]
        yield CutOff(outage, tuple(sorted(found, key=_when)))


def _when(claim: OutageClaim) -> tuple[str, str]:
    return str(claim.start or claim.end or "~"), claim.id


def _standing(edition: Material, demand: Demand) -> Standing:
    scale = list(vocabulary("finding_grade").terms)
    given = [
        finding.grade if (finding := edition.finding_of.get(atom.id)) else NOT_GRADED
        for atom in edition.obligations_of(demand)
    ]
    counts = {grade: given.count(grade) for grade in (*scale, NOT_GRADED) if grade in given}
    on_evidence = [grade for grade in counts if grade in "ABCDE" and grade]
    return Standing(demand, counts, max(on_evidence, default=""))


def _unrecorded(edition: Material) -> Iterable[Estimate]:
    """Keep the estimates of what this crisis speaks of: a metric of a figure, a list or a capture table."""
    metrics = {row.metric for name in ("figures", "lists", "capture_tables") for row in edition.table(name)}
    return (estimate for estimate in edition.estimates if estimate.metric in metrics)


def _unproven(edition: Material) -> Iterable[Unproven]:
    figures, exhibits = edition.table("figures"), edition.table("exhibits")
    yield Unproven("content_true", 0, 0)
    if exhibits:
        yield Unproven("bytes_not_here", len(exhibits), len(exhibits))
    if copies := sum(1 for exhibit in exhibits if exhibit.seen_via):
        yield Unproven("seen_as_copy", copies, len(exhibits))
    if unverified := sum(1 for figure in figures if not figure.verified):
        yield Unproven("unverified_figures", unverified, len(figures))
    if edition.table("outage_claims"):
        yield Unproven("claims_not_measured", len(edition.table("outage_claims")), 0)
    yield Unproven("nothing_withheld", 0, 0)
    yield Unproven("time_by_own_word", 0, 0)
