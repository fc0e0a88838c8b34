"""The words in which stories are told: each does something over HTTP, tells it, and stops the story where it fails."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from odr.demo.desk import NotPossible
from odr.demo.orders import KUECHENWERK, SellerSaid, line, order, parcel, shipment
from odr.demo.people import AGNIESZKA, HENRIK, INES, NORA, RUTH, SABINE, DemoPerson
from odr.demo.player import Json
from odr.demo.scenes import appoint
from odr.demo.stage import Stage


def lamp() -> Json:
    """What most stories are about."""
    return line("lamp", "Reading lamp", "80.00", "Brass, adjustable, 46 cm. New, checked before it is packed.")


def of_money(amount: str, remedy: str = "REFUND_PARTIAL", line: str | None = "lamp", **more: Any) -> Json:
    """A remedy of money."""
    return {"remedy": remedy, "line": line, "amount": {"amount": amount, "currency": "EUR"}, **more}


def claim(complaint: str, *remedies: Json, line: str = "lamp", **more: Any) -> Json:
    return {"line": line, "complaint": complaint, "remedies": list(remedies), **more}


def issue(question: str, finding: str, *exhibits: str, **more: Any) -> Json:
    rule = "Directive (EU) 2019/771, Articles 5 to 14"
    return {"question": question, "finding": finding, "exhibits": list(exhibits), "rule": rule, **more}


GUARANTEE = "amazon-like/1"
"""A rulebook under which the marketplace pays where nobody else does."""
PATIENCE_S = 60
CHOICES = "query Choices($case: ID!) { rulebookChoices(case: $case) { id name } }"
SHARES = "compensation { lines { id fund step remedy { owedBy amount { amount } } } }"


@dataclass(frozen=True)
class Share:
    """A line of the order, with the part that a fund has in it, if any."""

    id: str
    fund: str | None
    step: str
    owed_by: str
    amount: str


@dataclass
class Story:
    """One story on a stage. `buyer` and `seller` are who they are in most stories."""

    stage: Stage
    buyer: DemoPerson = AGNIESZKA
    seller: DemoPerson = SABINE
    orders: int = field(default=0)

    def tell(self, words: str) -> None:
        self.stage.voice.tell(words)

    def bought(
        self, *lines: Json, of: SellerSaid = KUECHENWERK, missing: tuple[str, ...] = (), days: int = 11, **more: Any
    ) -> str:
        """An order that the marketplace registers, all of it delivered but what is `missing`; its global id."""
        self.orders += 1
        placed = self.stage.now() - timedelta(days=days)
        lines = lines or (lamp(),)
        came = {one["id"]: one["quantity"] for one in lines if one["kind"] == "GOODS" and one["id"] not in missing}
        late = {one["id"]: one["quantity"] for one in lines if one["id"] in missing}
        left, number = placed + timedelta(days=2), f"KE-{self.stage.suffix}-{self.orders}"
        sent = [
            *(
                [shipment("S1", "Spree Paket", left, left + timedelta(days=2), parcel("P1", "T1", **came))]
                if came
                else []
            ),
            *([shipment("S2", "Spree Paket", left, None, parcel("P2", "T2", **late))] if late else []),
        ]
        asked = order(number, placed, self.buyer, of, list(lines), "0.00", shipments=sent) | more
        made: str = self.stage.player(NORA).do("registerOrder", "order { id }", **asked)["order"]["id"]
        self.tell(f"{self.buyer.name} bought {', '.join(one['title'] for one in lines)} of {of.name} (order {number}).")
        return made

    def marketplace(self) -> str:
        """The global id of the marketplace."""
        own = self.stage.player(NORA).ask("query Own { viewer { marketplaces { id } } }")
        found: str = own["viewer"]["marketplaces"][0]["id"]
        return found

    def complains(self, who: DemoPerson, about: str, words: str, *claims: Json, **said: Any) -> None:
        """The case begins; what follows is about it."""
        asked = {"order": about, "claims": list(claims), "narrative": words}
        more = {"contactedBefore": True, "otherProceedings": False, **said}
        filed = self.stage.player(who).do("fileComplaint", "case { id number }", **asked, **more)["case"]
        self.goes_on_with(filed)
        self.tell(f'{who.name} complains: "{words}" It is case {filed["number"]}.')

    def goes_on_with(self, case: Json) -> None:
        self.stage.case, self.stage.number = case["id"], case["number"]

    def answers(self, who: DemoPerson, words: str, position: str = "DISPUTES") -> None:
        self.stage.on_case(who, "answerComplaint", position=position, statement=words)
        self.tell(f'{who.name} answers: "{words}"')

    def disputes(self, who: DemoPerson, words: str) -> None:
        """The dispute is opened and admitted."""
        self.stage.on_case(who, "escalateComplaint", reasons=words)
        self.stage.on_case(NORA, "admitCase")
        self.tell(f'{who.name} opens the dispute: "{words}" {NORA.name} admits it.')

    def offers(self, who: DemoPerson, *lines: Json, **more: Any) -> str:
        """An offer; its id."""
        made: str = self.stage.on_case(who, "makeOffer", "offer { id }", lines=list(lines), **more)["offer"]["id"]
        self.tell(f"{who.name} offers: {', '.join(map(_line, lines))}.")
        return made

    def named(self, by: DemoPerson, who: DemoPerson, part: str) -> None:
        """Somebody is asked by mail to take a part in the case, and comes. `part`: the mutation that asks them."""
        self.stage.mailbox.mark()
        self.stage.on_case(by, part, email=who.email)
        _, token = self.stage.mailbox.invitation(who.email)
        self.stage.player(who).do("acceptPart", token=token)
        self.tell(f"{by.name} asks {who.name}, who comes by the link.")

    def accepts(self, who: DemoPerson, offer: str) -> None:
        self.stage.on_case(who, "acceptOffer", offer=offer, effectUnderstood=True)
        self.tell(f"{who.name} accepts. That is a settlement.")

    def to_mediation(self, who: DemoPerson) -> None:
        """Time to talk goes by, somebody leaves the negotiation, a mediator comes."""
        self.leaves_the_negotiation(who)
        appoint(self.stage, "MEDIATOR", INES)

    def leaves_the_negotiation(self, who: DemoPerson) -> None:
        """Time to talk goes by, and somebody leaves."""
        self.stage.move_to(self.stage.now() + timedelta(days=4), "both had time to talk")
        self.stage.on_case(who, "leaveNegotiation")
        self.tell(f"{who.name} leaves the negotiation.")

    def to_evidence(self, complainant: DemoPerson) -> None:
        """No agreement: from the mediation to evidence for a decision."""
        self.stage.on_case(INES, "endMediation")
        self.stage.on_case(complainant, "requestDecision")
        self.tell(f"{INES.name} ends the mediation; {complainant.name} asks for a decision.")
        appoint(self.stage, "DECIDER", RUTH)

    def asks_in(self, by: DemoPerson, who: DemoPerson, **asked: Any) -> str:
        """A third party is asked in by a link, and comes; its global id."""
        self.stage.mailbox.mark()
        wanted = "thirdParty { id }"
        made: str = self.stage.on_case(by, "inviteThirdParty", wanted, email=who.email, **asked)["thirdParty"]["id"]
        self.tell(f'{by.name} asks {who.name} in ({asked["kind"].lower()}): "{asked["reasons"]}"')
        _, token = self.stage.mailbox.invitation(who.email)
        self.stage.player(who).do("acceptPart", token=token)
        self.tell(f"{who.name} follows the link.")
        return made

    def hands_in(self, who: DemoPerson, file: str, words: str) -> str:
        """A disclosed exhibit; its number."""
        number: str = self.stage.player(who).hand_in(self.stage.case, file, words)["number"]
        self.tell(f'{who.name} hands in {number}: "{words}"')
        return number

    def file_is_complete(self, by: DemoPerson = RUTH) -> None:
        self.stage.move_past(self.buyer, "evidence.collect", "the time for evidence is over")
        if any(one["clause"] == "evidence.reply" for one in self.stage.standing(self.buyer)["deadlines"]):
            self.stage.move_past(self.buyer, "evidence.reply", "the time to answer it is over")
        self.stage.on_case(by, "completeFile")
        self.tell(f"{by.name} confirms that the file is complete.")

    def decides(self, outcome: str, words: str, *lines: Json, because: tuple[Json, ...], by: DemoPerson = RUTH) -> None:
        ruling = {"outcome": outcome, "issues": list(because), "lines": list(lines), "reasons": words}
        self.stage.on_case(by, "issueDecision", **ruling)
        ordered = ", ".join(map(_line, lines)) or "nothing"
        self.tell(f'{by.name} decides ({outcome.lower().replace("_", " ")}; ordered: {ordered}): "{words}"')

    def takes_time_to_think_and_accepts(self, who: DemoPerson) -> None:
        self.stage.move_past(who, "correction", "there was time to think, and to point out slips")
        self.stage.on_case(who, "acceptDecision", effectUnderstood=True)
        self.tell(f"{who.name} accepts the decision, told before of what that means.")

    def takes_effect(self) -> None:
        self.stage.move_past(self.buyer, "review.ask", "nobody asked for a review")

    def reviewer_comes(self) -> None:
        appoint(self.stage, "REVIEWER", HENRIK)

    def owed(self) -> list[Json]:
        """The lines that are owed, as the marketplace sees them."""
        wanted = "compensation { lines { id step remedy { remedy line amount { amount } } } }"
        found: list[Json] = self.stage.ask(NORA, wanted)["compensation"]["lines"]
        return found

    def changes_rulebook(self, to: str, why: str) -> None:
        """A case keeps its rulebook unless both sides agree to another one."""
        choices = self.stage.player(self.seller).ask(CHOICES, case=self.stage.case)["rulebookChoices"]
        other = next(one["id"] for one in choices if one["name"] == to)
        self.stage.on_case(self.seller, "askRulebookChange", rulebook=other)
        self.stage.on_case(self.buyer, "answerRulebookChange", rulebook=other, agrees=True)
        self.tell(f"Both sides agree to go on under a procedure in which {why}.")

    def shares(self) -> list[Share]:
        """The lines that are owed, with who pays them instead or is paid back."""
        found = self.stage.ask(NORA, SHARES)["compensation"]["lines"]
        return [
            Share(one["id"], one["fund"], one["step"], one["remedy"]["owedBy"], one["remedy"]["amount"]["amount"])
            for one in found
        ]

    def reports_share(self, share: Share, *steps: str) -> None:
        """The marketplace reports steps of one of these lines."""
        for step in steps:
            told = {"line": share.id, "step": step, "reference": f"fund-{self.stage.suffix}"}
            self.stage.on_case(NORA, "reportFulfilment", **told)

    def waits_until(self, done: Callable[[], bool], what: str) -> None:
        """For what the service does by itself, a moment later."""
        for _ in range(PATIENCE_S * 4):
            if done():
                return
            time.sleep(0.25)
        raise NotPossible(f"The story waited {PATIENCE_S} seconds for {what}.")

    def reports(self, who: DemoPerson, step: str, **more: Any) -> None:
        """The next step of the one line that is owed."""
        told = {"line": self.owed()[0]["id"], "step": step, "reference": f"r-{self.stage.suffix}", **more}
        self.stage.on_case(who, "reportFulfilment", **told)
        self.tell(f"{who.name} reports: {step.lower().replace('_', ' ')}.")

    def arranges(self, who: DemoPerson, **more: Any) -> None:
        """Where the goods of the one line that is owed are sent."""
        said = {
            "line": self.owed()[0]["id"],
            "address": f"{who.name}\nLager 2, 10115 Berlin",
            "costBearer": "RESPONDENT",
        }
        self.stage.on_case(who, "arrangeReturn", **{**said, **more})
        self.tell(f"{who.name} says where the goods go, and who pays for it.")

    def is_paid(self) -> None:
        """Everything that is owed and not done is carried out by the shop."""
        for one in self.owed():
            if one["step"] not in ("FULFILLED", "LAPSED"):
                for step in ("SUBMITTED", "SETTLING", "FULFILLED"):
                    told = {"line": one["id"], "step": step, "reference": f"pay-{one['id'][-6:]}"}
                    self.stage.on_case(NORA, "reportFulfilment", **told)
                self.tell(f"The marketplace carries it out: {_line(one['remedy'])}.")

    def refused(self, who: DemoPerson, code: str, name: str, /, **given: Any) -> None:
        """Somebody tries something in the case, and is told why not and what to do instead."""
        self.refused_at_all(who, code, name, case=self.stage.case, **given)

    def refused_at_all(self, who: DemoPerson, code: str, name: str, /, **given: Any) -> None:
        """The same where it is about more than this case."""
        try:
            self.stage.player(who).do(name, **given)
        except NotPossible as answer:
            self.check(f", {name}: {code}. " in str(answer), f"another refusal than {code}: {answer}")
            self.stage.voice.sees(who.name, str(answer).split(f"{code}. ", 1)[1])
            return
        raise NotPossible(f"{who.name} could do {name}, and should have been told {code}.")

    def sees(self, who: DemoPerson, wanted: str, of: Callable[[Json], object]) -> Any:
        """A part of the case as somebody sees it, told in passing."""
        found = of(self.stage.ask(who, wanted))
        self.stage.voice.sees(who.name, str(found))
        return found

    def is_at(self, stage: str, ground: str | None = None) -> None:
        found = self.stage.standing(self.buyer)
        self.check(found["stage"] == stage, f"the case should be at {stage}, but is at {found['stage']}")
        self.check(ground in (None, found["ground"]), f"it should have ended by {ground}, but did by {found['ground']}")
        self.tell(f"The case is at {stage.lower().replace('_', ' ')}{f': {ground.lower()}' if ground else ''}.")

    def check(self, holds: bool, otherwise: str) -> None:
        """What must be so for the story to go on."""
        if not holds:
            raise NotPossible(f"The story does not go as it should: {otherwise}.")


def _line(line: Json) -> str:
    amount = line.get("amount")
    what = str(line["remedy"]).lower().replace("_", " ")
    return f"{what} {amount['amount']} EUR" if amount else what
