"""What the model lets be done with time: more of it, pauses, notices that do not arrive, and another rulebook."""

from datetime import datetime
from typing import Any

from tests.core.machine.asking import Asking
from tests.core.machine.days import ONE_DAY, Happened, bound
from tests.core.machine.model import (
    APPOINTS,
    CAPS,
    DECIDES_ASIDE,
    DECIDES_REVIEW,
    SIDES,
    STAFF,
    D,
    M,
    P,
    Running,
    S,
    V,
    need,
    other,
)


class Procedure(Asking):
    """The whole model."""

    def do_ExtendFrame(self, by: str, person: str, at: datetime, frame: str, reasons: Any, **_: Any) -> None:
        found = self.running().get(frame)
        need(found is not None and frame not in self.asked)
        way = next(
            (one for one in self.rulebook.clauses[found.clause].extend if self.may_extend(one, found, by, person)), None
        )
        need(way is not None)
        if way.by == "agreement":
            self.asked[frame] = by
            return
        need(way.by != "complexity" or reasons)
        self.longer(found, way, at, bool(reasons))

    def may_extend(self, way: Any, frame: Running, by: str, person: str) -> bool:
        if frame.granted[way.by.value] >= way.times:
            return False
        if way.by == "agreement":
            return by in SIDES
        return by in frame.who and (way.by == "right" or self.leads(by, person))

    def longer(self, frame: Running, way: Any, at: datetime, with_reasons: bool) -> None:
        happened = Happened("extension", at, at, str(way.length))
        due = bound(frame.start, frame.length, self.homes_of(frame.who), [*frame.happened, happened])
        cap = self.cap_of(frame)
        need(with_reasons or cap is None or due <= cap.due)
        frame.past_cap |= cap is not None and due > cap.due
        self.move(frame, happened, capped=False)
        frame.granted[way.by.value] += 1

    def do_AnswerExtension(self, by: str, at: datetime, frame: str, agrees: bool, **_: Any) -> None:
        found = self.running().get(frame)
        need(by in SIDES and found is not None and self.asked.get(frame) == other(by))
        if agrees:
            way = next(one for one in self.rulebook.clauses[found.clause].extend if one.by == "agreement")
            self.longer(found, way, at, with_reasons=False)
        del self.asked[frame]

    def days_left(self) -> int:
        return self.rulebook.pause.limit.limit.count - self.paused_days

    def do_AskPause(self, by: str, pause: str, days: int, **_: Any) -> None:
        need(by in SIDES and self.pause is None and self.pause_asked is None and 1 <= days <= self.days_left())
        self.pause_asked = (pause, by, days)

    def do_AnswerPause(self, by: str, at: datetime, stamp: datetime, agrees: bool, **_: Any) -> None:
        need(by in SIDES and self.pause_asked is not None and self.pause_asked[1] != by)
        pause, _, days = self.pause_asked
        self.pause_asked = None
        if agrees:
            self.begin_pause(pause, "both", min(days, self.days_left()), at, stamp)

    def do_OrderPause(
        self, by: str, person: str, at: datetime, stamp: datetime, pause: str, days: int, **_: Any
    ) -> None:
        need(by in STAFF or self.leads(by, person))
        need(self.pause is None and 1 <= days <= self.days_left())
        self.begin_pause(pause, "ordered", days, at, stamp)

    def begin_pause(self, pause: str, ground: str, days: int, at: datetime, stamp: datetime) -> None:
        self.pause, self.pause_asked = (pause, ground, stamp), None
        staff = self.homes[P]
        self.open("pause.limit", at, pause, until=staff.midnight(staff.day(at) + days * ONE_DAY))

    def do_ResumeCase(self, by: str, person: str, at: datetime, **_: Any) -> None:
        need(self.pause is not None)
        both = self.pause is not None and self.pause[1] == "both"
        need(by in SIDES if both else by in STAFF or self.leads(by, person))
        self.resume(at)

    # --- notices that do not arrive -------------------------------------------------------------------------------

    def do_RecordServiceFailure(self, by: str, side: Any, **_: Any) -> None:
        need(by == S and side.value not in self.unreached)
        self.unreached.add(side.value)
        if self.has_consumer and side.value == self.consumer:
            self.waited_for.add(side.value)

    def do_RecordSubstitute(self, by: str, at: datetime, side: Any, **_: Any) -> None:
        """What waits for this side counts from the next working day there, once; what somebody typed does not."""
        need(by == S and side.value in self.unreached)
        self.unreached.discard(side.value)
        home = self.homes[side.value]
        day = home.day(at) + ONE_DAY
        while not home.works(day):
            day += ONE_DAY
        waiting = sorted(self.running().values(), key=lambda one: one.clause not in CAPS.values())
        for frame in waiting:
            if side.value in frame.who and not frame.served and frame.length != "typed":
                self.restart(frame, home.midnight(day))
                frame.served = True

    def do_RecordContact(self, by: str, at: datetime, side: Any, **_: Any) -> None:
        need(by == S and side.value in self.waited_for)
        self.reached(side.value, at, [*self.frames.values()])

    # --- another rulebook -----------------------------------------------------------------------------------------

    def may_go_on_under(self, to: Any) -> bool:
        alike = (to.applies_to, to.status.value) == (self.rulebook.applies_to, "in_force")
        asked = [*([DECIDES_REVIEW] if self.reviews else []), *([DECIDES_ASIDE] if self.aside_asked else [])]
        for_whom = {M: ["mediation.agree"], D: ["decision"], V: asked}.get(APPOINTS.get(self.stage, ""), [])
        knows = all(clause in to.clauses for clause in (*for_whom, *(frame.clause for frame in self.frames.values())))
        return to.id != self.rulebook.id and alike and knows and not (self.has_consumer and to.between == "businesses")

    def do_AskRulebookChange(self, by: str, change: str, to: Any, **_: Any) -> None:
        need(by in SIDES and not self.stands() and self.change is None and self.may_go_on_under(to))
        self.change = (by, to)

    def do_AnswerRulebookChange(self, by: str, agrees: bool, to: Any, **_: Any) -> None:
        need(by in SIDES and not self.stands() and self.change is not None and self.change[0] == other(by))
        _, asked = self.change
        self.change = None
        if agrees:
            need(to == asked and self.may_go_on_under(to))
            self.rulebook = to
