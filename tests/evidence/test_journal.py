from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.store_conformance import NewStore, StoreConformance, entry

from undercount.evidence.canonical import Malformed
from undercount.evidence.journal import Entry, Event, StoreMoved, leaf_bytes, read_leaf
from undercount.evidence.lines import LineFile

NOON = datetime(2022, 1, 5, 12, 0, tzinfo=UTC)


class MemoryStore:
    """Leaves in a list: the smallest thing that is a store."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves = leaves

    def size(self) -> int:
        return len(self.leaves)

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        yield from self.leaves[start:stop]

    def append(self, leaves: Sequence[bytes], /, *, at: int) -> None:
        if at != len(self.leaves):
            raise StoreMoved(at, len(self.leaves))
        self.leaves.extend(leaves)


class TestMemoryStore(StoreConformance):
    @pytest.fixture
    def new_store(self) -> NewStore:
        leaves: list[bytes] = []
        return lambda: MemoryStore(leaves)


class TestFileStore(StoreConformance):
    @pytest.fixture
    def new_store(self, tmp_path: Path) -> NewStore:
        path = tmp_path / "journal.jsonl"
        path.touch()
        return lambda: LineFile(path)


def test_a_leaf_is_one_canonical_line_in_utc() -> None:
    almaty = NOON.astimezone(timezone(timedelta(hours=6)))
    line = leaf_bytes(7, Entry(Event.RETRACT_CLAIM, almaty, {"claim": "c-1", "count": 2}))
    assert line == b'{"at":"2022-01-05T12:00:00Z","claim":"c-1","count":2,"event":"retract-claim","seq":7}'


@given(
    st.integers(0, 2**53 - 1),
    st.sampled_from(list(Event)),
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.dictionaries(
        st.from_regex(r"f_[a-z]{1,8}", fullmatch=True),
        st.integers(0, 9**9) | st.from_regex(r"[0-9a-f]{1,64}", fullmatch=True),
        max_size=4,
    ),
)
def test_a_leaf_is_read_back_as_it_was(
    seq: int, event: Event, at: datetime, fields: dict[str, str | int]
) -> None:
    at = at.replace(microsecond=0)
    assert read_leaf(leaf_bytes(seq, Entry(event, at, fields))) == (seq, Entry(event, at, fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Aigul Ermekova"},
        {"name": "Айгүл"},
        {"note": "seen at the station\n"},
        {"note": ""},
        {"share": 0.5},
        {"living": True},
        {"seq": 1},
        {"Event": "x"},
        {"id": "x" * 129},
    ],
)
def test_a_leaf_takes_ids_and_numbers_alone(fields: dict[str, str | int]) -> None:
    with pytest.raises(ValueError, match="takes no field"):
        leaf_bytes(0, Entry(Event.GRADE, NOON, fields))


def test_a_moment_without_a_time_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        leaf_bytes(0, Entry(Event.GRADE, datetime(2022, 1, 5)))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade"}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","seq":-1}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","seq":true}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","seq":"1"}', "not_an_entry"),
        (b'{"at":"2022-01-05","event":"grade","seq":1}', "not_an_entry"),
        (b'{"at":"2022-01-05T18:00:00+06:00","event":"grade","seq":1}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","name":"A B","seq":1}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","living":true,"seq":1}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","more":{},"seq":1}', "not_an_entry"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"delete","seq":1}', "event_unknown"),
        (b'{"at":"2022-01-05T12:00:00Z","event":"grade","seq":1,"seq":1}', "duplicate_key"),
        (b'{"event":"grade","at":"2022-01-05T12:00:00Z","seq":1}', "not_an_entry"),
        (b"[]", "not_an_entry"),
        (b"", "not_json"),
    ],
)
def test_what_is_no_leaf_is_not_read_as_one(line: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_leaf(line)
    assert refused.value.code == code


def test_the_list_of_events_is_closed() -> None:
    listed = (
        "ingest duplicate-ingest derive view-sealed reveal-request reveal-approve reveal-deny link-person "
        "unlink-person assert-claim retract-claim grade redact publish withdraw export share key-add "
        "key-revoke backup restore scrub-ok scrub-fail stamp-ok stamp-fail erase clock-anomaly "
        "software-upgrade"
    )
    assert " ".join(Event) == listed


def test_the_order_of_entries_is_their_place_and_not_the_clock() -> None:
    leaves = [leaf_bytes(n, Entry(Event.GRADE, NOON - timedelta(days=n), {})) for n in range(3)]
    assert [read_leaf(line)[0] for line in leaves] == [0, 1, 2]
    assert entry(3).fields == {"claim": "c3"}
