"""Every reason for which the service refuses is explained where callers look."""

import re
from collections.abc import Iterator
from pathlib import Path

from odr.accounts.refusals import AccountRefused
from odr.domain.refusals import Refused, code_of
from odr.schema import schema

WRITTEN = (Path(__file__).parent.parent / "docs" / "reference" / "refusals.md").read_text(encoding="utf-8")


def refusals(of: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for one in of.__subclasses__():
        yield one
        yield from refusals(one)


def test_every_refusal_is_explained() -> None:
    assert schema.MODULES, "importing the schema imports every room that refuses"
    codes = {code_of(one) for one in refusals() if one.__module__.startswith("odr.") and one is not AccountRefused}
    assert [code for code in sorted(codes) if f"| `{code}` |" not in WRITTEN] == []


def test_nothing_is_explained_that_does_not_exist() -> None:
    codes = {code_of(one) for one in refusals()}
    assert [code for code in re.findall(r"^\| `([A-Z_]+)`", WRITTEN, re.M) if code not in codes] == []
