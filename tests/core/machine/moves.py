"""What somebody could try: acts that fit the moment, and acts by anybody at any time, forbidden ones too."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from odr.domain import (
    appointing,
    bidding,
    compensation,
    decision,
    exhibits,
    extending,
    filing,
    mediation,
    negotiation,
    pausing,
    returning,
)
from odr.domain import events as e
from odr.domain.case import Case, Standing
from odr.domain.course import APPOINTED_AT
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.rulebook import PauseGround
from odr.domain.vocabulary import Function, Stage
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, eur

SAID = Text("Words.")
REGISTRAR, SERVICE = Actor(Role.REGISTRAR, "registrar"), Actor(Role.SYSTEM)
STRANGERS = {one: Actor(one.role, "stranger") for one in Function}


class Move(NamedTuple):
    """An act that somebody tries."""

    kind: Callable[..., Any]
    by: Actor
    asked: dict[str, Any]


def holder(case: Case, function: Function) -> Actor:
    """Who serves, or somebody who does not."""
    found = case.neutral(function)
    return Actor(function.role, found.person) if found else STRANGERS[function]


def lines(dice: random.Random) -> tuple[RemedyLine, ...]:
    """One or two lines: of money within what was paid, at its edge and beyond, or without money."""
    return tuple(_line(dice) for _ in range(dice.choice((1, 1, 1, 2))))


def _line(dice: random.Random) -> RemedyLine:
    owes = dice.choice((Side.RESPONDENT, Side.RESPONDENT, Side.COMPLAINANT))
    if dice.random() < 0.1:
        return RemedyLine(dice.choice((Remedy.REPAIR, Remedy.NO_REMEDY)), "lamp", 1, None, owes)
    kinds = (Remedy.REFUND_PARTIAL, Remedy.REFUND_PARTIAL, Remedy.REFUND_ON_RETURN, Remedy.VOUCHER)
    name, price = dice.choice((("lamp", 8000), ("lamp", 8000), ("shade", 2500), (None, 12500)))
    amount = dice.choice((price, price // 2, price // 2 + 1, 100, price + 1 if dice.random() < 0.5 else 0))
    return RemedyLine(dice.choice(kinds), name, 1, eur(amount), owes)


def anybody(case: Case, dice: random.Random) -> Actor:
    neutrals = (holder(case, function) for function in Function)
    return dice.choice(
        (BUYER, SELLER, BUYER, SELLER, ADMINISTRATOR, REGISTRAR, SERVICE, *neutrals, *STRANGERS.values())
    )


def somebodys(case: Case, moves: list[Move], dice: random.Random, fits: Callable[[Move], bool]) -> Move:
    """Mostly an act that fits the moment; else one that nearly does, or anything by anybody."""
    kind = dice.random()
    if kind < 0.5:
        return next(filter(fits, moves), moves[0])
    if kind < 0.8 and (nearly := tempting(case, dice)):
        return dice.choice(nearly)
    return Move(moves[0].kind, anybody(case, dice), moves[0].asked)


def tempting(case: Case, dice: random.Random) -> list[Move]:
    """What is at the edge: one's own offer, the same extension again, one unit more than was paid, a late proposal."""
    open_offers = [one for one in case.offers.values() if one.standing is Standing.OPEN]
    own = [(one.id, BUYER if one.side is Side.COMPLAINANT else SELLER) for one in open_offers]
    longer = [name for name, frame in case.frames.items() if frame.granted]
    dear = (RemedyLine(Remedy.REFUND_PARTIAL, "lamp", 1, eur(8000 + dice.choice((0, 1)))),)
    name, mediator = f"{case.version}-{dice.getrandbits(48):x}", holder(case, Function.MEDIATOR)
    return [
        *(Move(negotiation.AcceptOffer, by, {"offer": offer, "understood": True}) for offer, by in own[-2:] * 3),
        *(Move(extending.ExtendFrame, holder_of(case, one), {"frame": one, "reasons": SAID}) for one in longer * 3),
        *(
            Move(extending.ExtendFrame, holder_of(case, one), {"frame": one, "reasons": SAID})
            for one in [*case.frames][:1]
        ),
        Move(negotiation.MakeOffer, dice.choice((BUYER, SELLER)), {"offer": name, "lines": dear}),
        *(
            [Move(bidding.OpenBidding, dice.choice((BUYER, SELLER)), {"bidding": name})]
            * (case.stage is Stage.NEGOTIATION)
        ),
        *(bid(dice.choice((BUYER, SELLER)), one, dice) for one in [*case.biddings][-1:]),
        *(
            [Move(mediation.MakeProposal, mediator, {"proposal": name, "lines": dear, "reasons": SAID})]
            * (case.stage is Stage.MEDIATION)
        ),
    ]


def bid(by: Actor, bidden: str, dice: random.Random) -> Move:
    """An amount near the share of the demand, far away, or more than was paid."""
    amount = eur(dice.choice((2699, 2700, 3000, 3001, 6000, 12501)))
    return Move(bidding.GiveBid, by, {"bidding": bidden, "amount": amount, "understood": dice.random() < 0.9})


def table(case: Case, now: datetime, dice: random.Random) -> list[Move]:
    """Every kind of act with who usually does it, and with ids that are there or not."""
    name, side = f"{case.version}-{dice.getrandbits(48):x}", dice.choice((BUYER, SELLER))
    offer = dice.choice([*case.offers, "none"])
    proposal = {"proposal": next(reversed(case.proposals), "none"), "accepts": dice.random() < 0.6}
    frame = dice.choice([*case.frames, "none"])
    room = dice.choice((*[None] * 9, *Room))
    days, staff = dice.choice((0, 1, 3, 10, 30, 31)), dice.choice((ADMINISTRATOR, REGISTRAR))
    mediator, decider = holder(case, Function.MEDIATOR), holder(case, Function.DECIDER)
    expires = dice.choice((None, None, None, now + timedelta(hours=dice.choice((-1, 0, 5, 40)))))
    made = {"offer": name, "lines": lines(dice), "room": room, "expires": expires}
    understood = dice.random() < 0.9
    return [
        Move(filing.AcknowledgeComplaint, SELLER, {}),
        Move(filing.WithdrawComplaint, BUYER, {})
        if dice.random() < 0.05
        else Move(exhibits.DiscloseExhibit, side, {"exhibit": dice.choice([*case.drafts, "none"])}),
        Move(negotiation.MakeOffer, side, made),
        Move(negotiation.MakeOffer, side, {**made, "counters": offer, "room": None}),
        Move(negotiation.AcceptOffer, side, {"offer": offer, "understood": understood}),
        Move(negotiation.DeclineOffer, side, {"offer": offer}),
        Move(negotiation.WithdrawOffer, side, {"offer": offer}),
        Move(mediation.MakeProposal, mediator, {"proposal": name, "lines": lines(dice), "reasons": SAID}),
        Move(mediation.AnswerProposal, side, {**proposal, "understood": understood}),
        Move(exhibits.ReceiveExhibit, side if dice.random() < 0.4 else decider, _exhibit(name)),
        Move(exhibits.DiscloseExhibit, side, {"exhibit": dice.choice([*case.drafts, "none"])}),
        Move(extending.ExtendFrame, anybody(case, dice), {"frame": frame, "reasons": dice.choice((None, SAID))}),
        Move(extending.ExtendFrame, holder_of(case, frame), {"frame": frame, "reasons": dice.choice((None, SAID))}),
        Move(
            extending.AnswerExtension,
            side,
            {"frame": next(iter(case.extension_asked), frame), "agrees": dice.random() < 0.7},
        ),
        Move(pausing.AskPause, side, {"pause": name, "days": days if dice.random() < 0.5 else 0, "reasons": SAID}),
        Move(pausing.AnswerPause, side, {"agrees": dice.random() < 0.8}),
        Move(
            pausing.OrderPause,
            dice.choice((staff, mediator, decider)),
            {"pause": name, "ground": PauseGround.CARRIER_TRACE, "days": days, "reasons": SAID},
        ),
        Move(pausing.ResumeCase, dice.choice((side, staff)), {}),
        Move(mediation.MakeProposal, mediator, {"proposal": name, "lines": lines(dice), "reasons": SAID}),
        Move(mediation.AnswerProposal, side, {**proposal, "understood": understood}),
        Move(negotiation.AcceptOffer, side, {"offer": offer, "understood": understood}),
        Move(compensation.ReportFulfilment, dice.choice((side, staff)), _report(case, dice)),
        Move(compensation.ReportFulfilment, dice.choice((side, staff, SERVICE)), _report(case, dice)),
        Move(returning.ArrangeReturn, dice.choice((side, staff)), _arrangement(case, dice)),
        *onward(case, dice),
    ]


def holder_of(case: Case, frame: str) -> Actor:
    """Somebody for whom this frame waits."""
    roles = case.frames[frame].facts.actors if frame in case.frames else (Role.COMPLAINANT,)
    return next(one for one in _everybody(case) if one.role is roles[0])


def _everybody(case: Case) -> tuple[Actor, ...]:
    return (
        BUYER,
        SELLER,
        ADMINISTRATOR,
        REGISTRAR,
        *(holder(case, function) for function in Function),
        SERVICE,
    )


OWED_IN_RETURN = RemedyLine(Remedy.DAMAGES, "lamp", 1, eur(700), Side.COMPLAINANT)


def ruling(case: Case, dice: random.Random, name: str) -> dict[str, Any]:
    """What is decided: granted or dismissed, now and then otherwise than that, on exhibits that are there or not."""
    cited = dice.sample([one.number for one in case.exhibits.values()], k=min(1, len(case.exhibits)))
    cited = ["C-9"] if dice.random() < 0.05 else cited
    against = dice.sample([*case.requests], k=min(1, len(case.requests))) if dice.random() < 0.2 else []
    outcome = dice.choice((e.Outcome.GRANTED, e.Outcome.DISMISSED, e.Outcome.GRANTED))
    ordered = () if (outcome is e.Outcome.DISMISSED) == (dice.random() < 0.9) else lines(dice)
    claimed = Role.RESPONDENT in case.claimants
    in_return = dice.choice((e.Outcome.GRANTED_IN_PART, e.Outcome.DISMISSED)) if claimed else None
    back = (OWED_IN_RETURN,) if claimed and (in_return is e.Outcome.DISMISSED) == (dice.random() < 0.1) else ()
    return {
        "decision": name,
        "outcome": None if case.withdrawn else outcome,
        "counterclaim": in_return,
        "issues": (e.Issue(SAID, SAID, tuple(cited), "Rule", tuple(against)),),
        "lines": (*(() if case.withdrawn else ordered), *back),
        "reasons": SAID,
    }


def onward(case: Case, dice: random.Random) -> list[Move]:
    """Acts that lead to another stage, each by its usual actor."""
    mediator, decider = holder(case, Function.MEDIATOR), holder(case, Function.DECIDER)
    appointed = APPOINTED_AT.get(case.stage, Function.DECIDER)
    name = f"{case.version}-{dice.getrandbits(48):x}"
    return [
        Move(filing.AnswerComplaint, SELLER, {"position": e.Position.DISPUTES, "statement": SAID}),
        Move(filing.EscalateComplaint, BUYER, {"reasons": SAID}),
        Move(filing.AdmitCase, dice.choice((ADMINISTRATOR, REGISTRAR)), {}),
        Move(negotiation.LeaveNegotiation, dice.choice((BUYER, SELLER)), {}),
        Move(appointing.AppointNeutral, dice.choice((ADMINISTRATOR, SERVICE)), appointment(case, appointed, dice)),
        Move(mediation.EndMediation, mediator, {}),
        Move(decision.RequestDecision, BUYER, {}),
        Move(decision.CompleteFile, decider, {}),
        Move(decision.IssueDecision, decider, ruling(case, dice, name)),
        *(Move(decision.AcceptDecision, by, {"understood": True}) for by in (BUYER, SELLER)),
        *(
            [Move(decision.RejectDecision, dice.choice((BUYER, SELLER)), {}), Move(decision.ForgoDecision, BUYER, {})]
            if dice.random() < 0.1
            else []
        ),
    ]


def appointment(case: Case, function: Function, dice: random.Random) -> dict[str, Any]:
    """A new neutral; now and then one who served already, belongs to a side or serves as something else."""
    served = [one.person for one in case.appointments]
    person = dice.choice(served) if served and dice.random() < 0.1 else f"n{len(served) + 1}"
    odd = dice.random()
    return {
        "function": function if odd > 0.05 else dice.choice([*Function]),
        "person": person if odd < 0.95 else "holzhaus",
        "functions": frozenset({function}) if odd > 0.1 else frozenset(Function),
        "belongs_to": frozenset({"buyer"}) if 0.5 < odd < 0.53 else frozenset[str](),
        "payer": "service",
    }


def _exhibit(name: str) -> dict[str, Any]:
    return {"exhibit": name, "upload": name, "name": SAID, "sha256": SAID, "media_type": "image/png", "size": 1}


def _arrangement(case: Case, dice: random.Random) -> dict[str, Any]:
    owed = [*case.compensation.lines] if case.compensation else []
    line = dice.choice(owed) if owed else None
    bears = line.remedy.owed_by if line else Side.RESPONDENT
    return {"line": line.id if line else "none", "address": SAID, "cost_by": bears}


def _report(case: Case, dice: random.Random) -> dict[str, Any]:
    owed = [line.id for line in case.compensation.lines] if case.compensation else ["none"]
    line = case.compensation.line(dice.choice(owed)) if case.compensation else None
    nearby = [*compensation.NEXT_STEPS[line.step]] if line else []
    step = dice.choice([*nearby, *nearby, *e.Step])
    shown = {"reference": dice.choice(("", "re_1", "re_2")), "note": dice.choice((None, SAID))}
    return {"line": line.id if line else "none", "step": step, **shown}
