"""Acts and questions that test the way through HTTP."""

import threading
from datetime import datetime

import strawberry

from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query

RELEASE, FINISHED, BEGUN = threading.Event(), threading.Event(), threading.Event()


@strawberry.input(description="Nothing more.")
class PlainInput(RepeatableInput):
    pass


@payload()
class PlainPayload(Payload):
    """Nothing more."""


@mutation
def sign_in(ctx: Context, input: PlainInput) -> PlainPayload:
    """Sign in."""
    ctx.start_session("a-good-session", 3600)
    return PlainPayload()


@mutation
def sign_out(ctx: Context, input: PlainInput) -> PlainPayload:
    """Sign out."""
    ctx.end_session()
    return PlainPayload()


@mutation
def wait(ctx: Context, input: PlainInput) -> PlainPayload:
    """Takes until the test lets it go on."""
    BEGUN.set()
    RELEASE.wait(10)
    FINISHED.set()
    return PlainPayload()


@query
def received_at(ctx: Context) -> datetime:
    """When the request came in."""
    return ctx.received_at
