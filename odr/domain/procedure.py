"""Which rule answers which command, what the passing of time brings, and what each role can do now."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import assert_never

from odr.domain import (
    amending,
    appointing,
    awaiting_answer,
    bidding,
    breach,
    bundling,
    changing,
    clarifying,
    closed_accounts,
    compensation,
    consenting,
    correction,
    counterclaim,
    decision,
    disclosing,
    erasing,
    executing,
    extending,
    filing,
    guarding,
    human_review,
    inspecting,
    looking_up,
    mediation,
    needs,
    negotiation,
    nudging,
    objecting,
    overdue_returns,
    parallel,
    pausing,
    presence,
    recipients,
    recovering,
    representing,
    retention,
    returning,
    review,
    scanning,
    second_reading,
    service,
    silence,
    stepping_in,
    talk,
    terminating,
    third_parties,
    undone,
)
from odr.domain import events as e
from odr.domain.case import Case, Entry, Frame
from odr.domain.consequences import CONSEQUENCES
from odr.domain.course import ANSWER, go_to, to_decision
from odr.domain.events import Ending, Event, How, Moved, Stage
from odr.domain.evolve import follow
from odr.domain.guards import Command, Rules
from odr.domain.happenings import Outage
from odr.domain.parts import OBJECTION_DECISION
from odr.domain.roles import SERVICE, Actor
from odr.domain.rulebook import Expiry, StageName
from odr.domain.timeframes import end_frames, moved, next_due, rule_of

_RULES: Rules = {
    filing.JoinCase: filing.join_case,
    filing.AcknowledgeComplaint: filing.acknowledge_complaint,
    nudging.NudgeRespondent: nudging.nudge_respondent,
    filing.AnswerComplaint: filing.answer_complaint,
    clarifying.AskClarification: clarifying.ask_clarification,
    clarifying.GiveClarification: clarifying.give_clarification,
    counterclaim.MakeCounterclaim: counterclaim.make_counterclaim,
    counterclaim.AnswerCounterclaim: counterclaim.answer_counterclaim,
    counterclaim.WithdrawCounterclaim: counterclaim.withdraw_counterclaim,
    filing.EscalateComplaint: filing.escalate_complaint,
    filing.AdmitCase: filing.admit_case,
    filing.RefuseCase: filing.refuse_case,
    filing.WithdrawComplaint: filing.withdraw_complaint,
    human_review.AskHumanReview: human_review.ask_human_review,
    human_review.AnswerHumanReview: human_review.answer_human_review,
    needs.StateNeeds: needs.state_needs,
    needs.WithdrawNeeds: needs.withdraw_needs,
    representing.NameRepresentative: representing.name_representative,
    representing.JoinAsRepresentative: representing.join_as_representative,
    representing.EndRepresentation: representing.end_representation,
    **guarding.RULES,
    recipients.InviteRecipient: recipients.invite_recipient,
    recipients.JoinAsRecipient: recipients.join_as_recipient,
    bundling.ProposeBundle: bundling.propose_bundle,
    bundling.ObjectToBundle: bundling.object_to_bundle,
    bundling.ReleaseFromBundle: bundling.release_from_bundle,
    bundling.CountBundle: bundling.count_bundle,
    bundling.DecideTogether: bundling.decide_together,
    third_parties.InviteThirdParty: third_parties.invite_third_party,
    third_parties.JoinAsThirdParty: third_parties.join_as_third_party,
    third_parties.AskThirdParty: third_parties.ask_third_party,
    third_parties.GiveThirdPartyStatement: third_parties.give_statement,
    third_parties.EndThirdParty: third_parties.end_third_party,
    talk.SendMessage: talk.send_message,
    talk.BlockMessages: talk.block_messages,
    talk.UnblockMessages: talk.unblock_messages,
    talk.HideMessage: talk.hide_message,
    amending.CorrectSubmission: amending.correct_submission,
    amending.WithdrawSubmission: amending.withdraw_submission,
    negotiation.MakeOffer: negotiation.make_offer,
    negotiation.AcceptOffer: negotiation.accept_offer,
    negotiation.DeclineOffer: negotiation.decline_offer,
    negotiation.WithdrawOffer: negotiation.withdraw_offer,
    negotiation.LeaveNegotiation: negotiation.leave_negotiation,
    bidding.OpenBidding: bidding.open_bidding,
    bidding.GiveBid: bidding.give_bid,
    appointing.AppointNeutral: appointing.appoint_neutral,
    **objecting.RULES,
    **mediation.RULES,
    **disclosing.RULES,
    decision.RequestDecision: silence.request_decision,
    decision.ForgoDecision: decision.forgo_decision,
    decision.CompleteFile: decision.complete_file,
    decision.IssueDecision: decision.issue_decision,
    second_reading.DraftDecision: second_reading.draft_decision,
    second_reading.ReadDraft: second_reading.read_draft,
    second_reading.IssueDraft: second_reading.issue_draft,
    decision.AcceptDecision: decision.accept_decision,
    decision.RejectDecision: decision.reject_decision,
    recovering.RecordRecovery: recovering.record_recovery,
    parallel.ReportParallelProceeding: parallel.report_parallel_proceeding,
    parallel.ConfirmParallelProceeding: parallel.confirm_parallel_proceeding,
    parallel.EndParallelProceeding: parallel.end_parallel_proceeding,
    correction.AskCorrection: correction.ask_correction,
    correction.DeclineCorrection: correction.decline_correction,
    correction.CorrectDecision: correction.correct_decision,
    review.AskReview: review.ask_review,
    review.DecideReview: review.decide_review,
    review.AskSetAside: review.ask_set_aside,
    review.DecideSetAside: review.decide_set_aside,
    compensation.ReportFulfilment: undone.report_fulfilment,
    returning.ArrangeReturn: returning.arrange_return,
    **inspecting.RULES,
    nudging.NudgeLine: nudging.nudge_line,
    consenting.TakeVoucher: consenting.take_voucher,
    scanning.RecordScan: scanning.record_scan,
    breach.ReportBreach: breach.report_breach,
    stepping_in.StepIn: stepping_in.step_in,
    **terminating.RULES,
    extending.ExtendFrame: extending.extend_frame,
    extending.AnswerExtension: extending.answer_extension,
    **pausing.RULES,
    closed_accounts.RecordAccount: closed_accounts.record_account,
    looking_up.RecordLookUp: looking_up.record_look_up,
    service.RecordServiceFailure: service.record_service_failure,
    service.RecordSubstitute: service.record_substitute,
    service.RecordContact: service.record_contact,
    changing.AskRulebookChange: changing.ask_rulebook_change,
    changing.AnswerRulebookChange: changing.answer_rulebook_change,
    **erasing.RULES,
    **retention.RULES,
}


def decide(ask: Command, case: Case) -> list[Event]:
    """What follows from the command, or a refusal. Time must have passed already: see `pass_time`."""
    events = bundling.with_leaving(case, _RULES[type(ask)](ask, case))
    told = presence.noticed(ask, case, events)
    in_full = {one.frame for one in told if isinstance(one, e.FrameMoved) and one.why is Moved.RESTARTED}
    return [*told, *(one for one in events if not _is_paused(one, in_full))]


def _is_paused(event: Event, in_full: set[str]) -> bool:
    """Whether a frame that begins anew in full would get the time of a pause instead."""
    return isinstance(event, e.FrameMoved) and event.why is Moved.PAUSED and event.frame in in_full


def enter_in_docket(case: Case, events: list[Event], by: Actor, at: datetime) -> list[Entry]:
    """The entries that these events become. What follows by rule is entered by the service, not by a person."""
    return [
        Entry(case.version + n, at, SERVICE if type(event) in CONSEQUENCES else by, event)
        for n, event in enumerate(events, 1)
    ]


def pass_time(case: Case, at: datetime, outages: Sequence[Outage] = ()) -> list[Entry]:
    """Everything that the passing of time brings up to `at`, each at the bound that brought it.

    A bound during an outage of the service brings nothing: it moves, as of the recovery.
    """
    entries: list[Entry] = []
    while (frame := next_due(case, at)) is not None:
        outage = next((one for one in outages if one.covers(frame.due)), None)
        if outage is not None:
            moving = [moved(case, frame, Moved.OUTAGE, outage)]
            late = enter_in_docket(case, [*moving], SERVICE, max(outage.end, case.updated_at))
            case = follow(case, late)
            entries += late
            continue
        when = max(frame.due, case.updated_at)
        ended = enter_in_docket(case, [*end_frames([frame], Ending.EXPIRED)], SERVICE, when)
        case = follow(case, ended)
        expired = _expire(frame, case)
        more = human_review.look_at_closing(expired, frame, case)
        brought = enter_in_docket(case, [*bundling.with_leaving(case, expired), *more], SERVICE, when)
        case = follow(case, brought)
        entries += [*ended, *brought]
    return entries


def bounds(case: Case) -> list[datetime]:
    """The instants (UTC) at which something changes in the case, or in what somebody can do, without a new entry."""
    dues = [frame.due for frame in case.running]
    free = [free_from(case) for free_from in _NOT_BEFORE.get(case.stage, ())]
    return [*dues, *(at for at in free if at), *nudging.nudges_from(case)]


_NOT_BEFORE: dict[Stage, tuple[Callable[[Case], datetime | None], ...]] = {
    Stage.COMPLAINT: (filing.escalation_from, nudging.nudge_from),
    Stage.ESCALATION: (filing.escalation_from,),
    Stage.NEGOTIATION: (negotiation.early_exit_from,),
    Stage.ACCEPTANCE: (decision.accept_from,),
}
"""From when acts of the stage are possible that need some time before."""


def _expire(frame: Frame, case: Case) -> list[Event]:
    """What the rulebook says the end of this frame brings. A frame that follows starts at this one's bound."""
    subject = frame.facts.frame.partition("/")[2]
    expiry = rule_of(frame, case).expiry
    match expiry:
        case Expiry.RECORDED:
            return []
        case Expiry.JOINED:
            return bundling.joined(case)
        case Expiry.RESUMES:
            return pausing.pause_over(case, subject, frame.due)
        case Expiry.ESCALATE_BY_PLATFORM:
            return filing.lapse_of_complaint(case, frame.due)
        case Expiry.CLOSE_NOT_ESCALATED | Expiry.CLOSE_NOT_RATED | Expiry.CLOSE_NO_AGREEMENT:
            return silence.silence_of_claimant(case, expiry, frame.due)
        case Expiry.AUTO_ADMIT:
            return filing.admitted(case, How.BY_RULE, frame.due)
        case Expiry.DEFAULT_TRACK:
            return silence.silence_of_respondent(case, frame.due)
        case Expiry.ESCALATION | Expiry.NEGOTIATION | Expiry.MEDIATION:
            return _moves_on(expiry, frame, case)
        case Expiry.DECISION_CHOICE | Expiry.EVIDENCE | Expiry.DECISION:
            return _moves_on(expiry, frame, case)
        case Expiry.AUTO_ASSIGN_NEXT:
            return appointing.appointment_lapsed(case)
        case Expiry.CLOSE_RECORD:
            return _evidence_expires(frame, case)
        case Expiry.COMPLETE_BY_RULE:
            return decision.file_completes(case, How.BY_RULE, frame.due)
        case Expiry.APPOINT_ANOTHER:
            return _late(subject, frame, case)
        case Expiry.NOT_ACCEPTED:
            return _not_accepted(subject, frame, case)
        case Expiry.LAPSES | Expiry.CLOSE_UNANSWERED:
            return _lapses(expiry, subject, frame, case)
        case Expiry.FAILURE_RECORDED:
            return third_parties.nothing_came(subject, frame)
        case Expiry.END_OF_STAY:
            return executing.stay_ends(case, frame.due)
        case Expiry.LINE_LAPSES | Expiry.COUNTS_AS_RECEIVED | Expiry.COUNTS_AS_LOST:
            return overdue_returns.BRINGS[expiry](case, subject, frame.due)
        case Expiry.COUNTS_AS_DONE | Expiry.NON_COMPLIANT:
            return overdue_returns.BRINGS[expiry](case, subject, frame.due)
        case _:
            assert_never(expiry)


def _late(subject: str, frame: Frame, case: Case) -> list[Event]:
    """A neutral let the time pass, or the administrator the time to say whether they may go on: another one comes."""
    if frame.clause == OBJECTION_DECISION:
        return objecting.objection_upheld(case, subject, frame)
    if frame.clause == second_reading.CLAUSE:
        return second_reading.reader_was_late(case, frame.due)
    if frame.clause == "decision":
        return decision.decider_was_late(case, frame.due)
    return review.reviewer_was_late(case, frame.due)


def _lapses(expiry: Expiry, subject: str, frame: Frame, case: Case) -> list[Event]:
    """An offer that nobody answered, or a round of bids that not both gave."""
    if expiry is Expiry.CLOSE_UNANSWERED:
        return negotiation.offer_unanswered(case, case.offers[subject], frame)
    if frame.clause == bidding.ANSWER_CLAUSE:
        return bidding.bidding_lapsed(subject)
    return [e.OfferLapsed(subject, frame.facts.room)]


def _moves_on(expiry: Expiry, frame: Frame, case: Case) -> list[Event]:
    """To the stage that the expiry names; a decision begins with whatever the rulebook puts before it."""
    to = StageName(expiry.value)
    if case.stage is e.Stage.MEDIATION:
        return mediation.mediation_over(case, How.BY_RULE, frame.due, to)
    if to is StageName.DECISION:
        return to_decision(case, frame.due, How.BY_RULE)
    return go_to(case, to, frame.due, How.BY_RULE)


def _evidence_expires(frame: Frame, case: Case) -> list[Event]:
    ends = decision.evidence_over if frame.clause == "evidence.collect" else decision.record_closes
    return ends(case, frame.due)


def _not_accepted(subject: str, frame: Frame, case: Case) -> list[Event]:
    """Silence is not acceptance: of a mediator's proposal, of less for what came back, or of the decision."""
    if frame.clause == ANSWER:
        return awaiting_answer.unanswered(case, subject, frame.due)
    if subject:
        return [e.ProposalClosed(subject, accepted=False)]
    return decision.decision_not_accepted(case, How.BY_RULE)
