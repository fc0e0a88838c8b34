"""What each role can do now, from the same guards that the rules ask first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from odr.domain import (
    amending,
    appointing,
    bidding,
    breach,
    bundling,
    changing,
    clarifying,
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
    mediation,
    needs,
    negotiation,
    noting,
    nudging,
    objecting,
    parallel,
    pausing,
    producing,
    recipients,
    redacting,
    representing,
    retention,
    returning,
    review,
    second_reading,
    talk,
    terminating,
    third_parties,
)
from odr.domain import refusals as no
from odr.domain.actions import Action as Action
from odr.domain.case import Case
from odr.domain.course import ANSWER, BREACH, BUNDLE_OBJECTION, OBJECTION, SET_ASIDE_ASK
from odr.domain.parts import OBJECTION_DECISION
from odr.domain.roles import Actor


@dataclass(frozen=True, slots=True)
class Possible:
    """One act, the bound by which it counts (UTC, exclusive), and why it is blocked if it is."""

    action: Action
    deadline: datetime | None
    blocked: no.Refused | None = None


Guard = Callable[[Actor, Case], None]

_GUARDS: dict[Action, tuple[Guard, tuple[str, ...]]] = {
    Action.ACKNOWLEDGE_COMPLAINT: (filing.may_acknowledge, ("complaint.acknowledge",)),
    Action.ANSWER_COMPLAINT: (filing.may_answer, ("complaint.answer", "response")),
    Action.ASK_CLARIFICATION: (clarifying.may_ask_clarification, ()),
    Action.GIVE_CLARIFICATION: (clarifying.may_give_clarification, (clarifying.CLAUSE,)),
    Action.MAKE_COUNTERCLAIM: (counterclaim.may_make_counterclaim, (counterclaim.MAKE, "response")),
    Action.ANSWER_COUNTERCLAIM: (counterclaim.may_answer_counterclaim, (counterclaim.ANSWER,)),
    Action.WITHDRAW_COUNTERCLAIM: (counterclaim.may_withdraw_counterclaim, ()),
    Action.NUDGE_RESPONDENT: (nudging.may_nudge, ()),
    Action.ESCALATE_COMPLAINT: (filing.may_escalate, ("escalation", "complaint.answer")),
    Action.WITHDRAW_COMPLAINT: (filing.may_withdraw, ()),
    Action.ADMIT_CASE: (filing.may_admit, ("intake.admit",)),
    Action.REFUSE_CASE: (filing.may_admit, ("intake.admit",)),
    Action.SEND_MESSAGE: (talk.may_send, ()),
    Action.STATE_NEEDS: (needs.may_state_needs, ()),
    Action.WITHDRAW_NEEDS: (needs.may_withdraw_needs, ()),
    Action.NAME_REPRESENTATIVE: (representing.may_name_representative, ()),
    Action.END_REPRESENTATION: (representing.may_end_representation, ()),
    Action.REQUIRE_GUARDIAN: (guarding.may_require_guardian, ()),
    Action.NAME_GUARDIAN: (guarding.may_name_guardian, ()),
    Action.RELIEVE_GUARDIAN: (guarding.may_relieve_guardian, ()),
    Action.CLAIM_CAPACITY: (guarding.may_claim_capacity, ()),
    Action.CONFIRM_CAPACITY: (guarding.may_confirm_capacity, ()),
    Action.INVITE_RECIPIENT: (recipients.may_invite_recipient, ()),
    Action.INVITE_THIRD_PARTY: (third_parties.may_invite_third_party, ()),
    Action.ASK_THIRD_PARTY: (third_parties.may_ask_third_party, ()),
    Action.GIVE_THIRD_PARTY_STATEMENT: (third_parties.may_give_statement, (producing.CLAUSE,)),
    Action.END_THIRD_PARTY: (third_parties.may_end_third_party, ()),
    Action.BLOCK_MESSAGES: (talk.may_block, ()),
    Action.UNBLOCK_MESSAGES: (talk.may_unblock, ()),
    Action.CORRECT_SUBMISSION: (amending.may_correct, ()),
    Action.WITHDRAW_SUBMISSION: (amending.may_take_back, ()),
    Action.MAKE_OFFER: (negotiation.may_make_offer, ("negotiation.agree",)),
    Action.ACCEPT_OFFER: (negotiation.may_accept_offer, (negotiation.ANSWER_CLAUSE,)),
    Action.DECLINE_OFFER: (negotiation.may_answer_offer, (negotiation.ANSWER_CLAUSE,)),
    Action.WITHDRAW_OFFER: (negotiation.may_withdraw_offer, ()),
    Action.LEAVE_NEGOTIATION: (negotiation.may_leave_negotiation, ("negotiation.agree",)),
    Action.OPEN_BIDDING: (bidding.may_open_bidding, ("negotiation.agree",)),
    Action.GIVE_BID: (bidding.may_give_bid, (bidding.ANSWER_CLAUSE,)),
    Action.APPOINT_NEUTRAL: (appointing.may_appoint, ("appointment",)),
    Action.DISCLOSE_CIRCUMSTANCES: (objecting.may_serve, ()),
    Action.OBJECT_TO_NEUTRAL: (objecting.may_object, (OBJECTION,)),
    Action.DECIDE_OBJECTION: (objecting.may_decide_objection, (OBJECTION_DECISION,)),
    Action.RECUSE_NEUTRAL: (objecting.may_serve, ()),
    Action.HAND_OVER_CASE: (objecting.may_hand_over, ()),
    Action.MAKE_PROPOSAL: (mediation.may_propose, ("mediation.agree",)),
    Action.ANSWER_PROPOSAL: (mediation.may_answer_proposal, (mediation.ANSWER_CLAUSE,)),
    Action.END_MEDIATION: (mediation.may_mediate, ("mediation.agree",)),
    Action.HAND_IN_EVIDENCE: (exhibits.may_hand_in, ("evidence.collect", "evidence.reply")),
    Action.DISCLOSE_EXHIBIT: (exhibits.may_disclose, ("evidence.collect", "evidence.reply")),
    Action.CLAIM_CONFIDENTIALITY: (confidentiality.may_claim, ("evidence.collect", "evidence.reply")),
    Action.RULE_ON_CONFIDENTIALITY: (confidentiality.may_rule, ()),
    Action.REDACT_EXHIBIT: (redacting.may_redact, ("evidence.collect", "evidence.reply")),
    Action.ANNOTATE_EXHIBIT: (noting.may_note, ()),
    Action.NOTE_TRANSLATION: (noting.may_note, ()),
    Action.REQUEST_EVIDENCE: (producing.may_request, ()),
    Action.ANSWER_EVIDENCE_REQUEST: (producing.may_answer_request, (producing.CLAUSE,)),
    Action.REOPEN_RECORD: (producing.may_reopen, ("decision", "file_complete")),
    Action.OBJECT_TO_BUNDLE: (bundling.may_object, (BUNDLE_OBJECTION,)),
    Action.RELEASE_FROM_BUNDLE: (bundling.may_release, ()),
    Action.REQUEST_DECISION: (decision.may_choose, ("decision_choice",)),
    Action.FORGO_DECISION: (decision.may_forgo, ("decision_choice",)),
    Action.COMPLETE_FILE: (decision.may_complete_file, ("file_complete",)),
    Action.ISSUE_DECISION: (decision.may_decide, ("decision",)),
    Action.DECIDE_BUNDLE: (bundling.may_decide_together, ("decision",)),
    Action.DRAFT_DECISION: (second_reading.may_draft, ("decision",)),
    Action.READ_DRAFT: (second_reading.may_read_draft, (second_reading.CLAUSE,)),
    Action.ISSUE_DRAFT: (second_reading.may_issue_draft, ("decision",)),
    Action.ACCEPT_DECISION: (decision.may_answer_decision, ("acceptance",)),
    Action.REJECT_DECISION: (decision.may_answer_decision, ("acceptance",)),
    Action.ASK_CORRECTION: (correction.may_ask_correction, (correction.CLAUSE,)),
    Action.DECLINE_CORRECTION: (correction.may_decline_correction, ()),
    Action.CORRECT_DECISION: (correction.may_correct, ()),
    Action.ASK_REVIEW: (review.may_ask_review, (review.ASK,)),
    Action.DECIDE_REVIEW: (review.may_decide_review, (review.DECIDE,)),
    Action.ASK_SET_ASIDE: (review.may_ask_set_aside, (SET_ASIDE_ASK,)),
    Action.DECIDE_SET_ASIDE: (review.may_decide_set_aside, (review.DECIDE_SET_ASIDE,)),
    Action.REPORT_FULFILMENT: (compensation.may_report_fulfilment, ()),
    Action.ARRANGE_RETURN: (returning.may_arrange_return, ()),
    Action.REPORT_INSPECTION: (inspecting.may_report_inspection, (inspecting.REFUND,)),
    Action.ANSWER_INSPECTION: (inspecting.may_answer_inspection, (ANSWER,)),
    Action.NUDGE_LINE: (nudging.may_nudge_line, ()),
    Action.TAKE_VOUCHER: (consenting.may_take_voucher, ()),
    Action.REPORT_BREACH: (breach.may_report_breach, (BREACH,)),
    Action.NOTICE_INACTIVITY: (terminating.may_notice_inactivity, ()),
    Action.CONTINUE_CASE: (terminating.may_continue, (terminating.CLAUSE,)),
    Action.END_CASE: (terminating.may_end_case, ()),
    Action.REPORT_PARALLEL_PROCEEDING: (parallel.may_report_parallel, ()),
    Action.CONFIRM_PARALLEL_PROCEEDING: (parallel.may_confirm_parallel, ()),
    Action.END_PARALLEL_PROCEEDING: (parallel.may_end_parallel, ()),
    Action.EXTEND_FRAME: (extending.may_extend, ()),
    Action.ANSWER_EXTENSION: (extending.may_answer_extension, ()),
    Action.ASK_PAUSE: (pausing.may_ask_pause, ()),
    Action.ANSWER_PAUSE: (pausing.may_answer_pause, ()),
    Action.ORDER_PAUSE: (pausing.may_order_pause, ()),
    Action.RESUME_CASE: (pausing.may_resume, ()),
    Action.ASK_RULEBOOK_CHANGE: (changing.may_ask_change, ()),
    Action.ANSWER_RULEBOOK_CHANGE: (changing.may_answer_change, ()),
    Action.ASK_HUMAN_REVIEW: (human_review.may_ask_human, ()),
    Action.ANSWER_HUMAN_REVIEW: (human_review.may_answer_human, ()),
    Action.ASK_ERASURE: (erasing.may_ask_erasure, ()),
    Action.ANSWER_ERASURE: (erasing.may_answer_erasure, ()),
    Action.PLACE_LEGAL_HOLD: (retention.may_place_hold, ()),
    Action.LIFT_LEGAL_HOLD: (retention.may_lift_hold, ()),
}
"""Each act with the guard that its rule asks first, and the clauses whose bound is its deadline."""

_NOT_BEFORE: dict[Action, Callable[[datetime, Case], None]] = {
    Action.LEAVE_NEGOTIATION: negotiation.require_early_exit,
    Action.NUDGE_RESPONDENT: nudging.require_time_to_nudge,
    Action.ESCALATE_COMPLAINT: filing.require_time_to_escalate,
    Action.ACCEPT_DECISION: decision.require_reflected,
}
"""Acts that become possible only after some time."""

_NOT_BEFORE_FOR: dict[Action, Callable[[Actor, datetime, Case], None]] = {
    Action.NUDGE_LINE: nudging.require_time_to_nudge_line,
}
"""The same, at a time that is not the same for both sides."""

_ELSEWHERE = (
    no.BidsNotProvided,
    no.NeedsNoGuardian,
    no.NoRecipient,
    no.NotAllowed,
    no.NotAtThisStage,
    no.CaseIsClosed,
    no.NothingToErase,
    no.AlreadyDone,
    no.NothingToAnswer,
    no.SecondReaderFirst,
)
"""Refusals that mean "not your act here"; such an act is not listed at all."""


def available_actions(by: Actor, case: Case, at: datetime) -> list[Possible]:
    """What this actor can do now, from the same guards as the rules; blocked acts with the reason."""
    found = (_possible(action, by, case, at) for action in Action)
    return [one for one in found if one is not None]


def _possible(action: Action, by: Actor, case: Case, at: datetime) -> Possible | None:
    guard, clauses = _GUARDS[action]
    deadline = _deadline(clauses, by, case)
    try:
        guard(by, case)
        if action in _NOT_BEFORE:
            _NOT_BEFORE[action](at, case)
        if action in _NOT_BEFORE_FOR:
            _NOT_BEFORE_FOR[action](by, at, case)
    except _ELSEWHERE:
        return None
    except no.Refused as refused:
        return Possible(action, deadline, refused)
    return Possible(action, deadline)


def _deadline(clauses: tuple[str, ...], by: Actor, case: Case) -> datetime | None:
    bounds = (f.due for f in case.running if f.clause in clauses and by.role.acts_as in f.facts.actors)
    return min(bounds, default=None)
