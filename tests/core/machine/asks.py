"""What somebody could try beside the stages and behind an outcome."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from odr.domain import (
    breach,
    changing,
    clarifying,
    correction,
    counterclaim,
    decision,
    objecting,
    parallel,
    producing,
    review,
    service,
    terminating,
)
from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import SaleRole, Side
from odr.domain.rulebook import ReviewGround
from odr.domain.vocabulary import Channel, Function
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, eur
from tests.core.machine.moves import REGISTRAR, SAID, SERVICE, Move, holder, ruling
from tests.core.machine.played import PLAYED

RULEBOOKS = [*PLAYED.values()]


def beside(case: Case, now: datetime, dice: random.Random) -> list[Move]:
    """Some of the acts that belong to no stage; those that end a case or turn it over are rare."""
    makers: list[tuple[float, Callable[[Case, datetime, random.Random, str], list[Move]]]] = [
        (0.5, _evidence),
        (0.5, _words),
        (0.5, _in_return),
        (0.5, _neutrals),
        (0.5, _elsewhere),
        (0.4, _service),
        (0.2, _another_rulebook),
        (0.4, _end),
        (1.0, behind),
    ]
    name = f"{case.version}-{dice.getrandbits(48):x}"
    return [move for share, made in makers if dice.random() < share for move in made(case, now, dice, name)]


def behind(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    """After a decision or an order."""
    side = dice.choice((BUYER, SELLER))
    reviewer = holder(case, Function.REVIEWER)
    author = case.decision.by if case.decision else holder(case, Function.DECIDER)
    result = dice.choice([*e.ReviewResult])
    instead = decision.Ruling(**ruling(case, dice, name)) if result is e.ReviewResult.CHANGED else None
    owed = [line.id for line in case.compensation.lines] if case.compensation else ["none"]
    return [
        Move(correction.AskCorrection, side, {"reasons": SAID}),
        Move(correction.DeclineCorrection, author, {"reasons": SAID}),
        Move(correction.CorrectDecision, author, _corrected(case, dice)),
        Move(review.AskReview, side, {"ground": dice.choice([*ReviewGround]), "reasons": SAID}),
        Move(review.DecideReview, reviewer, {"result": result, "reasons": SAID, "instead": instead}),
        Move(review.AskSetAside, side, {"reasons": SAID}),
        Move(review.DecideSetAside, reviewer, {"granted": dice.random() < 0.6, "reasons": SAID}),
        Move(breach.ReportBreach, side, {"line": dice.choice(owed), "reasons": SAID}),
    ]


def _corrected(case: Case, dice: random.Random) -> dict[str, Any]:
    lines = case.decision.ordered if case.decision else ()
    less = tuple(_with_less(line) for line in lines)
    wrong = dice.random() < 0.5
    return {"slip": e.Slip.SUMS if wrong else e.Slip.WRITING, "reads": SAID, "lines": less if wrong else ()}


def _with_less(line: RemedyLine) -> RemedyLine:
    amount = eur(line.amount.minor - 1) if line.amount else None
    return RemedyLine(line.remedy, line.line, line.quantity, amount, line.owed_by)


def _evidence(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    by = dice.choice((BUYER, SELLER, holder(case, Function.DECIDER)))
    due = dice.choice((None, None, now + timedelta(hours=dice.choice((-1, 0, 5, 400)))))
    asked = {"request": name, "side": dice.choice([*Side]), "what": SAID, "why": SAID, "due": due}
    side = dice.choice((BUYER, SELLER))
    answer = dice.choice([*e.Production])
    own = [one.number for one in case.exhibits.values() if one.side is side.role.side]
    given = tuple(own[:1]) if answer is e.Production.PRODUCED else ()
    said = {"request": dice.choice([*case.requests, "none"]), "answer": answer, "exhibits": given, "words": SAID}
    return [
        Move(producing.RequestEvidence, by, asked),
        Move(producing.AnswerEvidenceRequest, side, said),
        Move(producing.ReopenRecord, holder(case, Function.DECIDER), {"reasons": SAID}),
    ]


def _words(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    by = dice.choice((ADMINISTRATOR, REGISTRAR, holder(case, Function.DECIDER)))
    due = dice.choice((None, None, now + timedelta(hours=dice.choice((-1, 0, 5, 400)))))
    asked = {"clarification": name, "about": dice.choice([*e.Submission]), "what": SAID, "due": due}
    given = {"clarification": dice.choice([*case.clarifications, "none"]), "words": SAID}
    return [
        Move(clarifying.AskClarification, by, asked),
        Move(clarifying.GiveClarification, dice.choice((BUYER, SELLER)), given),
    ]


def _in_return(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    bought = case.respondent.sale_role is SaleRole.BUYER
    kind = ComplaintType.DAMAGED if bought else ComplaintType.RETURN_EMPTY
    remedy = RemedyLine(Remedy.REFUND_FULL if bought else Remedy.DAMAGES, "lamp", 1, eur(900))
    made = {"counterclaim": name, "claims": (Claim("1", "lamp", 1, kind, (remedy,)),), "narrative": SAID}
    answer = {"position": e.Position.DISPUTES, "statement": SAID}
    return [
        *([Move(counterclaim.MakeCounterclaim, SELLER, made)] if kind in case.rulebook.complaints else []),
        Move(counterclaim.AnswerCounterclaim, BUYER, answer),
        *([Move(counterclaim.WithdrawCounterclaim, SELLER, {})] * (dice.random() < 0.3)),
    ]


def _neutrals(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    at_work = holder(case, dice.choice([*Function]))
    staff, reasons = dice.choice((ADMINISTRATOR, REGISTRAR)), {"reasons": SAID}
    objection, sustained = dice.choice([*case.objections, "none"]), dice.random() < 0.4
    return [
        Move(objecting.DiscloseCircumstances, at_work, {"circumstances": dice.choice((None, SAID))}),
        Move(objecting.ObjectToNeutral, dice.choice((BUYER, SELLER)), {"objection": name, **reasons}),
        Move(objecting.DecideObjection, staff, {"objection": objection, "sustained": sustained, **reasons}),
        *([Move(objecting.RecuseNeutral, at_work, reasons)] * (dice.random() < 0.3)),
        *([Move(objecting.HandOverCase, staff, {"away": dice.random() < 0.5, **reasons})] * (dice.random() < 0.3)),
    ]


def _elsewhere(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    by, today = dice.choice((BUYER, SELLER, ADMINISTRATOR, REGISTRAR)), now.date()
    kind = dice.choice((*[one for one in e.ParallelKind if one is not e.ParallelKind.COURT] * 4, e.ParallelKind.COURT))
    day = today + timedelta(days=dice.choice((-30, -1, 0, 0, 2)))
    told = {"proceeding": name, "kind": kind, "forum": SAID, "reference": SAID, "opened_on": day}
    which = dice.choice([*case.parallel, "none"])
    over = {"proceeding": which, "outcome": e.ParallelOutcome.IN_PART, "ended_on": day}
    return [
        Move(parallel.ReportParallelProceeding, by, told),
        Move(parallel.ConfirmParallelProceeding, by, {"proceeding": which}),
        Move(parallel.EndParallelProceeding, by, over),
    ]


def _service(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    """Mostly by the service itself, whose acts these are."""
    by = SERVICE if dice.random() < 0.9 else ADMINISTRATOR
    side = dice.choice([*Side])
    return [
        Move(service.RecordServiceFailure, by, {"side": side, "pause": name}),
        Move(service.RecordSubstitute, by, {"side": side, "channel": Channel.SECOND_ADDRESS}),
        Move(service.RecordContact, by, {"side": side}),
    ]


def _another_rulebook(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    side = dice.choice((BUYER, SELLER))
    asked = case.change_asked.rulebook if case.change_asked else ""
    to = next((one for one in RULEBOOKS if one.id == asked), dice.choice(RULEBOOKS))
    return [
        *(Move(changing.AskRulebookChange, side, {"change": name, "to": one}) for one in dice.sample(RULEBOOKS, 3)),
        Move(changing.AnswerRulebookChange, side, {"agrees": dice.random() < 0.8, "to": to}),
    ]


def _end(case: Case, now: datetime, dice: random.Random, name: str) -> list[Move]:
    by = dice.choice((ADMINISTRATOR, REGISTRAR, holder(case, Function.MEDIATOR), holder(case, Function.DECIDER)))
    rare = dice.random() < 0.1
    ground = dice.choice([*e.Termination]) if rare else e.Termination.COMPLAINANT_INACTIVE
    return [
        Move(terminating.NoticeInactivity, by, {}),
        Move(terminating.ContinueCase, BUYER, {}),
        Move(terminating.EndCase, by, {"ground": ground, "reasons": SAID}),
    ]
