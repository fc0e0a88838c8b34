"""The tree of RFC 9162: the known roots, every proof of small trees, and what must not pass."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odr.custody.tree import (
    EMPTY,
    Hash,
    Node,
    complete,
    consistency,
    grown,
    inclusion,
    join,
    leaf_hash,
    over,
    root,
)
from odr.custody.verify_proof import Wrong, roots
from odr.custody.verify_proof import root as root_from

VECTORS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
"""The leaves of the reference tests of Certificate Transparency (RFC 6962 has the same tree)."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Their roots, for one leaf, two, and so on."""


def is_included(leaf: Hash, index: int, size: int, path: list[Hash], top: Hash) -> bool:
    """As the program that stands alone checks it."""
    try:
        return root_from(leaf, index, size, path) == top
    except Wrong:
        return False


def is_consistent(old: int, size: int, path: list[Hash], before: Hash, top: Hash) -> bool:
    try:
        return roots(old, size, path, before) == (before, top)
    except Wrong:
        return False


def leaves(count: int) -> list[Hash]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def node_of(found: list[Hash]) -> Node:
    return lambda level, position: of_range(found[position << level : (position + 1) << level])


def of_range(found: list[Hash]) -> Hash:
    """The definition in 2.1.1, word for word."""
    if len(found) == 1:
        return found[0]
    split = 1
    while split * 2 < len(found):
        split *= 2
    return join(of_range(found[:split]), of_range(found[split:]))


@pytest.mark.parametrize("count", range(1, 9))
def test_the_roots_are_those_that_others_publish(count: int) -> None:
    known = [leaf_hash(bytes.fromhex(data)) for data in VECTORS]
    assert root(count, node_of(known)).hex() == ROOTS[count - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root(0, node_of([])) == EMPTY == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_of_every_small_tree_is_proved(size: int) -> None:
    found = leaves(size)
    node, top = node_of(found), of_range(found)
    assert root(size, node) == top
    for index in range(size):
        path = [over(*part, node) for part in inclusion(index, size)]
        assert is_included(found[index], index, size, path, top)
        others = [(found[index], other) for other in range(size + 1) if other != index]
        others += [(leaf_hash(b"forged"), index)]
        assert not any(is_included(leaf, other, size, path, top) for leaf, other in others)
        assert not is_included(found[index], index, size, [*path, top], top)
        assert not path or not is_included(found[index], index, size, path[:-1], top)


@pytest.mark.parametrize("size", range(1, 40))
def test_that_every_small_tree_only_grew_is_proved(size: int) -> None:
    found = leaves(size)
    node, top = node_of(found), of_range(found)
    for old in range(1, size + 1):
        path = [over(*part, node) for part in consistency(old, size)]
        before = of_range(found[:old])
        assert is_consistent(old, size, path, before, top)
        assert old == size or not is_consistent(old, size, path, leaf_hash(b"forged"), top)
        assert not is_consistent(old, size, path, before, leaf_hash(b"forged"))
        assert not is_consistent(old, size, [*path, top], before, top)
        assert not path or not is_consistent(old, size, path[:-1], before, top)


@given(st.integers(0, 300), st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_a_tree_that_grows_in_steps_is_the_same_tree(first: int, steps: list[int]) -> None:
    every = leaves(first + sum(steps))
    kept: dict[tuple[int, int], Hash] = {}
    node: Node = lambda *place: kept[place]  # noqa: E731
    size = 0
    for step in [first, *steps]:
        kept.update(grown(size, every[size : size + step], node))
        size += step
        assert root(size, node) == (of_range(every[:size]) if size else EMPTY)
    assert kept == {
        (level, position): of_range(every[position << level : (position + 1) << level])
        for level in range(size.bit_length())
        for position in range(size >> level)
    }


@given(st.integers(1, 3000), st.data())
def test_only_complete_nodes_are_asked_for(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    for start, end in [*inclusion(index, size), *consistency(old, size)]:
        covered = [(position << level, (position + 1) << level) for level, position in complete(start, end)]
        assert covered[0][0] == start
        assert covered[-1][1] == end
        assert all(one[1] == after[0] for one, after in pairwise(covered))
