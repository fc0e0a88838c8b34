"""The people of the demo. Their passwords are no secret: the sign-in page shows them, in demo mode only."""

from dataclasses import dataclass

from odr.accounts.principal import ServiceRole

PASSWORD = "try it with this demo"  # noqa: S105 -- shown to everybody
MARKETPLACE = "Kiezmarkt"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as. `part` says who they are, for whoever chooses."""

    name: str
    part: str
    email: str
    zone: str
    country: str
    language: str = "en"
    password: str = PASSWORD
    roles: tuple[ServiceRole, ...] = ()
    seller: str = ""
    """The marketplace's id of the seller they act for."""
    owner: bool = True
    administers: bool = False
    """Whether they administer the marketplace."""


_BERLIN = ("Europe/Berlin", "DE")

AGNIESZKA = DemoPerson(
    "Agnieszka Wójcik", "buys, lives in Warsaw", "agnieszka@poczta.example", "Europe/Warsaw", "PL", "pl"
)
CAMILLE = DemoPerson("Camille Durand", "buys, lives in Lyon", "camille@courrier.example", "Europe/Paris", "FR", "fr")
MARIAM = DemoPerson("Mariam Hassan", "buys, lives in Malmö", "mariam@bareed.example", "Europe/Stockholm", "SE", "ar")

JONAS = DemoPerson(
    "Jonas Brandt", "sells lamps as Holzhaus GmbH, once an invitation has come", "jonas@holzhaus.example", *_BERLIN
)
SABINE = DemoPerson(
    "Sabine Kern", "owns Küchenwerk OHG", "sabine@kuechenwerk.example", *_BERLIN, "de", seller="kuechenwerk"
)
TAREK = DemoPerson(
    "Tarek Aziz", "works at Küchenwerk OHG", "tarek@kuechenwerk.example", *_BERLIN, seller="kuechenwerk", owner=False
)
LUIS = DemoPerson(
    "Luís Ortega",
    "sells game keys as Pixelkiosk",
    "luis@pixelkiosk.example",
    "Europe/Lisbon",
    "PT",
    seller="pixelkiosk",
)
HANA = DemoPerson(
    "Hana Nováková",
    "sells stays and tours as Vltava Reisen",
    "hana@vltava.example",
    "Europe/Prague",
    "CZ",
    seller="vltava",
)

MILAN = DemoPerson("Milan Horvat", "works at Spree Paket, a carrier", "milan@spreepaket.example", *_BERLIN)

NORA = DemoPerson("Nora Fuchs", f"administers {MARKETPLACE}", "nora@kiezmarkt.example", *_BERLIN, administers=True)

INES = DemoPerson(
    "Ines Albrecht",
    "mediates, speaks German too",
    "ines@neutrals.example",
    "Europe/Vienna",
    "AT",
    "de",
    roles=(ServiceRole.MEDIATOR,),
)
PAULO = DemoPerson(
    "Paulo Reis", "mediates", "paulo@neutrals.example", "Europe/Lisbon", "PT", roles=(ServiceRole.MEDIATOR,)
)
RUTH = DemoPerson(
    "Ruth Okafor", "decides", "ruth@neutrals.example", "Europe/Dublin", "IE", roles=(ServiceRole.DECISION_MAKER,)
)
HENRIK = DemoPerson(
    "Henrik Lund", "decides", "henrik@neutrals.example", "Europe/Copenhagen", "DK", roles=(ServiceRole.DECISION_MAKER,)
)

EDDA = DemoPerson(
    "Edda Blum", "registrar of the service", "edda@service.example", *_BERLIN, roles=(ServiceRole.REGISTRAR,)
)
SAMIR = DemoPerson(
    "Samir Haddad",
    "looks after trust and safety",
    "samir@service.example",
    *_BERLIN,
    roles=(ServiceRole.TRUST_AND_SAFETY,),
)
LENA = DemoPerson(
    "Lena Vogt", "regulator, may export cases", "lena@authority.example", *_BERLIN, roles=(ServiceRole.REGULATOR,)
)
OSKAR = DemoPerson(
    "Oskar Beck", "operates the service", "oskar@service.example", *_BERLIN, roles=(ServiceRole.OPERATOR,)
)

PEOPLE = (
    *(AGNIESZKA, CAMILLE, MARIAM),
    *(JONAS, SABINE, TAREK, LUIS, HANA),
    MILAN,
    NORA,
    *(INES, PAULO, RUTH, HENRIK),
    *(EDDA, SAMIR, LENA, OSKAR),
)
