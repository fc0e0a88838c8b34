"""Which connectors there are, what each of them does, and what it was run against."""

import sys

from odr.fulfilment.port import Kind
from odr.fulfilment.shops import KINDS

WORDS = {
    Kind.REFUND: "refunds",
    Kind.TAKE_BACK: "goods taken back into stock",
    Kind.REPLACEMENT: "replacements",
    Kind.VOUCHER: "vouchers",
}
NOT_RUN = "Not run against the live service"
"""Stands in the docstring of every module that was written from documentation alone."""


def table() -> str:
    """One row for each, as the code says."""
    rows = [f"| `odr/fulfilment/{name}.py` | {_does(name)} | {_run_against(name)} |" for name in sorted(KINDS)]
    return "\n".join(["| Connector | Does | Run against |", "| --- | --- | --- |", *rows])


def _does(name: str) -> str:
    done = KINDS[name]("https://shop.example", "key").does
    return ", ".join(words for kind, words in WORDS.items() if kind in done)


def _run_against(name: str) -> str:
    said = sys.modules[f"odr.fulfilment.{name}"].__doc__ or ""
    if NOT_RUN in " ".join(said.split()):
        return "shapes of its documentation; **not run against the live service**"
    return "a real shop, at every change (`tests/shops/`)"
