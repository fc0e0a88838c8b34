"""The orders of the demo, as a marketplace sends them to registerOrder: goods, virtual goods, bookings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from odr.demo.people import AGNIESZKA, CAMILLE, MARIAM, DemoPerson

Json = dict[str, Any]

RETURNS = (
    "Goods can be sent back within 30 days of delivery. Who sells pays for the way back if the goods were damaged, "
    "defective or not as described. Refunds go to the way of payment within 14 days."
)
GUARANTEE = (
    "Kiezmarkt stands in for up to 500 EUR if what was bought does not arrive or differs from its listing, "
    "and the seller does not put it right."
)
LOCAL = "Photographs sold with the listing are part of it. Glazes may differ a little in tone; cracks are a defect."
KEYS = "A key is valid once, for the region named in the listing. A key that was redeemed before delivery is replaced."
STAYS = "Free cancellation until 48 hours before arrival. The room is the one described, or a better one."


@dataclass(frozen=True, slots=True)
class SellerSaid:
    """A seller as the marketplace describes it."""

    id: str
    name: str
    email: str
    zone: str
    country: str
    policy: str

    def said(self) -> Json:
        return {
            "externalId": self.id,
            "name": self.name,
            "email": self.email,
            "zone": self.zone,
            "country": self.country,
        }


HOLZHAUS = SellerSaid("holzhaus", "Holzhaus GmbH", "jonas@holzhaus.example", "Europe/Berlin", "DE", LOCAL)
KUECHENWERK = SellerSaid("kuechenwerk", "Küchenwerk OHG", "laden@kuechenwerk.example", "Europe/Berlin", "DE", LOCAL)
PIXELKIOSK = SellerSaid("pixelkiosk", "Pixelkiosk", "shop@pixelkiosk.example", "Europe/Lisbon", "PT", KEYS)
VLTAVA = SellerSaid("vltava", "Vltava Reisen s.r.o.", "desk@vltava.example", "Europe/Prague", "CZ", STAYS)
SELLERS = (HOLZHAUS, KUECHENWERK, PIXELKIOSK, VLTAVA)

ADDRESSES = {
    AGNIESZKA: "Agnieszka Wójcik, ul. Przykładowa 7 m. 4, 00-001 Warszawa",
    CAMILLE: "Camille Durand, 12 rue de l'Exemple, 69001 Lyon",
    MARIAM: "مريم حسن، Exempelgatan 12, 211 20 Malmö",
}


def euro(amount: Decimal) -> Json:
    return {"amount": f"{amount:.2f}", "currency": "EUR"}


def line(id: str, title: str, price: str, listing: str, quantity: int = 1, kind: str = "GOODS", **more: Any) -> Json:
    """One line; the price is that of one piece."""
    said = {"id": id, "title": title, "kind": kind, "quantity": quantity, "listing": listing, **more}
    return said | {"unitPrice": euro(Decimal(price))}


def parcel(id: str, tracking: str, **lines: int) -> Json:
    """A parcel with so many of each line."""
    inside = [{"line": name, "quantity": quantity} for name, quantity in lines.items()]
    return {"id": id, "tracking": tracking, "lines": inside}


def shipment(id: str, carrier: str, left: datetime, arrived: datetime | None, *parcels: Json) -> Json:
    """A shipment, promised for three days after it left."""
    when = {"dispatchedAt": left.isoformat(), "promisedAt": (left + timedelta(days=3)).isoformat()}
    return {"id": id, "carrier": carrier, "parcels": list(parcels), "deliveredAt": _text(arrived), **when}


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def order(
    number: str, placed: datetime, buyer: DemoPerson, seller: SellerSaid, lines: list[Json], freight: str, **more: Any
) -> Json:
    """The input of registerOrder; one payment by card covers everything."""
    paid = sum((Decimal(one["unitPrice"]["amount"]) * one["quantity"] for one in lines), Decimal(freight))
    payment = {"id": f"pay-{number}", "method": "card", "amount": euro(paid), "paidAt": placed.isoformat()}
    return {
        "number": number,
        "placedAt": placed.isoformat(),
        "currency": "EUR",
        "buyer": {"email": buyer.email, "name": buyer.name, "country": buyer.country, "zone": buyer.zone},
        "seller": seller.said(),
        "lines": lines,
        "freight": euro(Decimal(freight)),
        "payments": [payment],
        "addresses": [{"kind": "delivery", "country": buyer.country, "words": ADDRESSES[buyer]}],
        "policies": [
            {"kind": "returns", "provider": "Kiezmarkt", "words": RETURNS},
            {"kind": "sale", "provider": seller.name, "words": seller.policy},
        ],
        "guarantees": [{"kind": "buyer protection", "provider": "Kiezmarkt", "words": GUARANTEE}],
        **more,
    }


LAMP = line(
    "lamp",
    'Table lamp "Alster"',
    "80.00",
    "Stoneware base thrown by hand, glazed in petrol blue, 36 cm. Every lamp is checked before it is packed. New.",
)
SHADE = line("shade", "Linen shade 35 cm", "25.00", "Natural linen on a metal ring, fits the lamp Alster. New.")
BULBS = line("bulbs", "Bulb E27, 6 W", "5.00", "LED, warm white, 2700 K, 806 lumen, dimmable.", 4)


def lamp_order(number: str, placed: datetime, seller: SellerSaid = HOLZHAUS) -> Json:
    """A lamp, a shade and four bulbs in two parcels, delivered to Warsaw; the first three days later."""
    left = placed + timedelta(days=2)
    parcels = (
        parcel("P1", "00340434161094000001", lamp=1),
        parcel("P2", "00340434161094000002", shade=1, bulbs=4),
    )
    sent = shipment("S1", "Spree Paket", left, left + timedelta(days=3), *parcels)
    return order(number, placed, AGNIESZKA, seller, [LAMP, SHADE, BULBS], "6.90", shipments=[sent])


def orders(now: datetime) -> list[tuple[float, Json]]:
    """Everything registered at Kiezmarkt when the demo begins at `now`, each with its day of registration."""

    def ago(days: float) -> datetime:
        return now - timedelta(days=days)

    return [
        (-69, _tour(ago(70), ago(44))),
        (-59, _stay(ago(60), ago(20))),
        (-10, _kettle(ago(16), ago(14), ago(11))),
        (-9, _shelf(ago(30), ago(21), ago(10))),
        (-8, _coffee(ago(25), ago(23), ago(9))),
        (-7, _dishes(ago(12), ago(10), ago(8))),
        (-5, lamp_order("KE-1001", ago(11))),
        (-4, _season_pass(ago(5), now + timedelta(days=360))),
        (-1, _key(ago(2), ago(400))),
    ]


def _kettle(placed: datetime, left: datetime, arrived: datetime) -> Json:
    lines = [
        line(
            "kettle",
            'Kettle "Elbe", 1.6 l',
            "59.00",
            "Stainless steel, brushed, for all hobs, whistles. Without dents or scratches. Two years of guarantee.",
        ),
        line("filter", "Limescale filter", "7.50", "Steel mesh, fits the kettle Elbe.", 2),
    ]
    sent = shipment("S1", "Spree Paket", left, arrived, parcel("P1", "00340434161094000017", kettle=1, filter=2))
    maker = {
        "kind": "commercial guarantee",
        "provider": "Elbe Metallwaren",
        "words": "We repair or replace within two years what fails in ordinary use. Dents by a fall are excluded.",
        "until": (arrived + timedelta(days=730)).isoformat(),
    }
    asked = order("KE-1002", placed, CAMILLE, KUECHENWERK, lines, "5.90", shipments=[sent])
    return asked | {"guarantees": [*asked["guarantees"], maker]}


def _key(placed: datetime, released: datetime) -> Json:
    lines = [
        line(
            "key",
            'Game key "Nordlicht" (PC)',
            "39.99",
            f"Digital key, worldwide, sent by e-mail within minutes. Released {released:%B %Y}. Unused.",
            kind="VIRTUAL",
            deliveryMethod="e-mail",
            promisedBy=(placed + timedelta(hours=1)).isoformat(),
        )
    ]
    return order("KE-1003", placed, MARIAM, PIXELKIOSK, lines, "0.00")


def _stay(placed: datetime, arrival: datetime) -> Json:
    lines = [
        line(
            "nights",
            "Two nights, double room with river view",
            "94.00",
            f"Pension U Mlýna, Prague, arrival {arrival:%d %B %Y}. Quiet double room to the river, 22 m², breakfast.",
            2,
            kind="BOOKING",
            deliveryMethod="voucher",
            validUntil=(arrival + timedelta(days=2)).isoformat(),
        ),
        line("parking", "Parking space, per night", "12.00", "Closed courtyard.", 2, kind="BOOKING"),
    ]
    return order("KE-1004", placed, AGNIESZKA, VLTAVA, lines, "0.00")


def _dishes(placed: datetime, left: datetime, arrived: datetime) -> Json:
    lines = [
        line("plates", "Plate 27 cm, sand", "11.50", "Stoneware, dishwasher safe.", 6),
        line("bowls", "Bowl 16 cm, sand", "9.00", "Stoneware, dishwasher safe.", 6),
        line("cutlery", "Cutlery, 24 pieces", "64.00", "Stainless steel 18/10, matt."),
    ]
    came = shipment("S1", "Spree Paket", left, arrived, parcel("P1", "00340434161094000031", plates=6, bowls=4))
    due = shipment("S2", "Wisła Kurier", left, None, parcel("P2", "WK7730021PL", bowls=2, cutlery=1))
    return order("KE-1005", placed, AGNIESZKA, KUECHENWERK, lines, "8.90", shipments=[came, due])


def _tour(placed: datetime, held: datetime) -> Json:
    lines = [
        line(
            "tour",
            "Guided tour: Prague by night",
            "28.00",
            f"{held:%d %B %Y}, 20:00, three hours, in French, groups of eight at most, with entry to the tower.",
            2,
            kind="BOOKING",
            deliveryMethod="ticket",
        ),
        line("audio", "Audio guide, download", "6.00", "MP3, French and English.", kind="VIRTUAL"),
    ]
    return order("KE-1006", placed, CAMILLE, VLTAVA, lines, "0.00")


def _shelf(placed: datetime, left: datetime, arrived: datetime) -> Json:
    lines = [line("shelf", "Wall shelf, oiled oak, 120 cm", "139.00", "Solid oak, with brackets for 30 kg.")]
    sent = shipment("S1", "Spree Paket", left, arrived, parcel("P1", "00340434161094000044", shelf=1))
    return order("KE-1007", placed, CAMILLE, HOLZHAUS, lines, "14.90", shipments=[sent])


def _season_pass(placed: datetime, until: datetime) -> Json:
    season = line(
        "season",
        'Season pass "Nordlicht"',
        "24.99",
        "Four extensions within twelve months. Needs the game.",
        kind="VIRTUAL",
        deliveryMethod="account",
        validUntil=until.isoformat(),
    )
    return order("KE-1008", placed, AGNIESZKA, PIXELKIOSK, [season], "0.00")


def _coffee(placed: datetime, left: datetime, arrived: datetime) -> Json:
    lines = [
        line("pot", "Espresso pot, six cups", "34.00", "Aluminium, made in Italy, 300 ml."),
        line("cups", "Espresso cup, white", "6.50", "Porcelain, with saucer.", 6),
    ]
    sent = shipment("S1", "Öresund Kurir", left, arrived, parcel("P1", "OK5518840SE", pot=1, cups=6))
    return order("KE-1009", placed, MARIAM, KUECHENWERK, lines, "21.00", shipments=[sent])
