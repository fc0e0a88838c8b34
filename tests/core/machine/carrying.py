"""What the model lets be done to carry out what is owed, and what each step brings."""

from datetime import datetime
from typing import Any

from tests.core.machine.model import (
    BESIDE_AN_ORDER,
    BREACH,
    DONE,
    NEXT,
    SIDES,
    STAFF,
    UNTOUCHED,
    Model,
    S,
    need,
    other,
)

CONFIRMS = "compliance.confirm_done"


class Carrying(Model):
    """Steps of a line, and goods that go back."""

    def do_ReportFulfilment(
        self, by: str, at: datetime, stamp: datetime, line: str, step: Any, reference: str, note: Any, **_: Any
    ) -> None:
        need(by in (*SIDES, *STAFF, S) and line in self.owed)
        owes, now = self.owed[line]["owes"], self.owed[line]["step"]
        under_way = self.stage in BESIDE_AN_ORDER or (self.stage == "CLOSED" and now == "FULFILLED")
        current = self.stands() and under_way and line in self.of_last_order()
        need(current or now not in ("LAPSED", *UNTOUCHED))
        if by in SIDES:
            theirs = ("RETURN_IN_TRANSIT", "FULFILLED") if by != owes else ("RETURN_RECEIVED", "SUBMITTED", "SETTLING")
            denied = by != owes and step.value == "FAILED" and f"{CONFIRMS}/{line}" in self.frames
            need(step.value in theirs or (denied and note is not None))
        need(step.value in NEXT.get(now, ()))
        self.show(by, self.owed[line], step.value, reference)
        if current:
            self.step(line, step.value, at, stamp)
        else:
            self.owed[line]["step"] = "LAPSED" if step.value in ("FAILED", "REVERSED") else step.value

    def show(self, by: str, owed: dict[str, Any], step: str, reference: str) -> None:
        """All that is claimed here is shown by a number, once for as long as it does not come undone.

        What the service did in a shop is shown there, and confirmed by nobody.
        """
        says_done = step in ("SUBMITTED", "SETTLING", "FULFILLED")
        shown = owed.get("shown", False) or bool(reference)
        need(not says_done or by in (other(owed["owes"]), S) or shown)
        if says_done:
            owed["shown"] = shown
        if step in ("FAILED", "REVERSED"):
            owed |= {"shown": False, "service": False}
        elif by == S and step in ("SUBMITTED", "SETTLING", "UNKNOWN"):
            owed["service"] = True

    def do_ArrangeReturn(self, by: str, at: datetime, line: str, **_: Any) -> None:
        need(by in (*SIDES, *STAFF) and self.stands() and self.stage in BESIDE_AN_ORDER)
        need(line in self.of_last_order())
        owed = self.owed[line]
        need(owed["step"] == "AWAITING_RETURN" and (by not in SIDES or by == owed["owes"]))
        owed["arranged"] = True
        running = self.frames.get(f"compliance.return_ship/{line}")
        if running:
            self.restart(running, at)
            return
        self.end(f"{BREACH}/{line}")
        self.open("compliance.return_ship", at, line, who=(other(owed["owes"]),))

    def step(self, line: str, step: str, at: datetime, stamp: datetime) -> None:
        """One step of a line of the order that is carried out."""
        owed = self.owed[line]
        owed["step"] = step
        if step in ("RETURN_IN_TRANSIT", "RETURN_RECEIVED", "RETURN_LOST", *DONE):
            self.end(*[name for name in self.frames if self.is_of(name, line)])
        if step == "RETURN_IN_TRANSIT":
            self.open("compliance.confirm_return", at, line, who=(owed["owes"],))
            self.open("compliance.return_lost_after", at, line)
        elif step in ("RETURN_RECEIVED", "RETURN_LOST"):
            self.open("compliance.refund_after_return", at, line, who=(owed["owes"],))
        elif step == "SETTLING" and not owed.get("service"):
            self.end(*[name for name in self.frames if self.is_of(name, line) and not name.startswith(BREACH)])
            self.open(CONFIRMS, at, line, who=(other(owed["owes"]),))
        elif step == "FAILED" and f"{CONFIRMS}/{line}" in self.frames:
            self.did_not_arrive(line, at)
        elif step == "REVERSED":
            self.came_undone(line, at, stamp)
        elif step in DONE:
            self.close_if_done()

    def is_of(self, frame: str, line: str) -> bool:
        return frame.startswith("compliance.") and frame.endswith(f"/{line}")

    def did_not_arrive(self, line: str, at: datetime) -> None:
        """It has its whole time again; what is late already can be reported as not done."""
        owed = self.owed[line]
        self.end(f"{CONFIRMS}/{line}")
        if not owed["late"]:
            self.open(f"compliance.{owed['anew']}", at, line, who=(owed["owes"],))
        elif BREACH in self.rulebook.clauses and f"{BREACH}/{line}" not in self.frames:
            self.open(BREACH, at, line, who=(other(owed["owes"]),))

    def came_undone(self, line: str, at: datetime, stamp: datetime) -> None:
        """It is owed again, for its whole time; a closed case goes on."""
        if self.ground is not None:
            self.ground, self.stage, self.since = None, "COMPLIANCE", stamp
        owed = self.owed[line]
        self.open(f"compliance.{owed['anew']}", at, line, who=(owed["owes"],))
