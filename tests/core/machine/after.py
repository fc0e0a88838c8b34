"""What the model lets be done about a decision or an order: corrections, reviews, setting aside, breach."""

from datetime import datetime
from typing import Any

from tests.core.machine.acts import Acts
from tests.core.machine.model import (
    ASIDE,
    BREACH,
    CORRECTION,
    DECIDES_ASIDE,
    DECIDES_REVIEW,
    DONE,
    REVIEW,
    SIDES,
    V,
    need,
)


class After(Acts):
    """The acts behind an outcome."""

    def do_AskCorrection(self, by: str, **_: Any) -> None:
        need(CORRECTION in self.frames and by in self.frames[CORRECTION].who and by not in self.corrections)
        self.corrections.add(by)

    def do_DeclineCorrection(self, by: str, person: str, **_: Any) -> None:
        need(self.decided_by == (by, person) and self.corrections)
        self.corrections = set()

    def do_CorrectDecision(self, by: str, person: str, slip: Any, lines: Any, **_: Any) -> None:
        """The lines stay what they are; sums change only where they are what was wrong, and before they are owed."""
        need(self.decided_by == (by, person) and (CORRECTION in self.frames or self.corrections))
        now, then = self.decided, lines or self.decided
        need(
            [(one.remedy, one.line, one.owed_by) for one in now]
            == [(one.remedy, one.line, one.owed_by) for one in then]
        )
        need(([one.amount for one in now] != [one.amount for one in then]) == (slip.value == "SUMS"))
        if slip.value == "SUMS":
            need(not self.accepted and self.orders[-1:] != [self.decision])
            self.check_money(then)
        self.decided, self.corrections = [*then], set()

    def do_AskReview(self, by: str, at: datetime, stamp: datetime, ground: Any, **_: Any) -> None:
        need(by in SIDES and REVIEW in self.frames and by not in self.reviews)
        need(ground in self.rulebook.review.grounds)
        self.reviews.add(by)
        self.to_reviewer(DECIDES_REVIEW, at, stamp)

    def do_AskSetAside(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(ASIDE in self.frames and by in self.frames[ASIDE].who)
        self.aside_asked, self.ground = True, None
        self.end(ASIDE)
        self.to_reviewer(DECIDES_ASIDE, at, stamp)

    def to_reviewer(self, clause: str, at: datetime, stamp: datetime) -> None:
        if self.stage == "REVIEW":
            if clause not in self.frames:
                self.open(clause, at)
        elif self.stage != "REVIEWER_APPOINTMENT":
            self.serving.pop(V, None)
            self.enter("REVIEWER_APPOINTMENT", at, stamp)

    def begin_review(self, at: datetime) -> None:
        if self.reviews:
            self.open(DECIDES_REVIEW, at)
        if self.aside_asked:
            self.open(DECIDES_ASIDE, at)

    def do_DecideReview(self, by: str, person: str, at: datetime, stamp: datetime, **more: Any) -> None:
        result, instead = more["result"].value, more["instead"]
        need(self.holds(V, by, person) and self.stage == "REVIEW" and self.reviews and not self.pending())
        need((instead is not None) == (result == "CHANGED"))
        if result == "CONFIRMED":
            self.reviews = set()
            self.decision_stands(DECIDES_REVIEW, at, stamp)
        elif result == "CHANGED":
            need(not self.aside_asked)
            said = {name: getattr(instead, name) for name in ("decision", "outcome", "counterclaim", "issues", "lines")}
            self.check_ruling(said)
            self.decide_instead(said, (by, person), at, stamp)
        else:
            self.serving.pop(V)
            self.lapse_untouched()
            order = [one.name for one in self.rulebook.stages.order]
            self.begin_again("EVIDENCE" if "EVIDENCE" in order else "DECISION", at, stamp)

    def decide_instead(self, said: dict[str, Any], by: tuple[str, str], at: datetime, stamp: datetime) -> None:
        """What the reviewer decides stands instead; nobody reviews it."""
        self.end(*[*self.frames])
        self.lapse_untouched()
        self.says(said["lines"], said["decision"], stamp, by)
        if said["lines"] and self.accepts():
            self.stage, self.since = "ACCEPTANCE", stamp
            self.open("acceptance", at)
        else:
            self.order(self.decided, self.decision, at, stamp)
        if self.ground is None and self.rulebook.correction and said["lines"]:
            self.open(CORRECTION, at)

    def do_DecideSetAside(self, by: str, person: str, at: datetime, stamp: datetime, granted: bool, **_: Any) -> None:
        need(self.holds(V, by, person) and self.stage == "REVIEW" and self.aside_asked and not self.pending())
        if granted:
            self.serving.pop(V)
            self.lapse_untouched()
            self.begin_again(self.rulebook.default_track.set_aside.reopens.name, at, stamp)
        else:
            self.aside_asked = False
            self.decision_stands(DECIDES_ASIDE, at, stamp)

    def decision_stands(self, clause: str, at: datetime, stamp: datetime) -> None:
        """On to what else was asked, or back to where the case stood."""
        if clause == DECIDES_REVIEW:
            self.end(REVIEW)
        if self.reviews or self.aside_asked:
            self.end(clause)
            return
        self.serving.pop(V)
        if self.orders[-1:] == [self.decision]:
            done = all(line["step"] in DONE for line in self.of_last_order().values())
            self.close("DECIDED") if done else self.enter("COMPLIANCE", at, stamp)
        elif self.accepted is False:
            self.close("DECIDED")
        elif self.decided and self.accepts() and self.accepted is None:
            self.enter("ACCEPTANCE", at, stamp, opens=["acceptance"])
        elif REVIEW in self.frames:
            self.enter("STAY", at, stamp)
        else:
            self.carry_out(at, stamp)

    def do_ReportBreach(self, by: str, at: datetime, stamp: datetime, line: str | None, **_: Any) -> None:
        need(by in SIDES and self.stage in ("COMPLIANCE", "CLOSED") and f"{BREACH}/{line}" in self.frames)
        need(by in self.frames[f"{BREACH}/{line}"].who and line in self.of_last_order())
        need(self.owed[line]["step"] not in DONE)
        self.ground, self.settled = None, ""
        self.lapse_untouched()
        self.begin_again(self.rulebook.compliance.reopen_for_breach.at.name, at, stamp)
