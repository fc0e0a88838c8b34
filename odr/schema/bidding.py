"""Secret bids: a round is opened, each side gives its own, and they settle the case or leave no trace."""

from typing import Any

import strawberry

from odr.domain import bidding
from odr.domain import refusals as no
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, CasePayload, perform
from odr.schema.base import CaseInput, Context, MoneyInput, mutation, payload
from odr.schema.part_types import Bidding
from odr.schema.typed import SECRET


@strawberry.input(description="Ask both sides for a secret bid.")
class OpenBiddingInput(CaseInput):
    """Input of `openBidding`."""


@payload(*ACT, no.BidsNotProvided, no.RoundsUsedUp)
class OpenBiddingPayload(CasePayload):
    """The round, and the case."""

    bidding: Bidding | None = strawberry.field(default=None, description="The round as it stands.")


@mutation
def open_bidding(ctx: Context, input: OpenBiddingInput) -> OpenBiddingPayload:
    """Open a round of secret bids. Each side can give one; they settle the case when they meet."""
    made = new_id()
    done = perform(ctx, input, bidding.OpenBidding, made=made, bidding=made)
    found = bidding_in(done.seen.biddings, done.subject)
    return OpenBiddingPayload(case=done.case, bidding=found, replayed=done.replayed)


def bidding_in(biddings: list[Bidding], local: str) -> Bidding | None:
    """The round with this local id."""
    wanted = ids.encode("Bidding", local)
    return next((one for one in biddings if one.id == wanted), None)


@strawberry.input(description="Give your side's secret bid.")
class GiveBidInput(CaseInput):
    """Input of `giveBid`."""

    bidding: strawberry.ID = strawberry.field(description="The round.")
    amount: MoneyInput = strawberry.field(
        metadata=SECRET,
        description=(
            "The complainant's side: the least it would take. The respondent's: the most it would pay. "
            "A repeat under the same key is one even if it names another amount: the first one counts."
        ),
    )
    effect_understood: bool = strawberry.field(
        description="That you have read what it means when the bids meet: the case's effectText."
    )


@payload(
    *ACT,
    *BINDING,
    no.AmountMissing,
    no.WrongCurrency,
    no.MoreThanWasPaid,
    no.AlreadyRecovered,
    no.BiddingNotOpen,
    no.EffectNotConfirmed,
)
class GiveBidPayload(CasePayload):
    """The case; settled when both bids are in and meet."""

    bidding: Bidding | None = strawberry.field(default=None, description="The round as it stands.")


@mutation
def give_bid(ctx: Context, input: GiveBidInput) -> GiveBidPayload:
    """Give your side's secret bid. Nobody else learns that you gave it; bids that do not meet are erased."""
    of = ids.part(input.bidding, "Bidding")
    asked: dict[str, Any] = {"bidding": of, "amount": input.amount.exact(), "understood": input.effect_understood}
    done = perform(ctx, input, bidding.GiveBid, **asked)
    return GiveBidPayload(case=done.case, bidding=bidding_in(done.seen.biddings, of), replayed=done.replayed)
