"""What counts against a seller: final matters that went against it, and what it did not carry out (procedure: figures).

A settlement is not upheld. What a review, a setting aside or a reopening undoes counts no more, nor does what is done
after all. Everything follows from the docket, so it can be worked out anew at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odr.domain.case import Case, Compensation, Decision, OwedLine
from odr.domain.course import BESIDE_A_LINE, SET_ASIDE_ASK
from odr.domain.events import FundPart, Outcome, Stage, Step
from odr.domain.recovery import gave_way
from odr.domain.roles import HolderKind, SaleRole, Side


class Matter(StrEnum):
    """Why something counts."""

    UPHELD = "UPHELD"
    NOT_CARRIED_OUT = "NOT_CARRIED_OUT"


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that counts. `about`: the decision or the owed line; `at` (UTC): when it was decided, or was due."""

    matter: Matter
    about: str
    at: datetime


_FOR_THE_CLAIM = (Outcome.GRANTED, Outcome.GRANTED_IN_PART)


def seller_of(case: Case) -> Side | None:
    """The side that sold it, where that is a seller's organisation: a marketplace has no standing on itself."""
    for side in Side:
        party = case.party(side)
        if party.sale_role is SaleRole.SELLER and party.holder_kind is HolderKind.ORGANISATION:
            return side
    return None


def can_still_change(case: Case) -> bool:
    """Whether a review or a setting aside runs, or can still be asked for."""
    asked = bool(case.reviews_asked) or case.set_aside_asked is not None
    in_review = case.stage in (Stage.ACCEPTANCE, Stage.REVIEWER_APPOINTMENT, Stage.REVIEW)
    return asked or in_review or "review.ask" in case.frames or SET_ASIDE_ASK in case.frames


def counts_against_seller(case: Case) -> list[Counted]:
    """What counts of this case now."""
    side = seller_of(case)
    if side is None or can_still_change(case):
        return []
    decided = case.decision
    upheld = [Counted(Matter.UPHELD, decided.id, decided.at)] if decided and _went_against(decided, side) else []
    return [*upheld, *_not_carried_out(side, case)]


def _went_against(decided: Decision, seller: Side) -> bool:
    """A decision that was not accepted binds nobody, so it says nothing of anybody either."""
    outcome = decided.outcome if seller is Side.RESPONDENT else decided.counterclaim
    return decided.accepted is not False and outcome in _FOR_THE_CLAIM


def _not_carried_out(side: Side, case: Case) -> Iterator[Counted]:
    order = case.compensation
    for line in order.lines if order else ():
        due = _was_due(line, case)
        if order and line.remedy.owed_by is side and due is not None and not _was_done(line, order):
            yield Counted(Matter.NOT_CARRIED_OUT, line.id, due)


def _was_due(line: OwedLine, case: Case) -> datetime | None:
    """The last bound of the line that passed without it; what the platform itself is to pay is not the seller's."""
    if not line.non_compliant or line.fund in (FundPart.PAYS, FundPart.HELD_MONEY_PAYS):
        return None
    own = (one for one in case.past_frames if one.clause not in BESIDE_A_LINE and one.name.endswith(f"/{line.id}"))
    return max((one.due for one in own), default=None)


def _was_done(line: OwedLine, order: Compensation) -> bool:
    """Late, but done; or done in the seller's place, and paid back by it."""
    if line.step is Step.FULFILLED or gave_way(line):
        return True
    if line.stepped_in is None or line.step is not Step.LAPSED:
        return False
    instead = [one for one in order.lines if one.fund is not None and one.remedy.line == line.remedy.line]
    return bool(instead) and all(one.step is Step.FULFILLED for one in instead)
