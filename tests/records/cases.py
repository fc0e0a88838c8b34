"""Records to render in tests: one rich case in several scripts, and the smallest one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from odr.records.content import (
    Amount,
    Claim,
    Content,
    Cover,
    Deadline,
    Decision,
    Duty,
    Exhibit,
    Handled,
    Issue,
    Line,
    Moment,
    Neutral,
    Offer,
    OrderedItem,
    OrderFacts,
    Parcel,
    Party,
    Payment,
    RemedyLine,
    Said,
    Settlement,
    Step,
)

WARSAW = timezone(timedelta(hours=2))
RULE = "odr-default/1"


def at(day: int, hour: int = 10, minute: int = 5) -> Moment:
    return Moment(datetime(2026, 5, day, hour, minute, tzinfo=WARSAW), "Europe/Warsaw")


def eur(value: str) -> Amount:
    return Amount(value, "EUR")


COVER = Cover(
    case_number="KE-2026-000142-7",
    subject="Lamp, shade, bulbs",
    marketplace="Rynek Domowy",
    parties=(
        Party("complainant", "Anna Kowalska", "consumer", "buyer"),
        Party("respondent", "Holzhaus Möbel GmbH", "business", "seller"),
    ),
    rulebook=RULE,
    rulebook_hash="9f2c1d" * 10 + "a1b2",
    reader="Anna Kowalska, complainant",
    status="Closed on 20 May 2026: decided and carried out.",
    effect="The decision binds Holzhaus Möbel GmbH once the consumer accepts it. Courts stay open.",
    notice="A record proves, it does not bind.",
    as_of=at(20, 16, 40),
    entries=9,
)

ORDER = OrderFacts(
    reference="RD-88213",
    placed=at(1, 19, 12),
    items=(
        OrderedItem("1", "Floor lamp “Arc”, brass", 1, eur("129.00")),
        OrderedItem("2", "Linen shade, 45 cm", 1, eur("39.90")),
        OrderedItem("3", "LED bulb E27, warm white", 4, eur("19.60")),
    ),
    payments=(Payment("PAY-5530", "card", eur("188.50"), at(1, 19, 13)),),
    parcels=(Parcel("00340434161094", "DHL", "delivered", at(4, 11, 30)),),
    policies=(
        "Statutory guarantee of conformity: 2 years",
        "Seller’s returns policy of 1 March 2026: 30 days",
    ),
)

SCRIPTS = {
    "el": "Το φωτιστικό έφτασε με σπασμένη βάση.",
    "ar": "وصل المصباح مكسور القاعدة، ورقم الطلب RD-88213.",
    "zh-Hans": "灯座在运输途中损坏，请退款。",
    "ja": "ランプの台座が割れていました。",
    "ko": "램프 받침이 깨져 있었습니다.",
    "hi": "दीपक का आधार टूटा हुआ था।",
    "pl": "Podstawa lampy była pęknięta. Proszę o zwrot pieniędzy.",
}


def digest(number: int) -> str:
    return f"{number:02x}" * 32


ACCOUNT = Said(
    "The base of the lamp was cracked when I opened the box.\n"
    "I wrote to the shop the same day and sent two photographs.",
    "en",
)

COURSE = (
    Line(1, at(5), "Rynek Domowy", "registered the order.", None, "", digest(1)),
    Line(2, at(5, 10, 40), "Anna Kowalska", "filed the complaint.", ACCOUNT, "complaint", digest(2)),
    *(
        Line(
            number,
            at(6, number),
            "Anna Kowalska",
            "wrote to both sides.",
            Said(text, language),
            "negotiation",
            digest(number),
        )
        for number, (language, text) in enumerate(SCRIPTS.items(), 3)
    ),
    Line(10, at(7), "Holzhaus Möbel GmbH", "wrote to both sides.", Said(None), "negotiation", digest(10)),
    Line(
        11,
        at(13, 0, 0),
        "The service",
        "closed the negotiation: its time had passed.",
        None,
        "negotiation.expiry",
        digest(11),
    ),
    Line(12, at(18), "Judith Okafor", "issued the decision.", None, "decision", digest(12)),
)

REFUND = RemedyLine("1", "Refund of part of the price", eur("80.00"), Said("The lamp stays with the buyer.", "en"))

OFFERS = (
    Offer(
        "Offer 1",
        "Holzhaus Möbel GmbH",
        at(8),
        "Without prejudice",
        (RemedyLine("1", "Refund of part of the price", eur("50.00")),),
        Said("The lamp stays with the buyer.", "en"),
        None,
        "Not accepted. It ran out at the end of Fri 15 May 2026.",
    ),
)

DECISION = Decision(
    title="Decision of Mon 18 May 2026",
    by="Judith Okafor",
    at=at(18),
    outcome="The complaint is granted in part.",
    effect="It binds the seller if the consumer accepts it within 14 days.",
    issues=(
        Issue(
            Said("Was the lamp damaged before it reached the buyer?", "en"),
            Said(
                "Yes. The photographs taken on the day of delivery show a crack in a clean carton.",
                "en",
            ),
            ("C-1", "C-2"),
            "odr-default/1, conformity; Directive (EU) 2019/771, Article 5",
        ),
        Issue(
            Said("What remedy is fitting?", "en"),
            Said("A price reduction of 80.00 EUR.", "en"),
            (),
            "Directive (EU) 2019/771, Article 15",
        ),
    ),
    reasons=Said("The carton protected the lamp badly; the buyer may keep it at a lower price.", "en"),
    order=(REFUND,),
    answer="Anna Kowalska accepted the decision on 19 May 2026.",
)

DUTY = Duty(
    REFUND,
    "Holzhaus Möbel GmbH",
    at(27, 0, 0),
    "by the end of Tue 26 May 2026 (Warsaw time)",
    "Done",
    (Step(at(20), "Rynek Domowy", "paid 80.00 EUR back to the card (reference RF-7741)."),),
)

HANDLED = (
    Handled(at(5, 10, 42), "Anna Kowalska", "disclosed exhibit C-1: cracked-base.jpg.", 7),
    Handled(at(6, 9, 15), "Judith Okafor, decision maker", "fetched the file.", 0),
)
EXHIBITS = (
    Exhibit("C-1", "cracked-base.jpg", "Anna Kowalska", at(5, 10, 42), 2_481_022, "5d" * 32, HANDLED, with_log=True),
    Exhibit("C-2", "صورة الكرتون.png", "Anna Kowalska", at(5, 10, 44), 311_870, "7e" * 32),
)

NEUTRALS = (
    Neutral(
        "Marek Zielony",
        "Mediator",
        "Registrar of the service",
        "The marketplace, by a fixed yearly fee",
        at(13),
    ),
    Neutral(
        "Judith Okafor",
        "Decider",
        "Registrar of the service",
        "The marketplace, by a fixed yearly fee",
        at(15),
    ),
)

DEADLINES = (
    Deadline(
        "Answer to the complaint",
        "Holzhaus Möbel GmbH",
        at(13, 0, 0),
        "by the end of Tue 12 May 2026 (Berlin time)",
        "7 days from the day after the notice was received on 5 May 2026.",
        "complaint.limit",
        "Kept",
    ),
    Deadline(
        "Acceptance of the decision",
        "Anna Kowalska",
        Moment(datetime(2026, 6, 2, tzinfo=WARSAW), "Europe/Warsaw"),
        "by the end of Mon 1 June 2026 (Warsaw time)",
        "14 days from 18 May 2026.",
        "acceptance.limit",
        "Kept",
    ),
)

RICH = Content(
    cover=COVER,
    order=ORDER,
    claims=(
        Claim(
            "1",
            "Damaged",
            "Line 1, Floor lamp “Arc”, brass",
            ACCOUNT,
            (RemedyLine("1", "Refund in full", eur("129.00")),),
        ),
    ),
    course=COURSE,
    deadlines=DEADLINES,
    offers=OFFERS,
    decisions=(DECISION,),
    duties=(DUTY,),
    exhibits=EXHIBITS,
    neutrals=NEUTRALS,
    checkpoint="disputes.example\n48\nqXqEThWkzxAkqcRyZGKnhVTTxbFyqCiOwHsnzbdFMj4=\n\n\u2014 disputes.example Az3grlgt",
)

SMALL = Content(
    cover=replace(COVER, as_of=Moment(datetime(2026, 5, 20, tzinfo=UTC), "UTC"), entries=1),
    order=OrderFacts("RD-88213", None),
    claims=(Claim("1", "Damaged", "", Said("Broken.", "en")),),
    course=COURSE[:1],
    settlement=Settlement(at(8), (REFUND,), None, "A contract between the parties."),
)


def saying(text: str, language: str = "") -> Content:
    """The small record with these words in its claim."""
    return replace(SMALL, claims=(Claim("1", "Damaged", "", Said(text, language)),))
