"""The person who asks, as they see themselves."""

from enum import Enum

import strawberry

from odr.accounts.directory import person_of
from odr.accounts.marketplaces import marketplaces_of
from odr.accounts.organisations import MemberRole, organisations_of
from odr.accounts.principal import ServiceRole
from odr.accounts.roles import roles_of
from odr.accounts.second_factor import factor_of
from odr.notices.ledger import unread_count
from odr.schema.base import Context, Node, ids, query, sized
from odr.schema.errors import NotSignedIn
from odr.schema.vocabulary import described

described(
    MemberRole,
    "What somebody is in an organisation.",
    {"OWNER": "Says who belongs to it, and acts for it.", "MEMBER": "Acts for it in its cases."},
)
described(
    ServiceRole,
    "What somebody does for the service itself.",
    {
        "MEDIATOR": "Mediates in the cases they are appointed to.",
        "DECISION_MAKER": "Decides the cases they are appointed to.",
        "REGISTRAR": "Administrates cases in the place of a marketplace.",
        "TRUST_AND_SAFETY": "Looks after reports of danger and abuse.",
        "REGULATOR": "Reads under a recorded scope.",
        "OPERATOR": "Runs the service.",
    },
)


@strawberry.enum(description="That somebody of the staff has no second factor.")
class SecondFactorAdvice(Enum):
    """How much it matters."""

    ADVISED = strawberry.enum_value("ADVISED", description="Set one up: what you see and decide is worth it.")
    REQUIRED = strawberry.enum_value("REQUIRED", description="Until you have set one up you can do nothing else.")


@strawberry.type(description="An organisation you act for.")
class OwnOrganisation:
    """A row of `Viewer.organisations`."""

    id: strawberry.ID = strawberry.field(description="The organisation's id.")
    name: str = strawberry.field(description="Its name.")
    country: str = strawberry.field(description="ISO 3166-1 code of its country.")
    role: MemberRole = strawberry.field(description="What you are in it.")


@strawberry.type(description="A marketplace you administer.")
class OwnMarketplace:
    """A row of `Viewer.marketplaces`."""

    id: strawberry.ID = strawberry.field(description="The marketplace's id.")
    name: str = strawberry.field(description="Its name.")
    code: str = strawberry.field(description="What its case numbers begin with.")


@strawberry.type(description="You: the person who is signed in.")
class Viewer(Node):
    """A person as they see themselves."""

    name: str = strawberry.field(description="As others see it.")
    email: str = strawberry.field(description="Your confirmed address; others do not see it.")
    language: str = strawberry.field(description="Language tag of your messages, such as de.")
    zone: str = strawberry.field(description="IANA time zone in which you are told dates.")
    country: str = strawberry.field(description="ISO 3166-1 code of your country.")
    region: str = strawberry.field(description="ISO 3166-2 code of your region; empty if you said none.")
    roles: list[ServiceRole] = sized(1, description="What you do for the service itself.")
    organisations: list[OwnOrganisation] = sized(2, description="Whom you act for.")
    marketplaces: list[OwnMarketplace] = sized(1, description="What you administer.")
    second_factor_advice: SecondFactorAdvice | None = strawberry.field(
        description="Whether you should set up a second factor, because of what you do here; null if not."
    )
    unread_notices: int = strawberry.field(description="Notices that are new to you; 100 stands for more, too.")


@query
def viewer(ctx: Context) -> Viewer | None:
    """The person who is signed in; null for nobody, for closed accounts and for programs with an API key."""
    principal = ctx.principal
    if principal is None or not principal.person or principal.person in principal.closed:
        return None
    return show_viewer(ctx, principal.person)


def person_signed_in(ctx: Context) -> str:
    """Return the id of the person who asks; a program with an API key is no person.

    Raises:
        NotSignedIn: nobody is signed in.
    """
    person = ctx.signed_in().person
    if not person:
        raise NotSignedIn
    return person


def _advice(ctx: Context, unproven: bool) -> SecondFactorAdvice | None:
    if not unproven:
        return None
    required = ctx.settings.staff_second_factor
    return SecondFactorAdvice.REQUIRED if required else SecondFactorAdvice.ADVISED


def _full(country: str, region: str) -> str:
    return f"{country}-{region}" if region else ""


def show_viewer(ctx: Context, person: str) -> Viewer:
    """Return a person as they see themselves, read afresh. Six statements."""
    with ctx.store.read() as conn:
        found = person_of(conn, person)
        roles = roles_of(conn, person)
        organisations = organisations_of(conn, person)
        marketplaces = marketplaces_of(conn, person)
        unread = unread_count(conn, person, [one.id for one in organisations])
        unproven = bool(roles or marketplaces) and factor_of(conn, person) is None
    return Viewer(
        id=ids.encode("Person", person),
        name=found.profile.name,
        email=found.address,
        language=found.profile.language,
        zone=found.profile.zone,
        country=found.profile.country,
        region=_full(found.profile.country, found.profile.region),
        roles=sorted(roles),
        organisations=[
            OwnOrganisation(id=ids.encode("Organisation", one.id), name=one.name, country=one.country, role=one.role)
            for one in organisations
        ],
        marketplaces=[
            OwnMarketplace(id=ids.encode("Marketplace", one.id), name=one.name, code=one.code) for one in marketplaces
        ],
        second_factor_advice=_advice(ctx, unproven),
        unread_notices=unread,
    )
