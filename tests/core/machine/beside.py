"""What the model lets be done beside the stages: more time, pauses, and notices that do not arrive."""

from datetime import datetime
from typing import Any

from tests.core.machine.acts import Acts
from tests.core.machine.days import ONE_DAY, Happened, bound
from tests.core.machine.model import CAPS, SIDES, STAFF, P, Running, need, other


class Procedure(Acts):
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
        cap = self.frames.get(CAPS.get(frame.clause, ""))
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
