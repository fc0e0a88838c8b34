"""Proofs of entries: everybody gets those of what they see whole, no others, and a program of their own checks them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from odr import codec
from odr.clerk import CaseSeen
from odr.custody import log, verify_proof
from odr.custody.proofs import Proofs, proofs
from odr.docket import dockets
from odr.domain.roles import Role
from odr.domain.sight import reads_as, sees_whole
from odr.store import Store
from tests.custody.conftest import KEY, NOON, Logged

ROLES = (Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REGISTRAR, Role.REGULATOR)


def readings(logged: Logged) -> Iterator[tuple[CaseSeen, Proofs]]:
    with logged.store.read() as conn:
        cases = list(conn.execute(select(dockets.c.case_id)).scalars())
    for case in cases:
        for role in ROLES:
            seen = logged.house.clerk.look_as(case, role, NOON)
            found = proofs(logged.store, case, seen.entries, reads_as(seen.by, seen.case))
            assert found is not None
            yield seen, found


def answer(found: Proofs) -> dict[str, Any]:
    """As the API gives it."""
    return {
        "text": found.checkpoint.note,
        "publicKey": str(KEY.verifier),
        "proofs": [
            {
                "entry": one.number,
                "envelope": one.envelope.decode(),
                "place": one.place.hex(),
                "index": one.index,
                "path": [step.hex() for step in one.path],
            }
            for one in found.of
        ],
    }


def test_each_reader_has_a_proof_of_each_entry_they_see_whole(logged: Logged) -> None:
    proved = 0
    for seen, found in readings(logged):
        stored = [one for one in seen.entries if sees_whole(seen.by.role, one)]
        assert [one.number for one in found.of] == [one.number for one in stored][: len(found.of)]
        assert len(stored) - len(found.of) <= sum(one.at >= NOON for one in stored), "only what time brings is missing"
        for one in found.of:
            leaf = log.leaf_of(hash_of(one.envelope), one.place)
            top = verify_proof.root(leaf, one.index, logged.checkpoint.size, list(one.path))
            assert top == logged.checkpoint.root
        proved += len(found.of)
    assert proved > 100


def hash_of(envelope: bytes) -> str:
    return verify_proof.sha256(b"odr/entry/1\0", envelope).hex()


def test_nobody_has_a_proof_of_what_they_do_not_see(logged: Logged) -> None:
    hidden = 0
    for seen, found in readings(logged):
        shown = {codec.envelope(seen.case.id, *said(one)) for one in seen.entries}
        assert {one.envelope for one in found.of} <= shown
        whole = logged.house.clerk.look_as(seen.case.id, Role.SYSTEM, NOON)
        hidden += len(whole.entries) - len(seen.entries)
    assert hidden > 20


def said(entry: Any) -> tuple[Any, ...]:
    return entry.at, entry.by, type(entry.event).__name__, codec.body_of(entry.event)


def run(folder: Path, found: dict[str, Any], key: str = str(KEY.verifier)) -> subprocess.CompletedProcess[str]:
    """The program by itself: it may not need anything of the service."""
    file = folder / "proofs.json"
    file.write_text(json.dumps({"data": {"inclusionProofs": found}}), "utf-8")
    asked = [sys.executable, "-I", str(verify_proof.__file__), str(file), "--key", key]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


def test_a_program_that_stands_alone_checks_them(logged: Logged, tmp_path: Path) -> None:
    found = next(answer(found) for _, found in readings(logged) if len(found.of) > 3)
    done = run(tmp_path, found)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("In the log: entries 1, 2, 3")
    other = str(KEY.verifier).replace("disputes", "disputed")
    assert run(tmp_path, found, other).returncode == 1


def changed(found: dict[str, Any], **first: Any) -> dict[str, Any]:
    return found | {"proofs": [found["proofs"][0] | first, *found["proofs"][1:]]}


def test_whatever_is_changed_does_not_hold(logged: Logged) -> None:
    found = next(answer(found) for _, found in readings(logged) if len(found.of) > 3)
    first, second = found["proofs"][:2]
    key = str(KEY.verifier)
    assert verify_proof.verify(found, key)
    mutants = [
        changed(found, envelope=first["envelope"].replace('"at":', '"at":1')),
        changed(found, place=second["place"]),
        changed(found, index=first["index"] ^ 1),
        changed(found, index=logged.checkpoint.size),
        changed(found, path=first["path"][:-1]),
        changed(found, path=[*first["path"], first["path"][0]]),
        changed(found, path=first["path"][::-1]),
        found | {"text": found["text"].replace("\n128\n", "\n127\n")},
    ]
    for mutant in mutants:
        with pytest.raises(verify_proof.Wrong):
            verify_proof.verify(mutant, key)


def test_before_the_first_checkpoint_nothing_is_proved(databases: Any) -> None:
    store: Store = databases.store("sqlite")
    try:
        assert proofs(store, "case-1", [], Role.COMPLAINANT) is None
    finally:
        store.close()
