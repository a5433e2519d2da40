"""The Merkle tree of RFC 6962 and RFC 9162: roots, proofs, and what a stranger needs to check them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves (RFC 9162, 2.1.1)."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one leaf: SHA-256(0x00 || data). The prefix keeps a leaf from posing as a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(width: int) -> int:
    """Give the largest power of two below `width` (two or more): where RFC 9162 divides a tree."""
    return 1 << ((width - 1).bit_length() - 1)


class Frontier:
    """The right edge of a growing tree: enough to append and to know the root, in O(log n) space and time.

    Attributes:
        size: how many leaves were appended.
        peaks: roots of the complete subtrees from left to right, one for each bit that is set in `size`.
    """

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Append the hash of one leaf."""
        below = self.size
        while below & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            below >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the root over all leaves appended so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


class Tree:
    """All complete subtrees of a tree, so that any proof and any earlier root takes O(log n) look-ups.

    It holds 64 bytes a leaf: each level is one run of 32-byte hashes.
    """

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        """How many leaves were appended."""
        return len(self._levels[0]) // HASH_BYTES

    def append(self, leaf: bytes) -> None:
        """Append the hash of one leaf."""
        level, node, below = 0, leaf, self.size
        self._levels[0] += leaf
        while below & 1:
            node = node_hash(self._at(level, below - 1), node)
            level, below = level + 1, below >> 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += node

    def root(self, size: int | None = None) -> bytes:
        """Give the root over the first `size` leaves (all of them unless told)."""
        size = self._checked(size)
        return self._subtree(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Prove that leaf `index` is among the first `size` leaves: RFC 9162, 2.1.3.1."""
        size = self._checked(size)
        if not 0 <= index < size:
            raise IndexError(f"leaf {index} of {size}")
        start, stop, proof = 0, size, []
        while stop - start > 1:
            middle = start + split(stop - start)
            if index < middle:
                proof.append(self._subtree(middle, stop))
                stop = middle
            else:
                proof.append(self._subtree(start, middle))
                start = middle
        return proof[::-1]

    def consistency_proof(self, first: int, second: int | None = None) -> list[bytes]:
        """Prove that the first `first` leaves begin the first `second`: RFC 9162, 2.1.4.1."""
        second = self._checked(second)
        if not 0 <= first <= second:
            raise IndexError(f"size {first} of {second}")
        start, stop, proof = 0, second, []
        while first != stop and first:
            middle = start + split(stop - start)
            if first <= middle:
                proof.append(self._subtree(middle, stop))
                stop = middle
            else:
                proof.append(self._subtree(start, middle))
                start = middle
        if start:  # otherwise the last subtree is the old tree itself, whose root the reader has
            proof.append(self._subtree(start, stop))
        return proof[::-1]

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise IndexError(f"size {size} of {self.size}")
        return size

    def _at(self, level: int, position: int) -> bytes:
        return bytes(self._levels[level][position * HASH_BYTES : (position + 1) * HASH_BYTES])

    def _subtree(self, start: int, stop: int) -> bytes:
        width = stop - start
        if width & (width - 1) == 0:  # complete, and aligned: every division is by a power of two
            level = width.bit_length() - 1
            return self._at(level, start >> level)
        middle = start + split(width)
        return node_hash(self._subtree(start, middle), self._subtree(middle, stop))


def verify_inclusion(data: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether `data` is leaf `index` of the tree of `size` leaves with `root`: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    position, last, found = index, size - 1, leaf_hash(data)
    for other in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = node_hash(other, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, other)
        position, last = position >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether the tree of `first` leaves begins the tree of `second` leaves: RFC 9162, 2.1.4.2.

    Any tree continues the empty one, and a tree continues itself; both need an empty proof.
    """
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        expected = EMPTY_ROOT if first == 0 else second_root
        return not proof and first_root == expected
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    return bool(path) and _grown(first, second, path) == (first_root, second_root)


def _grown(first: int, second: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Walk a proof upwards from the old tree's last leaf; give both roots, or nothing if it does not fit."""
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(other, old), node_hash(other, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, other)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None
