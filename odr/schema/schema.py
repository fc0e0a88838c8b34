"""The whole schema: every module whose marked functions are root fields, assembled once."""

from functools import cache

import strawberry

from odr.schema import (
    accounts,
    amending,
    assisting,
    bidding,
    cases,
    clarifying,
    closing,
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
    needs,
    negotiation,
    neutral_profiles,
    neutrals,
    notices,
    objecting,
    orders,
    organisations,
    parallel,
    participating,
    patterns,
    payouts,
    policies,
    producing,
    purchase,
    records,
    recoveries,
    representing,
    reviewing,
    rulebooks,
    safety,
    second_factor,
    second_reading,
    simulating,
    third_parties,
    timing,
    viewers,
)
from odr.schema.base import build_schema

MODULES = (
    viewers,
    accounts,
    payouts,
    second_factor,
    organisations,
    closing,
    keys,
    demo,
    orders,
    recoveries,
    cases,
    diagnosing,
    filing,
    assisting,
    purchase,
    entitling,
    filing_limits,
    clarifying,
    complaint,
    counterclaiming,
    negotiation,
    amending,
    bidding,
    neutrals,
    neutral_profiles,
    objecting,
    mediation,
    producing,
    decision,
    second_reading,
    reviewing,
    ending,
    compensation,
    parallel,
    timing,
    needs,
    representing,
    participating,
    third_parties,
    safety,
    patterns,
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
