"""Where things stand in a plot: time runs on, round numbers hold what they must, labels cover nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from undercount.publish.charts.axes import round_numbers, ticks, time_axis
from undercount.publish.charts.placing import Box, Label, place

DAYS = st.lists(st.dates(date(2021, 1, 1), date(2024, 1, 1)), min_size=1, max_size=20).map(sorted)
FRAME = Box(0, 0, 800, 400)


@given(DAYS)
def test_time_only_runs_forward_and_every_day_stands_inside(days: list[date]) -> None:
    axis = time_axis(days, 40, 790, 26)
    places = [axis.x(day) for day in days]
    assert places == sorted(places)
    assert all(40 <= place <= 790 for place in places)


@given(DAYS)
def test_ticks_have_room_for_their_words(days: list[date]) -> None:
    for panel in time_axis(days, 40, 790, 26).panels:
        places = [x for _, x in ticks(panel, 46)]
        assert all(later - earlier > 38 for earlier, later in pairwise(places))
        assert all(panel.left <= x <= panel.right for x in places)


def test_a_rush_of_numbers_gets_a_scale_of_its_own() -> None:
    rush = [date(2022, 1, 5) + timedelta(day) for day in range(9)]
    axis = time_axis([*rush, date(2022, 8, 1)], 40, 790, 26)
    early, later = axis.panels
    assert early.last == date(2022, 1, 14)
    assert later.first > early.last
    assert early.right < later.left


def test_an_even_flow_of_numbers_keeps_one_scale() -> None:
    assert len(time_axis([date(2022, month, 5) for month in range(1, 13)], 40, 790, 26).panels) == 1


@given(st.floats(0.5, 1e7))
def test_round_numbers_hold_the_highest_in_a_few_steps(highest: float) -> None:
    numbers = round_numbers(highest)
    assert numbers[0] == 0
    assert numbers[-1] >= highest
    assert 2 <= len(numbers) <= 7
    assert len({later - earlier for earlier, later in pairwise(numbers)}) == 1


LABELS = st.lists(
    st.builds(
        Label,
        x=st.floats(20, 780),
        y=st.floats(20, 380),
        width=st.floats(10, 120),
        height=st.floats(10, 40),
        must=st.booleans(),
    ),
    max_size=8,
)


@given(LABELS)
def test_labels_cover_neither_one_another_nor_what_is_taken(labels: list[Label]) -> None:
    taken = [Box(label.x - 5, label.y - 5, label.x + 5, label.y + 5) for label in labels]
    boxes = [box for box in place(labels, taken, FRAME) if box]
    assert len(boxes) >= sum(label.must for label in labels)
    for index, box in enumerate(boxes):
        assert box.within(FRAME)
        assert not any(box.meets(other) for other in taken)
        assert not any(box.meets(other) for other in boxes[:index])


def test_a_label_that_must_stand_is_not_lost_where_there_is_no_room() -> None:
    boxes = place([Label(400, 200, 50, 20, must=True), Label(400, 200, 50, 20, must=False)], [FRAME], FRAME)
    assert boxes[0] is not None
    assert boxes[1] is None
