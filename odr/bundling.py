"""Similar cases against one trader, handled together: suggested, proposed, served by one neutral, decided in one text.

Whatever is done in several cases is done in all of them or in none. A refusal names the case that it is about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from odr.bundles import STANDING, Member, bundled_cases, members
from odr.clerk import CaseSeen, Clerk, Submitted
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral
from odr.domain.bundling import (
    FEWEST,
    MOST,
    CountBundle,
    DecideTogether,
    Likeness,
    ProposeBundle,
    likeness,
    may_propose,
)
from odr.domain.case import Case
from odr.domain.events import Function, Issue, Outcome
from odr.domain.guards import TALKING, Command, require_administrator
from odr.domain.remedies import RemedyLine
from odr.domain.roles import ADMINISTRATORS, NEUTRALS, SERVICE, Actor, Role, Visitor
from odr.domain.words import Text
from odr.lists import keys_of
from odr.reserved import Act
from odr.submitting import Part
from odr.views import views

GROUPS = 20
"""So many suggestions at once, those of most cases first."""


def tell_how_many(clerk: Clerk, bundle: str, at: datetime) -> None:
    """Tell every case that is left in the bundle how many there are; the last one that it is by itself again."""
    with clerk.store.raw() as db:
        left = [one.case_id for one in members(db, clerk.store.dialect, bundle) if one.standing in STANDING]
    for case_id in left:
        try:
            clerk.submit_for_service(case_id, CountBundle(by=SERVICE, at=at, bundle=bundle, cases=len(left)))
        except (no.AlreadyDone, no.NothingToAnswer):
            continue


def serving_elsewhere(clerk: Clerk, case: Case, function: Function, at: datetime) -> set[str]:
    """Who holds this function in the other cases of the bundle: the rule takes them first here too."""
    if case.bundled is None:
        return set()
    with clerk.store.raw() as db:
        others = [one.case_id for one in members(db, clerk.store.dialect, case.bundled.id) if one.standing in STANDING]
    cases = (clerk.look_as(one, Role.REGISTRAR, at).case for one in others)
    return {holder.person for one in cases if (holder := one.neutral(function))}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Cases that could be handled together, the oldest first."""

    alike: Likeness
    cases: list[CaseSeen]


def suggestions(clerk: Clerk, visitor: Visitor, at: datetime) -> list[Suggestion]:
    """What this visitor could propose as an administrator. Empty for everybody else."""
    keys = [key for key in keys_of(visitor) if key == "registrar" or key.startswith("marketplace:")]
    open_still = (
        views.c.reader.in_(keys) & views.c.closed_at.is_(None) & views.c.stage.in_([one.value for one in TALKING])
    )
    alike = (views.c.marketplace, views.c.respondent, views.c.complaint)
    often = func.count(views.c.case_id.distinct())
    with clerk.store.read() as conn:
        found = select(*alike, often).where(open_still).group_by(*alike).having(often >= FEWEST)
        groups = conn.execute(found.order_by(often.desc(), *alike).limit(GROUPS)).all()
        each = [_of_group(conn, open_still, tuple(group[:3])) for group in groups]
    return [one for cases in each for one in _alike(clerk, visitor, cases, at)]


def _of_group(conn: Connection, where: ColumnElement[bool], group: tuple[str, ...]) -> list[str]:
    same = (views.c.marketplace == group[0]) & (views.c.respondent == group[1]) & (views.c.complaint == group[2])
    mine = select(views.c.case_id, views.c.opened_at).where(where, same).distinct()
    return [row[0] for row in conn.execute(mine.order_by(views.c.opened_at, views.c.case_id).limit(MOST))]


def _alike(clerk: Clerk, visitor: Visitor, cases: Sequence[str], at: datetime) -> list[Suggestion]:
    found: dict[Likeness, dict[str, CaseSeen]] = {}
    for case_id in cases:
        seen = clerk.look(case_id, visitor, at)
        try:
            may_propose(seen.by, seen.case)
        except no.Refused:
            continue
        found.setdefault(likeness(seen.case), {}).setdefault(seen.case.order.id, seen)
    return [Suggestion(alike, [*one.values()]) for alike, one in found.items() if len(one) >= FEWEST]


def propose(
    clerk: Clerk, visitor: Visitor, bundle: str, cases: Sequence[str], reasons: str, at: datetime, act: Act | None
) -> Submitted:
    """Propose a bundle of these cases. Raises what refuses one of them, which is named."""
    seen = {case_id: _administered(clerk, visitor, case_id, at) for case_id in sorted(cases[: MOST + 1])}
    if len(seen) != len(cases) or not FEWEST <= len(cases) <= MOST:
        raise no.InvalidInput(field="cases", problem=f"Name between {FEWEST} and {MOST} cases, each once.")
    alike = likeness(seen[min(cases)].case)
    orders: set[str] = set()
    for one in seen.values():
        if one.case.order.id in orders:
            raise no.NotAlike().in_case(one.case.number)
        orders.add(one.case.order.id)

    def ask(by: Actor) -> Command:
        return ProposeBundle(by=by, at=at, bundle=bundle, cases=len(cases), alike=alike, reasons=Text(reasons))

    return _together(clerk, visitor, seen, [Part(one, ask) for one in seen], at, act)


def _administered(clerk: Clerk, visitor: Visitor, case_id: str, at: datetime) -> CaseSeen:
    seen = clerk.look(case_id, visitor, at)
    require_administrator(seen.by, seen.case)
    return seen


def appoint(
    clerk: Clerk,
    visitor: Visitor,
    bundle: str,
    asked: Callable[[CaseSeen], AppointNeutral],
    at: datetime,
    act: Act | None,
) -> Submitted:
    """Appoint one neutral in every case of the bundle; where they hold that function already nothing is done."""
    seen = standing(clerk, visitor, bundle, at)
    for one in seen.values():
        require_administrator(one.by, one.case)
    appointments = {case_id: asked(one) for case_id, one in seen.items()}
    parts = [Part(case_id, _said(ask)) for case_id, ask in appointments.items() if not _serves(ask, seen[case_id])]
    if not parts:
        raise no.AlreadyDone()
    return _together(clerk, visitor, seen, parts, at, act)


def _serves(ask: AppointNeutral, seen: CaseSeen) -> bool:
    holder = seen.case.neutral(ask.function)
    return holder is not None and holder.person == ask.person


def _said(ask: AppointNeutral) -> Callable[[Actor], Command]:
    return lambda by: replace(ask, by=by)


@dataclass(frozen=True, slots=True)
class Own:
    """What a common decision says of one case alone. `evidence`: for each issue the exhibits and production orders."""

    outcome: Outcome | None
    lines: tuple[RemedyLine, ...]
    evidence: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]
    particulars: str
    decision: str
    counterclaim: Outcome | None = None
    set_off: bool = False
    expected_version: int | None = None


def decide(
    clerk: Clerk,
    visitor: Visitor,
    bundle: str,
    issues: Sequence[Issue],
    reasons: str,
    own: Mapping[str, Own],
    at: datetime,
    act: Act | None,
) -> Submitted:
    """Decide every case of the bundle in one text. Raises what refuses it in one of them, which is named."""
    seen = standing(clerk, visitor, bundle, at)
    _require_each(own, seen)
    if any(not 1 <= n <= len(issues) for one in own.values() for n in one.evidence):
        raise no.InvalidInput(field="evidence", problem="Name a question by its place in issues, counted from 1.")

    def part(case_id: str, said: Own) -> Part:
        def ask(by: Actor) -> Command:
            return DecideTogether(
                by=by,
                at=at,
                bundle=bundle,
                cases=len(seen),
                decision=said.decision,
                outcome=said.outcome,
                issues=tuple(_cites(issue, *said.evidence.get(n, ((), ()))) for n, issue in enumerate(issues, 1)),
                lines=said.lines,
                counterclaim=said.counterclaim,
                set_off=said.set_off,
                reasons=Text("\n\n".join(one for one in (reasons.strip(), said.particulars.strip()) if one)),
            )

        return Part(case_id, ask, said.expected_version)

    return _together(clerk, visitor, seen, [part(one, own[one]) for one in seen], at, act)


def _cites(issue: Issue, exhibits: tuple[str, ...], inferences: tuple[str, ...]) -> Issue:
    return Issue(Text(issue.question.body), Text(issue.finding.body), exhibits, issue.rule, inferences)


def _require_each(own: Mapping[str, Own], seen: Mapping[str, CaseSeen]) -> None:
    """One text decides all that are in the bundle, and nothing else."""
    missing = [one.case.number for case_id, one in seen.items() if case_id not in own]
    if missing:
        problem = f"Say what you decide in every case of the bundle. Missing: {', '.join(missing)}."
        raise no.InvalidInput(field="cases", problem=problem)
    if own.keys() - seen.keys():
        raise no.InvalidInput(field="cases", problem="A case you name is not in the bundle any more. Leave it out.")


def standing(clerk: Clerk, visitor: Visitor, bundle: str, at: datetime) -> dict[str, CaseSeen]:
    """The cases in the bundle now, for whoever administers or serves in all of them. Raises NotFound."""
    found = {
        member.case_id: seen
        for member, seen in of_bundle(clerk, visitor, bundle, at)
        if (member.standing in STANDING if seen is None else seen.case.bundled is not None)
    }
    seen = {case_id: one for case_id, one in found.items() if one is not None}
    if len(seen) < len(found):
        raise no.NotAllowed()
    if len(seen) < FEWEST:
        raise no.NothingToAnswer()
    return seen


def of_bundle(clerk: Clerk, visitor: Visitor, bundle: str, at: datetime) -> list[tuple[Member, CaseSeen | None]]:
    """Every case of the bundle as this visitor sees it, the oldest first, then None where they have no such seat.

    Raises:
        NotFound: they administer or serve in none of them. A side learns of no case but its own.
    """
    with clerk.store.raw() as db:
        found = members(db, clerk.store.dialect, bundle)
    seen = [(one, _as_staff(clerk, visitor, one.case_id, at)) for one in found]
    if not any(one for _, one in seen):
        raise no.NotFound()
    return sorted(seen, key=_oldest_first)


def _oldest_first(one: tuple[Member, CaseSeen | None]) -> tuple[bool, str]:
    _, seen = one
    return seen is None, f"{seen.case.opened_at.isoformat()} {seen.case.number}" if seen else ""


def _as_staff(clerk: Clerk, visitor: Visitor, case_id: str, at: datetime) -> CaseSeen | None:
    try:
        seen = clerk.look(case_id, visitor, at)
    except no.NotFound:
        return None
    return seen if seen.by.role in ADMINISTRATORS | NEUTRALS else None


def bundles_of(conn: Connection, visitor: Visitor, limit: int) -> list[str]:
    """The bundles with a case that the visitor administers or serves in, the last proposed first."""
    staff = [one.value for one in ADMINISTRATORS | NEUTRALS]
    mine = select(views.c.case_id).where(views.c.reader.in_(keys_of(visitor)), views.c.role.in_(staff))
    found = select(bundled_cases.c.bundle, func.max(bundled_cases.c.proposed_at).label("proposed_at"))
    grouped = found.where(bundled_cases.c.case_id.in_(mine)).group_by(bundled_cases.c.bundle)
    return [row[0] for row in conn.execute(grouped.order_by(func.max(bundled_cases.c.proposed_at).desc()).limit(limit))]


def _together(
    clerk: Clerk,
    visitor: Visitor,
    seen: Mapping[str, CaseSeen],
    parts: Sequence[Part],
    at: datetime,
    act: Act | None,
) -> Submitted:
    try:
        return clerk.submit_together(parts, visitor, at, act)
    except no.Refused as refused:
        if refused.part is not None:
            raise refused.in_case(seen[parts[refused.part].case_id].case.number) from None
        raise
