"""One dispute from complaint to fulfilment, played through the clerk; with or without what was said in private."""

from datetime import timedelta
from typing import Any

from odr.clerk import Clerk
from odr.domain import appointing, compensation, decision, exhibits, filing, mediation, negotiation, talk
from odr.domain import events as e
from odr.domain.roles import Room, Visitor
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint, refund

CASE = "case-1"
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
MEDIATOR = Visitor("mediator")
DECIDER = Visitor("decider")

NAMES = {
    "buyer": "Anna Kowalska",
    "holzhaus": "Holzhaus Möbel GmbH",
    "kiezmarkt": "Kiezmarkt",
    "mediator": "Marek Zielony",
    "decider": "Judith Okafor",
}
PHOTOGRAPH = {"upload": "u", "sha256": Text("5d" * 32), "media_type": "image/jpeg", "size": 2_481_022}


class Journey:
    """Plays acts at hours after the complaint was filed."""

    def __init__(self, store: Store) -> None:
        self.clerk = Clerk(store, all_rulebooks())
        self.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)

    def do(self, visitor: Visitor, hours: float, kind: Any, **asked: Any) -> None:
        at = FILED_AT + timedelta(hours=hours)
        self.clerk.submit(CASE, visitor, lambda by: kind(by=by, at=at, **asked), at)

    def negotiate(self) -> "Journey":
        self.do(SELLER, 1, filing.AnswerComplaint, position=e.Position.DISPUTES, statement=Text("It left us whole."))
        self.do(BUYER, 2, filing.EscalateComplaint, reasons=Text("The base is cracked."))
        self.do(ADMINISTRATOR, 3, filing.AdmitCase)
        self.offer(SELLER, 5, "offer-1", 5000)
        self.say(BUYER, 6, Room.WITHOUT_PREJUDICE, "Sixty, and we are done.")
        self.say(SELLER, 7, Room.OPEN, "Το δέμα έφυγε ακέραιο.")
        return self

    def offer(self, by: Visitor, hours: float, name: str, minor: int) -> None:
        conditions = Text("The lamp stays with you.")
        self.do(by, hours, negotiation.MakeOffer, offer=name, lines=(refund(minor),), conditions=conditions)

    def say(self, by: Visitor, hours: float, room: Room, words: str) -> None:
        self.do(by, hours, talk.SendMessage, message=f"m-{hours}", room=room, words=Text(words))

    def mediate(self, *, private: bool) -> "Journey":
        self.appoint(24 * 15, e.Function.MEDIATOR, "mediator")
        if private:
            self.say(BUYER, 24 * 15 + 1, Room.CAUCUS_COMPLAINANT, "Between us: sixty would do.")
        lines, reasons = (refund(6000),), Text("Half way.")
        self.do(MEDIATOR, 24 * 15 + 2, mediation.MakeProposal, proposal="p", lines=lines, reasons=reasons)
        if private:
            self.do(BUYER, 24 * 15 + 3, mediation.AnswerProposal, proposal="p", accepts=True, understood=True)
        return self

    def whisper(self) -> None:
        self.say(MEDIATOR, 24 * 15 + 4, Room.CAUCUS_COMPLAINANT, "Would sixty do?")

    def appoint(self, hours: float, function: e.Function, person: str) -> None:
        can, free = frozenset({function}), frozenset[str]()
        who = {"function": function, "person": person, "functions": can, "belongs_to": free, "payer": "service"}
        self.do(ADMINISTRATOR, hours, appointing.AppointNeutral, **who)

    def decide(self) -> "Journey":
        start = 24 * 30
        self.do(BUYER, start, decision.RequestDecision)
        self.appoint(start + 1, e.Function.DECIDER, "decider")
        self.do(BUYER, start + 2, exhibits.ReceiveExhibit, exhibit="x", name=Text("cracked-base.jpg"), **PHOTOGRAPH)
        self.do(BUYER, start + 3, exhibits.DiscloseExhibit, exhibit="x", document=Document.PHOTO)
        issue = e.Issue(Text("Was it broken?"), Text("Yes, the photograph shows it."), ("C-1",), "Article 5")
        later = start + 24 * 13
        self.do(DECIDER, later, decision.CompleteFile)
        self.do(
            DECIDER,
            later + 24,
            decision.IssueDecision,
            decision="d",
            outcome=e.Outcome.GRANTED_IN_PART,
            issues=(issue,),
            lines=(refund(4000),),
            reasons=Text("The lamp stays, at a lower price."),
        )
        self.do(BUYER, later + 24 * 5, decision.AcceptDecision, understood=True)
        return self

    def fulfil(self) -> "Journey":
        start = 24 * 60
        for hours, step in ((1, e.Step.SUBMITTED), (2, e.Step.SETTLING), (3, e.Step.FULFILLED)):
            report = {"line": "d-1", "step": step, "reference": f"RF-{hours}"}
            self.do(ADMINISTRATOR, start + hours, compensation.ReportFulfilment, **report)
        return self
