from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undercount.evidence.merkle import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

# The leaves and roots that implementations of Certificate Transparency (RFC 6962) test themselves with.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(count: int) -> Tree:
    tree = Tree()
    for n in range(count):
        tree.append(leaf_hash(LEAVES[n] if count <= len(LEAVES) else b"%d" % n))
    return tree


def by_definition(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word and slow: the other way to reach the same root."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node_hash(by_definition(hashes[:k]), by_definition(hashes[k:]))


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_reference_roots(size: int) -> None:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf_hash(leaf))
    assert frontier.root().hex() == grown(8).root(size).hex() == ROOTS[size]


def test_reference_proofs() -> None:
    tree = grown(8)
    assert [each.hex() for each in tree.inclusion_proof(0, 8)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [each.hex() for each in tree.consistency_proof(6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.integers(0, 70))
def test_the_root_is_the_root_by_definition(size: int) -> None:
    tree, frontier = grown(70), Frontier()
    hashes = [leaf_hash(b"%d" % n) for n in range(size)]
    for each in hashes:
        frontier.append(each)
    assert tree.root(size) == frontier.root() == by_definition(hashes)


@given(st.data())
def test_a_leaf_proves_itself_and_nothing_else(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    tree = grown(70)
    proof, root = tree.inclusion_proof(index, size), tree.root(size)
    assert verify_inclusion(b"%d" % index, index, size, proof, root)
    assert not verify_inclusion(b"another", index, size, proof, root)
    assert not verify_inclusion(b"%d" % index, index, size, proof, EMPTY_ROOT)
    assert not verify_inclusion(b"%d" % index, index, size, [*proof, root], root)
    assert not verify_inclusion(b"%d" % index, size, size, proof, root)
    if proof:
        assert not verify_inclusion(b"%d" % index, index, size, proof[:-1], root)
        place = data.draw(st.integers(0, len(proof) - 1))
        bent = [*proof[:place], leaf_hash(proof[place]), *proof[place + 1 :]]
        assert not verify_inclusion(b"%d" % index, index, size, bent, root)


@given(st.data())
def test_a_tree_proves_the_trees_it_grew_from_and_no_other(data: st.DataObject) -> None:
    second = data.draw(st.integers(0, 70))
    first = data.draw(st.integers(0, second))
    tree = grown(70)
    proof, old, new = tree.consistency_proof(first, second), tree.root(first), tree.root(second)
    assert verify_consistency(first, second, old, new, proof)
    assert not verify_consistency(first, second, leaf_hash(old), new, proof)
    assert not verify_consistency(first, second, old, new, [*proof, old])
    assert not verify_consistency(second + 1, second, new, new, proof)
    if 0 < first < second:
        assert not verify_consistency(first, second, old, leaf_hash(new), proof)
        place = data.draw(st.integers(0, len(proof) - 1))
        bent = [*proof[:place], leaf_hash(proof[place]), *proof[place + 1 :]]
        assert not verify_consistency(first, second, old, new, bent)
        assert not verify_consistency(first, second, old, new, proof[:-1])


def test_a_node_cannot_pose_as_a_leaf() -> None:
    tree = grown(4)
    left = node_hash(leaf_hash(LEAVES[0]), leaf_hash(LEAVES[1]))
    right = node_hash(leaf_hash(LEAVES[2]), leaf_hash(LEAVES[3]))
    forged = leaf_hash(LEAVES[0]) + leaf_hash(LEAVES[1])
    assert node_hash(left, right) == tree.root()
    assert not verify_inclusion(forged, 0, 2, [right], tree.root())


@pytest.mark.parametrize(
    "call", ["root(9)", "inclusion_proof(8)", "inclusion_proof(0, 9)", "consistency_proof(9)"]
)
def test_there_is_no_proof_beyond_the_end(call: str) -> None:
    with pytest.raises(IndexError):
        eval(f"tree.{call}", {"tree": grown(8)})
