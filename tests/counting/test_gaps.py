"""What holds of every account of figures: its series, and that neither order nor strangers matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from undercount.counting.gaps import find_gaps
from undercount.facts.crisis import Place
from undercount.facts.moment import day_moment
from undercount.facts.register import Figure
from undercount.facts.results import Gap, Provenance
from undercount.facts.sources import Source
from undercount.facts.unknown import Unknown

HOW = Provenance(method="gaps", version=1)
SOURCES = [
    Source(id="ministry", name="Ministry", kind="ministry"),
    Source(id="prosecutor", name="Prosecutor", kind="prosecutor"),
    Source(id="wire", name="Wire", kind="newsroom"),
]
PLACES = [
    Place(id="land", kind="country", name_en="Land", name_ru="Ланд", name_kk="Ланд"),
    Place(id="city", kind="city", name_en="City", name_ru="Сити", name_kk="Сити", parent="land"),
]


@st.composite
def accounts(draw: st.DrawFn) -> list[Figure]:
    """Draw up to a dozen figures of two metrics, with links to earlier ones."""
    figures: list[Figure] = []
    for index in range(draw(st.integers(1, 12))):
        day = day_moment(date(2022, 1, 5) + timedelta(draw(st.integers(0, 6))))
        value = draw(st.integers(1, 400))
        links = st.lists(st.sampled_from([f.id for f in figures]), max_size=2) if figures else st.just([])
        figures.append(
            Figure(
                id=f"f{index}",
                source=draw(st.sampled_from([source.id for source in SOURCES])),
                exhibit=f"page{draw(st.integers(0, 3))}",
                said_on=day,
                as_of=Unknown.NOT_STATED,
                metric=draw(st.sampled_from(["killed", "injured"])),
                population=draw(st.sampled_from(["all", "police"])),
                place=draw(st.sampled_from(["land", "city"])),
                low=value,
                high=draw(st.sampled_from([value, None])),
                value=value,
                repeats=tuple(draw(links)),
                retracts=tuple(draw(links)) if draw(st.booleans()) else (),
                breakdown={"city": draw(st.integers(0, 400)), "police": 3} if draw(st.booleans()) else {},
            )
        )
    return figures


@given(accounts(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(figures: list[Figure], chance: object) -> None:
    shuffled = list(figures)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert find_gaps(shuffled, SOURCES, PLACES, HOW) == find_gaps(figures, SOURCES, PLACES, HOW)


@given(accounts())
def test_a_figure_of_something_else_changes_no_issue_of_the_others(figures: list[Figure]) -> None:
    stranger = Figure(
        id="stranger",
        source="ministry",
        exhibit="elsewhere",
        said_on=day_moment(date(2022, 1, 7)),
        as_of=Unknown.NOT_STATED,
        metric="site_blocked",
        population="network",
        place="city",
        value=3,
        low=3,
        high=3,
    )
    without = find_gaps(figures, SOURCES, PLACES, HOW)
    assert find_gaps([*figures, stranger], SOURCES, PLACES, HOW).issues == without.issues


@given(accounts())
def test_every_issue_names_figures_that_are_there_the_earliest_first(figures: list[Figure]) -> None:
    said = {figure.id: str(figure.said_on) for figure in figures}
    for issue in find_gaps(figures, SOURCES, PLACES, HOW).issues:
        days = [said[ident] for ident in issue.figures]
        assert days == sorted(days)


@given(accounts())
def test_every_figure_with_an_amount_stands_in_one_series(figures: list[Figure]) -> None:
    series = find_gaps(figures, SOURCES, PLACES, HOW).series
    drawn = sorted(point.figure for one in series for point in one.points)
    assert drawn == sorted(figure.id for figure in figures)


def test_figures_of_another_scope_or_side_never_share_a_series(
    figure: Callable[..., Figure], find: Callable[[list[Figure]], Gap]
) -> None:
    gap = find(
        [
            figure("a", "2022-01-05", 8),
            figure("b", "2022-01-06", 9),
            figure("c", "2022-01-06", 7, population="police"),
            figure("d", "2022-01-06", 6, place="city"),
            figure("e", "2022-01-06", 12, source="ngo"),
        ]
    )
    found = [[point.figure for point in series.points] for series in gap.series]
    assert sorted(found) == [["a", "b"], ["c"], ["d"], ["e"]]
    assert {series.side for series in gap.series} == {"authority", "observer"}


def test_a_point_keeps_open_bounds_open_and_the_days_it_speaks_of(
    figure: Callable[..., Figure], find: Callable[[list[Figure]], Gap]
) -> None:
    about = day_moment(date(2022, 1, 4))
    gap = find([figure("a", "2022-01-06", 200, hedge="more_than", as_of=about)])
    point = gap.series[0].points[0]
    assert (point.low, point.high, point.value) == (201, None, 200)
    assert (point.day_from, point.day_to) == ("2022-01-04", "2022-01-04")


def test_a_word_without_a_number_still_binds_from_below(
    figure: Callable[..., Figure], find: Callable[[list[Figure]], Gap]
) -> None:
    gap = find([figure("a", "2022-01-06", None, hedge="several_dozen")])
    assert (gap.series[0].points[0].low, gap.series[0].points[0].high) == (24, None)


def test_a_file_with_words_of_its_own_is_read_by_its_words() -> None:
    def figure(ident: str, day: date, value: int, population: str) -> Figure:
        return Figure(
            id=ident,
            source="ministry",
            exhibit=ident,
            said_on=day_moment(day),
            as_of=Unknown.NOT_STATED,
            metric="Officers dead",
            population=population,
            place="The Land",
            value=value,
        )

    gap = find_gaps(
        [
            figure("a", date(2022, 1, 6), 18, "law enforcement and National Guard"),
            figure("b", date(2022, 1, 9), 16, "police and National Guard"),
        ],
        [Source(id="ministry", name="Ministry", kind="official")],
        [],
        HOW,
    )
    assert [(issue.code, issue.figures) for issue in gap.issues] == [("silently_lowered", ("a", "b"))]
