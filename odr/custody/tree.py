"""The Merkle tree of RFC 9162, section 2.1: roots, proofs that a leaf is in it, proofs that it only grew.

Who checks proofs does it with `verify_proof.py`, which shares no line with this.

A tree is known here by its nodes: `node(level, position)` is the hash over the leaves from `position << level` to
`(position + 1) << level`. Only complete ones exist; they never change as the tree grows.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

Hash = bytes
Node = Callable[[int, int], Hash]
Place = tuple[int, int]
"""Level and position of a complete node."""

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> Hash:
    """The hash of a leaf (2.1.1)."""
    return sha256(b"\0" + data).digest()


def join(left: Hash, right: Hash) -> Hash:
    """The hash of the node above two (2.1.1)."""
    return sha256(b"\1" + left + right).digest()


def root(size: int, node: Node) -> Hash:
    """The root of a tree of `size` leaves."""
    return over(0, size, node) if size else EMPTY


def over(start: int, end: int, node: Node) -> Hash:
    """The hash over the leaves from `start` to `end`, a subtree: its complete nodes, joined from the right."""
    *others, last = [node(*place) for place in complete(start, end)]
    for left in reversed(others):
        last = join(left, last)
    return last


def complete(start: int, end: int) -> Iterator[Place]:
    """The largest complete nodes that make up a subtree, from the left."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def inclusion(index: int, size: int) -> list[tuple[int, int]]:
    """The subtrees, each from a leaf to a leaf (exclusive), whose hashes prove a leaf, the lowest first (2.1.3.1)."""
    start, end = 0, size
    path = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency(old: int, size: int) -> list[tuple[int, int]]:
    """The subtrees whose hashes prove that a tree of `size` leaves begins with one of `old` (2.1.4.1)."""
    start, end, known = 0, size, True
    path = []
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, known = middle, False
    return ([] if known else [(start, end)]) + path[::-1]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def grown(before: int, leaves: Sequence[Hash], node: Node) -> dict[Place, Hash]:
    """Every node that becomes complete when `leaves` come after the first `before`; `node` gives the older ones."""
    made: dict[Place, Hash] = {(0, before + place): leaf for place, leaf in enumerate(leaves)}
    level, start, end = 0, before, before + len(leaves)
    while start < end:
        level, start, end = level + 1, start >> 1, end >> 1
        for position in range(start, end):
            below = [(level - 1, 2 * position), (level - 1, 2 * position + 1)]
            left, right = (made[place] if place in made else node(*place) for place in below)
            made[level, position] = join(left, right)
    return made
