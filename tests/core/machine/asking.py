"""What the model lets be asked, claimed in return, told of elsewhere and ended beside the stages."""

from datetime import date, datetime
from typing import Any

from tests.core.machine.after import After
from tests.core.machine.model import (
    APPOINTS,
    AT_WORK,
    CAPS,
    DECIDES_OBJECTION,
    EARLY,
    OBJECTION,
    SIDES,
    STAFF,
    TALKING,
    C,
    D,
    G,
    M,
    P,
    R,
    need,
)

ASKING = (
    *("RESPONSE", "NEGOTIATION", "MEDIATOR_APPOINTMENT", "MEDIATION", "DECISION_CHOICE"),
    *("DECIDER_APPOINTMENT", "EVIDENCE"),
)
WAITING = ("INTAKE", "NEGOTIATION", "MEDIATION")


class Asking(After):
    """Acts that belong to no stage."""

    # --- evidence and words ---------------------------------------------------------------------------------------

    def do_RequestEvidence(
        self, by: str, person: str, at: datetime, request: str, side: Any, due: Any, **_: Any
    ) -> None:
        need((by in SIDES and by != side.value) or self.holds(D, by, person))
        need(self.stage in ASKING and "evidence.request" in self.rulebook.clauses and (due is None or due > at))
        self.requests[request] = {
            "side": side.value,
            "open": True,
            "binding": by == D,
            "failed": False,
            "refused": False,
        }
        self.open("evidence.request", at, request, who=(side.value,), until=due, room="OPEN")

    def do_AnswerEvidenceRequest(self, by: str, request: str, answer: Any, exhibits: Any, **_: Any) -> None:
        found = self.requests.get(request)
        need(by in SIDES and found and found["side"] == by and found["open"])
        own = [number for number in self.exhibits if number.startswith(by[0])]
        produced = answer.value == "PRODUCED"
        need(bool(exhibits) == produced and all(number in own for number in exhibits))
        found.update(open=False, refused=answer.value == "REFUSED")
        self.end(f"evidence.request/{request}")

    def do_ReopenRecord(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.holds(D, by, person) and self.stage in ("FILE_COMPLETE", "DECISION"))
        need(self.rulebook.evidence and self.reopened < self.rulebook.evidence.reopen_times)
        self.reopened, self.record_closed = self.reopened + 1, False
        self.enter("EVIDENCE", at, stamp)

    def do_AskClarification(
        self, by: str, person: str, at: datetime, clarification: str, about: Any, due: Any, **_: Any
    ) -> None:
        asks = self.stage == "EVIDENCE" if self.holds(D, by, person) else by in STAFF and self.stage == "INTAKE"
        need(asks and "clarification" in self.rulebook.clauses)
        said = {
            "complaint": (C, True),
            "answer": (R, self.answered),
            "counterclaim": (R, bool(self.counterclaim)),
            "counterclaim_answer": (C, self.counterclaim.get("answered")),
        }
        side, is_there = said.get(about.value.lower(), ("", False))
        need(is_there and (due is None or due > at) and not self.unclear(side))
        self.clarifications[clarification] = {"side": side}
        self.open("clarification", at, clarification, who=(side,), until=due)

    def unclear(self, side: str) -> list[str]:
        names = (name for name, one in self.clarifications.items() if one["side"] == side)
        return [name for name in names if f"clarification/{name}" in self.frames]

    def do_GiveClarification(self, by: str, clarification: str, **_: Any) -> None:
        need(clarification in self.unclear(by))
        self.end(f"clarification/{clarification}")

    # --- claims in return -----------------------------------------------------------------------------------------

    def do_MakeCounterclaim(self, by: str, at: datetime, counterclaim: str, **_: Any) -> None:
        need(by == R and not self.counterclaim and not self.record_closed)
        need(self.stage in EARLY or "counterclaim.make" in self.frames)
        self.counterclaim = {"stands": True, "answered": False}
        self.end("counterclaim.make")
        if "counterclaim.answer" in self.rulebook.clauses:
            self.open("counterclaim.answer", at, who=(C,))

    def do_AnswerCounterclaim(self, by: str, **_: Any) -> None:
        need(by == C and self.stage in TALKING and self.counterclaim.get("stands"))
        need(not self.counterclaim["answered"] and not self.record_closed)
        self.counterclaim["answered"] = True
        self.end("counterclaim.answer")

    def do_WithdrawCounterclaim(self, by: str, **_: Any) -> None:
        need(by == R and self.counterclaim.get("stands") and not self.stands())
        self.counterclaim["stands"] = False
        if self.withdrawn:
            self.close("WITHDRAWN")
        else:
            self.end("counterclaim.answer")

    # --- neutrals -------------------------------------------------------------------------------------------------

    def at_work(self) -> str:
        """The function of the neutral who leads the case now."""
        role = AT_WORK.get(self.stage, "")
        return role if role in self.serving else ""

    def do_DiscloseCircumstances(self, by: str, person: str, at: datetime, circumstances: Any, **_: Any) -> None:
        need(self.leads(by, person))
        if circumstances is not None:
            self.end(f"{OBJECTION}/{by}")
            if OBJECTION in self.rulebook.clauses:
                self.open(OBJECTION, at, by)

    def do_ObjectToNeutral(self, by: str, at: datetime, stamp: datetime, objection: str, **_: Any) -> None:
        role = self.at_work()
        frame = self.frames.get(f"{OBJECTION}/{role}")
        need(by in SIDES and role and frame is not None)
        against = (role, self.serving[role])
        mine = (one for one in self.objections.values() if one["by"] == by and one["against"] == against)
        need(not any(one["at"] >= frame.opened for one in mine))
        self.objections[objection] = {"by": by, "against": against, "at": stamp, "open": True}
        self.open(DECIDES_OBJECTION, at, objection)

    def do_DecideObjection(
        self, by: str, at: datetime, stamp: datetime, objection: str, sustained: bool, **_: Any
    ) -> None:
        need(by in STAFF and objection in self.pending())
        self.end(f"{DECIDES_OBJECTION}/{objection}")
        if sustained:
            self.uphold(objection, at, stamp)
            return
        found = self.objections[objection]
        found["open"] = False
        waiting = (one for one in self.frames.values() if self.waits_with(one, found["against"][0]))
        held = [one for one in waiting if self.can_stand(one)]
        for frame in sorted(held, key=lambda one: one.clause not in CAPS.values()):
            paused = [self.pause[2]] if self.pause else []
            self.go_on(frame, found["at"], min([at, *paused, *self.doubts(frame)]))

    def uphold(self, objection: str, at: datetime, stamp: datetime) -> None:
        self.objections[objection]["open"] = False
        self.replace_neutral(at, stamp)

    def do_RecuseNeutral(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.leads(by, person))
        self.replace_neutral(at, stamp)

    def do_HandOverCase(self, by: str, at: datetime, stamp: datetime, away: bool, **_: Any) -> None:
        need(self.at_work() and (by == G or (by == P and away)))
        self.replace_neutral(at, stamp)

    def replace_neutral(self, at: datetime, stamp: datetime) -> None:
        role = self.at_work()
        del self.serving[role]
        self.wind_up_proposals()
        self.enter(next(stage for stage, one in APPOINTS.items() if one == role), at, stamp)

    # --- elsewhere, and the end -----------------------------------------------------------------------------------

    def suffices(self, by: str) -> bool:
        """Whether the word of this one alone lets something follow."""
        return by in STAFF or self.claimants() == (by,)

    def do_ReportParallelProceeding(
        self,
        by: str,
        at: datetime,
        stamp: datetime,
        proceeding: str,
        kind: Any,
        reference: Any,
        opened_on: date,
        **_: Any,
    ) -> None:
        need(by in (*SIDES, *STAFF) and self.has_been(opened_on, at))
        same = (kind.value, reference.body)
        need(not any(one["what"] == same and not one["over"] for one in self.parallel.values()))
        known = {"by": by, "what": same, "over": False, "confirmed": self.suffices(by), "since": opened_on}
        self.parallel[proceeding] = {**known, "told_once": True}
        if self.suffices(by):
            self.takes_effect(proceeding, at, stamp)

    def do_ConfirmParallelProceeding(self, by: str, at: datetime, stamp: datetime, proceeding: str, **_: Any) -> None:
        known = self.parallel.get(proceeding)
        need(by in (*SIDES, *STAFF) and known and not known["over"] and known["told_once"])
        need(not self.suffices(known["by"]) and known["by"] != by)
        known["told_once"] = False
        self.takes_effect(proceeding, at, stamp)

    def do_EndParallelProceeding(self, by: str, at: datetime, proceeding: str, ended_on: date, **_: Any) -> None:
        known = self.parallel.get(proceeding)
        need(by in (*SIDES, *STAFF) and known and not known["over"])
        need(self.has_been(ended_on, at) and ended_on >= known["since"])
        known["over"] = True
        if self.pause and self.pause[0] == proceeding:
            self.resume(at)

    def has_been(self, day: date, at: datetime) -> bool:
        return day <= max(home.day(at) for home in self.homes.values())

    def takes_effect(self, proceeding: str, at: datetime, stamp: datetime) -> None:
        does = getattr(self.rulebook.parallel, self.parallel[proceeding]["what"][0].lower()).does.value
        if self.stage not in TALKING:
            return
        if does == "STOPS":
            self.close("NO_JURISDICTION")
        elif does == "PAUSES" and self.pause is None and self.days_left() >= 1:
            self.begin_pause(proceeding, "ordered", self.days_left(), at, stamp)

    def do_NoticeInactivity(self, by: str, person: str, at: datetime, **_: Any) -> None:
        need(by in STAFF or (by == M and self.leads(by, person)))
        need(self.stage in WAITING and self.may_end_for("COMPLAINANT_INACTIVE") and self.claimants() == (C,))
        need("inactivity" not in self.frames and self.notices < 2)
        self.notices += 1
        self.open("inactivity", at)

    def do_ContinueCase(self, by: str, **_: Any) -> None:
        need(by == C and self.stage in TALKING and self.notices)

    def may_end_for(self, ground: str) -> bool:
        return ground in [one.name for one in self.rulebook.terminate]

    def do_EndCase(self, by: str, person: str, ground: Any, **_: Any) -> None:
        inactive = ground.value == "COMPLAINANT_INACTIVE"
        need(by in STAFF or (by == (M if inactive else D) and self.leads(by, person)))
        need(self.stage in TALKING and self.may_end_for(ground.value))
        if inactive:
            need(self.stage in WAITING and self.claimants() == (C,))
            need("inactivity" not in self.frames and self.notices >= 2)
        self.close(ground.value)
