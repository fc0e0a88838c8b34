"""Rules on the course of a case: it begins, every stage is reached and ends, and silence leads out of it."""

from collections.abc import Iterator
from datetime import date

from odr.domain.rulebook.choices import (
    AppliesTo,
    Between,
    ConsentTime,
    DecisionEffect,
    NoResponse,
    StepIn,
    WhileReviewIsOpen,
)
from odr.domain.rulebook.graph import BEGIN, Move, Place, frames_of, moves
from odr.domain.rulebook.lint.findings import Finding, Rule, Severity, error, warning
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import DECIDING, Expiry, PauseGround, StageName
from odr.domain.vocabulary import Ground, ParallelEffect, ParallelKind

_APPOINTS_FOR = (StageName.MEDIATION, *DECIDING)


def begins_with_the_complaint(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    order = rulebook.stages.order
    if not order or order[0] is not BEGIN.stage:
        yield error("stages.order", "It does not begin with the complaint.", 'Put "complaint" first.')
    for stage in {one for one in order if order.count(one) > 1}:
        yield error("stages.order", f'The stage "{stage}" stands in it more than once.', "Leave it in one place.")


def every_stage_has_its_table_and_its_place(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for stage in StageName:
        has_frame, in_order = any(frames_of(rulebook, stage)), stage in rulebook.stages.order
        if in_order and not has_frame:
            yield error(stage, "It is in the order, but no time frame is said for it.", f"Write its table [{stage}].")
        if has_frame and not in_order:
            yield error(stage, "Its table is there, but not its place in the order.", "Add it to stages.order.")


def every_stage_can_be_reached(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    reached = {BEGIN.stage} | {move.to.stage for move in moves(rulebook) if move.to}
    for stage in rulebook.stages.order:
        if stage not in reached:
            yield error(stage, "No way leads to this stage.", "Move it in stages.order, or change an expiry.")


def what_an_expiry_names_is_in_the_order(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for clause, frame in rulebook.clauses.items():
        named = frame.expiry.stage
        if named and named not in rulebook.stages.order:
            yield error(
                f"{clause}.expiry",
                f'The stage "{named}" is not in the order.',
                "Name a stage of stages.order, or add this one.",
            )


def every_stage_ends(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """Whoever stays silent, the case goes on; a late decider is replaced."""
    moving = {move.at.stage for move in moves(rulebook) if move.clause}
    for stage in rulebook.stages.order:
        frames = list(frames_of(rulebook, stage))
        replaced = any(frame.expiry is Expiry.APPOINT_ANOTHER for _, frame in frames)
        if frames and stage not in moving and not replaced and _reached(rulebook, stage):
            yield error(stage, "Nothing ends this stage if everybody stays silent.", "Give it an expiry that moves on.")


def _reached(rulebook: Rulebook, stage: StageName) -> bool:
    return stage is BEGIN.stage or any(move.to and move.to.stage is stage for move in moves(rulebook))


def silence_leads_out(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """A path of expiries that comes back to where it was would never end."""
    silent = [move for move in moves(rulebook) if move.clause]
    told: set[frozenset[str]] = set()
    for start in dict.fromkeys(move.at for move in silent):
        circle = _circle(silent, start)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            way = " → ".join([*circle, circle[0]])
            yield error("stages", f"Silence goes round in a circle: {way}.", "Change one of these expiries.")


def _circle(silent: list[Move], start: Place) -> list[str]:
    """The stages through which silence comes back to this place; none where it does not."""
    ways: list[list[Place]] = [[start]]
    while ways:
        way = ways.pop()
        for to in (move.to for move in silent if move.at == way[-1]):
            if to == start:
                return [place.stage for place in way]
            if to is not None and to not in way:
                ways.append([*way, to])
    return []


def who_decides_is_appointed(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    before = rulebook.neutrals.before if rulebook.neutrals else ()
    order = rulebook.stages.order
    for stage in before:
        if stage not in _APPOINTS_FOR:
            yield error("neutrals.before", f'Nobody serves at the stage "{stage}".', "Name mediation or evidence.")
        elif stage not in order:
            yield error("neutrals.before", f'The stage "{stage}" is not in the order.', "Leave it out.")
    if before and rulebook.appointment is None:
        yield error("appointment", "Neutrals are appointed, but no time is said for it.", "Write [appointment].")
    if rulebook.appointment and not before:
        yield error("appointment", "Nobody is appointed here.", "Leave it out, or say before which stages.")
    if StageName.MEDIATION in order and StageName.MEDIATION not in before:
        yield error("neutrals.before", "Nobody is appointed for the mediation.", 'Add "mediation".')
    first = rulebook.stages.to_a_decision[:1]
    if first and first[0] not in before:
        yield error("neutrals.before", "Nobody is appointed before the decision is prepared.", f'Add "{first[0]}".')


def a_record_is_for_a_decision(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    if StageName.DECISION not in rulebook.stages.order:
        for stage in rulebook.stages.order:
            if stage in (StageName.DECISION_CHOICE, *DECIDING):
                yield error(stage, "It prepares a decision, but there is none.", 'Add "decision" to stages.order.')


def the_effect_fits_the_course(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    binding = rulebook.effect.decision is DecisionEffect.BINDING_IF_CONSUMER_ACCEPTS
    if binding and rulebook.decision and rulebook.acceptance is None:
        yield error("acceptance", "A decision binds by acceptance, but no time is said for it.", "Write [acceptance].")
    if rulebook.acceptance and not (binding and rulebook.decision):
        yield error("acceptance", "Nothing here needs the consumer's acceptance.", "Leave it out, or bind by it.")
    if rulebook.second_reading and (rulebook.decision is None or rulebook.appointment is None):
        yield error("second_reading", "Nobody decides here, or nobody is appointed to read it.", "Leave it out.")
    if rulebook.review and rulebook.decision is None:
        yield error("review", "There is no decision that could be reviewed.", "Leave it out.")
    if rulebook.overall_cap and StageName.FILE_COMPLETE not in rulebook.stages.order:
        yield error("overall_cap", "It starts with the complete file, but no file is completed.", "Leave it out.")
    if rulebook.review is None and rulebook.execution.while_review_is_open is not WhileReviewIsOpen.STAY:
        yield warning("execution", "It says what happens during a review, but there is none.", "Write [review].")


def a_fund_that_pays_says_what_it_bears(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """Before it pays, everybody can read who bears what turns out to be too much."""
    pays = rulebook.execution.while_review_is_open is WhileReviewIsOpen.PAY_FROM_FUND
    place = "execution.fund"
    if pays and rulebook.execution.fund is None:
        what = "A fund pays while a review is open, but nobody is told who bears what it overpays."
        yield error(place, what, f'Write [{place}] with overpaid = "borne_by_the_fund" or "owed_back".')
    if rulebook.execution.fund and not pays:
        yield error(place, "No fund pays here.", 'Leave it out, or write while_review_is_open = "pay_from_fund".')


def setting_aside_leads_somewhere(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    aside = rulebook.default_track.set_aside
    if aside and aside.reopens not in rulebook.stages.order:
        yield error("default_track.set_aside.reopens", f'"{aside.reopens}" is not in the order.', "Name another stage.")
    if aside and not any(frame.expiry is Expiry.DEFAULT_TRACK for frame in rulebook.clauses.values()):
        yield warning("default_track.set_aside", "No silence leads to the default track.", "Leave it out.")


def silence_decides_by_its_rule(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """A default decision says its reasons, and whoever it surprises can have it undone."""
    track, place = rulebook.default_track, "default_track.default_decision"
    if track.no_response is NoResponse.DECIDE_ON_FILE:
        if track.default_decision:
            yield error(place, "Silence is decided on the file here.", "Leave it out, or change no_response.")
        return
    if track.default_decision is None:
        yield error(place, "Silence decides, but nobody is told by which rule.", f"Write [{place}].")
    if track.set_aside is None and rulebook.review is None:
        yield error(place, "Nobody can have it looked at again.", "Write [default_track.set_aside] or [review].")
    if track.no_response is NoResponse.GRANT_ON_REQUEST and StageName.DECISION_CHOICE not in rulebook.stages.order:
        yield error("default_track.no_response", "Nobody can ask for it.", 'Add "decision_choice" to stages.order.')
    if not any(frame.expiry is Expiry.DEFAULT_TRACK for frame in rulebook.clauses.values()):
        yield error(place, "No silence leads to the default track.", 'Write expiry = "default_track" where it shall.')


def a_breach_leads_somewhere(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    breach = rulebook.compliance.reopen_for_breach
    if breach and breach.at not in rulebook.stages.order:
        yield error("compliance.reopen_for_breach.at", f'"{breach.at}" is not in the order.', "Name another stage.")


def nobody_steps_in_for_what_binds_nobody(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """A recommendation is no debt, so the platform pays nothing in its name."""
    recommended = rulebook.decision is not None and rulebook.effect.decision is DecisionEffect.RECOMMENDATION
    if recommended and rulebook.compliance.step_in is not StepIn.NONE:
        what = "A decision binds nobody here, so the platform steps in for settlements only."
        yield warning("compliance.step_in", what, 'Write "none", or choose another effect of decisions.')


def inactivity_is_told_before(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    ends = Ground.COMPLAINANT_INACTIVE in rulebook.terminate
    if ends and rulebook.inactivity is None:
        yield error("inactivity", "A case ends for inactivity, but no time to answer is said.", "Write [inactivity].")
    if rulebook.inactivity and not ends:
        what = "Inactivity is told, but no case ends for it."
        yield error("terminate", what, 'Add "COMPLAINANT_INACTIVE", or leave [inactivity] out.')


def between_businesses_nobody_is_a_consumer(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    if rulebook.between is not Between.BUSINESSES:
        return
    if rulebook.effect.consent.consumer is not ConsentTime.NOT_NEEDED:
        what = "A consumer's consent is asked for, but only businesses are parties."
        yield error("effect.consent.consumer", what, 'Write "not_needed".')
    if rulebook.effect.decision is DecisionEffect.BINDING_IF_CONSUMER_ACCEPTS:
        what = "The decision waits for a consumer, but only businesses are parties."
        yield error("effect.decision", what, "Choose another effect.")


def a_bundle_has_somebody_to_serve_it(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    if rulebook.bundle is None:
        return
    if rulebook.neutrals is None:
        yield error("bundle", "One neutral is to serve all cases, but nobody is appointed.", "Write [neutrals].")
    if rulebook.second_reading is not None:
        what = "A second reader reads one case at a time, so nothing is handled together here."
        yield warning("bundle", what, "Leave [bundle] or [second_reading] out.")


def proceedings_elsewhere_can_do_what_is_said(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    for kind in ParallelKind:
        does, place = rulebook.parallel.of(kind).does, f"parallel.{kind.lower()}.does"
        if does is ParallelEffect.PAUSES and PauseGround.EXTERNAL_PROCEEDING not in rulebook.pause.grounds:
            yield error(place, "It pauses, but that is no ground for a pause here.", "Add it to pause.grounds.")
        if does is ParallelEffect.STOPS and Ground.NO_JURISDICTION not in rulebook.terminate:
            yield error(place, "It stops the case, but no ground for that is listed.", "Add it to terminate.")


def what_it_serves_can_be_filed(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """Every kind of complaint here is about something bought (DSA Art. 20 and 21 know others: content and accounts)."""
    if rulebook.applies_to is not AppliesTo.SALES:
        what = "It serves what a platform decided about content or accounts: a complaint about a sale is refused,"
        more = "and no kinds of complaint about anything else are known yet. Nobody can file under it."
        yield Finding(Severity.INFO, "applies_to", f"{what} {more}", 'Write "sales" for what was bought.')


RULES: tuple[Rule, ...] = (
    begins_with_the_complaint,
    every_stage_has_its_table_and_its_place,
    every_stage_can_be_reached,
    what_an_expiry_names_is_in_the_order,
    every_stage_ends,
    silence_leads_out,
    who_decides_is_appointed,
    a_record_is_for_a_decision,
    the_effect_fits_the_course,
    a_fund_that_pays_says_what_it_bears,
    setting_aside_leads_somewhere,
    silence_decides_by_its_rule,
    a_breach_leads_somewhere,
    nobody_steps_in_for_what_binds_nobody,
    inactivity_is_told_before,
    between_businesses_nobody_is_a_consumer,
    proceedings_elsewhere_can_do_what_is_said,
    a_bundle_has_somebody_to_serve_it,
    what_it_serves_can_be_filed,
)
