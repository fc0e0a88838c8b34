"""Similar cases against one trader are handled together, unless a side objects: Directive (EU) 2025/2647, as modelled.

One neutral and one reasoning serve all of them; each case keeps its own record, amounts, acceptance and review. A case
knows how many there are, and neither which nor what becomes of them. Nobody consents to anything by not objecting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from odr.domain import decision
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Bundled, Case
from odr.domain.course import BUNDLE_OBJECTION
from odr.domain.events import Ending, Event, Leaving
from odr.domain.guards import (
    TALKING,
    Command,
    require_administrator,
    require_at_work,
    require_open,
    require_role,
    require_side,
    require_stage,
    require_words,
)
from odr.domain.remedies import ComplaintType
from odr.domain.roles import NEUTRALS, Actor, HolderKind, Role, SaleRole
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

FEWEST = 2
MOST = 50
"""So many cases one text can still be fair to; our own choice."""


class Likeness(NamedTuple):
    """What cases have to have in common to be handled together."""

    marketplace: str
    holder_kind: HolderKind
    trader: str
    rulebook: str
    complaint: ComplaintType


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeBundle(Command):
    """An administrator proposes that this case is handled together with others, `cases` in all, which are `alike`."""

    bundle: str
    cases: int
    alike: Likeness
    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectToBundle(Command):
    """A side wants its case handled by itself. It owes nobody reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFromBundle(Command):
    """The neutral who leads the case, or an administrator, takes it out, such as because its facts differ."""

    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBundle(Command):
    """The service tells the case how many are left in its bundle."""

    bundle: str
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTogether(decision.Deciding):
    """The decider decides this case in one text with others, `cases` in all. Exhibits and lines are this case's own."""

    bundle: str
    cases: int
    decision: str


def likeness(case: Case) -> Likeness:
    """What makes this case like others; of several complaints the first one counts, as in lists."""
    trader = case.respondent
    return Likeness(case.marketplace, trader.holder_kind, trader.holder, case.rulebook.id, case.claims[0].complaint)


def may_propose(by: Actor, case: Case) -> None:
    """Against a trader, before a decision, and never again where a side objected. Four eyes read one case at a time."""
    require_administrator(by, case)
    require_stage(case, *TALKING)
    if case.rulebook.bundle is None or case.rulebook.second_reading is not None:
        raise no.BundleNotProvided()
    if case.respondent.sale_role is SaleRole.BUYER:
        raise no.NotAlike()
    if case.bundled is not None:
        raise no.BundledAlready()
    if case.bundle is not None and case.bundle.left is Leaving.OBJECTED:
        raise no.WasObjected()


def propose_bundle(ask: ProposeBundle, case: Case) -> list[Event]:
    may_propose(ask.by, case)
    if likeness(case) != ask.alike:
        raise no.NotAlike()
    require_words(ask.reasons, "A bundle")
    return [e.BundleProposed(ask.bundle, ask.cases, ask.reasons), open_frame(case, BUNDLE_OBJECTION, ask.at)]


def may_object(by: Actor, case: Case) -> None:
    """Either side, within the time for it."""
    require_side(by)
    require_open(case)
    if case.bundled is None or BUNDLE_OBJECTION not in case.frames:
        raise no.NothingToAnswer()


def object_to_bundle(ask: ObjectToBundle, case: Case) -> list[Event]:
    may_object(ask.by, case)
    made = e.BundleObjectionMade(_standing(case).id, require_side(ask.by))
    return [made, *_leaves(case, Leaving.OBJECTED, Ending.MET)]


def may_release(by: Actor, case: Case) -> None:
    if by.role in NEUTRALS:
        require_at_work(by, case)
    else:
        require_administrator(by, case)
    require_open(case)
    _standing(case)


def release_from_bundle(ask: ReleaseFromBundle, case: Case) -> list[Event]:
    may_release(ask.by, case)
    require_words(ask.reasons, "A release")
    return [e.ReleasedFromBundle(_standing(case).id, ask.reasons), *_leaves(case, Leaving.RELEASED)]


def count_bundle(ask: CountBundle, case: Case) -> list[Event]:
    """Cases only ever leave, so that of two counts the smaller one is the later; one case alone is no bundle."""
    require_role(ask.by, Role.SYSTEM)
    standing = _standing(case)
    if standing.id != ask.bundle or not ask.cases < standing.cases:
        raise no.AlreadyDone()
    changed = e.BundleChanged(standing.id, ask.cases)
    return _leaves(case, Leaving.DISSOLVED) if ask.cases < FEWEST else [changed]


def joined(case: Case) -> list[Event]:
    """The time to object is over."""
    return [e.BundleJoined(_standing(case).id)]


def may_decide_together(by: Actor, case: Case) -> None:
    decision.require_may_decide(by, case)
    if _standing(case).joined_at is None:
        raise no.NotJoined()


def decide_together(ask: DecideTogether, case: Case) -> list[Event]:
    """Whatever is asked of a decision is asked of each of them."""
    may_decide_together(ask.by, case)
    if _standing(case).id != ask.bundle:
        raise no.NothingToAnswer()
    decided = decision.decided(ask.ruling(ask.decision), case, ask.at)
    return [e.DecidedTogether(ask.bundle, ask.decision, ask.cases), *decided]


def _standing(case: Case) -> Bundled:
    if case.bundled is None:
        raise no.NothingToAnswer()
    return case.bundled


def _leaves(case: Case, why: Leaving, ending: Ending = Ending.MOOT) -> list[Event]:
    return [e.CaseLeftBundle(_standing(case).id, why), *end_clause(case, BUNDLE_OBJECTION, ending)]


def with_leaving(case: Case, events: Sequence[Event]) -> list[Event]:
    """The events, before them that the case leaves its bundle where they end what it shares with the others.

    A neutral who may not serve in one case may in the others, so that case goes on by itself.
    """
    why = next((found for one in events if (found := _ends_by(one))), None)
    if why is None or case.bundled is None or any(isinstance(one, e.DecidedTogether) for one in events):
        return [*events]
    ended = {one.frame for one in events if isinstance(one, e.FrameEnded)}
    left = _leaves(case, why)
    return [*(one for one in left if not (isinstance(one, e.FrameEnded) and one.frame in ended)), *events]


def _ends_by(event: Event) -> Leaving | None:
    match event:
        case e.SettlementReached() | e.DecisionIssued() | e.DefaultDecisionIssued() | e.CaseClosed():
            return Leaving.ENDED
        case e.NeutralRecused():
            return Leaving.OTHER_NEUTRAL
        case e.ObjectionDecided(sustained=True):
            return Leaving.OTHER_NEUTRAL
        case e.RulebookChanged():
            return Leaving.OTHER_RULEBOOK
        case _:
            return None
