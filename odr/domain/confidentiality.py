"""A side claims that an exhibit is confidential; the neutral who decides rules, and nothing is disclosed by itself.

No decision rests on what a side could not see and answer: the exhibit itself cannot be cited. What the other side reads
in its place is a summary, under a number. Silence of the neutral leaves the exhibit where it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, ConfidentialityClaim, Exhibit
from odr.domain.events import Event
from odr.domain.exhibits import may_hand_in, next_number, only_a_label, reads, still_there
from odr.domain.guards import Command, require_at_work, require_role, require_side, require_words
from odr.domain.objecting import require_no_objection
from odr.domain.roles import Actor, Role, Side, confidential_room, own_room
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimConfidentiality(Command):
    """Give an exhibit of one's own side to the neutral who decides only. `summary`: what the other side may read."""

    claim: str
    exhibit: str
    reasons: Text
    summary: Text


def may_claim(by: Actor, case: Case) -> None:
    """A side, where somebody will decide: nobody else rules on it."""
    side = require_side(by)
    may_hand_in(by, case)
    if only_a_label(by, case):
        raise no.RecordIsClosed()
    if not case.rulebook.stages.to_a_decision:
        raise no.NotAtThisStage(stage=case.stage.value)
    if not any(_claimable(one, side, case) for one in case.drafts.values()):
        raise no.NothingToAnswer()


def _claimable(one: Exhibit, side: Side, case: Case) -> bool:
    """What only the side has seen, or a neutral who denied it before: then it is claimed anew, better."""
    own = one.side is side and one.room in (own_room(side), confidential_room(side)) and still_there(one, case)
    return own and not any(
        claim.exhibit == one.id and claim.granted is not False for claim in case.confidential.values()
    )


def claim_confidentiality(ask: ClaimConfidentiality, case: Case) -> list[Event]:
    may_claim(ask.by, case)
    side = require_side(ask.by)
    draft = case.drafts.get(ask.exhibit)
    if draft is None or draft.side is not side or not still_there(draft, case):
        raise no.NotFound()
    if not _claimable(draft, side, case):
        raise no.AlreadyDone()
    require_words(ask.reasons, "A claim of confidentiality")
    if not (ask.summary.body or "").strip():
        raise no.InvalidInput(field="summary", problem="Write what the other side may read of it.")
    return [
        e.ConfidentialityClaimed(
            ask.claim,
            draft.id,
            confidential_room(side),
            side,
            draft.upload,
            draft.name,
            draft.sha256,
            draft.media_type,
            draft.size,
            reads(draft, case),
            ask.reasons,
            ask.summary,
            draft.document,
        )
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOnConfidentiality(Command):
    """Grant a claim, which puts the summary before both sides, or deny it. Both sides read the reasons of a grant."""

    claim: str
    granted: bool
    reasons: Text


def open_claims(case: Case) -> Iterator[ConfidentialityClaim]:
    """Claims to be ruled on: their exhibit was neither disclosed nor taken back since."""
    for one in case.confidential.values():
        draft = case.drafts.get(one.exhibit)
        if one.granted is None and draft is not None and still_there(draft, case):
            yield one


def may_rule(by: Actor, case: Case) -> None:
    """Whoever decides or reviews now, and only while nobody objects to them."""
    require_role(by, Role.DECIDER, Role.REVIEWER)
    require_at_work(by, case)
    require_no_objection(case)
    if not any(open_claims(case)):
        raise no.NothingToAnswer()


def rule_on_confidentiality(ask: RuleOnConfidentiality, case: Case) -> list[Event]:
    """A summary comes while it can still be answered; once the record is closed a claim can only be denied."""
    may_rule(ask.by, case)
    claim = case.confidential.get(ask.claim)
    if claim is None:
        raise no.NotFound()
    if claim not in open_claims(case):
        raise no.AlreadyDone()
    require_words(ask.reasons, "A ruling")
    ruled = e.ConfidentialityRuled(claim.id, claim.exhibit, claim.room, ask.granted, ask.reasons)
    if not ask.granted:
        return [ruled]
    if case.record_closed:
        raise no.RecordIsClosed()
    document = case.drafts[claim.exhibit].document
    number = next_number(case, claim.side)
    return [ruled, e.SummaryDisclosed(claim.id, number, claim.side, claim.summary, ask.reasons, document)]
