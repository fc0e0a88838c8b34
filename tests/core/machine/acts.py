"""What the model lets be done at each stage, a few lines for each act."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from odr.domain.remedies import Remedy, RemedyLine
from tests.core.machine.days import ONE_DAY, Home, read
from tests.core.machine.model import ASIDE, EARLY, NEXT, SIDES, STAFF, TALKING, C, D, M, Model, R, S, need, other


class Acts(Model):
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
        need(by == C and (self.stage == "ESCALATION" or (any_time and self.stage == "COMPLAINT")))
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

    def do_WithdrawComplaint(self, by: str, **_: Any) -> None:
        need(by == C and not self.ordered)
        self.close("WITHDRAWN")

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
        self.settled = True
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
        need(self.stage in ("MEDIATOR_APPOINTMENT", "DECIDER_APPOINTMENT"))
        wanted, named = M if self.stage == "MEDIATOR_APPOINTMENT" else D, more["name"]
        need(function.value == wanted and function in more["functions"])
        need(named not in ("buyer", "holzhaus") and not more["belongs_to"] & {"buyer", "holzhaus"})
        need(named not in self.served)
        self.serving[wanted], self.to_rule = named, False
        self.served.add(named)
        self.enter("MEDIATION" if wanted == M else self.first_of_deciding(), at, stamp)
        if "neutrals.objection" in self.rulebook.clauses:
            self.open("neutrals.objection", at, wanted)

    def holds(self, role: str, by: str, person: str) -> bool:
        return by == role and self.serving.get(role) == person

    def leads(self, by: str, person: str) -> bool:
        """Whether this neutral is at work now."""
        at_work = {"MEDIATION": M, "EVIDENCE": D, "FILE_COMPLETE": D, "DECISION": D}.get(self.stage, "")
        return self.holds(at_work, by, person)

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
        need(by in SIDES and not self.record_closed and not self.ordered)
        self.drafts[exhibit] = by

    def do_DiscloseExhibit(self, by: str, stamp: datetime, exhibit: str, **_: Any) -> None:
        need(by in SIDES and not self.record_closed and not self.ordered and self.drafts.get(exhibit) == by)
        del self.drafts[exhibit]
        self.disclosed[by] += 1
        self.exhibits[f"{by[0]}-{self.disclosed[by]}"] = stamp

    def do_RequestDecision(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by == C and self.stage == "DECISION_CHOICE")
        on_request = self.rulebook.default_track.no_response.value == "grant_claim_on_request"
        self.grant(at, stamp) if self.silent and on_request and self.defaults() else self.to_decision(at, stamp)

    def do_ForgoDecision(self, by: str, **_: Any) -> None:
        need(by == C and self.stage == "DECISION_CHOICE")
        self.close("NO_AGREEMENT")

    def do_CompleteFile(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.holds(D, by, person) and self.stage == "FILE_COMPLETE")
        self.complete_file(at, stamp)

    def do_IssueDecision(self, by: str, person: str, at: datetime, stamp: datetime, **more: Any) -> None:
        need(self.holds(D, by, person) and self.stage == "DECISION" and more["issues"])
        need((more["outcome"].value == "DISMISSED") == (not more["lines"]))
        cited = [number for issue in more["issues"] for number in issue.exhibits]
        need(all(number in self.exhibits for number in cited))
        need(not any(self.replying_since and self.exhibits[number] >= self.replying_since for number in cited))
        if more["lines"]:
            self.check_money(more["lines"])
        self.issue(more["lines"], "decision", at, stamp, slips=True)

    def issue(self, lines: Sequence[Any], name: str, at: datetime, stamp: datetime, *, slips: bool) -> None:
        self.wind_up()
        self.decided, self.decided_at, self.decision = list(lines), stamp, name
        accepts = "accepts" in self.rulebook.effect.decision
        if self.decided and accepts:
            self.stage, self.since = "ACCEPTANCE", stamp
            self.open("acceptance", at)
        elif self.rulebook.review:
            self.stage, self.since = "STAY", stamp
        else:
            self.order(self.decided, name, at, stamp)
        if self.rulebook.review:
            self.open("review.ask", at)
        if self.ground is None and self.rulebook.correction and slips:
            self.open("correction", at)
        if self.silent and self.decided and self.rulebook.default_track.set_aside:
            self.open(ASIDE, at)

    def do_AcceptDecision(self, by: str, at: datetime, stamp: datetime, understood: bool, **_: Any) -> None:
        need(by == self.consumer and self.stage == "ACCEPTANCE" and understood and self.decided_at)
        consent = self.rulebook.effect.consent
        thinks = consent.consumer.value != "not_needed"
        home = self.homes[self.consumer]
        need(not thinks or at >= self.after_days(self.decided_at, str(consent.reflection.length), home))
        if "review.ask" in self.frames:
            self.enter("STAY", at, stamp)
        else:
            self.end(*[name for name in self.frames if name not in ("correction", ASIDE)])
            self.order(self.decided, self.decision, at, stamp)

    def do_RejectDecision(self, by: str, **_: Any) -> None:
        need(by == self.consumer and self.stage == "ACCEPTANCE")
        self.close("DECIDED")

    def do_ReportFulfilment(self, by: str, at: datetime, line: str, step: Any, **_: Any) -> None:
        need(by in (*SIDES, *STAFF) and self.stage == "COMPLIANCE" and line in self.owed)
        owes, now = self.owed[line]["owes"], self.owed[line]["step"]
        if by in SIDES:
            theirs = ("RETURN_IN_TRANSIT", "FULFILLED") if by != owes else ("RETURN_RECEIVED", "SUBMITTED", "SETTLING")
            need(step.value in theirs)
        need(step.value in NEXT.get(now, ()))
        self.step(line, step.value, at)

    def step(self, line: str, step: str, at: datetime) -> None:
        owed = self.owed[line]
        owed["step"] = step
        if step in ("RETURN_IN_TRANSIT", "RETURN_RECEIVED", "FULFILLED", "LAPSED"):
            self.end(*[name for name in self.frames if name.startswith("compliance.") and name.endswith(f"/{line}")])
        if step == "RETURN_IN_TRANSIT":
            self.open("compliance.confirm_return", at, line, who=(owed["owes"],))
        elif step == "RETURN_RECEIVED":
            self.open("compliance.refund_after_return", at, line, who=(owed["owes"],))
        elif all(one["step"] in ("FULFILLED", "LAPSED") for one in self.owed.values()):
            self.all_done()
