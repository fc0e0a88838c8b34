"""One whole dispute through the web interface, each person in a browser of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from odr.demo.people import AGNIESZKA, INES, JONAS, NORA, RUTH
from odr.demo.service import Running, serving
from tests.browser import ending, scenes
from tests.browser.conftest import People
from tests.browser.visitor import PHONE
from tests.conftest import DemoFolder


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    """A service of its own: the journey moves the clock by weeks."""
    with serving(demo_folder("journey")) as running:
        yield running


def test_one_whole_dispute(people: People, service: Running, tmp_path: Path) -> None:
    cast = scenes.Cast(
        buyer=people.come(AGNIESZKA, viewport=PHONE, has_touch=True),
        seller=people.come(name=JONAS.name),
        administrator=people.come(NORA),
        mediator=people.come(INES),
        decider=people.come(RUTH),
    )
    scenes.the_complaint(cast)
    scenes.the_invitation(cast)
    scenes.the_answer(cast)
    scenes.the_admission(cast)
    scenes.the_negotiation(cast)
    scenes.the_mediator(cast)
    scenes.the_private_room(cast)
    ending.the_proposal(cast)
    ending.the_request_for_a_decision(cast)
    ending.the_evidence(cast)
    ending.the_decision(cast)
    ending.the_acceptance(cast)
    ending.the_order_is_carried_out(cast)
    file = ending.the_record(cast, tmp_path)
    assert file.read_bytes().startswith(b"%PDF-")
    verified = verify(file, service)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def verify(file: Path, service: Running) -> subprocess.CompletedProcess[str]:
    """What `odr verify` finds, with the register of this service."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("ODR_")}
    command = [sys.executable, "-m", "odr", "verify", str(file)]
    return subprocess.run(command, env=around | service.environment, capture_output=True, text=True, check=False)
