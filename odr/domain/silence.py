"""What silence brings. A respondent's: a decision on the file, or a default decision where the rulebook has one. A
claimant's: the case closes, without prejudice.

Silence never creates a consent. A default decision names the clause it follows from; it can be reviewed and set aside,
and either side can ask a person to look at it.
"""

from datetime import datetime

from odr.domain import decision
from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.course import close, go_to, to_decision, wind_up
from odr.domain.events import Event, Ground, How
from odr.domain.executing import follows
from odr.domain.filing import lapse_of_complaint
from odr.domain.recovery import paid_for
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Capacity, Role, Side
from odr.domain.rulebook import DefaultDecision, Expiry, NoResponse, StageName
from odr.domain.words import Text

CLAUSE = "default_track.default_decision"


def silence_of_respondent(case: Case, start: datetime) -> list[Event]:
    """No answer in time: recorded, then what the rulebook says of it. The burden of proof stays on the claimant."""
    recorded = e.SilenceRecorded()
    rule = default_decision(case)
    if rule is None:
        return [recorded, *to_decision(case, start, How.BY_RULE)]
    if case.rulebook.default_track.no_response is NoResponse.GRANT_ON_REQUEST:
        return [recorded, *go_to(case, StageName.DECISION_CHOICE, start, How.BY_RULE)]
    return [recorded, *_by_default(case, rule, start)]


_CLOSES = {
    Expiry.CLOSE_NOT_ESCALATED: Ground.NOT_ESCALATED,
    Expiry.CLOSE_NOT_RATED: Ground.NOT_RATED,
    Expiry.CLOSE_NO_AGREEMENT: Ground.NO_AGREEMENT,
}


def silence_of_claimant(case: Case, expiry: Expiry, start: datetime) -> list[Event]:
    """The case closes. Where a claimant's guardian did not come, it goes on to a decision (procedure: never alone)."""
    waits = any(case.awaits_guardian(Side(role.value)) for role in case.claimants)
    if waits and expiry is Expiry.CLOSE_NOT_ESCALATED:
        return lapse_of_complaint(case, start)
    if waits and expiry is Expiry.CLOSE_NO_AGREEMENT:
        return to_decision(case, start, How.BY_RULE)
    return close(case, _CLOSES[expiry], How.BY_RULE)


def default_decision(case: Case) -> DefaultDecision | None:
    """The rule by which silence decides in this case.

    None against somebody whom no notice reached or who waits for their guardian, against a consumer where the rulebook
    does not want it, where the complaint is not all that was claimed, and where it asks for more than was paid: a
    person looks at the reasons then.
    """
    rule = case.rulebook.default_track.default_decision
    if rule is None or Side.RESPONDENT in case.unreached or case.claimants != (Role.COMPLAINANT,):
        return None
    if case.awaits_guardian(Side.RESPONDENT):
        return None
    if any(_exceeds_what_was_paid(line, case) for line in _claimed(case)):
        return None
    return rule if rule.against_consumers or case.respondent.capacity is not Capacity.CONSUMER else None


def request_decision(ask: decision.RequestDecision, case: Case) -> list[Event]:
    """A decision is prepared; after silence the rulebook may give what was claimed at this request."""
    decision.may_choose(ask.by, case)
    requested, rule = e.DecisionRequested(), default_decision(case)
    if rule is not None and case.silent:
        return [requested, *_by_default(case, rule, ask.at)]
    return [requested, *to_decision(case, ask.at)]


def _by_default(case: Case, rule: DefaultDecision, at: datetime) -> list[Event]:
    """What was claimed is decided; what of it can still be given back is settled when it is ordered."""
    lines, name = _claimed(case), f"default-{len(case.past_decisions) + 1}"
    words = Text(rule.text.in_language(case.language))
    issued = e.DefaultDecisionIssued(name, CLAUSE, lines, words, case.rulebook.effect.decision)
    return [issued, *wind_up(case), *follows(case, name, lines, at, slips=False, silent=True)]


def _exceeds_what_was_paid(line: RemedyLine, case: Case) -> bool:
    """Damages can, with reasons that somebody has to weigh (procedure: fairness, one recovery ledger)."""
    return line.amount is not None and line.amount.minor > paid_for(line.line, case.order).minor


def _claimed(case: Case) -> tuple[RemedyLine, ...]:
    """Of each claim the remedy that was asked for first; the others were alternatives."""
    return tuple(claim.remedies[0] for claim in case.claims)
