"""Rules on time frames: who can act in them, what their end can bring, and whether all of them fit into the cap."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from odr.domain.calendar import Length, Unit
from odr.domain.rulebook.choices import AppliesTo, DecisionEffect, Told
from odr.domain.rulebook.lengths import most_days, no_longer
from odr.domain.rulebook.lint.findings import Finding, Rule, Severity, error, warning
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import Acts, Expiry, Frame

A_YEAR = Length(1, Unit.YEAR)
_REMINDER = re.compile(r"[1-9]\d?%|[1-9]\d*h")
_MOVES_ON = frozenset({Expiry.MEDIATION, Expiry.DECISION_CHOICE, Expiry.EVIDENCE, Expiry.DECISION})
_AFTER_SILENCE = _MOVES_ON | {Expiry.NEGOTIATION, Expiry.DEFAULT_TRACK, Expiry.CLOSE_NO_AGREEMENT}


@dataclass(frozen=True, slots=True)
class _Sense:
    """Who can have to act under a clause, and what its end can bring."""

    actors: frozenset[Acts]
    expiries: frozenset[Expiry]


def _sense(actors: set[Acts], *expiries: Expiry, more: frozenset[Expiry] = frozenset()) -> _Sense:
    return _Sense(frozenset(actors), more | set(expiries))


_PARTIES = {Acts.COMPLAINANT, Acts.RESPONDENT, Acts.CONSUMER, Acts.PARTIES, Acts.ANY_PARTY, Acts.WHOEVER_OWES}
_OWED = _sense({Acts.WHOEVER_OWES}, Expiry.NON_COMPLIANT)
_REPLACED = _sense({Acts.REVIEWER}, Expiry.APPOINT_ANOTHER)
_SENSE = {
    "complaint.acknowledge": _sense({Acts.RESPONDENT}, Expiry.RECORDED),
    "complaint.answer": _sense(
        {Acts.RESPONDENT},
        Expiry.ESCALATE_BY_PLATFORM,
        Expiry.ESCALATION,
        Expiry.CLOSE_NOT_ESCALATED,
        more=_AFTER_SILENCE,
    ),
    "escalation": _sense(
        {Acts.COMPLAINANT}, Expiry.CLOSE_NOT_ESCALATED, Expiry.CLOSE_NOT_RATED, Expiry.ESCALATE_BY_PLATFORM
    ),
    "intake.admit": _sense({Acts.ADMINISTRATOR}, Expiry.AUTO_ADMIT),
    "clarification": _sense({Acts.ANY_PARTY}, Expiry.RECORDED),
    "response": _sense({Acts.RESPONDENT}, more=_AFTER_SILENCE),
    "counterclaim.make": _sense({Acts.RESPONDENT}, Expiry.RECORDED),
    "counterclaim.answer": _sense({Acts.COMPLAINANT}, Expiry.RECORDED),
    "negotiation.agree": _sense({Acts.PARTIES}, Expiry.CLOSE_NO_AGREEMENT, more=_MOVES_ON),
    "negotiation.offer_answer": _sense({Acts.ANY_PARTY, Acts.PARTIES}, Expiry.LAPSES, Expiry.CLOSE_UNANSWERED),
    "negotiation.blind_bids.answer": _sense({Acts.PARTIES}, Expiry.LAPSES),
    "bundle.object": _sense({Acts.PARTIES}, Expiry.JOINED),
    "neutrals.objection": _sense({Acts.PARTIES}, Expiry.RECORDED),
    "neutrals.objection_decision": _sense({Acts.ADMINISTRATOR}, Expiry.APPOINT_ANOTHER),
    "appointment": _sense({Acts.ADMINISTRATOR}, Expiry.AUTO_ASSIGN_NEXT),
    "mediation.agree": _sense({Acts.MEDIATOR}, Expiry.CLOSE_NO_AGREEMENT, more=_MOVES_ON - {Expiry.MEDIATION}),
    "mediation.proposal_answer": _sense({Acts.PARTIES}, Expiry.NOT_ACCEPTED),
    "decision_choice": _sense({Acts.COMPLAINANT}, Expiry.CLOSE_NO_AGREEMENT),
    "evidence.collect": _sense({Acts.PARTIES}, Expiry.CLOSE_RECORD),
    "evidence.reply": _sense({Acts.PARTIES}, Expiry.CLOSE_RECORD),
    "evidence.request": _sense({Acts.ANY_PARTY}, Expiry.FAILURE_RECORDED),
    "file_complete": _sense({Acts.DECIDER}, Expiry.COMPLETE_BY_RULE),
    "decision": _sense({Acts.DECIDER}, Expiry.APPOINT_ANOTHER, Expiry.CLOSE_NO_AGREEMENT),
    "second_reading": _sense({Acts.SECOND_READER}, Expiry.APPOINT_ANOTHER),
    "acceptance": _sense({Acts.CONSUMER}, Expiry.NOT_ACCEPTED),
    "correction": _sense({Acts.ANY_PARTY}, Expiry.RECORDED),
    "review.ask": _sense({Acts.ANY_PARTY, Acts.CONSUMER, Acts.RESPONDENT}, Expiry.END_OF_STAY),
    "review.decide": _REPLACED,
    "default_track.set_aside.ask": _sense({Acts.RESPONDENT}, Expiry.RECORDED),
    "default_track.set_aside.decide": _REPLACED,
    "overall_cap": _sense({Acts.DECIDER}, Expiry.RECORDED),
    "look_at_closing.ask": _sense({Acts.ANY_PARTY}, Expiry.RECORDED),
    "inactivity": _sense({Acts.COMPLAINANT}, Expiry.RECORDED),
    "pause.limit": _sense({Acts.SERVICE}, Expiry.RESUMES),
    "compliance.return_ship": _sense({Acts.WHOEVER_OWES}, Expiry.LINE_LAPSES, Expiry.NON_COMPLIANT),
    "compliance.confirm_return": _sense({Acts.WHOEVER_OWES}, Expiry.COUNTS_AS_RECEIVED, Expiry.NON_COMPLIANT),
    "compliance.confirm_done": _sense({Acts.WHOEVER_OWES}, Expiry.COUNTS_AS_DONE),
    "compliance.return_lost_after": _sense({Acts.SERVICE}, Expiry.COUNTS_AS_LOST),
    "compliance.refund": _OWED,
    "compliance.refund_after_return": _OWED,
    "compliance.answer_inspection": _sense({Acts.WHOEVER_OWES}, Expiry.NOT_ACCEPTED),
    "compliance.replace": _OWED,
    "compliance.repair": _OWED,
    "compliance.voucher": _OWED,
    "compliance.money": _OWED,
    "compliance.other": _OWED,
    "compliance.reopen_for_breach.report": _sense({Acts.ANY_PARTY}, Expiry.RECORDED),
}
"""What makes sense under each clause. An intake that nobody looks at admits; silence never consents or chooses."""


def every_frame_makes_sense(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for clause, frame in rulebook.clauses.items():
        sense = _SENSE[clause]
        if frame.actor not in sense.actors:
            yield error(f"{clause}.actor", f'"{frame.actor}" does not act here.', _one_of(sense.actors))
        if frame.expiry not in sense.expiries:
            yield error(f"{clause}.expiry", f'"{frame.expiry}" makes no sense here.', _one_of(sense.expiries))


def _one_of(allowed: frozenset[Acts] | frozenset[Expiry]) -> str:
    return f"Use one of: {', '.join(sorted(allowed))}."


def time_abroad_is_longer(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for clause, frame in rulebook.clauses.items():
        if frame.abroad is None:
            continue
        if frame.actor not in _PARTIES:
            yield error(f"{clause}.abroad", f'"{frame.actor}" is no party, so never abroad.', "Leave it out.")
        if no_longer(frame.abroad.length, frame.limit):
            what = f"{frame.abroad.length} from abroad is no longer than {frame.limit}."
            yield error(f"{clause}.abroad", what, "Give more time than at home, or leave it out.")


def there_is_a_year_to_escalate(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """Not under one year (Directive 2013/11/EU Art. 5(4)(e), modelled). A marketplace's guarantee is no ADR body."""
    frame = rulebook.escalation
    if frame is None or no_longer(A_YEAR, frame.limit) or rulebook.applies_to is not AppliesTo.SALES:
        return
    judged = warning if rulebook.effect.decision is DecisionEffect.CONTRACTUAL else error
    what = f"Only {frame.limit} to open a dispute; Directive 2013/11/EU Art. 5(4)(e) gives a year."
    yield judged("escalation.limit", what, "Give a year, or the longer statutory right.")


def reminders_can_be_read(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for n, text in enumerate(rulebook.reminders):
        if not _REMINDER.fullmatch(text):
            yield error(f"reminders[{n}]", f'"{text}" is no point before a bound.', 'Write for example "50%" or "72h".')


def everything_is_told_before_a_consent(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    missing = [told for told in Told if told not in rulebook.effect.consent.told_before]
    if missing:
        what = f"Before a consent nobody is told of: {', '.join(missing)}."
        yield error("effect.consent.told_before", what, "Add what is missing.")


def the_worst_case_fits_into_the_cap(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """From the complete file to the decision: frames, extensions, one late decider, evidence reopened, pauses."""
    cap = rulebook.overall_cap
    if rulebook.decision is None:
        return
    if cap is None:
        yield warning("overall_cap", "Nothing bounds the time to a decision.", "Write [overall_cap].")
        return
    parts = list(_worst_case(rulebook, rulebook.decision))
    total, shown = sum(days for _, days in parts), " + ".join(f"{name} {days}" for name, days in parts)
    if total > most_days(cap.limit):
        over = total > most_days(cap.limit) + _extensions(cap)
        judged = error if over else warning
        what = f"The worst case takes {total} days ({shown}); the cap is {cap.limit}."
        yield judged("overall_cap.limit", what, "Shorten these frames, or make the cap longer.")
    else:
        what = f"The worst case takes {total} days ({shown}); the cap is {cap.limit}."
        yield Finding(Severity.INFO, "overall_cap.limit", what, "Nothing.")


def _worst_case(rulebook: Rulebook, decision: Frame) -> Iterator[tuple[str, int]]:
    yield "decision", _longest(decision)
    if decision.expiry is Expiry.APPOINT_ANOTHER:
        if rulebook.appointment:
            yield "appointment of another", _longest(rulebook.appointment)
        yield "decision by another", _longest(decision)
    if rulebook.neutrals:
        yield "objection", _longest(rulebook.neutrals.objection_decision)
    if rulebook.evidence and rulebook.evidence.reopen_times:
        reply = _longest(rulebook.evidence.reply) if rulebook.evidence.reply else 0
        yield "evidence reopened", rulebook.evidence.reopen_times * (_longest(rulebook.evidence.collect) + reply)
    if not rulebook.pause.cap_also_pauses and rulebook.pause.grounds:
        yield "pauses", most_days(rulebook.pause.limit.limit)


def _longest(frame: Frame) -> int:
    abroad = most_days(frame.abroad.length) if frame.abroad else 0
    return max(most_days(frame.limit), abroad) + _extensions(frame)


def _extensions(frame: Frame) -> int:
    return sum(most_days(one.length) * one.times for one in frame.extend)


def a_counterclaim_has_its_times(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    said = rulebook.counterclaim
    if said and said.make is None and said.answer is None:
        to_do = "Write [counterclaim.make] or [counterclaim.answer], or leave it out."
        yield error("counterclaim", "It says no time at all.", to_do)


def a_nudge_comes_within_the_time(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    if not 0 <= rulebook.compliance.nudge_after_percent <= 100:
        what = f"{rulebook.compliance.nudge_after_percent} percent of a time is not within it."
        yield error("compliance.nudge_after_percent", what, "Write a number from 0 to 100.")


RULES: tuple[Rule, ...] = (
    every_frame_makes_sense,
    a_counterclaim_has_its_times,
    time_abroad_is_longer,
    there_is_a_year_to_escalate,
    reminders_can_be_read,
    everything_is_told_before_a_consent,
    the_worst_case_fits_into_the_cap,
    a_nudge_comes_within_the_time,
)
