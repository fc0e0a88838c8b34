"""The whole schema: every module whose marked functions are root fields, assembled once."""

from functools import cache

import strawberry

from odr.schema import (
    accounts,
    bidding,
    cases,
    compensation,
    complaint,
    counterclaiming,
    decision,
    demo,
    diagnosing,
    ending,
    entitling,
    evidence,
    exports,
    feeds,
    filing,
    filing_limits,
    keys,
    mediation,
    negotiation,
    neutral_profiles,
    neutrals,
    notices,
    orders,
    organisations,
    parallel,
    policies,
    producing,
    purchase,
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
    organisations,
    keys,
    demo,
    orders,
    recoveries,
    cases,
    diagnosing,
    filing,
    purchase,
    entitling,
    filing_limits,
    complaint,
    counterclaiming,
    negotiation,
    bidding,
    neutrals,
    neutral_profiles,
    mediation,
    producing,
    decision,
    reviewing,
    ending,
    compensation,
    parallel,
    timing,
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
