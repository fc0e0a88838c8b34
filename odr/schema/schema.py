"""The whole schema: every module whose marked functions are root fields, assembled once."""

from functools import cache

import strawberry

from odr.schema import (
    accounts,
    bidding,
    cases,
    compensation,
    complaint,
    decision,
    demo,
    diagnosing,
    entitling,
    evidence,
    exports,
    feeds,
    filing,
    filing_limits,
    keys,
    mediation,
    needs,
    negotiation,
    neutrals,
    notices,
    orders,
    organisations,
    payouts,
    policies,
    producing,
    records,
    recoveries,
    reviewing,
    rulebooks,
    safety,
    simulating,
    timing,
    viewers,
)
from odr.schema.base import build_schema

MODULES = (
    viewers,
    accounts,
    payouts,
    organisations,
    keys,
    demo,
    orders,
    recoveries,
    cases,
    diagnosing,
    filing,
    entitling,
    filing_limits,
    complaint,
    negotiation,
    bidding,
    neutrals,
    mediation,
    producing,
    decision,
    reviewing,
    compensation,
    timing,
    needs,
    safety,
    evidence,
    records,
    notices,
    feeds,
    rulebooks,
    policies,
    simulating,
    exports,
)
"""In the order of the SDL."""


@cache
def schema() -> strawberry.Schema:
    """The schema of the service."""
    return build_schema(*MODULES)


def sdl() -> str:
    """The schema in its own language, as docs/schema.graphql holds it (`odr schema`)."""
    return schema().as_str().rstrip() + "\n"
