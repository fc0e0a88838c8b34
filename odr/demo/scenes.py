"""The play, first half: an order, a complaint, an answer, offers, a mediator."""

import hashlib
from datetime import timedelta

from odr.demo.desk import NotPossible
from odr.demo.disputes import claim, refund, replacement
from odr.demo.orders import HOLZHAUS, SellerSaid, lamp_order
from odr.demo.people import AGNIESZKA, INES, JONAS, NORA, DemoPerson
from odr.demo.player import Player
from odr.demo.stage import Stage, day, listed

NARRATIVE = (
    "The lamp came with a crack from the neck to the foot of its base, and one corner of the carton was crushed. "
    "It cannot stand safely. The shade and the bulbs are fine. I wrote to the shop on the same evening."
)
ANSWER = "The lamp left us whole; we check each one. Please write to the carrier. We can give you something back."
REASONS = "I bought from Holzhaus, not from the carrier, and a cracked lamp is not safe."


def an_order(stage: Stage) -> Player:
    """The marketplace's shop system registers an order; it is returned, it reports the refund in the end."""
    stage.chapter("The order")
    nora = stage.player(NORA)
    marketplace = nora.ask("query Own { viewer { marketplaces { id } } }")["viewer"]["marketplaces"][0]["id"]
    scopes = ["ORDERS_WRITE", "CASES_READ", "FULFILMENT_WRITE"]
    key = nora.do("createApiKey", "secret", marketplace=marketplace, name=f"Shop {stage.suffix}", scopes=scopes)
    stage.voice.tell(f"{NORA.name} makes an API key for the shop system of Kiezmarkt: {', '.join(scopes)}.")
    shop = Player("The shop system", stage.http, key["secret"])
    seller = SellerSaid(
        f"holzhaus-{stage.suffix}", "Holzhaus GmbH", JONAS.email, "Europe/Berlin", "DE", HOLZHAUS.policy
    )
    asked = lamp_order(f"KE-{stage.suffix}", stage.now() - timedelta(days=11), seller)
    wanted = "order { id number paid { amount currency } lines { title } shipments { parcels { id } } }"
    order = shop.do("registerOrder", wanted, **asked)["order"]
    things, parcels = listed(one["title"] for one in order["lines"]), len(order["shipments"][0]["parcels"])
    stage.voice.tell(
        f"The shop system registers order {order['number']}: {things}; {order['paid']['amount']} "
        f"{order['paid']['currency']} paid by card, {parcels} parcels delivered to Warsaw."
    )
    return shop


def a_complaint(stage: Stage) -> None:
    stage.chapter("The complaint")
    stage.mailbox.mark()
    buyer = stage.player(AGNIESZKA)
    bought = buyer.ask("query Bought { orders(first: 50) { edges { node { id number } } } }")["orders"]["edges"]
    order = next(edge["node"]["id"] for edge in bought if edge["node"]["number"] == f"KE-{stage.suffix}")
    wanted = "case { id number receiptTimeline { stage until } }"
    filed = buyer.do(
        "fileComplaint",
        wanted,
        order=order,
        claims=[claim("lamp", "DAMAGED", refund("lamp", "80.00", "REFUND_FULL"), replacement("lamp"))],
        narrative=NARRATIVE,
        contactedBefore=True,
        otherProceedings=False,
    )["case"]
    stage.case, stage.number = filed["id"], filed["number"]
    stage.voice.tell(f"{AGNIESZKA.name} complains: the lamp is damaged; she wants the 80.00 EUR back, or another lamp.")
    course = filed["receiptTimeline"]
    told = "; ".join(f"{one['stage'].lower().replace('_', ' ')} until {day(one['until'])}" for one in course)
    stage.voice.sees(AGNIESZKA.name, f"the receipt at once, case {stage.number}, at the latest: {told}")


def an_invitation(stage: Stage) -> None:
    stage.chapter("The invitation and the answer")
    subject, token = stage.mailbox.invitation(JONAS.email)
    stage.voice.tell(f'A mail to {JONAS.email} lies in the demo\'s mailbox: "{subject}". It holds a one-time link.')
    joined = stage.player(JONAS).do("acceptCaseInvitation", "caseId organisation { name }", token=token)
    if joined["caseId"] != stage.case:
        raise NotPossible("The invitation led into another case.")
    stage.voice.tell(f"{JONAS.name} uses the link: from now on he acts for {joined['organisation']['name']}.")
    stage.tell_next(JONAS)
    stage.on_case(JONAS, "acknowledgeComplaint")
    stage.on_case(JONAS, "answerComplaint", position="DISPUTES", statement=ANSWER)
    stage.voice.tell(f'He confirms having seen the complaint, and answers: "{ANSWER}"')
    stage.tell_next(AGNIESZKA)
    stage.on_case(AGNIESZKA, "escalateComplaint", reasons=REASONS)
    stage.voice.tell(f'{AGNIESZKA.name} opens the dispute: "{REASONS}"')
    stage.on_case(NORA, "admitCase")
    stage.voice.tell(f"{NORA.name} admits it.")


def a_negotiation(stage: Stage) -> None:
    stage.chapter("The negotiation")
    wanted = "offer { id }"
    first = stage.on_case(JONAS, "makeOffer", wanted, lines=[refund("lamp", "20.00")])["offer"]["id"]
    stage.voice.tell(f"{JONAS.name} offers 20.00 EUR, without prejudice.")
    lines = [refund("lamp", "60.00")]
    second = stage.on_case(AGNIESZKA, "makeOffer", wanted, lines=lines, counters=first)["offer"]["id"]
    stage.voice.tell(f"{AGNIESZKA.name} answers with a counter-offer of 60.00 EUR, which replaces his.")
    stage.on_case(JONAS, "declineOffer", offer=second)
    stage.voice.tell(f"{JONAS.name} declines.")
    offers = {who: len(stage.ask(who, "offers { id }")["offers"]) for who in (AGNIESZKA, JONAS, NORA)}
    stage.voice.sees(
        NORA.name, f"{offers[NORA]} offers; each side sees {offers[AGNIESZKA]}. The marketplace has no part."
    )
    blocked = {one["action"]: one["reasonIfBlocked"] for one in stage.standing(JONAS)["availableActions"]}
    stage.voice.sees(JONAS.name, f"that he cannot leave yet: {blocked['LEAVE_NEGOTIATION']}")
    stage.move_to(stage.now() + timedelta(days=6), "the time that both have to talk goes by")
    stage.on_case(JONAS, "leaveNegotiation")
    stage.voice.tell(f"{JONAS.name} leaves the negotiation; a mediator is to be appointed.")


def appoint(stage: Stage, function: str, who: DemoPerson, by: DemoPerson = NORA) -> None:
    """Whoever administrates appoints this neutral out of the list."""
    listed_neutrals = stage.player(by).ask(
        "query Neutrals($of: NeutralFunction!) { neutrals(function: $of) { person name openCases } }", of=function
    )["neutrals"]
    chosen = next(one["person"] for one in listed_neutrals if one["name"] == who.name)
    stage.on_case(by, "appointNeutral", function=function, person=chosen)
    names = listed(f"{one['name']} ({one['openCases']} open)" for one in listed_neutrals)
    stage.voice.tell(f"{by.name} chooses among {names}: {who.name} is appointed.")


def a_mediation(stage: Stage) -> None:
    stage.chapter("The mediation")
    appoint(stage, "MEDIATOR", INES)
    hello = "Good morning to both of you. What is said here never reaches anybody who decides."
    stage.on_case(INES, "sendMessage", room="WITHOUT_PREJUDICE", words=hello)
    stage.voice.tell(f'{INES.name}, to both: "{hello}"')
    _caucus(stage, JONAS, "CAUCUS_RESPONDENT", AGNIESZKA, "Would you pay 60 if she keeps the lamp?", "Fifty at most.")
    _caucus(stage, AGNIESZKA, "CAUCUS_COMPLAINANT", JONAS, "Would 60 be enough?", "Yes, if it ends here.")
    _proposal(stage)
    stage.on_case(INES, "endMediation")
    stage.voice.tell(f"{INES.name} sees no agreement and ends the mediation.")


def _caucus(stage: Stage, side: DemoPerson, room: str, other: DemoPerson, asked: str, answered: str) -> None:
    """A private talk of the mediator with one side, and the proof that nobody else learns of it."""
    outside = (other, NORA)
    before = [stage.page(who) for who in outside]
    stage.on_case(INES, "sendMessage", room=room, words=asked)
    stage.on_case(side, "sendMessage", room=room, words=answered)
    stage.voice.tell(f'{INES.name} and {side.name}, in private: "{asked}" "{answered}"')
    after = [stage.page(who) for who in outside]
    for who, then, now in zip(outside, before, after, strict=True):
        if then != now:
            raise NotPossible(f"{who.name} sees something of a private talk.")
        same = hashlib.sha256(now.encode()).hexdigest()[:16]
        told = f"what was seen before, to the letter ({len(now.encode())} bytes, SHA-256 {same}...)"
        stage.voice.sees(who.name, told)


def _proposal(stage: Stage) -> None:
    reasons = "The lamp is worth less than half as it is, and how it travelled was the seller's choice."
    made = stage.on_case(INES, "makeProposal", "proposal { id }", lines=[refund("lamp", "60.00")], reasons=reasons)
    proposal = made["proposal"]["id"]
    stage.voice.tell(f'{INES.name} proposes 60.00 EUR: "{reasons}"')
    for who, accepts in ((AGNIESZKA, True), (JONAS, False)):
        stage.on_case(who, "answerProposal", proposal=proposal, accepts=accepts, effectUnderstood=accepts)
        stage.voice.tell(f"{who.name} answers privately: {'yes' if accepts else 'no'}.")
    for who in (AGNIESZKA, JONAS, INES):
        shown = stage.ask(who, "proposals { standing answers { side accepts } }")["proposals"][0]
        answers = listed(f"{one['side'].lower()}: {'yes' if one['accepts'] else 'no'}" for one in shown["answers"])
        stage.voice.sees(who.name, f"{shown['standing'].lower().replace('_', ' ')}; {answers}")
