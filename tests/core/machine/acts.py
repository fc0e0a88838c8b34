"""What the model lets be done at each stage, a few lines for each act."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from odr.domain.remedies import Remedy, RemedyLine
from tests.core.machine.carrying import Carrying
from tests.core.machine.days import ONE_DAY, Home, read
from tests.core.machine.model import (
    APPOINTS,
    ASIDE,
    AT_WORK,
    BREACH,
    CORRECTION,
    EARLY,
    OBJECTION,
    REVIEW,
    SIDES,
    STAFF,
    TALKING,
    C,
    D,
    M,
    R,
    S,
    V,
    need,
    other,
)


class Acts(Carrying):
    """The acts that belong to a stage."""

    def do_AcknowledgeComplaint(self, by: str, **_: Any) -> None:
        need(by == R and self.stage == "COMPLAINT" and not self.acknowledged)
        self.acknowledged = True
        self.end("complaint.acknowledge")

    def do_AnswerComplaint(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by == R and self.stage in ("COMPLAINT", "RESPONSE"))
        self.answer(at, stamp)

    def answer(self, at: datetime, stamp: datetime) -> None:
        self.answered = True
        self.onward(self.stage, at, stamp)

    def do_EscalateComplaint(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        any_time = "any_time" in self.rulebook.complaint.may_escalate_on
        need(by in self.claimants())
        need(self.stage == "ESCALATION" or (any_time and by == C and self.stage == "COMPLAINT"))
        wait = self.rulebook.complaint.escalate_after
        need(wait is None or at >= self.after_days(self.opened, str(wait.length), self.homes[C]))
        self.onward("ESCALATION", at, stamp)

    def after_days(self, start: datetime, length: str, home: Home) -> datetime:
        return home.midnight(home.day(start) + (read(length)[0] + 1) * ONE_DAY)

    def do_AdmitCase(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by in STAFF and self.stage == "INTAKE")
        self.onward("INTAKE", at, stamp)

    def do_RefuseCase(self, by: str, **_: Any) -> None:
        need(by in STAFF and self.stage == "INTAKE")
        self.close("REFUSED")

    def do_WithdrawComplaint(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by == C and not self.withdrawn and not self.stands())
        if R not in self.claimants():
            self.close("WITHDRAWN")
        elif self.stage in ("COMPLAINT", "ESCALATION", "RESPONSE"):
            after = "RESPONSE" if self.stage == "RESPONSE" else "ESCALATION"
            behind = [one for one in self.order_behind(after) if one != "RESPONSE"]
            self.go(behind[0], at, stamp) if behind else self.close("NO_AGREEMENT")
        self.withdrawn = True

    def do_MakeOffer(self, by: str, at: datetime, stamp: datetime, offer: str, lines: Any, **more: Any) -> None:
        need(by in SIDES and self.stage in TALKING)
        counters, expires, room = more.get("counters"), more.get("expires"), more.get("room")
        usual = "OPEN" if self.stage in EARLY else "WITHOUT_PREJUDICE"
        if counters in self.offers:
            usual = self.offers[counters][1]
            need(room is None or room.value == usual)
        room = room.value if room else usual
        need(room == "OPEN" or (room == "WITHOUT_PREJUDICE" and self.stage not in EARLY))
        need(room != "OPEN" or not self.record_closed)
        self.check_money(lines)
        need(expires is None or expires > at)
        need(counters is None or (self.is_open(counters) and self.offers[counters][0] != by))
        if by == R and self.stage in ("COMPLAINT", "RESPONSE"):
            self.answer(at, stamp)
        if counters:
            self.offers[counters][2] = "closed"
            self.end(f"negotiation.offer_answer/{counters}")
        self.offers[offer] = [by, room, "open", expires is not None]
        self.open("negotiation.offer_answer", at, offer, who=(other(by),), until=expires, room=room)

    def is_open(self, offer: str) -> bool:
        return offer in self.offers and self.offers[offer][2] == "open"

    def answerable(self, by: str, offer: str) -> None:
        need(by in SIDES and self.stage in TALKING and self.is_open(offer) and self.offers[offer][0] != by)

    def do_AcceptOffer(self, by: str, at: datetime, stamp: datetime, offer: str, understood: bool, **more: Any) -> None:
        self.answerable(by, offer)
        need(understood)
        self.settle(more["terms"][offer], offer, at, stamp)

    def settle(self, lines: Any, name: str, at: datetime, stamp: datetime) -> None:
        self.wind_up()
        self.settled = name
        self.order(lines, name, at, stamp)

    def do_DeclineOffer(self, by: str, offer: str, **_: Any) -> None:
        self.answerable(by, offer)
        self.offers[offer][2] = "closed"
        self.end(f"negotiation.offer_answer/{offer}")

    def do_WithdrawOffer(self, by: str, offer: str, **_: Any) -> None:
        need(by in SIDES and self.stage in TALKING and self.is_open(offer) and self.offers[offer][0] == by)
        self.offers[offer][2] = "closed"
        self.end(f"negotiation.offer_answer/{offer}")

    def do_LeaveNegotiation(self, by: str, at: datetime, stamp: datetime, **more: Any) -> None:
        need(by in SIDES and self.stage == "NEGOTIATION")
        talk = self.rulebook.negotiation.early_exit_after
        home = Home(more["zone"])
        need(talk is None or (self.since and at >= self.after_days(self.since, str(talk.length), home)))
        self.onward("NEGOTIATION", at, stamp)

    def do_OpenBidding(self, by: str, at: datetime, bidding: str, **_: Any) -> None:
        rule = self.rulebook.negotiation.blind_bids
        need(by in SIDES and self.stage == "NEGOTIATION" and rule)
        need(not any(bids is not None for bids in self.rounds.values()) and len(self.rounds) < rule.rounds)
        self.rounds[bidding] = {}
        self.open("negotiation.blind_bids.answer", at, bidding, room="WITHOUT_PREJUDICE")

    def do_GiveBid(self, by: str, at: datetime, stamp: datetime, bidding: str, amount: Any, **more: Any) -> None:
        need(by in SIDES and self.stage in TALKING)
        bids = self.rounds.get(bidding)
        need(bids is not None and by not in bids and more["understood"])
        buyer_claims = self.consumer == C
        need(amount.currency == "EUR" and amount.minor > 0 and (amount.minor <= self.paid or not buyer_claims))
        bids[by] = amount.minor
        if len(bids) < 2:
            return
        gap = bids[C] - bids[R]
        self.rounds[bidding] = None
        if 100 * gap > self.rulebook.negotiation.blind_bids.within_percent * bids[C]:
            self.end(f"negotiation.blind_bids.answer/{bidding}")
            return
        half = replace(amount, minor=(bids[C] + bids[R] + buyer_claims) // 2)
        remedy = Remedy.REFUND_PARTIAL if buyer_claims else Remedy.DAMAGES
        self.settle([RemedyLine(remedy, None, 1, half)], bidding, at, stamp)

    def do_AppointNeutral(self, by: str, at: datetime, stamp: datetime, function: Any, **more: Any) -> None:
        need(by in STAFF or (by == S and self.to_rule))
        need(self.stage in APPOINTS)
        wanted, named = APPOINTS[self.stage], more["name"]
        need(function.value == wanted and function in more["functions"])
        need(named not in ("buyer", "holzhaus") and not more["belongs_to"] & {"buyer", "holzhaus"})
        need(named not in self.served)
        self.serving[wanted], self.to_rule = named, False
        self.served.add(named)
        self.enter({M: "MEDIATION", D: self.first_of_deciding(), V: "REVIEW"}[wanted], at, stamp)
        if wanted == V:
            self.begin_review(at)
        if OBJECTION in self.rulebook.clauses:
            self.open(OBJECTION, at, wanted)

    def holds(self, role: str, by: str, person: str) -> bool:
        return by == role and self.serving.get(role) == person

    def leads(self, by: str, person: str) -> bool:
        """Whether this neutral is at work now."""
        return self.holds(AT_WORK.get(self.stage, ""), by, person)

    def do_MakeProposal(self, by: str, person: str, at: datetime, proposal: str, lines: Any, **_: Any) -> None:
        need(self.holds(M, by, person) and self.stage == "MEDIATION")
        need(not any(one["open"] for one in self.proposals.values()))
        self.check_money(lines)
        self.proposals[proposal] = {"open": True, "lines": lines, "answers": {}}
        self.open("mediation.proposal_answer", at, proposal, room="WITHOUT_PREJUDICE")

    def do_AnswerProposal(self, by: str, at: datetime, stamp: datetime, proposal: str, **more: Any) -> None:
        found = self.proposals.get(proposal, {"open": False, "answers": {}})
        need(by in SIDES and self.stage == "MEDIATION" and found["open"] and by not in found["answers"])
        need(more["understood"] or not more["accepts"])
        found["answers"][by] = more["accepts"]
        if len(found["answers"]) < 2:
            return
        if all(found["answers"].values()):
            self.settle(found["lines"], proposal, at, stamp)
        else:
            found["open"] = False
            self.end(f"mediation.proposal_answer/{proposal}")

    def do_EndMediation(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.holds(M, by, person) and self.stage == "MEDIATION")
        self.wind_up_proposals()
        self.onward("MEDIATION", at, stamp)

    def do_ReceiveExhibit(self, by: str, exhibit: str, **_: Any) -> None:
        need(by in SIDES and not self.record_closed and not self.stands())
        self.drafts[exhibit] = by

    def do_DiscloseExhibit(self, by: str, stamp: datetime, exhibit: str, **_: Any) -> None:
        need(by in SIDES and not self.record_closed and not self.stands() and self.drafts.get(exhibit) == by)
        del self.drafts[exhibit]
        self.disclosed[by] += 1
        self.exhibits[f"{by[0]}-{self.disclosed[by]}"] = stamp

    def do_RequestDecision(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by in self.claimants() and self.stage == "DECISION_CHOICE")
        on_request = self.rulebook.default_track.no_response.value == "grant_claim_on_request"
        self.grant(at, stamp) if self.silent and on_request and self.defaults() else self.to_decision(at, stamp)

    def do_ForgoDecision(self, by: str, **_: Any) -> None:
        need(self.claimants() == (by,) and self.stage == "DECISION_CHOICE")
        self.close("NO_AGREEMENT")

    def do_CompleteFile(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.holds(D, by, person) and self.stage == "FILE_COMPLETE")
        self.complete_file(at, stamp)

    def do_IssueDecision(self, by: str, person: str, at: datetime, stamp: datetime, **more: Any) -> None:
        need(self.holds(D, by, person) and self.stage == "DECISION" and not self.pending())
        self.check_ruling(more)
        self.issue(more["lines"], more["decision"], at, stamp, (by, person))

    def check_ruling(self, said: dict[str, Any]) -> None:
        need(said["issues"])
        for claims, outcome, owes in ((C, said["outcome"], R), (R, said["counterclaim"], C)):
            need((outcome is not None) == (claims in self.claimants()))
            granted = outcome is not None and outcome.value != "DISMISSED"
            need(granted == any(line.owed_by.value == owes for line in said["lines"]))
        cited = [number for issue in said["issues"] for number in issue.exhibits]
        need(all(number in self.exhibits for number in cited))
        need(not any(self.replying_since and self.exhibits[number] >= self.replying_since for number in cited))
        against = [self.requests.get(name) for issue in said["issues"] for name in issue.inferences]
        need(all(one and one["binding"] and (one["failed"] or one["refused"]) for one in against))
        if said["lines"]:
            self.check_money(said["lines"])

    def issue(self, lines: Sequence[Any], name: str, at: datetime, stamp: datetime, by: tuple[str, str] | None) -> None:
        """What is decided, by somebody who can put slips right, or by rule."""
        self.wind_up()
        self.says(lines, name, stamp, by)
        if self.decided and self.accepts():
            self.stage, self.since = "ACCEPTANCE", stamp
            self.open("acceptance", at)
        elif self.rulebook.review:
            self.stage, self.since = "STAY", stamp
        else:
            self.order(self.decided, name, at, stamp)
        if self.rulebook.review:
            self.open(REVIEW, at)
        if self.ground is None and self.rulebook.correction and by:
            self.open(CORRECTION, at)
        if self.silent and self.decided and self.rulebook.default_track.set_aside:
            self.open(ASIDE, at)

    def says(self, lines: Sequence[Any], name: str, stamp: datetime, by: tuple[str, str] | None) -> None:
        self.decision_is_past()
        self.decided, self.decided_at, self.decision, self.decided_by = [*lines], stamp, name, by

    def accepts(self) -> bool:
        return "accepts" in self.rulebook.effect.decision

    def do_AcceptDecision(self, by: str, at: datetime, stamp: datetime, understood: bool, **_: Any) -> None:
        need(by == self.consumer and self.stage == "ACCEPTANCE" and understood and self.decided_at)
        consent = self.rulebook.effect.consent
        thinks = consent.consumer.value != "not_needed"
        home = self.homes[self.consumer]
        need(not thinks or at >= self.after_days(self.decided_at, str(consent.reflection.length), home))
        self.accepted = True
        if REVIEW in self.frames:
            self.enter("STAY", at, stamp)
        else:
            self.carry_out(at, stamp)

    def carry_out(self, at: datetime, stamp: datetime) -> None:
        owes = any(line.remedy.value != "NO_REMEDY" for line in self.decided)
        lasting = (ASIDE, BREACH, *([CORRECTION] if owes else []))
        self.end(*[name for name, frame in self.frames.items() if frame.clause not in lasting])
        self.order(self.decided, self.decision, at, stamp)

    def not_accepted(self) -> None:
        self.accepted = False
        self.close("DECIDED")

    def do_RejectDecision(self, by: str, **_: Any) -> None:
        need(by == self.consumer and self.stage == "ACCEPTANCE")
        self.not_accepted()
