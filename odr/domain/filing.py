"""From the complaint to the admitted dispute: file, acknowledge, answer, escalate, admit, refuse, withdraw."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.case import Case
from odr.domain.citing import require_citable
from odr.domain.claiming import known_since, require_admissible, require_subject
from odr.domain.claims import require_claims
from odr.domain.course import close, enter, go_to, onward
from odr.domain.entitlement.filed import compute
from odr.domain.entitlement.statute import Law
from odr.domain.events import Ending, Event, Ground, How, Position, Stage
from odr.domain.facts import OrderFacts
from odr.domain.guarding import guarded_from_now
from odr.domain.guards import (
    Command,
    require_administrator,
    require_binding_word,
    require_from,
    require_open,
    require_role,
    require_stage,
    require_words,
    when_days_are_over,
)
from odr.domain.looking_up import LookedUp, told_of
from odr.domain.needs import needs_stated
from odr.domain.projecting import projected, require_calendars
from odr.domain.remedies import Claim
from odr.domain.roles import Actor, Party, Role, Side
from odr.domain.rulebook import EscalateOn, Rulebook, StageName
from odr.domain.rulebook.choices import AppliesTo
from odr.domain.timeframes import end_clause
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComplaint(Command):
    """Open a case. The case number is given by the registry; the order is the snapshot registered for it."""

    case: str
    number: str
    marketplace: str
    complainant: Party
    respondent: Party
    staff_zone: str
    staff_place: str = ""
    language: str
    order: OrderFacts
    claims: tuple[Claim, ...]
    narrative: Text
    contacted_before: bool
    other_proceedings: bool
    subject: AppliesTo = AppliesTo.SALES
    needs: Text | None = None
    guardianships: tuple[tuple[Side, e.Guardianship], ...] = ()
    """Which side does not bind itself alone, and why."""
    looked_up: LookedUp | None = None
    """What came of looking the order up in the marketplace's shop, where it has one that the service works in."""
    taken_down: e.ComplaintTakenDown | None = None
    """Who took it down for the complainant, if somebody did; the complainant confirms it by filing."""


def file_complaint(
    ask: FileComplaint, rulebook: Rulebook, calendars: Calendars = weekends_everywhere, law: Law | None = None
) -> list[Event]:
    """The first entries of every docket: the case, the facts, the complaint, its receipt and the dated course.

    Args:
        law: from which it is computed what the claims may be entitled to; without, that is left out.
    """
    require_role(ask.by, Role.COMPLAINANT)
    require_subject(ask.subject, rulebook)
    require_admissible(ask.complainant, ask.respondent, rulebook)
    require_words(ask.narrative, "A complaint")
    try:
        require_claims(ask.claims, ask.complainant, ask.order, rulebook, calendars, ask.at)
    except no.MoreThanWasPaid:
        if ask.by.role is Role.RECIPIENT:
            raise no.MoreThanThePrice() from None
        raise
    opened = e.CaseOpened(
        ask.number,
        ask.marketplace,
        rulebook.id,
        rulebook.hash,
        ask.complainant,
        ask.respondent,
        ask.staff_zone,
        ask.language,
        ask.staff_place,
    )
    filed = e.ComplaintFiled(ask.claims, ask.narrative, ask.contacted_before, ask.other_proceedings)
    case = Case(ask.case, rulebook, calendars, opened_at=ask.at, updated_at=ask.at)
    case.complainant, case.respondent = ask.complainant, ask.respondent
    case.staff_zone, case.staff_place = ask.staff_zone, ask.staff_place
    require_calendars(case, ask.at)
    receipt = e.ReceiptGiven(projected(case, ask.at))
    begun = enter(case, Stage.COMPLAINT, ask.at, How.BY_RULE)
    verified = [told_of(ask.order, ask.looked_up)] if ask.looked_up else []
    taken_down = [ask.taken_down] if ask.taken_down else []
    facts: list[Event] = [opened, e.OrderRecorded(ask.order), *verified, filed, *taken_down]
    case.order = ask.order
    computed = [compute(case, ask.claims, law)] if law else []
    received = [e.RecipientJoined(ask.by.person)] if ask.by.role is Role.RECIPIENT else []
    told = [needs_stated(Side.COMPLAINANT, ask.needs)] if ask.needs else []
    guarded = [event for one in ask.guardianships for event in guarded_from_now(case, *one, ask.at)]
    return [*facts, *received, *told, *computed, receipt, e.RespondentInvited(), *begun, *guarded]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCase(Command):
    """A person of the respondent's used the invitation."""


def may_join(by: Actor, case: Case) -> None:
    require_role(by, Role.RESPONDENT)
    require_open(case)
    if case.joined:
        raise no.AlreadyDone()


def join_case(ask: JoinCase, case: Case) -> list[Event]:
    may_join(ask.by, case)
    return [e.RespondentJoined(ask.by.person)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeComplaint(Command):
    """The respondent confirms that it has seen the complaint; an act of its own with its own clock."""


def may_acknowledge(by: Actor, case: Case) -> None:
    require_role(by, Role.RESPONDENT)
    require_stage(case, Stage.COMPLAINT)
    if case.acknowledged_at is not None:
        raise no.AlreadyDone()


def acknowledge_complaint(ask: AcknowledgeComplaint, case: Case) -> list[Event]:
    may_acknowledge(ask.by, case)
    return [e.ComplaintAcknowledged(), *end_clause(case, "complaint.acknowledge", Ending.MET)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerComplaint(Command):
    """The respondent's answer, to the complaint or later to the dispute. `exhibits`: what it rests on, by number."""

    position: Position
    statement: Text
    exhibits: tuple[str, ...] = ()


def may_answer(by: Actor, case: Case) -> None:
    require_role(by, Role.RESPONDENT)
    require_stage(case, Stage.COMPLAINT, Stage.RESPONSE)


def answer_complaint(ask: AnswerComplaint, case: Case) -> list[Event]:
    """An answer at the complaint stage lets the complainant escalate; one in the response opens the negotiation."""
    may_answer(ask.by, case)
    require_words(ask.statement, "An answer")
    if ask.position is Position.ACCEPTS:
        require_binding_word(ask.by, case)
    cited = require_citable(ask.exhibits, case, "exhibits")
    return [e.AnswerGiven(ask.position, ask.statement, cited), *after_answer(case, ask.at)]


def after_answer(case: Case, at: datetime) -> list[Event]:
    """On from the complaint or from the response that was answered."""
    if case.stage is Stage.RESPONSE:
        return onward(case, StageName.RESPONSE, at)
    order = [name for name in case.rulebook.stages.behind(StageName.COMPLAINT) if name is not StageName.RESPONSE]
    return go_to(case, order[0], at) if order else close(case, Ground.NO_AGREEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateComplaint(Command):
    """The complainant is not satisfied and opens the dispute."""

    reasons: Text


def may_escalate(by: Actor, case: Case) -> None:
    """After the answer, whoever claims; before it only the complainant, where the rulebook lets it at any time."""
    require_role(by, *case.claimants)
    any_time = EscalateOn.ANY_TIME in case.rulebook.complaint.may_escalate_on and by.role.acts_as is Role.COMPLAINANT
    require_stage(case, Stage.ESCALATION, *((Stage.COMPLAINT,) if any_time else ()))


def escalate_complaint(ask: EscalateComplaint, case: Case) -> list[Event]:
    may_escalate(ask.by, case)
    require_words(ask.reasons, "Opening a dispute")
    require_time_to_escalate(ask.at, case)
    return [e.DisputeOpened(How.BY_ACT, ask.reasons), *onward(case, StageName.ESCALATION, ask.at)]


def escalation_from(case: Case) -> datetime | None:
    """When the dispute can be opened at the earliest: the last of the claims' own dates."""
    return max(filter(None, (_escalation_of(claim, case) for claim in case.claims)), default=None)


def _escalation_of(claim: Claim, case: Case) -> datetime | None:
    """As its kind of complaint says, else from the complaint (rulebook: complaint.escalate_after).

    Where the order does not tell the fact that the kind counts from, nothing has to be waited for.
    """
    rule = case.rulebook.complaints.get(claim.complaint)
    own = rule.escalate if rule else None
    wait = own.after if own else case.rulebook.complaint.escalate_after
    start = known_since(own.since, claim.line, case.order) if own else case.opened_at
    return when_days_are_over(start, wait.length, case.complainant.zone) if wait and start else None


def require_time_to_escalate(at: datetime, case: Case) -> None:
    require_from(escalation_from(case), at, case.complainant.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitCase(Command):
    """The administrator admits the dispute."""


def may_admit(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    require_stage(case, Stage.INTAKE)


def admit_case(ask: AdmitCase, case: Case) -> list[Event]:
    may_admit(ask.by, case)
    return admitted(case, How.BY_ACT, ask.at)


def admitted(case: Case, how: How, start: datetime) -> list[Event]:
    """On to the response, which is skipped when the complaint was answered already (rulebook: response)."""
    return [e.CaseAdmitted(how), *onward(case, StageName.INTAKE, start, how)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseCase(Command):
    """The administrator refuses admission, on one of the closed grounds and with reasons."""

    ground: e.RefusalGround
    reasons: Text


def refuse_case(ask: RefuseCase, case: Case) -> list[Event]:
    may_admit(ask.by, case)
    if case.rulebook.intake is None or ask.ground not in case.rulebook.intake.refuse_only_for:
        raise no.InvalidInput(field="ground", problem="The rulebook of this case does not know this ground.")
    require_words(ask.reasons, "A refusal")
    return [e.CaseRefused(ask.ground, ask.reasons), *close(case, Ground.REFUSED)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawComplaint(Command):
    """The complainant ends the case without prejudice: a new complaint remains possible."""

    reasons: Text | None = None


def may_withdraw(by: Actor, case: Case) -> None:
    """It gives up the complaint. A recipient withdraws only what they filed themselves."""
    require_role(by, Role.COMPLAINANT)
    require_open(case)
    if case.filed_by != by or by.role is not Role.RECIPIENT:
        require_binding_word(by, case)
    if case.withdrawn is not None:
        raise no.AlreadyDone()
    if case.order_stands:
        raise no.NotAtThisStage(stage=case.stage.value)


def withdraw_complaint(ask: WithdrawComplaint, case: Case) -> list[Event]:
    """The case ends, unless the respondent's own claims stand: those take their course."""
    may_withdraw(ask.by, case)
    withdrawn = e.ComplaintWithdrawn(ask.reasons)
    if Role.RESPONDENT in case.claimants:
        return [withdrawn, *_without_the_complaint(case, ask.at)]
    return [withdrawn, *close(case, Ground.WITHDRAWN)]


def _without_the_complaint(case: Case, at: datetime) -> list[Event]:
    """Nobody waits for an answer to it any more, nor for a dispute about it."""
    if case.stage not in (Stage.COMPLAINT, Stage.ESCALATION, Stage.RESPONSE):
        return []
    after = StageName.RESPONSE if case.stage is Stage.RESPONSE else StageName.ESCALATION
    following = [name for name in case.rulebook.stages.behind(after) if name is not StageName.RESPONSE]
    return go_to(case, following[0], at, How.BY_RULE) if following else close(case, Ground.NO_AGREEMENT, How.BY_RULE)


def lapse_of_complaint(case: Case, start: datetime) -> list[Event]:
    """No answer to the complaint: the platform opens the dispute by itself."""
    return [e.DisputeOpened(How.BY_RULE, None), *onward(case, StageName.ESCALATION, start, How.BY_RULE)]
