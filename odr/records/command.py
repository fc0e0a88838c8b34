"""`odr verify FILE`: says both facts about a record, for people or as JSON."""

import argparse
import sys
from pathlib import Path

import msgspec

from odr.records.findings import Verdict
from odr.records.verify import Register, Unusable, verify

EXIT_CODES = """exit codes:
  0  the seal holds and this is the registered file
  1  the seal is broken
  2  this is not the registered file
  3  one of the two could not be decided, or the input cannot be used"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = "Say whether the seal of a record holds, and whether it is the registered file."
    parser.epilog = EXIT_CODES
    parser.add_argument("file", type=Path, metavar="FILE", help="the record, a PDF")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    trust = "a certificate (PEM or DER) to trust: the sealing key's or its authority's; may be repeated"
    parser.add_argument("--trust", type=Path, metavar="CERT", action="append", default=[], help=trust)


def run(arguments: argparse.Namespace, register: Register | None) -> int:
    """Print the verdict and answer the exit code. `register` is None where no database is at hand."""
    try:
        verdict = verify(arguments.file, trust=arguments.trust, register=register)
    except Unusable as problem:
        sys.stderr.write(f"{problem}\n")
        return 3
    sys.stdout.write(_json(verdict) if arguments.json else _words(verdict))
    return verdict.exit_code


def _json(verdict: Verdict) -> str:
    answer = msgspec.to_builtins(verdict) | {"exit_code": verdict.exit_code}
    return msgspec.json.format(msgspec.json.encode(answer, order="sorted"), indent=2).decode() + "\n"


def _words(verdict: Verdict) -> str:
    seal = verdict.seal
    lines = [
        f"Seal:            {seal.state}. {seal.reason}",
        f"Registered file: {verdict.register.state.replace('_', ' ')}. {verdict.register.reason}",
        f"SHA-256:         {verdict.sha256} ({verdict.size} bytes)",
    ]
    if seal.claimed_at:
        claimed = f"{seal.claimed_at:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(f"Sealed by:       {seal.signer}, {seal.level}, at {claimed} by its own claim")
        lines.append(f"Key:             {seal.key}")
    if seal.case_number:
        lines.append(f"Says it is:      record of case {seal.case_number}, for {seal.reader}")
    return "\n".join(lines) + "\n"
