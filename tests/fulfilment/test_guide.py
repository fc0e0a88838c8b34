"""The connector that the guide shows keeps the contract, as it stands on the page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fulfilment.contract import StandIn
from tests.fulfilment.contract_beside import CHECKS

PAGE = (Path(__file__).parents[2] / "docs" / "guides" / "connector.md").read_text(encoding="utf-8")


def shown() -> StandIn:
    """The stand-in of the page, with its connector."""
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
    names: dict[str, Any] = {}
    exec(compile(code, "connector.md", "exec"), names)
    found: StandIn = names["TillStandIn"]()
    return found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_connector_of_the_guide_keeps_the_contract(check: Callable[[StandIn], None]) -> None:
    check(shown())
