"""A case of a town whose refund got lost on its way to the shop."""

from dataclasses import dataclass, field
from datetime import timedelta

from odr.fulfilment.carrying import begin, carry_out_next, look_for_lost
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.legs import Carrier
from odr.schema import ids
from tests.fulfilment.shop import Breaks, Shop
from tests.schema.house import Town, remedy


@dataclass
class LostRefund:
    """What was agreed in `case` was handed to the shop, and no answer came."""

    town: Town
    shop: Shop = field(default_factory=lambda: Shop(paying=[Breaks.BEFORE]))
    case: str = ""

    def __post_init__(self) -> None:
        self.case = agreed(self.town)
        begin(self.carrier, ids.local(self.case, "Case"))
        for _ in range(LOOKS):
            self.run()
        look_for_lost(self.carrier, self.town.clock.now())

    @property
    def carrier(self) -> Carrier:
        town = self.town
        return Carrier(town.store, town.house.clerk, town.clock, (), lambda marketplace: self.shop)

    def run(self) -> None:
        """An hour goes by; what is due in the shop is done."""
        self.town.clock.forward(timedelta(hours=1))
        while carry_out_next(self.carrier, self.town.clock.now()):
            pass

    def carry_out(self) -> None:
        """What is owed now is handed over."""
        begin(self.carrier, ids.local(self.case, "Case"))

    @property
    def steps(self) -> list[str]:
        """What was reported of the line, as the buyer sees it."""
        document = "query ($id: ID!) { case(id: $id) { compensation { lines { reports { step } } } } }"
        (line,) = self.town.as_("buyer").ask(document, id=self.case)["case"]["compensation"]["lines"]
        return [str(one["step"]) for one in line["reports"]]


def agreed(town: Town) -> str:
    """A case in which 80 EUR are to be given back."""
    case = town.file()
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy()])["offer"]["id"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer, effectUnderstood=True)
    return case
