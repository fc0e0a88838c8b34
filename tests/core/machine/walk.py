"""A case and its model walk side by side; after every step both must say the same, and what must always hold holds."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from odr.domain import appointing, negotiation, procedure, review
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import Calendar
from odr.domain.case import Case, Entry, Standing
from odr.domain.evolve import fold
from odr.domain.frames import WITHIN
from odr.domain.happenings import Outage
from odr.domain.remedies import ComplaintType
from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.choices import Between
from odr.domain.vocabulary import How, Stage
from odr.views import seen
from tests.core.given import BUYER, BUYER_PARTY, BY_THE_SELLER, Story
from tests.core.machine.asks import behind, beside
from tests.core.machine.beside import Procedure
from tests.core.machine.days import Home
from tests.core.machine.model import C, No, P, R
from tests.core.machine.moves import SERVICE, Move, appointment, onward, somebodys, table
from tests.core.machine.played import PLAYED
from tests.core.test_own_fold import SEATS, visible

YEARS = range(2025, 2040)
FREE = {
    "US": {date(2026, 5, 25), date(2026, 6, 19), date(2026, 7, 3), date(2026, 11, 26), date(2026, 12, 25)},
    "DE": {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 12, 25)},
    "AT": {date(2026, 3, 9), date(2026, 4, 6)},
}
"""Public holidays of the two sides and of the staff, of the year in which the walks begin."""
ABROAD = replace(BUYER_PARTY, zone="America/New_York", country="US")
HOMES = {
    C: Home(ABROAD.zone, frozenset(FREE["US"])),
    R: Home("Europe/Berlin", frozenset(FREE["DE"])),
    P: Home("Europe/Berlin", frozenset(FREE["AT"])),
}
CONSENTS = (e.SettlementReached, e.OfferAccepted, e.DecisionAccepted, e.ProposalAnswered)
SAYS_THE_RULEBOOK = (e.CaseOpened, e.RulebookChanged)
LONG = 40


def calendars(place: str) -> Calendar:
    return Calendar("walk/1", place, YEARS, dict.fromkeys(FREE[place], "Holiday"))


class Diverged(AssertionError):
    """The case is not what the model says, or something does not hold that always must."""


def check(true: object, *told: object) -> None:
    if not true:
        raise Diverged(*told)


@dataclass
class Walk:
    """One case beside its model."""

    rulebook: Rulebook
    start: datetime
    by_the_seller: bool = False
    story: Story = field(init=False)
    model: Procedure = field(init=False)
    terms: dict[str, Any] = field(default_factory=dict)
    outages: list[Outage] = field(default_factory=list)
    steps: int = 0

    def __post_init__(self) -> None:
        sides = {**BY_THE_SELLER, "respondent": ABROAD} if self.by_the_seller else {"complainant": ABROAD}
        self.story = Story(self.rulebook, calendars, now=self.start).file(
            at=self.start, staff_place="AT", **{**sides, "by": BUYER}
        )
        order = self.story.case.order
        prices = {line.id: min(line.total.minor, order.paid.minor) for line in order.lines}
        homes = {**HOMES, C: HOMES[R], R: HOMES[C]} if self.by_the_seller else HOMES
        consumer = R if self.by_the_seller else C
        private = self.rulebook.between is not Between.BUSINESSES
        self.model = Procedure(
            self.rulebook, homes, order.paid.minor, prices, self.start, self.start, consumer, private
        )
        self.model.claimed = [claim.remedies[0] for claim in self.story.case.claims]
        self.model.enter("COMPLAINT", self.start, self.start)
        self.compare("filed")

    @property
    def case(self) -> Case:
        return self.story.case

    # --- steps ----------------------------------------------------------------------------------------------------

    def reach(self, stage: Stage, *, by_silence: bool = False) -> None:
        """Bring the case to this stage, by acts and by silence; the respondent's, where nothing else is wanted."""
        for _ in range(LONG):
            if self.case.stage is stage or self.case.closed_at is not None:
                return
            silent = self.case.stage is Stage.COMPLAINT and (by_silence or stage is Stage.RESPONSE)
            silent |= self.case.stage is Stage.RESPONSE and by_silence
            if silent or not any(self.tries(move) for move in _leading(self.case, stage)):
                self.waits_for(0, timedelta())

    def tries(self, move: Move, earlier: timedelta = timedelta()) -> bool:
        """Somebody acts, now or by a clock that goes behind; whether it was done."""
        self.steps += 1
        at = self.story.now - earlier
        self.passes(at)
        before = self.case
        model = self.expected(move, at)
        try:
            events = procedure.decide(move.kind(by=move.by, at=at, **move.asked), before)
        except no.Refused as refused:
            check(model is None, move, "is refused", repr(refused), "but should be done")
            return False
        check(model is not None, move, "is done but should be refused")
        self.enter(procedure.enter_in_docket(before, events, move.by, max(at, before.updated_at)), by_act=True)
        self.model = model  # type: ignore[assignment]
        self.goes_on_under(events)
        if move.kind is negotiation.MakeOffer:
            self.terms[move.asked["offer"]] = move.asked["lines"]
        self.compare(move)
        return True

    def picks(self, dice: random.Random) -> Move:
        """What somebody tries now; the model says what would fit."""
        now = self.story.now
        kinds = [table(self.case, now, dice), beside(self.case, now, dice)]
        dice.shuffle(kinds)
        moves = [move for some in kinds for move in dice.sample(some, len(some))]
        return somebodys(self.case, moves, dice, lambda move: self.expected(move, now) is not None)

    def expected(self, move: Move, at: datetime) -> Procedure | None:
        """The model after the act, or None when it refuses."""
        asked = {"name" if name == "person" else name: value for name, value in move.asked.items()}
        after = self.model.copied()
        frame = self.case.frames.get("negotiation.agree")
        more = {"terms": self.terms, "zone": frame.facts.zone if frame else "UTC"}
        try:
            after.act(move.kind.__name__, move.by.role.value, move.by.person, at, {**more, **asked})
        except No:
            return None
        return after

    def goes_on_under(self, events: Sequence[e.Event]) -> None:
        """Under another rulebook, where that is what was agreed: the whole docket is read with it from then on."""
        for event in events:
            if isinstance(event, e.RulebookChanged):
                self.rulebook = self.story.rulebook = PLAYED[event.rulebook]
                self.story.case = fold(self.case.id, self.story.entries, self.rulebook, calendars)

    def waits_for(self, which: int, offset: timedelta) -> bool:
        """Until a bound to come, or just before or after it. A clock never goes back by this."""
        bounds = sorted(at for at in procedure.bounds(self.case) if at > self.story.now)
        if not bounds or self.case.closed_at is not None:
            return False
        self.waits_until(bounds[which % len(bounds)] + offset)
        return True

    def waits_until(self, at: datetime) -> None:
        self.steps += 1
        self.story.now = max(at, self.story.now)
        self.passes(self.story.now)
        if self.case.passed_to_rule and self.case.closed_at is None:
            self.tries(Move(appointing.AppointNeutral, SERVICE, appointment(self.case, self.case.passed_to_rule, SURE)))

    def is_away(self, start: datetime, end: datetime) -> None:
        """The service cannot be used for a while; then time passes."""
        self.outages.append(Outage(start, end))
        self.waits_until(end)

    def passes(self, at: datetime) -> None:
        late = procedure.pass_time(self.case, at, self.outages)
        self.model.pass_time(at, [(one.start, one.end) for one in self.outages])
        check(not any(isinstance(entry.event, CONSENTS) for entry in late), "silence became consent", late)
        self.enter(late, by_act=False)
        self.compare("time")
        check(self.case.closed_at is not None or all(frame.due > at for frame in self.case.running), "a bound passed")

    def enter(self, entries: list[Entry], *, by_act: bool) -> None:
        """Entries go in one by one: only a stage event moves the stage, and one cause brings one."""
        caps = {name: self.case.frames.get(WITHIN.get(frame.clause, "")) for name, frame in self.case.frames.items()}
        moved = 0
        for entry in entries:
            before, event = self.case.stage, entry.event
            self.story._enter([entry])
            is_stage = isinstance(event, e.StageOpened)
            check(is_stage or self.case.stage is before, "the stage moved by", event)
            moved = 0 if isinstance(event, e.FrameEnded) and event.how is e.Ending.EXPIRED else moved + is_stage
            check(moved <= 1, "two stages by one cause", entries)
            if isinstance(event, e.FrameOpened):
                check(event.due > event.start, "a bound before its start", event)
                check(event.rulebook == self.rulebook.id, "another rulebook", event)
            if is_stage and not by_act:
                check(event.how is How.BY_RULE, "time acted", event)  # type: ignore[union-attr]
        self._check_caps(entries, caps)

    def _check_caps(self, entries: Sequence[Entry], caps: dict[str, Any]) -> None:
        """An extension never crosses the cap without a stated reason."""
        granted = {one.event.frame: one.event for one in entries if isinstance(one.event, e.ExtensionGranted)}
        for frame, event in granted.items():
            cap = caps.get(frame)
            crosses = cap is not None and self.case.frames[frame].due > cap.due
            check(event.reasons is not None or not crosses, "past the cap", event)

    # --- comparing ------------------------------------------------------------------------------------------------

    def compare(self, after: object) -> None:
        case, model = self.case, self.model
        check(case.stage.value == model.stage, after, "stage", case.stage, model.stage)
        check((case.ground and case.ground.value) == model.ground, after, "ground", case.ground, model.ground)
        real = {
            name: (frame.due, tuple(role.value for role in frame.facts.actors)) for name, frame in case.frames.items()
        }
        told = {name: (frame.due, frame.who) for name, frame in model.frames.items()}
        check(real == told, after, "frames", real, told)
        going = {frame.name for frame in case.running}
        check(going == model.running().keys(), after, "running", going, model.running().keys(), case.pauses)
        offers = {name for name, offer in case.offers.items() if offer.standing is Standing.OPEN}
        check(offers == {name for name in model.offers if model.is_open(name)}, after, "offers")
        proposals = {name for name, one in case.proposals.items() if one.standing is Standing.OPEN}
        check(proposals == {name for name, one in model.proposals.items() if one["open"]}, after, "proposals")
        rounds = {name for name, one in case.biddings.items() if one.standing is Standing.OPEN}
        check(rounds == {name for name, bids in model.rounds.items() if bids is not None}, after, "rounds of bids")
        told_apart = {
            "who decided": (case.decision and (case.decision.by.role.value, case.decision.by.person), model.decided_by),
            "objections": ([one.made.objection for one in case.waiting_objections], model.pending()),
            "claimants": (tuple(role.value for role in case.claimants), model.claimants()),
            "unreached": ({side.value for side in case.unreached}, model.unreached),
            "rulebook": (case.rulebook.id, model.rulebook.id),
            "requests": (
                {name for name, one in case.requests.items() if one.open},
                {name for name, one in model.requests.items() if one["open"]},
            ),
        }
        for name, (real_one, expected) in told_apart.items():
            check(
                real_one == expected or (name == "who decided" and model.decided_by is None),
                after,
                name,
                real_one,
                expected,
            )
        self._compare_money(after)

    def _compare_money(self, after: object) -> None:
        lines = [line for order in self.case.orders for line in order.lines]
        real = {line.id: (line.step.value, line.non_compliant) for line in lines}
        check(real == {name: (one["step"], one["late"]) for name, one in self.model.owed.items()}, after, "owed", real)
        owed = {line.id: line.remedy.amount.minor if line.remedy.amount else 0 for line in lines}
        check(owed == {name: one["amount"] for name, one in self.model.owed.items()}, after, "amounts", owed)

    def look_back(self) -> None:
        """The docket folded anew is the case, and each seat's own fold has the same public part."""
        whole = fold(self.case.id, self.story.entries, self.rulebook, calendars)
        check(whole == self.case, "the docket does not fold to the case")
        named = [entry.event.rulebook for entry in self.story.entries if isinstance(entry.event, SAYS_THE_RULEBOOK)]
        check(whole.rulebook.id == named[-1], "the rulebook changed")
        for by in SEATS:
            own = fold(self.case.id, seen(by.role, self.story.entries), self.rulebook, calendars)
            mine, public = visible(own, by.role), visible(whole, by.role)
            check(
                mine == public,
                by.role,
                [(name, mine[name], public[name]) for name in mine if mine[name] != public[name]],
            )


def may_be_the_sellers(rulebook: Rulebook) -> bool:
    """Whether a seller can file under this rulebook, against a consumer."""
    return rulebook.between is not Between.BUSINESSES and ComplaintType.RETURN_EMPTY in rulebook.complaints


def stages_of(rulebook: Rulebook) -> list[Stage]:
    """The stages in which a case under this rulebook can stand."""
    before = rulebook.neutrals.before if rulebook.neutrals else ()
    possible = {
        Stage.MEDIATOR_APPOINTMENT: "mediation" in before,
        Stage.DECIDER_APPOINTMENT: bool(set(before) - {"mediation"}),
        Stage.ACCEPTANCE: "accepts" in rulebook.effect.decision,
        Stage.STAY: rulebook.review is not None,
        Stage.REVIEWER_APPOINTMENT: rulebook.review is not None,
        Stage.REVIEW: rulebook.review is not None,
        Stage.COMPLIANCE: True,
    }
    order = [Stage[name.name] for name in rulebook.stages.order]
    return [stage for stage in Stage if stage in order or possible.get(stage, False)]


def _leading(case: Case, to: Stage) -> list[Move]:
    """What leads on from this stage; what ends the case is left out."""
    usual = [move for move in onward(case, SURE) if move.kind.__name__ not in ("RejectDecision", "ForgoDecision")]
    if to not in (Stage.REVIEWER_APPOINTMENT, Stage.REVIEW):
        return usual
    asks = [move for move in behind(case, case.updated_at, SURE, "r") if move.kind is review.AskReview]
    return [*asks, *usual]


class _Sure(random.Random):
    """Dice that always fall the same: the first of a choice, and nothing odd."""

    def random(self) -> float:
        return 0.7

    def choice(self, seq: Any) -> Any:
        return seq[0]


SURE = _Sure(0)

BEGINS = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""
