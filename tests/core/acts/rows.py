"""Each act with an input that is valid for whoever may do it, and with what others do before so that it can be done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from odr.domain import (
    amending,
    appointing,
    bidding,
    breach,
    bundling,
    changing,
    clarifying,
    closed_accounts,
    compensation,
    confidentiality,
    consenting,
    correction,
    counterclaim,
    decision,
    erasing,
    exhibits,
    extending,
    filing,
    guarding,
    human_review,
    inspecting,
    looking_up,
    mediation,
    needs,
    negotiation,
    noting,
    nudging,
    objecting,
    parallel,
    pausing,
    procedure,
    producing,
    recipients,
    recovering,
    redacting,
    representing,
    retention,
    returning,
    review,
    scanning,
    second_reading,
    service,
    stepping_in,
    talk,
    terminating,
    third_parties,
)
from odr.domain import events as e
from odr.domain.appointing import APPOINTED_AT
from odr.domain.case import Case
from odr.domain.events import Channel, Function, Guardianship, Position, Stage, Step
from odr.domain.guards import Command
from odr.domain.looking_up import LookedUp
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, Role, Room, SaleRole, Side
from odr.domain.rulebook import PauseGround, ReviewGround, Rulebook
from odr.domain.rulebook.choices import StepIn
from odr.domain.shop_order import LookUp
from odr.domain.timeframes import consumer_side
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from tests.core.acts.courses import SAID, SECOND, C, Course, D, M, P, R, T, appointment, draft, drafted, line, ruling
from tests.core.given import FOUR_EYES, SHOP_ORDER, Story, eur

Asked = Callable[[Story, Actor], dict[str, Any]]
Before = Callable[[Story, Actor], object]


def nothing(_story: Story, _by: Actor) -> dict[str, Any]:
    return {}


def with_reasons(_story: Story, _by: Actor) -> dict[str, Any]:
    return {"reasons": SAID}


def given(**asked: Any) -> Asked:
    return lambda _story, _by: asked


@dataclass(frozen=True)
class Act:
    """A kind of act, how it is asked, and in which course of a case."""

    kind: Callable[..., Command]
    asked: Asked = nothing
    before: Before = nothing
    course: Course = Course.ANSWERED


def other(by: Actor) -> Actor:
    """The other side; whoever is no side takes the respondent's part."""
    return R if by.role.acts_as is Role.COMPLAINANT else C


def own(by: Actor) -> Actor:
    return by if by.role.side else R


def _offers(who: Callable[[Actor], Actor]) -> Before:
    return lambda story, by: story.do(negotiation.MakeOffer, who(by), offer="o", lines=(line(story.case),))


def _message(story: Story, by: Actor) -> dict[str, Any]:
    rooms = talk.rooms_open_to(by, story.case)
    return {"message": "m", "room": rooms[0] if rooms else Room.OPEN, "words": SAID}


def _proposed(story: Story, _by: Actor) -> None:
    story.do(mediation.MakeProposal, M, proposal="p", lines=(line(story.case),), reasons=SAID)


def _neutral(story: Story, _by: Actor) -> dict[str, Any]:
    return appointment(APPOINTED_AT.get(story.case.stage, Function.MEDIATOR), "another")


def _passed_to_rule(story: Story, by: Actor) -> None:
    if by is SERVICE:
        story.wait_for("appointment")


def _exhibit(**more: Any) -> dict[str, Any]:
    return {"exhibit": "x", "upload": "u", "name": SAID, "sha256": SAID, "media_type": "image/png", "size": 1, **more}


def _received(story: Story, by: Actor) -> None:
    story.do(exhibits.ReceiveExhibit, own(by), **_exhibit())


CONFIDENTIAL = {"claim": "b", "exhibit": "x", "reasons": SAID, "summary": SAID}


def _confided(story: Story, by: Actor) -> None:
    _received(story, by)
    story.do(confidentiality.ClaimConfidentiality, own(by), **CONFIDENTIAL)


def _shown(story: Story, by: Actor) -> None:
    """Disclosed to everybody, while evidence is taken; else a side's own draft."""
    _received(story, by)
    story.do(exhibits.DiscloseExhibit, own(by), exhibit="x")


def _request(_story: Story, by: Actor) -> dict[str, Any]:
    return {"request": "q", "side": Side(other(by).role.value), "what": SAID, "why": SAID}


def _requested(story: Story, by: Actor) -> None:
    asker = other(by)
    story.do(producing.RequestEvidence, asker, **_request(story, asker))


def _report(story: Story, by: Actor) -> dict[str, Any]:
    """What was ordered is owed by the respondent, so that the complainant says that it came."""
    owed = story.case.compensation.lines[0].id if story.case.compensation else "none"
    begun = Step.FULFILLED if by.role.acts_as is Role.COMPLAINANT else Step.SUBMITTED
    step = Step.REVERSED if story.case.closed_at is not None else begun
    return {"line": owed, "step": step, "reference": "re_1"}


def _arrangement(story: Story, by: Actor) -> dict[str, Any]:
    """Whoever owes the refund bears the cost of the return."""
    owed = story.case.compensation.lines[0] if story.case.compensation else None
    bears = owed.remedy.owed_by if owed else Side.RESPONDENT
    return {
        "line": owed.id if owed else "none",
        "address": SAID,
        "cost_by": bears,
        "instructions": SAID,
        "label": LABEL,
    }


def _scan(story: Story, _by: Actor) -> dict[str, Any]:
    """A carrier saw the parcel of the goods that go back."""
    known = {"scanned_at": story.now, "place": SAID, "carrier": "post", "tracking": "00340434", "reference": ""}
    return {"line": "back-1", "kind": e.ScanKind.ACCEPTED, **known}


def _longer(story: Story, by: Actor) -> dict[str, Any]:
    """A frame that this actor can make longer, or the first one that runs."""
    frames = story.case.running
    found = [one for one in frames if extending.way_to_extend(by, one, story.case)]
    return {"frame": next((one.name for one in (*found, *frames)), "none"), "reasons": SAID}


def _longer_asked(story: Story, by: Actor) -> None:
    story.do(extending.ExtendFrame, other(by), **_longer(story, other(by)))


def _longer_answered(story: Story, _by: Actor) -> dict[str, Any]:
    return {"frame": next(iter(story.case.extension_asked), "none"), "agrees": True}


def _pause_asked(story: Story, by: Actor) -> None:
    story.do(pausing.AskPause, other(by), pause="p", days=2, reasons=SAID)


FOUND: dict[str, Any] = {"words": SAID, "exhibits": ()}
LOOKED_AT: dict[str, Any] = {**FOUND, "found": ReturnFound.DAMAGED, "accepts": None}
ORDERED = {"pause": "p", "ground": PauseGround.CARRIER_TRACE, "days": 2, "reasons": SAID}


def _paused(story: Story, by: Actor) -> None:
    """Both sides end what they agreed on; whoever orders pauses ends an ordered one."""
    if by.role.side is None:
        story.do(pausing.OrderPause, P, **ORDERED)
    else:
        _pause_asked(story, by)
        story.do(pausing.AnswerPause, by, agrees=True)


def _consumer(story: Story, _by: Actor) -> dict[str, Any]:
    return {"side": consumer_side(story.case)}


def _trader(story: Story, _by: Actor) -> dict[str, Any]:
    return {"side": consumer_side(story.case).other}


def _shop_is_silent(story: Story, _by: Actor) -> None:
    """When the complaint was filed the marketplace's shop gave no answer."""
    told = looking_up.told_of(story.case.order, LookedUp(LookUp.NO_ANSWER, story.now))
    story._enter(procedure.enter_in_docket(story.case, [told], SERVICE, story.now))


def _shop_answers(story: Story, _by: Actor) -> dict[str, Any]:
    return {"looked": LookedUp(LookUp.FOUND, story.now, SHOP_ORDER)}


def _fails(side: Asked) -> Before:
    return lambda story, by: story.do(service.RecordServiceFailure, SERVICE, **side(story, by), pause="p")


def _to(case: Case) -> Rulebook:
    """Another rulebook under which the case could go on; where there is none, any other."""
    known = [*all_rulebooks().values(), replace(FOUR_EYES, id="four-eyes/2")]
    found = (*changing.fitting(case, known), all_rulebooks()["eu-adr-2013/1"])
    return found[0]


def _change_asked(story: Story, by: Actor) -> None:
    story.do(changing.AskRulebookChange, other(by), change="r", to=_to(story.case))


CLARIFICATION = {"clarification": "q", "about": e.Submission.COMPLAINT, "what": SAID}


def _returned(story: Story, _by: Actor) -> dict[str, Any]:
    """What the respondent can claim in return, by its part in the sale."""
    bought = story.case.respondent.sale_role is SaleRole.BUYER
    kind = ComplaintType.DAMAGED if bought else ComplaintType.RETURN_EMPTY
    remedy = RemedyLine(Remedy.REFUND_PARTIAL if bought else Remedy.DAMAGES, "lamp", 1, eur(900))
    return {"counterclaim": "c", "claims": (Claim("1", "lamp", 1, kind, (remedy,)),), "narrative": SAID}


def _clarification_asked(story: Story, _by: Actor) -> None:
    story.do(clarifying.AskClarification, {Stage.EVIDENCE: D}.get(story.case.stage, P), **CLARIFICATION)


def _claimed_in_return(story: Story, _by: Actor) -> None:
    story.do(counterclaim.MakeCounterclaim, R, **_returned(story, R))


def _said(story: Story, by: Actor) -> None:
    story.do(talk.SendMessage, by, **_message(story, by))


def _objected(story: Story, _by: Actor) -> None:
    story.do(objecting.ObjectToNeutral, C, objection="o", reasons=SAID)


def _proceeding(story: Story, _by: Actor) -> dict[str, Any]:
    today = story.now.date()
    return {"proceeding": "p", "kind": e.ParallelKind.INSURER, "forum": SAID, "reference": SAID, "opened_on": today}


def _proceeding_to_confirm(story: Story, by: Actor) -> None:
    """Only one side says so: the other one than whoever acts."""
    story.do(parallel.ReportParallelProceeding, R, **_proceeding(story, by))


def _proceeding_over(story: Story, _by: Actor) -> dict[str, Any]:
    return {"proceeding": "p", "outcome": e.ParallelOutcome.IN_PART, "ended_on": story.now.date(), "note": SAID}


def _draft_confirmed(story: Story, _by: Actor) -> None:
    drafted(story)
    story.do(second_reading.ReadDraft, SECOND, draft="d", confirmed=True)


def _overdue(story: Story, _by: Actor) -> None:
    """What was ordered is not paid in time."""
    if story.case.compensation and story.case.running:
        story.wait(until=max(frame.due for frame in story.case.running))


def _paid_by_a_fund(story: Story, by: Actor) -> None:
    """The same, under a rulebook by which a fund steps in."""
    compliance = replace(story.case.rulebook.compliance, step_in=StepIn.FROM_FUND)
    story.case = replace(story.case, rulebook=replace(story.case.rulebook, compliance=compliance))
    _overdue(story, by)


def _late(story: Story, _by: Actor) -> dict[str, Any]:
    return {"line": next((line.id for line in stepping_in.due(story.case)), "none")}


def _back(story: Story, _by: Actor) -> None:
    """Goods that had to be sent back have arrived."""
    order = story.case.compensation
    if order is not None and order.lines[0].step is Step.AWAITING_RETURN:
        received = {"line": order.lines[0].id, "step": Step.RETURN_RECEIVED, "reference": ""}
        story.do(compensation.ReportFulfilment, R, **received)


def _looked_at(story: Story, by: Actor) -> None:
    _back(story, by)
    if story.case.compensation and story.case.compensation.line("back-1"):
        story.do(inspecting.ReportInspection, R, line="back-1", **LOOKED_AT)


def _voucher_ordered(story: Story, _by: Actor) -> None:
    """What was ordered is a voucher, and nobody agreed to one."""
    order, decided = story.case.compensation, story.case.decision
    if order and decided:
        worth = RemedyLine(Remedy.VOUCHER, None, 1, eur(500))
        lines = (replace(order.lines[0], remedy=worth, step=Step.ORDERED), *order.lines[1:])
        ordered, not_accepted = replace(order, lines=lines), replace(decided, accepted=None)
        story.case = replace(story.case, compensation=ordered, decision=not_accepted)


def _voucher(story: Story, _by: Actor) -> dict[str, Any]:
    owed = story.case.compensation.lines[0].id if story.case.compensation else "none"
    return {"line": owed, "understood": True}


def _nearly_over(story: Story, _by: Actor) -> None:
    """The time for a step of the other side is nearly over."""
    soon = nudging.nudges_from(story.case)
    if soon:
        story.wait(until=max(story.now, *soon))


def _nudged(story: Story, _by: Actor) -> dict[str, Any]:
    return {"line": story.case.compensation.lines[0].id if story.case.compensation else "none"}


def _broken(story: Story, _by: Actor) -> dict[str, Any]:
    owed = story.case.compensation.lines[0].id if story.case.compensation else "none"
    return {"line": owed, "reasons": SAID}


def _named(story: Story, by: Actor) -> None:
    """By another person of the side, so that whoever tries it has no part yet."""
    story.do(representing.NameRepresentative, own(by), representation="n", settles=True)


def _of_the_consumer(story: Story, _by: Actor) -> dict[str, Any]:
    return {"side": consumer_side(story.case)}


def _guarded(story: Story, _by: Actor) -> None:
    consumer = C if consumer_side(story.case) is Side.COMPLAINANT else R
    story.do(guarding.RequireGuardian, consumer, ground=Guardianship.UNDER_AGE)


def _with_guardian(story: Story, by: Actor) -> None:
    _guarded(story, by)
    story.do(guarding.NameGuardian, C if consumer_side(story.case) is Side.COMPLAINANT else R, representation="g")


def _claimed(story: Story, by: Actor) -> None:
    _guarded(story, by)
    story.do(guarding.ClaimCapacity, C if consumer_side(story.case) is Side.COMPLAINANT else R)


def _alike(story: Story, _by: Actor) -> dict[str, Any]:
    return {"bundle": "b", "cases": 3, "alike": bundling.likeness(story.case), "reasons": SAID}


def _bundled(story: Story, by: Actor) -> None:
    story.do(bundling.ProposeBundle, P, **_alike(story, by))


def _joined(story: Story, by: Actor) -> None:
    _bundled(story, by)
    story.wait_for("bundle.object")


LABEL = Text("https://carrier.example/label")
MAKER = {"third": "n", "kind": e.ThirdPartyKind.MAKER, "reasons": SAID, "lines": ("lamp",)}


def _maker_asked_in(story: Story, _by: Actor) -> None:
    story.do(third_parties.InviteThirdParty, C, **MAKER)


def _maker_came(story: Story, by: Actor) -> None:
    _maker_asked_in(story, by)
    story.do(third_parties.JoinAsThirdParty, T, third="n")


def _said_or_stated(story: Story, by: Actor) -> None:
    if by.role is Role.THIRD_PARTY:
        _maker_came(story, by)
        story.do(third_parties.GiveThirdPartyStatement, T, statement="m", words=SAID)
    else:
        _said(story, by)


def _own_words(by: Actor) -> dict[str, Any]:
    stated = by.role is Role.THIRD_PARTY
    return {"what": e.Submission.STATEMENT if stated else e.Submission.MESSAGE, "subject": "m"}


def _maker_asked(story: Story, by: Actor) -> None:
    """With an exhibit of its own at hand, and one of the side's that asks."""
    _maker_came(story, by)
    story.do(exhibits.ReceiveExhibit, C, **_exhibit())
    story.do(exhibits.DiscloseExhibit, C, exhibit="x")
    story.do(third_parties.AskThirdParty, C, third="n", question="q", words=SAID, shown=("C-1",))
    story.do(exhibits.ReceiveExhibit, T, **{**_exhibit(), "exhibit": "p"})


def _noticed(story: Story, _by: Actor) -> None:
    story.do(terminating.NoticeInactivity, P)


def _to_erase(_story: Story, _by: Actor) -> dict[str, Any]:
    what = {"what": e.Submission.COMPLAINT, "subject": "", "ground": e.LawfulGround.ORDERED}
    return {"erasure": "e", **what, "reasons": SAID}


def _erasure_asked(story: Story, by: Actor) -> None:
    story.do(erasing.AskErasure, C, **_to_erase(story, by))


def _kept_long(story: Story, _by: Actor) -> None:
    """Once nothing can bring a closed case back, until something is due."""
    while story.case.closed_at and story.case.next_due:
        story.wait(until=story.case.next_due)
    story.wait(until=retention.erases_at(story.case))


def _held(story: Story, _by: Actor) -> None:
    story.do(retention.PlaceLegalHold, P, hold="h", reasons=SAID)


ROWS = (
    Act(filing.JoinCase),
    Act(filing.AcknowledgeComplaint),
    Act(nudging.NudgeRespondent),
    Act(filing.AnswerComplaint, given(position=Position.DISPUTES, statement=SAID)),
    Act(clarifying.AskClarification, given(**CLARIFICATION)),
    Act(clarifying.GiveClarification, given(clarification="q", words=SAID), _clarification_asked),
    Act(counterclaim.MakeCounterclaim, _returned),
    Act(counterclaim.AnswerCounterclaim, given(position=Position.DISPUTES, statement=SAID), _claimed_in_return),
    Act(counterclaim.WithdrawCounterclaim, with_reasons, _claimed_in_return),
    Act(filing.EscalateComplaint, with_reasons),
    Act(filing.AdmitCase),
    Act(filing.RefuseCase, given(ground=e.RefusalGround.FRIVOLOUS, reasons=SAID)),
    Act(filing.WithdrawComplaint, with_reasons),
    Act(human_review.AskHumanReview, given(about=e.Automated.ENTITLEMENT, reasons=SAID)),
    Act(
        human_review.AnswerHumanReview,
        given(finding=SAID),
        lambda story, _: story.do(human_review.AskHumanReview, C, about=e.Automated.ENTITLEMENT, reasons=SAID),
    ),
    Act(needs.StateNeeds, given(needs=SAID)),
    Act(needs.WithdrawNeeds, before=lambda story, by: story.do(needs.StateNeeds, by, needs=SAID)),
    Act(representing.NameRepresentative, given(representation="n", settles=True)),
    Act(representing.JoinAsRepresentative, given(representation="n"), _named),
    Act(representing.EndRepresentation, before=_named),
    Act(
        guarding.RequireGuardian,
        lambda story, by: {"ground": Guardianship.UNDER_AGE, **_of_the_consumer(story, by)},
    ),
    Act(
        guarding.NameGuardian,
        lambda story, by: {"representation": "g", **_of_the_consumer(story, by)},
        _guarded,
    ),
    Act(
        guarding.RelieveGuardian,
        lambda story, by: {"reasons": SAID, **_of_the_consumer(story, by)},
        _with_guardian,
    ),
    Act(guarding.ClaimCapacity, before=_guarded),
    Act(guarding.ConfirmCapacity, _of_the_consumer, _claimed),
    Act(recipients.InviteRecipient),
    Act(recipients.JoinAsRecipient, before=lambda story, _: story.do(recipients.InviteRecipient, C)),
    Act(bundling.ProposeBundle, _alike),
    Act(bundling.ObjectToBundle, before=_bundled),
    Act(bundling.ReleaseFromBundle, with_reasons, _bundled),
    Act(bundling.CountBundle, given(bundle="b", cases=2), _bundled),
    Act(
        bundling.DecideTogether, lambda story, _: {"bundle": "b", "cases": 2, **ruling(story.case, "another")}, _joined
    ),
    Act(third_parties.InviteThirdParty, given(**MAKER)),
    Act(third_parties.JoinAsThirdParty, given(third="n"), _maker_asked_in),
    Act(third_parties.AskThirdParty, given(third="n", question="q", words=SAID), _maker_came),
    Act(
        third_parties.GiveThirdPartyStatement,
        given(statement="o", words=SAID, answers="q", exhibits=("p",)),
        _maker_asked,
    ),
    Act(third_parties.EndThirdParty, given(third="n"), _maker_came),
    Act(talk.SendMessage, _message),
    Act(talk.BlockMessages),
    Act(talk.UnblockMessages, before=lambda story, by: story.do(talk.BlockMessages, by)),
    Act(talk.HideMessage, given(message="m"), lambda story, _: _said(story, C)),
    Act(amending.CorrectSubmission, lambda _, by: {**_own_words(by), "reads": SAID}, _said_or_stated),
    Act(amending.WithdrawSubmission, lambda _, by: {**_own_words(by), "reasons": SAID}, _said_or_stated),
    Act(negotiation.MakeOffer, lambda story, _: {"offer": "o", "lines": (line(story.case),)}),
    Act(negotiation.AcceptOffer, given(offer="o", understood=True), _offers(other)),
    Act(negotiation.DeclineOffer, given(offer="o"), _offers(other)),
    Act(negotiation.WithdrawOffer, given(offer="o"), _offers(own)),
    Act(negotiation.LeaveNegotiation),
    Act(bidding.OpenBidding, given(bidding="b")),
    Act(
        bidding.GiveBid,
        given(bidding="b", amount=eur(3000), understood=True),
        lambda story, by: story.do(bidding.OpenBidding, other(by), bidding="b"),
    ),
    Act(appointing.AppointNeutral, _neutral, _passed_to_rule),
    Act(objecting.DiscloseCircumstances, given(circumstances=SAID)),
    Act(objecting.ObjectToNeutral, given(objection="o", reasons=SAID)),
    Act(objecting.DecideObjection, given(objection="o", sustained=False, reasons=SAID), _objected),
    Act(objecting.RecuseNeutral, with_reasons),
    Act(objecting.HandOverCase, given(reasons=SAID, away=True)),
    Act(mediation.MakeProposal, lambda story, _: {"proposal": "p", "lines": (line(story.case),), "reasons": SAID}),
    Act(mediation.AnswerProposal, given(proposal="p", accepts=True, understood=True), _proposed),
    Act(mediation.EndMediation),
    Act(
        exhibits.ReceiveExhibit,
        given(**_exhibit()),
        lambda story, by: _maker_came(story, by) if by is T else None,
    ),
    Act(exhibits.DiscloseExhibit, given(exhibit="x"), _received),
    Act(confidentiality.ClaimConfidentiality, given(**CONFIDENTIAL), _received),
    Act(confidentiality.RuleOnConfidentiality, given(claim="b", granted=True, reasons=SAID), _confided),
    Act(
        redacting.RedactExhibit,
        given(**{**_exhibit(), "exhibit": "p"}, original="x", places=(e.Place(page=1),)),
        _received,
    ),
    Act(noting.AnnotateExhibit, given(annotation="o", exhibit="x", words=SAID), _shown),
    Act(
        noting.NoteTranslation,
        given(translation="o", exhibit="x", language="en", words=SAID, translator=SAID, certified=False),
        _shown,
    ),
    Act(producing.RequestEvidence, _request),
    Act(
        producing.AnswerEvidenceRequest,
        given(request="q", answer=e.Production.DOES_NOT_EXIST, words=SAID),
        _requested,
    ),
    Act(producing.ReopenRecord, with_reasons),
    Act(decision.RequestDecision),
    Act(decision.ForgoDecision),
    Act(decision.CompleteFile),
    Act(decision.IssueDecision, lambda story, _: ruling(story.case, "another")),
    Act(second_reading.DraftDecision, lambda story, _: draft(story.case, "d"), course=Course.FOUR_EYES),
    Act(
        second_reading.ReadDraft,
        given(draft="d", confirmed=False, remarks=SAID),
        lambda story, _: drafted(story),
        Course.FOUR_EYES,
    ),
    Act(second_reading.IssueDraft, given(draft="d"), _draft_confirmed, Course.FOUR_EYES),
    Act(decision.AcceptDecision, given(understood=True)),
    Act(decision.RejectDecision),
    Act(
        recovering.RecordRecovery,
        lambda story, _: {
            "number": 1,
            "payment": "pay-1",
            "source": e.RecoverySource.CHARGEBACK,
            "amount": eur(100),
            "undone": False,
            "line": None,
            "reference": "",
            "recorded_at": story.now,
        },
    ),
    Act(parallel.ReportParallelProceeding, _proceeding),
    Act(parallel.ConfirmParallelProceeding, given(proceeding="p"), _proceeding_to_confirm),
    Act(parallel.EndParallelProceeding, _proceeding_over, _proceeding_to_confirm),
    Act(correction.AskCorrection, with_reasons),
    Act(
        correction.DeclineCorrection,
        with_reasons,
        lambda story, _: story.do(correction.AskCorrection, C, reasons=SAID),
    ),
    Act(correction.CorrectDecision, given(slip=e.Slip.WRITING, reads=SAID)),
    Act(review.AskReview, given(ground=ReviewGround.PROCEDURAL_ERROR, reasons=SAID)),
    Act(review.DecideReview, given(result=e.ReviewResult.CONFIRMED, reasons=SAID)),
    Act(review.AskSetAside, with_reasons, course=Course.SILENT),
    Act(review.DecideSetAside, given(granted=True, reasons=SAID), course=Course.SET_ASIDE),
    Act(compensation.ReportFulfilment, _report, course=Course.SET_ASIDE),
    Act(returning.ArrangeReturn, _arrangement, course=Course.ON_RETURN),
    Act(inspecting.ReportInspection, given(line="back-1", **LOOKED_AT), _back, Course.ON_RETURN),
    Act(inspecting.AnswerInspection, given(line="back-1", agreed=False, **FOUND), _looked_at, Course.ON_RETURN),
    Act(nudging.NudgeLine, _nudged, _nearly_over, Course.ON_RETURN),
    Act(consenting.TakeVoucher, _voucher, _voucher_ordered, course=Course.SET_ASIDE),
    Act(scanning.RecordScan, _scan, course=Course.ON_RETURN),
    Act(breach.ReportBreach, _broken, _overdue),
    Act(stepping_in.StepIn, _late, _paid_by_a_fund),
    Act(terminating.NoticeInactivity),
    Act(terminating.ContinueCase, before=_noticed),
    Act(terminating.EndCase, given(ground=e.Termination.NO_JURISDICTION, reasons=SAID)),
    Act(extending.ExtendFrame, _longer),
    Act(extending.AnswerExtension, _longer_answered, _longer_asked),
    Act(pausing.AskPause, given(pause="p", days=2, reasons=SAID)),
    Act(pausing.AnswerPause, given(agrees=True), _pause_asked),
    Act(pausing.OrderPause, given(**ORDERED)),
    Act(pausing.ResumeCase, before=_paused),
    Act(closed_accounts.RecordAccount, given(side=Side.RESPONDENT, closed=True)),
    Act(looking_up.RecordLookUp, _shop_answers, _shop_is_silent),
    Act(service.RecordServiceFailure, lambda story, by: {**_trader(story, by), "pause": "p"}),
    Act(
        service.RecordSubstitute,
        lambda story, by: {**_trader(story, by), "channel": Channel.SECOND_ADDRESS},
        _fails(_trader),
    ),
    Act(service.RecordContact, _consumer, _fails(_consumer)),
    Act(changing.AskRulebookChange, lambda story, _: {"change": "r", "to": _to(story.case)}),
    Act(changing.AnswerRulebookChange, lambda story, _: {"agrees": True, "to": _to(story.case)}, _change_asked),
    Act(erasing.AskErasure, _to_erase),
    Act(erasing.AnswerErasure, given(erasure="e", erases=False, reasons=SAID), _erasure_asked),
    Act(retention.ApplyRetention, before=_kept_long),
    Act(retention.PlaceLegalHold, given(hold="h", reasons=SAID)),
    Act(retention.LiftLegalHold, given(hold="h", reasons=SAID), _held),
)
