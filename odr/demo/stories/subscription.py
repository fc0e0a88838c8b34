"""Eight charges of a subscription, three of them after it was cancelled: it is computed charge by charge."""

from datetime import timedelta
from decimal import Decimal

from odr.demo.orders import PIXELKIOSK, euro, line
from odr.demo.people import LUIS
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A subscription with eight charges"
CHARGES, MONTH = 8, timedelta(days=30)


def play(story: Story) -> None:
    story.seller = LUIS
    began = story.stage.now() - CHARGES * MONTH
    played = line("play", "Game club, per month", "10.00", "Cancel at any time.", CHARGES, kind="SERVICE")
    paid = [
        {
            "id": f"charge-{n + 1}",
            "method": "card",
            "amount": euro(Decimal(10)),
            "paidAt": (began + n * MONTH).isoformat(),
            "coversFrom": (began + n * MONTH).isoformat(),
            "coversUntil": (began + (n + 1) * MONTH).isoformat(),
        }
        for n in range(CHARGES)
    ]
    order = story.bought(played, of=PIXELKIOSK, days=CHARGES * MONTH.days, payments=paid)
    cancelled = {"cancelledAt": (began + 5 * MONTH - timedelta(days=3)).isoformat()}
    back = of_money("30.00", "REFUND_PARTIAL", "play", quantity=3)
    asks = claim("SUBSCRIPTION", back, line="play", quantity=CHARGES, circumstances=cancelled)
    story.complains(story.buyer, order, "I cancelled before the sixth charge, and was charged three times more.", asks)
    offer = story.offers(story.seller, back)
    left = story.sees(story.buyer, "paymentsLeft { payment left { amount } }", lambda case: len(case["paymentsLeft"]))
    story.check(left == CHARGES, "each charge has a line in the ledger")
    story.accepts(story.buyer, offer)
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
