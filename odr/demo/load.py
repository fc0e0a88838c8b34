"""Loads the demo: a marketplace with its people, orders and disputes. Loading it again changes nothing."""

from datetime import datetime, timedelta

from sqlalchemy import select

from odr.accounts import marketplaces as markets
from odr.accounts.details import Profile
from odr.accounts.marketplaces import NewMarketplace, SellerDetails
from odr.accounts.organisations import MemberRole, join
from odr.accounts.principal import CONSOLE
from odr.accounts.registration import enrol
from odr.accounts.roles import grant_role
from odr.accounts.tables import marketplaces
from odr.demo.desk import Desk, person_id
from odr.demo.disputes import begin_disputes
from odr.demo.orders import HOLZHAUS, SELLERS, SellerSaid, orders
from odr.demo.people import EDDA, LENA, MARKETPLACE, NORA, PAULO, PEOPLE, DemoPerson
from odr.exports.register import Scope, grant_scope, scopes_of
from odr.ids import new_id
from odr.schema.context import House
from odr.store import instant

CODE = "KE"
SCOPE_BASIS = "Made up for the demo: supervision of dispute bodies, request 12/2026 of the authority"


def load(house: House) -> bool:
    """Load the demo; False when all of it was there already.

    What broke off in the middle is finished by loading again: days are counted from the instant at which the
    marketplace was made, and every act carries its key.

    Raises:
        NotPossible: the service refused an act of the demo.
    """
    people = {who: _enrolled(house, who) for who in PEOPLE}
    if scopes_of(house.store, people[LENA]):
        return False
    desk = Desk(house, _opened(house))
    marketplace = _marketplace(house, people, desk.begin)
    _sellers(house, marketplace, people, desk.begin)
    registered = {one["number"]: _register(desk, days, one) for days, one in orders(desk.begin)}
    begin_disputes(desk, registered, people[PAULO])
    period = (desk.begin - timedelta(days=365), desk.begin + timedelta(days=730))
    scope = Scope(new_id(), people[LENA], marketplace, *period, SCOPE_BASIS)
    grant_scope(house.store, scope, people[EDDA], desk.begin)
    return True


def _enrolled(house: House, who: DemoPerson) -> str:
    """The person's id; their account is made, confirmed and given its roles if it is not there."""
    at = house.clock.now()
    person = person_id(house, who)
    if person is None:
        profile = Profile.of(who.name, who.language, who.zone, who.country)
        person = enrol(house.store, house.hasher, profile, who.email, who.password, at)
    with house.store.write() as conn:
        for role in who.roles:
            grant_role(conn, CONSOLE, person, role, at)
    return person


def _opened(house: House) -> datetime:
    """When the demo began; it begins now if it has not."""
    known = select(marketplaces.c.created_at).where(marketplaces.c.code == CODE)
    with house.store.read() as conn:
        found = conn.execute(known).scalar()
    return instant(found) if found is not None else house.clock.now()


def _marketplace(house: House, people: dict[DemoPerson, str], at: datetime) -> str:
    with house.store.write() as conn:
        found: str | None = conn.execute(select(marketplaces.c.id).where(marketplaces.c.code == CODE)).scalar()
        if found is None:
            new = NewMarketplace(MARKETPLACE, CODE, "Europe/Berlin", "DE", "https://kiezmarkt.example")
            found = markets.create_marketplace(conn, CONSOLE, new, at)
        markets.add_administrator(conn, CONSOLE, found, people[NORA], at)
    return found


def _sellers(house: House, marketplace: str, people: dict[DemoPerson, str], at: datetime) -> None:
    """Every seller but one has its people; to that one's address the first invitation into a case will go."""
    for seller in SELLERS:
        if seller is not HOLZHAUS:
            _people_of(house, marketplace, seller, people, at)


def _people_of(house: House, marketplace: str, seller: SellerSaid, people: dict[DemoPerson, str], at: datetime) -> None:
    details = SellerDetails(seller.id, seller.name, seller.email, "en", seller.zone, seller.country)
    with house.store.write() as conn:
        organisation = markets.register_seller(conn, marketplace, details, at).organisation
        for who, person in people.items():
            if who.seller == seller.id:
                join(conn, person, organisation, MemberRole.OWNER if who.owner else MemberRole.MEMBER, at)


def _register(desk: Desk, days: float, order: dict[str, object]) -> str:
    """Register an order as the marketplace's administrator does through the API; its global id."""
    answer = desk.do(NORA, days, "registerOrder", "order { id }", **order)
    registered: str = answer["order"]["id"]
    return registered
