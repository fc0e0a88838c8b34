"""Joins the parts: the only place that knows them all."""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
import strawberry
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from odr import worker
from odr.accounts.keys import principal_of_key
from odr.accounts.names import Names
from odr.accounts.passwords import Hasher
from odr.accounts.principal import Principal
from odr.accounts.second_factor import asked_of_staff
from odr.accounts.sessions import principal_of_session
from odr.arrivals import Arrivals
from odr.calendars import Calendars
from odr.carriers.routes import carrier_route
from odr.carriers.taking import forget as forget_scans
from odr.clerk import Clerk
from odr.clock import Clock, DemoClock, SteadyClock, SystemClock
from odr.custody.keys import log_key
from odr.custody.log import sign_hourly
from odr.custody.routes import checkpoint_routes
from odr.deadline_feed import feed_route
from odr.evidence import routes as evidence_doors
from odr.evidence.origin import OriginForFiles
from odr.evidence.renditions.making import make_in_turn
from odr.evidence.rereading import reread
from odr.evidence.room import open_room
from odr.evidence.upkeep import collect
from odr.evidence.waiting import enter_waiting
from odr.exports.routes import copy_route, enforcement_route, export_route
from odr.fulfilment.carrying import carry_out_next, look_for_lost, tell_of_missed
from odr.fulfilment.daily import reconcile_daily
from odr.fulfilment.hearing import forget as forget_messages
from odr.fulfilment.hearing import hook_route
from odr.fulfilment.legs import Carrier
from odr.interface import Interface
from odr.middleware import Doorway, Straight
from odr.migrate import is_current
from odr.notices import Parts, mailbox
from odr.outages import Outages
from odr.policy.routes import policy_routes
from odr.records.issue import RecordsOffice
from odr.records.keys import sealing_key
from odr.records.routes import record_route
from odr.retaining import apply_retention
from odr.rulebooks.shelf import Shelf
from odr.schema import console
from odr.schema.context import Credential, House
from odr.schema.http import GraphQLEndpoint
from odr.schema.ids import Cursors
from odr.schema.schema import schema
from odr.settings import Settings, own_mail_port, service_secret, service_secrets
from odr.store import Store, in_thread
from odr.timekeeping import Timekeeper, serving
from odr.webhooks.sending import Sender, purge, send_next

log = logging.getLogger(__name__)

WEBHOOK_HANDS = 4
"""Endpoints of webhooks that are sent to at the same time."""


def open_house(
    settings: Settings, store: Store | None = None, clock: Clock | None = None, hasher: Hasher | None = None
) -> House:
    """Join what requests, the worker and the command line share.

    Args:
        store: another store than the settings name; for tests.
        clock: another clock than the mode's own; for tests.
        hasher: a cheaper one than passwords need; for tests.
    """
    store = store or Store(settings.database_url)
    by_hand = clock is not None or settings.mode == "demo"
    steady = SteadyClock(SystemClock())
    calendars, arrivals = Calendars.read(settings.calendars).of, Arrivals(store, settings.request_timeout_s)
    shelf = Shelf(store)
    clerk = Clerk(store, shelf, calendars, arrivals, Outages(store, exempt=settings.mode == "demo"))
    return House(
        settings=settings,
        store=store,
        clock=clock or (DemoClock(store) if by_hand else steady),
        timekeeper=Timekeeper(store, steady, exempt=by_hand),
        clerk=clerk,
        rulebooks=shelf,
        names=Names(store),
        evidence=open_room(settings, store, clerk),
        records=RecordsOffice(store, clerk.law, settings.data_dir / "records", partial(sealing_key, settings)),
        hasher=hasher or Hasher(),
        cursors=Cursors(service_secret(settings)),
        identify=partial(_identify, store, settings.staff_second_factor),
    )


def parts(house: House) -> Parts:
    """Return what the worker needs of the house."""
    secrets = service_secrets(house.settings)
    return Parts(house.settings, house.store, house.clock, house.clerk, secrets, house.timekeeper)


def chores(house: House) -> tuple[worker.Chore, ...]:
    """Return what the worker does about once an hour for the rooms it does not know."""
    return (
        partial(collect, house.evidence),
        partial(reread, house.evidence),
        house.records.clear_withdrawn,
        partial(look_for_lost, _carrier(house)),
        partial(forget_messages, house.store),
        partial(sign_hourly, house.store, log_key(house.settings)),
        partial(purge, house.store),
        partial(forget_scans, house.store),
        partial(reconcile_daily, _carrier(house)),
    )


def _carrier(house: House) -> Carrier:
    return Carrier(house.store, house.clerk, house.clock, service_secrets(house.settings))


def errands(house: House) -> tuple[worker.Errand, ...]:
    """Return what the worker does every few seconds for the rooms it does not know."""
    room = house.evidence
    return (
        partial(apply_retention, room),
        partial(enter_waiting, room),
        partial(make_in_turn, room),
        partial(make_in_turn, room),
        partial(carry_out_next, _carrier(house)),
        partial(tell_of_missed, _carrier(house)),
        *[partial(send_next, _sender(house))] * WEBHOOK_HANDS,
    )


def _sender(house: House) -> Sender:
    return Sender(house.store, house.clock, service_secrets(house.settings), house.settings.outbound_inside)


def create_app(settings: Settings) -> Starlette:
    """Return the service as an ASGI application, with what runs beside it: the worker, the demo's mailbox."""
    house = open_house(settings)
    house.records.ready()
    house.evidence.vault.blobs.ready()
    beside: list[AbstractAsyncContextManager[object]] = []
    routes: list[BaseRoute] = [
        *evidence_doors.routes(house.evidence, house.clock),
        record_route(house),
        export_route(house),
        copy_route(house),
        enforcement_route(house),
        feed_route(house),
        hook_route(house),
        carrier_route(house),
        *checkpoint_routes(house.store, log_key(settings)),
        *policy_routes(house),
    ]
    if settings.own_mailbox:
        beside.append(mailbox.mailbox(house.store, house.clock, own_mail_port(settings.port)))
        routes += mailbox.routes(house.store)
    if settings.worker:
        beside.append(beside_requests(house))
    return assemble(house, schema(), routes, beside)


def assemble(
    house: House,
    schema: strawberry.Schema,
    routes: Iterable[BaseRoute] = (),
    beside: Iterable[AbstractAsyncContextManager[object]] = (),
) -> Starlette:
    """Return the ASGI application of a house. It closes the house when it ends.

    Args:
        house: from `open_house`.
        schema: from `build_schema`.
        routes: of the other rooms: evidence, records, exports, mailbox.
        beside: entered when the application starts; left, the last first, when it ends.
    """
    settings = house.settings
    endpoint = GraphQLEndpoint(schema, house)
    gate = _Gate(house)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        beats = serving(house.timekeeper, house.clerk.outages, house.clock)
        async with beats, house.clerk.arrivals.told(house.clock):
            async with AsyncExitStack() as running:
                for one in beside:
                    await running.enter_async_context(one)
                log.info("service.started", extra={"mode": settings.mode, "dialect": house.store.dialect})
                gate.is_open = True
                yield
                gate.is_open = False
            await anyio.to_thread.run_sync(endpoint.close)
        house.store.close()
        log.info("service.stopped")

    app = Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", gate.ready),
            *routes,
            *(console.routes(schema) if settings.mode != "production" else ()),
            Route("/{path:path}", Interface().answer, methods=["GET"]),
        ],
        middleware=[*_doors(house), Middleware(Straight, route=Route("/graphql", endpoint))],
        lifespan=lifespan,
    )
    app.state.end_streams = endpoint.streams.close
    return app


def _doors(house: House) -> Iterator[Middleware]:
    """What every answer passes, and what keeps an origin for files to its files."""
    settings = house.settings
    apart = settings.evidence_url if settings.evidence_url != settings.public_url else ""
    store = house.evidence.parts.origin if house.evidence.parts else ""
    yield Middleware(Doorway, https=urlsplit(settings.public_url).scheme == "https", files=apart, store=store)
    if apart:
        yield Middleware(OriginForFiles, files_url=apart)


@asynccontextmanager
async def beside_requests(house: House) -> AsyncIterator[None]:
    """The worker in the same process as the requests; it finishes what is under way."""
    stop = anyio.Event()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(worker.run, parts(house), stop, chores(house), errands(house))
        yield
        stop.set()


def _identify(store: Store, staff_prove: bool, credential: Credential, at: datetime) -> Principal | None:
    """Whose session or API key this is. Both are 256 random bits, so that one may be tried after the other.

    Args:
        staff_prove: whether people of the service and of marketplaces need a second factor.
    """
    found = principal_of_session(store, credential.secret, at)
    if found is not None and staff_prove:
        with store.read() as conn:
            return replace(found, unproven=asked_of_staff(conn, found))
    if found is None and not credential.by_cookie:
        found = principal_of_key(store, credential.secret)
    return found


async def _alive(_: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "alive"}, headers={"cache-control": "no-store"})


class _Gate:
    """Says whether requests should be sent here: also not while the clocks disagree, since acts are refused then."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.is_open = False

    async def ready(self, _: Request) -> Response:
        """The database answers and has the form this release expects, and the process is not stopping."""
        missing = "stopping" if not self.is_open else await in_thread(self._missing)
        answer = {"status": "not ready", "reason": missing} if missing else await in_thread(self._state)
        return JSONResponse(answer, 503 if missing else 200, headers={"cache-control": "no-store"})

    def _state(self) -> dict[str, str]:
        """Without its scanner the service is ready: files wait meanwhile."""
        scanner = self._house.evidence.scanner
        return {"status": "ready"} | ({"scanner": "up" if scanner.is_there() else "down"} if scanner else {})

    def _missing(self) -> str:
        try:
            with self._house.store.read() as connection:
                connection.execute(text("select 1"))
            return str(self._house.timekeeper.trouble or "") if is_current(self._house.store) else "migrate"
        except Exception:
            log.exception("readiness.failed")
            return "database"
