"""Which entry is told to whom, as which message: one table, the most important first.

Of the entries of one submission each reader gets the first line that fits. What a reader's own role did is not
told to it; what follows from it is. Each message has its words in `locales/`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from odr.domain import events as e
from odr.domain.course import APPOINTED_AT, BUNDLE_OBJECTION
from odr.domain.events import Function, FundPart, How, Moved, ParallelEffect, ScanKind, Stage, Step
from odr.domain.roles import Role, Side

_C, _R, _M, _D, _V, _4 = (
    frozenset({role})
    for role in (
        Role.COMPLAINANT,
        Role.RESPONDENT,
        Role.MEDIATOR,
        Role.DECIDER,
        Role.REVIEWER,
        Role.SECOND_READER,
    )
)
_MARKET, _REGISTRAR = frozenset({Role.MARKETPLACE}), frozenset({Role.REGISTRAR})
_THIRD = frozenset({Role.THIRD_PARTY})
_SIDES = _C | _R
_NEUTRALS = _M | _D | _V | _4
_ADMINISTRATORS = _MARKET | _REGISTRAR

Test = Callable[[Any, str], bool]
"""Whether an event of the line's kind is meant, for this person (empty for everybody but neutrals)."""


def _always(event: object, person: str) -> bool:
    return True


def _by_rule(event: Any, person: str) -> bool:
    return bool(event.how is How.BY_RULE)


def _by_act(event: Any, person: str) -> bool:
    return bool(event.how is How.BY_ACT)


def _theirs(event: Any, person: str) -> bool:
    return bool(event.person == person)


def _opens(*stages: Stage) -> Test:
    return lambda event, person: event.stage in stages


def _opens_an_appointment(event: e.StageOpened, person: str) -> bool:
    return event.stage in APPOINTED_AT


def _reviewer_again(event: e.StageOpened, person: str) -> bool:
    """A reviewer is appointed by rule only where one let the time pass."""
    return event.stage is Stage.REVIEWER_APPOINTMENT and event.how is How.BY_RULE


def _granted(event: e.SetAsideDecided, person: str) -> bool:
    return event.granted


def _confidential(event: e.ConfidentialityRuled, person: str) -> bool:
    return event.confidential


def _sustained(event: e.ObjectionDecided, person: str) -> bool:
    return event.sustained


def _undecided(event: e.ObjectionDecided, person: str) -> bool:
    return bool(event.clause)


def _confirmed(event: e.DraftRead, person: str) -> bool:
    return event.confirmed


def _with_circumstances(event: e.CircumstancesDisclosed, person: str) -> bool:
    return event.circumstances is not None


def _of(function: Function) -> Test:
    return lambda event, person: event.function is function


def _asked(side: Side) -> Test:
    return lambda event, person: event.side is side


def _step(*steps: Step) -> Test:
    return lambda event, person: event.step in steps


def _by_respondent(event: e.ParallelProceedingReported, person: str) -> bool:
    return event.side is Side.RESPONDENT


def _stops(event: e.ParallelProceedingReported | e.ParallelProceedingConfirmed, person: str) -> bool:
    return event.effect is ParallelEffect.STOPS


def _after_an_outage(event: e.FrameMoved, person: str) -> bool:
    """What else moves a date is told with its cause."""
    return event.why is Moved.OUTAGE


def _not_agreed(event: e.ProposalClosed, person: str) -> bool:
    return not event.accepted


def _fund(part: FundPart) -> Test:
    def meant(event: e.CompensationOrdered, person: str) -> bool:
        return any(line.fund is part for line in event.lines)

    return meant


def _not_met(event: e.BiddingClosed, person: str) -> bool:
    return not event.met


@dataclass(frozen=True, slots=True)
class Line:
    """Entries of this kind are this message to these roles. `clause`: the time frame the message speaks of."""

    message: str
    kind: type
    to: frozenset[Role]
    meant: Test = _always
    clause: str = ""


LINES: tuple[Line, ...] = (
    Line("complaint", e.ComplaintFiled, _R, clause="complaint.answer"),
    Line("receipt", e.ReceiptGiven, _C, clause="complaint.answer"),
    Line("refused", e.CaseRefused, _SIDES),
    Line("settled", e.SettlementReached, _SIDES | _M),
    Line("reviewed", e.ReviewDecided, _SIDES | _D),
    Line("breach", e.BreachReported, _SIDES | _M | _D | _MARKET, clause="evidence.collect"),
    Line("set_aside", e.SetAsideDecided, _SIDES | _D, _granted),
    Line("not_set_aside", e.SetAsideDecided, _SIDES | _D),
    Line("decided", e.DecisionIssued, _SIDES, clause="acceptance"),
    Line("decided_by_default", e.DefaultDecisionIssued, _SIDES, clause="acceptance"),
    Line("terminated", e.CaseTerminated, _SIDES | _M | _D),
    Line("parallel_to_confirm", e.ParallelProceedingReported, _C | _ADMINISTRATORS, _by_respondent),
    Line("parallel_stops", e.ParallelProceedingReported, _SIDES | _M | _D | _MARKET, _stops),
    Line("parallel_stops", e.ParallelProceedingConfirmed, _SIDES | _M | _D | _MARKET, _stops),
    Line("parallel", e.ParallelProceedingReported, _SIDES | _M | _D | _V | _MARKET),
    Line("parallel_ended", e.ParallelProceedingEnded, _SIDES | _M | _D | _V | _MARKET),
    Line("withdrawn", e.ComplaintWithdrawn, _SIDES | _M | _D),
    Line("clarification_asked", e.ClarificationAsked, _C, _asked(Side.COMPLAINANT), clause="clarification"),
    Line("clarification_asked", e.ClarificationAsked, _R, _asked(Side.RESPONDENT), clause="clarification"),
    Line("clarified", e.ClarificationGiven, _SIDES | _M | _D | _ADMINISTRATORS),
    Line("counterclaim", e.CounterclaimMade, _SIDES, clause="counterclaim.answer"),
    Line("counterclaim_answered", e.CounterclaimAnswered, _SIDES),
    Line("counterclaim_withdrawn", e.CounterclaimWithdrawn, _SIDES | _M | _D),
    Line("corrected", e.DecisionCorrected, _SIDES | _MARKET),
    Line("correction_declined", e.CorrectionDeclined, _SIDES),
    Line("correction_asked", e.CorrectionAsked, _SIDES | _D | _V),
    Line("review_asked", e.ReviewAsked, _SIDES | _D | _V),
    Line("set_aside_asked", e.SetAsideAsked, _SIDES | _D | _V),
    Line("fund_to_pay", e.CompensationOrdered, _ADMINISTRATORS, _fund(FundPart.PAYS)),
    Line("fund_pays", e.CompensationOrdered, _SIDES, _fund(FundPart.PAYS)),
    Line("fund_paid_back", e.CompensationOrdered, _SIDES | _ADMINISTRATORS, _fund(FundPart.IS_PAID_BACK)),
    Line("decision_accepted", e.DecisionAccepted, _SIDES),
    Line("decision_not_accepted", e.DecisionNotAccepted, _SIDES),
    Line("line_reduced", e.OwedLineReduced, _SIDES | _MARKET),
    Line("recovery_undone", e.RecoveryRecorded, _SIDES, lambda event, _: event.undone),
    Line("recovered", e.RecoveryRecorded, _SIDES),
    Line("ordered", e.CompensationOrdered, _SIDES),
    Line("to_carry_out", e.CompensationOrdered, _MARKET),
    Line("closed", e.CaseClosed, _SIDES | _M | _D),
    Line("not_carried_out", e.NonComplianceRecorded, _SIDES | _ADMINISTRATORS),
    Line("objection_undecided", e.ObjectionDecided, _SIDES | _NEUTRALS | _ADMINISTRATORS, _undecided),
    Line("objection_sustained", e.ObjectionDecided, _SIDES | _NEUTRALS, _sustained),
    Line("objection_overruled", e.ObjectionDecided, _SIDES | _NEUTRALS),
    Line("recused", e.NeutralRecused, _SIDES | _ADMINISTRATORS),
    Line("handed_over", e.CaseHandedOver, _SIDES | _NEUTRALS),
    Line("objected", e.ObjectionMade, _SIDES | _NEUTRALS | _ADMINISTRATORS, clause="neutrals.objection_decision"),
    Line("disclosed", e.CircumstancesDisclosed, _SIDES, _with_circumstances),
    Line("you_mediate", e.NeutralAppointed, _M, _theirs, clause="mediation.agree"),
    Line("you_decide", e.NeutralAppointed, _D, _theirs),
    Line("you_read", e.NeutralAppointed, _4, _theirs),
    Line("you_review", e.NeutralAppointed, _V, _theirs),
    Line("reading_over", e.MandateEnded, _4, _theirs),
    Line("mandate_over", e.MandateEnded, _D, _theirs),
    Line("review_over", e.MandateEnded, _V, _theirs),
    Line("decider_late", e.MandateEnded, _SIDES | _REGISTRAR, _of(Function.DECIDER)),
    Line("reviewer_late", e.StageOpened, _REGISTRAR, _reviewer_again),
    Line("evidence", e.StageOpened, _SIDES, _opens(Stage.EVIDENCE), clause="evidence.collect"),
    Line("mediator_appointed", e.NeutralAppointed, _SIDES, _of(Function.MEDIATOR)),
    Line("decider_appointed", e.NeutralAppointed, _SIDES, _of(Function.DECIDER)),
    Line("second_reader_appointed", e.NeutralAppointed, _SIDES | _D, _of(Function.SECOND_READER)),
    Line("reviewer_appointed", e.NeutralAppointed, _SIDES, _of(Function.REVIEWER)),
    Line("appointed_by_rule", e.NeutralAppointed, _REGISTRAR, _by_rule),
    Line("appointment_by_rule", e.AppointmentPassedToRule, _REGISTRAR),
    Line("silence", e.SilenceRecorded, _SIDES),
    Line("admitted", e.CaseAdmitted, _SIDES),
    Line("admitted_by_rule", e.CaseAdmitted, _REGISTRAR, _by_rule),
    Line("dispute_by_rule", e.DisputeOpened, _SIDES, _by_rule),
    Line("dispute", e.DisputeOpened, _SIDES, _by_act),
    Line("to_admit", e.StageOpened, _ADMINISTRATORS, _opens(Stage.INTAKE), clause="intake.admit"),
    Line("choose_decision", e.MediationEnded, _C, clause="decision_choice"),
    Line("mediation_over", e.MediationEnded, _R | _M),
    Line("decision_requested", e.DecisionRequested, _SIDES),
    Line("to_appoint", e.StageOpened, _ADMINISTRATORS, _opens_an_appointment),
    Line("negotiation", e.StageOpened, _SIDES, _opens(Stage.NEGOTIATION), clause="negotiation.agree"),
    Line("mediator_coming", e.StageOpened, _SIDES, _opens(Stage.MEDIATOR_APPOINTMENT)),
    Line("proposal", e.ProposalMade, _SIDES, clause="mediation.proposal_answer"),
    Line("proposal_over", e.ProposalClosed, _SIDES | _M, _not_agreed),
    Line("proposal_answered", e.ProposalAnswered, _M),
    Line("offer", e.OfferMade, _SIDES, clause="negotiation.offer_answer"),
    Line("offer_declined", e.OfferDeclined, _SIDES),
    Line("offer_withdrawn", e.OfferWithdrawn, _SIDES),
    Line("offer_lapsed", e.OfferLapsed, _SIDES),
    Line("bids", e.BiddingOpened, _SIDES, clause="negotiation.blind_bids.answer"),
    Line("bids_apart", e.BiddingClosed, _SIDES | _M, _not_met),
    Line("answered", e.AnswerGiven, _C),
    Line("to_complete", e.StageOpened, _D, _opens(Stage.FILE_COMPLETE), clause="file_complete"),
    Line("to_decide", e.StageOpened, _D, _opens(Stage.DECISION), clause="decision"),
    Line("draft", e.DecisionDrafted, _4, clause="second_reading"),
    Line("draft_confirmed", e.DraftRead, _D, _confirmed, clause="decision"),
    Line("draft_returned", e.DraftRead, _D, clause="decision"),
    Line("file_complete", e.FileCompleted, _SIDES),
    Line("evidence_asked", e.EvidenceRequested, _C, _asked(Side.COMPLAINANT), clause="evidence.request"),
    Line("evidence_asked", e.EvidenceRequested, _R, _asked(Side.RESPONDENT), clause="evidence.request"),
    Line("evidence_answered", e.EvidenceAnswered, _SIDES | _D),
    Line("evidence_failed", e.EvidenceNotProduced, _SIDES | _D),
    Line("record_reopened", e.RecordReopened, _SIDES, clause="evidence.collect"),
    Line("record_closed", e.RecordClosed, _SIDES),
    Line("return_inspected", e.ReturnInspected, _SIDES),
    Line("inspection_answered", e.InspectionAnswered, _SIDES | _MARKET),
    Line("line_failed", e.FulfilmentReported, _SIDES | _MARKET, _step(Step.FAILED)),
    Line("line_reversed", e.FulfilmentReported, _SIDES | _MARKET, _step(Step.REVERSED)),
    Line("line_unknown", e.FulfilmentReported, _SIDES | _MARKET, _step(Step.UNKNOWN)),
    Line("line_lapsed", e.FulfilmentReported, _SIDES | _MARKET, _step(Step.LAPSED)),
    Line("parcel_lost", e.FulfilmentReported, _SIDES | _ADMINISTRATORS, _step(Step.RETURN_LOST)),
    Line("parcel_traced", e.TraceOpened, _SIDES | _ADMINISTRATORS, lambda event, _: not event.sent),
    Line("parcel_delivered", e.ParcelScanned, _SIDES, lambda event, _: event.kind is ScanKind.DELIVERED),
    Line("line_returned", e.FulfilmentReported, _SIDES, _step(Step.RETURN_IN_TRANSIT, Step.RETURN_RECEIVED)),
    Line("line_done", e.FulfilmentReported, _SIDES, _step(Step.FULFILLED)),
    Line("line_step", e.FulfilmentReported, _SIDES),
    Line("voucher_taken", e.VoucherTaken, _SIDES | _MARKET),
    Line("service_failed", e.ServiceFailed, _SIDES),
    Line("served_otherwise", e.SubstituteServed, _SIDES),
    Line("more_time_asked", e.ExtensionAsked, _SIDES),
    Line("more_time_declined", e.ExtensionDeclined, _SIDES),
    Line("more_time", e.ExtensionGranted, _SIDES | _M | _D),
    Line("guardian_needed", e.LegalRepresentativeRequired, _SIDES | _NEUTRALS | _ADMINISTRATORS),
    Line("pause_asked", e.PauseAsked, _SIDES),
    Line("pause_declined", e.PauseDeclined, _SIDES),
    Line("paused", e.PauseBegun, _SIDES | _M | _D | _MARKET, clause="pause.limit"),
    Line("goes_on", e.PauseEnded, _SIDES | _M | _D | _MARKET),
    Line("human_asked", e.HumanReviewAsked, _ADMINISTRATORS | _SIDES),
    Line("human_given", e.HumanReviewGiven, _SIDES),
    Line("change_asked", e.RulebookChangeAsked, _SIDES),
    Line("change_declined", e.RulebookChangeDeclined, _SIDES),
    Line("changed", e.RulebookChanged, _SIDES | _M | _D | _MARKET),
    Line("bundle", e.BundleProposed, _SIDES, clause=BUNDLE_OBJECTION),
    Line("bundle_joined", e.BundleJoined, _SIDES | _D | _ADMINISTRATORS),
    Line("bundle_left", e.CaseLeftBundle, _SIDES | _M | _D | _ADMINISTRATORS),
    Line("inactive", e.InactivityNoticed, _C, clause="inactivity"),
    Line("returned", e.ComplainantReturned, _ADMINISTRATORS | _M),
    Line("date_moved", e.FrameMoved, _SIDES | _M | _D | _MARKET, _after_an_outage),
    Line("nudged", e.RespondentNudged, _R),
    Line("acknowledged", e.ComplaintAcknowledged, _C),
    Line("needs_stated", e.NeedsStated, _M | _D | _V),
    Line("representative", e.RepresentativeJoined, _SIDES | _NEUTRALS),
    Line("representation_ended", e.RepresentationEnded, _SIDES | _NEUTRALS),
    Line("capacity_claimed", e.OwnCapacityClaimed, _NEUTRALS | _ADMINISTRATORS),
    Line("capacity_confirmed", e.OwnCapacityConfirmed, _SIDES | _NEUTRALS),
    Line("recipient", e.RecipientJoined, _SIDES | _NEUTRALS),
    Line("third_party_asked", e.ThirdPartyAsked, _THIRD, clause="evidence.request"),
    Line("your_part_ended", e.ThirdPartyEnded, _THIRD),
    Line("ended_for_third_party", e.StageOpened, _THIRD, _opens(Stage.CLOSED)),
    Line("third_party_stated", e.ThirdPartyStated, _SIDES | _NEUTRALS),
    Line("third_party_silent", e.ThirdPartySilent, _SIDES | _NEUTRALS),
    Line("third_party_question", e.ThirdPartyAsked, _SIDES | _NEUTRALS),
    Line("third_party_invited", e.ThirdPartyInvited, _SIDES | _NEUTRALS | _MARKET),
    Line("third_party", e.ThirdPartyJoined, _SIDES | _NEUTRALS | _ADMINISTRATORS),
    Line("third_party_ended", e.ThirdPartyEnded, _SIDES | _NEUTRALS),
    Line("account_closed", e.AccountClosed, _C | _NEUTRALS, _asked(Side.RESPONDENT)),
    Line("account_closed", e.AccountClosed, _R | _NEUTRALS, _asked(Side.COMPLAINANT)),
    Line("account_reopened", e.AccountReopened, _C | _NEUTRALS, _asked(Side.RESPONDENT)),
    Line("account_reopened", e.AccountReopened, _R | _NEUTRALS, _asked(Side.COMPLAINANT)),
    Line("hold_placed", e.LegalHoldPlaced, _SIDES),
    Line("hold_lifted", e.LegalHoldLifted, _SIDES),
    Line("copy_offered", e.CaseCopyOffered, _SIDES),
    Line("kept_no_more", e.RetentionEnded, _SIDES),
    Line("erasure_answered", e.ErasureAnswered, _SIDES),
    Line("erasure_asked", e.ErasureAsked, _SIDES | _ADMINISTRATORS),
    Line("erased", e.ExhibitErased, _SIDES | _M | _D | _V),
    Line("erased", e.WordsErased, _SIDES | _M | _D | _V),
    Line("messages_blocked", e.MessagesBlocked, _SIDES),
    Line("messages_unblocked", e.MessagesUnblocked, _SIDES),
    Line("message_hidden", e.MessageHidden, _SIDES | _M | _D),
    Line("confidentiality_claimed", e.ConfidentialityClaimed, _D | _V),
    Line("confidentiality_granted", e.ConfidentialityRuled, _SIDES, _confidential),
    Line("confidentiality_denied", e.ConfidentialityRuled, _SIDES),
    Line("summary", e.SummaryDisclosed, _SIDES | _M | _D),
    Line("exhibit", e.ExhibitDisclosed, _SIDES | _M | _D),
    Line("exhibit_in_caucus", e.ExhibitReceived, _M),
    Line("translation", e.TranslationNoted, _SIDES | _M | _D),
    Line("annotation", e.ExhibitAnnotated, _SIDES | _M | _D),
    Line("corrected_words", e.SubmissionCorrected, _SIDES | _M | _D | _V),
    Line("taken_back", e.SubmissionWithdrawn, _SIDES | _M | _D | _V),
    Line("message", e.MessageSent, _SIDES | _M | _D),
)

ALERTS = ("nobody_eligible", "not_reached", "file_altered")
"""Messages that no entry stands for: the service asks its registrars, or a marketplace's administrators, for help."""
