"""A process that carries out in a shop, to be killed: `python -m tests.shops.carrying DATABASE SHOP KEY BEGAN`."""

import sys
import time
from datetime import datetime, timedelta

from odr.clerk import Clerk
from odr.fulfilment.carrying import carry_out_next
from odr.fulfilment.legs import Carrier
from odr.fulfilment.vendure import Vendure
from odr.rulebooks import all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT

HASTE = 240
"""How many seconds pass for the service in one: its waits are minutes, its lease two."""


class Hasty:
    """A clock that began at `began` of the machine's own and runs ahead of it."""

    def __init__(self, began: float) -> None:
        self._began = began

    def now(self) -> datetime:
        return FILED_AT + timedelta(hours=12) + timedelta(seconds=(time.time() - self._began) * HASTE)


def carrier(database: str, shop: str, key: str, began: float) -> Carrier:
    """What carries out, with the shop at this address."""
    store, connector = Store(database), Vendure(f"{shop}/admin-api", key)
    return Carrier(store, Clerk(store, all_rulebooks()), Hasty(began), (), lambda marketplace: connector)


def main(database: str, shop: str, key: str, began: str) -> None:
    """Do what is due, for as long as nobody ends it."""
    one = carrier(database, shop, key, float(began))
    print("READY", flush=True)
    while True:
        if not carry_out_next(one, one.clock.now()):
            time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
