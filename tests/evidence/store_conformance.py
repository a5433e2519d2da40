"""What any `Store` must do: subclass, give the fixture `new_store`, and pytest runs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from undercount.evidence.journal import Entry, Event, Journal, Store, StoreMoved, leaf_bytes, read_leaf
from undercount.evidence.merkle import EMPTY_ROOT, verify_consistency, verify_inclusion

NewStore = Callable[[], Store]


def entry(number: int) -> Entry:
    return Entry(Event.GRADE, datetime(2022, 1, 5, 18, 30, number % 60, tzinfo=UTC), {"claim": f"c{number}"})


class StoreConformance:
    """`new_store` is a fixture that gives a function; each call opens the same store, at first empty."""

    def test_a_new_store_is_empty(self, new_store: NewStore) -> None:
        store = new_store()
        assert store.size() == 0
        assert list(store.read()) == []
        assert Journal(store).root() == EMPTY_ROOT

    def test_leaves_come_back_as_they_went_in(self, new_store: NewStore) -> None:
        leaves = [leaf_bytes(n, entry(n)) for n in range(5)]
        store = new_store()
        store.append(leaves[:2], at=0)
        store.append(leaves[2:], at=2)
        assert store.size() == 5
        assert list(store.read()) == leaves
        assert list(new_store().read()) == leaves

    @pytest.mark.parametrize(("start", "stop"), [(0, 0), (0, 2), (2, 4), (3, None), (4, 9), (9, None)])
    def test_any_run_of_leaves_can_be_read(self, new_store: NewStore, start: int, stop: int | None) -> None:
        leaves = [leaf_bytes(n, entry(n)) for n in range(5)]
        store = new_store()
        store.append(leaves, at=0)
        assert list(store.read(start, stop)) == leaves[start:stop]

    def test_whoever_comes_second_is_told_and_changes_nothing(self, new_store: NewStore) -> None:
        ours, theirs = new_store(), new_store()
        assert ours.size() == theirs.size() == 0
        ours.append([b"ours"], at=0)
        with pytest.raises(StoreMoved) as moved:
            theirs.append([b"theirs"], at=0)
        assert (moved.value.expected, moved.value.found) == (0, 1)
        assert list(new_store().read()) == [b"ours"]
        theirs.append([b"theirs"], at=1)
        assert list(ours.read()) == [b"ours", b"theirs"]

    def test_there_are_no_gaps(self, new_store: NewStore) -> None:
        with pytest.raises(StoreMoved):
            new_store().append([b"later"], at=3)
        assert new_store().size() == 0

    def test_a_journal_over_it_numbers_hashes_and_proves(self, new_store: NewStore) -> None:
        journal = Journal(new_store())
        first = journal.append([entry(0), entry(1), entry(2)])
        old_root = journal.root()
        second = Journal(new_store()).append([entry(n) for n in range(3, 11)])  # by somebody else
        leaves = [*first, *second]
        assert [leaf.seq for leaf in leaves] == list(range(11))
        assert [read_leaf(leaf.data)[0] for leaf in leaves] == list(range(11))
        root = journal.root()
        assert root == Journal(new_store()).root()
        assert journal.root(3) == old_root
        for leaf in leaves:
            assert verify_inclusion(leaf.data, leaf.seq, 11, journal.inclusion_proof(leaf.seq), root)
        assert verify_consistency(3, 11, old_root, root, journal.consistency_proof(3))

    def test_appending_nothing_is_nothing(self, new_store: NewStore) -> None:
        store = new_store()
        store.append([], at=0)
        assert Journal(store).append([]) == ()
        assert store.size() == 0
