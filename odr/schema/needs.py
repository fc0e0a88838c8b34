"""What a side needs to take part, told to those who conduct the case only."""

import strawberry

from odr.domain import needs
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.typed import prose

LONGEST = 2_000


@strawberry.input(description="Say what your side needs to take part.")
class StateNeedsInput(CaseInput):
    """Input of `stateNeeds`."""

    needs: str = prose(description="What you need, or what makes it harder for you.", most=LONGEST)


@payload(*ACT, no.ReasonsMissing)
class StateNeedsPayload(CasePayload):
    """The case."""


@mutation
def state_needs(ctx: Context, input: StateNeedsInput) -> StateNeedsPayload:
    """Tell the neutrals what you need to take part, or that you are vulnerable, in place of what you said before.

    Your own side, the mediator, the decision maker and the reviewer read it. The other side and the marketplace never
    do.
    """
    done = perform(ctx, input, needs.StateNeeds, needs=Text(input.needs))
    return StateNeedsPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Take back what your side said that it needs.")
class WithdrawNeedsInput(CaseInput):
    """Input of `withdrawNeeds`."""


@payload(*ACT, no.NothingToAnswer)
class WithdrawNeedsPayload(CasePayload):
    """The case."""


@mutation
def withdraw_needs(ctx: Context, input: WithdrawNeedsInput) -> WithdrawNeedsPayload:
    """Take back what you said that you need. The words are erased for good; also possible in a closed case."""
    done = perform(ctx, input, needs.WithdrawNeeds)
    return WithdrawNeedsPayload(case=done.case, replayed=done.replayed)
