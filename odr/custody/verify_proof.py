"""Checks proofs that entries are in the signed log of a dispute service. Needs Python 3.11 and `cryptography`, no more.

    python verify_proof.py PROOFS.json --key 'disputes.example+0a1b2c3d+AR...'
    python verify_proof.py GROWTH.json --key 'disputes.example+0a1b2c3d+AR...' --since CHECKPOINT

PROOFS.json is the answer of `inclusionProofs(case:) { text publicKey proofs { entry envelope place index path } }`,
with or without its wrapping. The key is the one that was published or written down, never the one in the file.
GROWTH.json is the answer of `checkpoint(since:) { text growth }`, where `since` is the size of the checkpoint that you
kept: it proves that nothing of that log was changed or cut. Exit code 0 only if every proof holds.
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):
    """What does not hold."""


def sha256(*parts: bytes) -> bytes:
    """The hash of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def checkpoint(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a signed note (https://c2sp.org/tlog-checkpoint). Raises Wrong."""
    name, _, rest = key.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    public = base64.b64decode(encoded)
    if public[:1] != b"\1" or sha256(name.encode(), b"\n", public)[:4].hex() != key_id:
        raise Wrong("the key is no Ed25519 key of a log")
    text, gap, lines = note.rpartition("\n\n")
    wanted = f"\N{EM DASH} {name} "
    marks = [base64.b64decode(line.removeprefix(wanted)) for line in lines.splitlines() if line.startswith(wanted)]
    own = [mark[4:] for mark in marks if mark[:4].hex() == key_id]
    if not gap or not own:
        raise Wrong("the checkpoint is not signed by this key")
    try:
        for signature in own:
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, f"{text}\n".encode())
    except InvalidSignature:
        raise Wrong("the signature of the checkpoint does not fit") from None
    origin, size, root, *_ = text.split("\n")
    if origin != name:
        raise Wrong("the checkpoint is of another log")
    return int(size), base64.b64decode(root)


def leaf(proof: dict[str, Any]) -> bytes:
    """The leaf of an entry: of what it says, and of its hidden place in its docket."""
    said = sha256(b"odr/entry/1\0", proof["envelope"].encode())
    return sha256(b"\0", sha256(b"odr/log-entry/1\0", said, bytes.fromhex(proof["place"])))


def join(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two."""
    return sha256(b"\1", left, right)


def root(found: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root to which the path leads from a leaf (RFC 9162, 2.1.3.2). Raises Wrong."""
    place, last = index, size - 1
    for step in path:
        if last == 0:
            raise Wrong("the path is too long")
        if place & 1 or place == last:
            found = join(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = join(found, step)
        place, last = place >> 1, last >> 1
    if last or not 0 <= index < size:
        raise Wrong("the path does not fit the index")
    return found


def roots(old: int, size: int, path: list[bytes], old_root: bytes) -> tuple[bytes, bytes]:
    """The two roots to which a proof of growth leads (RFC 9162, 2.1.4.2). Raises Wrong."""
    if not 0 < old <= size or (old == size) != (not path):
        raise Wrong("the proof does not fit the two sizes")
    first, *steps = [old_root, *path] if old & (old - 1) == 0 or old == size else path
    place, last, found = old - 1, size - 1, first
    while place & 1:
        place, last = place >> 1, last >> 1
    for step in steps:
        if last == 0:
            raise Wrong("the proof is too long")
        if place & 1 or place == last:
            first, found = join(step, first), join(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = join(found, step)
        place, last = place >> 1, last >> 1
    if last and old != size:
        raise Wrong("the proof is too short")
    return first, found


def inside(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer of a query without what is wrapped around it."""
    found = answer.get("data", answer)
    unwrapped: dict[str, Any] = found.get("inclusionProofs") or found.get("checkpoint") or found
    return unwrapped


def verify(answer: dict[str, Any], key: str) -> list[int]:
    """The numbers of the entries that are proved. Raises Wrong, KeyError or ValueError where one is not."""
    found = inside(answer)
    size, top = checkpoint(found["text"], key)
    for proof in found["proofs"]:
        path = [bytes.fromhex(step) for step in proof["path"]]
        if root(leaf(proof), int(proof["index"]), size, path) != top:
            raise Wrong(f"entry {proof['entry']} is not in the log, or says something else")
    return [proof["entry"] for proof in found["proofs"]]


def verify_growth(answer: dict[str, Any], since: str, key: str) -> tuple[int, int]:
    """From how many leaves to how many the log grew. Raises Wrong, KeyError or ValueError where it was changed."""
    found = inside(answer)
    (old, before), (size, top) = checkpoint(since, key), checkpoint(found["text"], key)
    if roots(old, size, [bytes.fromhex(step) for step in found["growth"]], before) != (before, top):
        raise Wrong("the log does not begin like the checkpoint that was kept")
    return old, size


def told(proofs: Path, key: str, since: Path | None) -> str:
    """What holds, in a sentence. Raises Wrong, and whatever reading raises."""
    answer = json.loads(proofs.read_text("utf-8"))
    if since is None:
        return f"In the log: entries {', '.join(map(str, verify(answer, key))) or 'none'}."
    old, size = verify_growth(answer, since.read_text("utf-8"), key)
    return f"The log grew from {old} to {size} leaves, and nothing in it was changed."


def main() -> int:
    """Read, check, tell."""
    parser = argparse.ArgumentParser(description="Check proofs of the signed log of a dispute service.")
    parser.add_argument("proofs", type=Path, help="a file with the answer of inclusionProofs, or of checkpoint(since:)")
    parser.add_argument("--key", required=True, help="the public key of the log, as it was published or written down")
    parser.add_argument("--since", type=Path, help="a checkpoint that you kept: check that the log only grew since")
    asked = parser.parse_args()
    try:
        words = told(asked.proofs, asked.key, asked.since)
    except Wrong as wrong:
        sys.stderr.write(f"It does not hold: {wrong}.\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        sys.stderr.write(f"It cannot be read: {problem!r}.\n")
        return 2
    sys.stdout.write(f"{words}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
