"""Programs that others wrote check our checkpoints and proofs: Go's `sumdb/note` and `transparency-dev/merkle`.

`make conformance` builds them (tools/conformance/log) and names the program in ODR_TEST_LOG_CHECK.
"""

import json
import os
import subprocess
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odr.clerk import Clerk
from odr.custody.log import Signed, latest, sign_all
from odr.custody.proofs import Proof, growth, proofs
from odr.domain.roles import Role
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint
from tests.custody.conftest import KEY

CHECK = os.environ.get("ODR_TEST_LOG_CHECK", "")
pytestmark = pytest.mark.skipif(not CHECK, reason="make conformance builds the Go program that this asks")


@pytest.fixture
def asked(store: Store) -> dict[str, Any]:
    """Proofs of a case, the last checkpoint, one before, and that the log grew from the one to the other."""
    clerk = Clerk(store, all_rulebooks())
    signed: list[Signed] = []
    for number in range(7):
        order = replace(complaint().order, id=f"order-{number}")
        clerk.open("KE", lambda named, n=number, o=order: complaint(case=f"case-{n}", number=named, order=o), DEFAULT)
        sign_all(store, KEY, FILED_AT + timedelta(hours=number))
        with store.read() as conn:
            signed += [last] if (last := latest(conn)) else []
    found = proofs(store, "case-3", clerk.look_as("case-3", Role.COMPLAINANT, FILED_AT).entries, Role.COMPLAINANT)
    assert found is not None
    early, last = signed[2], signed[-1]
    with store.read() as conn:
        grown = growth(conn, early.size, last.size)
    return {
        "Key": str(KEY.verifier),
        "Note": last.note,
        "Earlier": early.note,
        "Growth": [step.hex() for step in grown],
        "Proofs": [shown(one) for one in found.of],
    }


def shown(one: Proof) -> dict[str, Any]:
    path = [step.hex() for step in one.path]
    return {"Envelope": one.envelope.decode(), "Place": one.place.hex(), "Index": one.index, "Path": path}


def check(asked: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([CHECK], input=json.dumps(asked), capture_output=True, text=True, check=False)


def test_our_proofs_hold(asked: dict[str, Any]) -> None:
    done = check(asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "9 proofs hold, and the log grew from 48 to 112 leaves\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda asked: {"Note": asked["Note"].replace("\n112\n", "\n111\n")},
        lambda asked: {"Growth": asked["Growth"][::-1]},
        lambda asked: {"Proofs": [asked["Proofs"][0] | {"Place": asked["Proofs"][1]["Place"]}]},
    ],
    ids=["size", "growth", "place"],
)
def test_what_was_changed_does_not(asked: dict[str, Any], change: Any) -> None:
    assert check(asked | change(asked)).returncode == 1
