"""`odr verify-evidence`: every file that is kept, read again now."""

import argparse
import sys

from odr.accounts.command import Command
from odr.evidence.rereading import verify_stored
from odr.schema.context import House


def add_verify_arguments(_: argparse.ArgumentParser) -> None:
    """`odr verify-evidence` has no options."""


def run_verify(_: argparse.Namespace, house: House) -> int:
    """Read every file of evidence and compare it with what was handed in; name each that differs."""
    found = 0
    for altered in verify_stored(house.evidence, house.clock.now()):
        found += 1
        sys.stdout.write(f"case {altered.case_id}, exhibit {altered.exhibit}: not what was handed in\n")
    told = f"{found} files are not what was handed in." if found else "Every file is as it was handed in."
    sys.stdout.write(f"{told}\n")
    return 1 if found else 0


COMMANDS = {"verify-evidence": Command(add_verify_arguments, run_verify)}
