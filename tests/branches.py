"""Whether the tests of the core go every way through the rules: `python -m tests.branches`.

They run with the branches of stage, time, money and access counted. What was not gone is printed, and is a failure.
"""

import sys
from collections.abc import Iterator

import coverage
import pytest
from coverage.results import Numbers

from tests.rules import ROOT, modules

UNREACHABLE = r"assert_never\(|raise AssertionError"


def not_gone(counted: coverage.Coverage, file: str) -> Iterator[str]:
    """The lines and branches of a file that no test goes.

    Behind the last `case` of a match nothing is left: the type checker proves that (`exhaustive-match`).
    """
    source = (ROOT / file).read_text("utf-8").splitlines()
    found = counted._analyze(str(ROOT / file))
    yield from (f"{file}:{line} {source[line - 1].strip()}" for line in sorted(found.missing))
    for start, ends in sorted(found.missing_branch_arcs().items()):
        last_case = source[start - 1].strip().startswith("case ")
        ways = [to for to in ends if to not in found.missing and not (last_case and to < 0)]
        yield from (f"{file}:{start} -> {to if to > 0 else 'out'} {source[start - 1].strip()}" for to in ways)


def main() -> int:
    counted = coverage.Coverage(branch=True, source=["odr.domain"], config_file=False, data_file=None)
    counted.exclude(UNREACHABLE)
    counted.start()
    failed = pytest.main(["-q", "-m", "not slow", "-p", "no:cacheprovider", str(ROOT / "tests" / "core")])
    counted.stop()
    numbers = sum((counted._analyze(str(ROOT / file)).numbers for file in modules()), Numbers())
    missed = [one for file in modules() for one in not_gone(counted, file)]
    print(*missed, sep="\n")
    print(f"{numbers.n_statements} statements and {numbers.n_branches} branches in {len(modules())} modules")
    print(f"not gone: {len(missed)}", flush=True)
    return int(failed) or bool(missed)


if __name__ == "__main__":
    sys.exit(main())
