"""What leaves the house: results as JSON, mistakes of ours without their particulars."""

import logging
from collections.abc import Sequence
from typing import Any

import msgspec
from graphql import ExecutionResult, GraphQLError

from odr.domain.refusals import Refused
from odr.schema.context import Context

log = logging.getLogger(__name__)
_encoder = msgspec.json.Encoder()
MOST_ERRORS = 20
"""In one answer, and so in the log: a broken attribute in a long list says the same each time."""
OUR_MISTAKE = (
    "Something went wrong on our side. Try again in a moment; if it stays, write to us and quote the reference."
)


def encode(result: ExecutionResult, ctx: Context) -> bytes:
    """Return the body of an operation that was run."""
    if not result.errors:
        return _encoder.encode({"data": result.data})
    errors = [present(one, ctx) for one in result.errors[:MOST_ERRORS]]
    return _encoder.encode({"errors": errors, "data": result.data})


def encode_errors(errors: Sequence[GraphQLError], ctx: Context) -> bytes:
    """Return the body of a request that was not run: it has no `data`."""
    return _encoder.encode({"errors": [present(one, ctx) for one in errors]})


def encode_problem(code: str, message: str) -> bytes:
    """Return the body of a request that is wrong before any GraphQL is read."""
    return _encoder.encode({"errors": [{"message": message, "extensions": {"code": code}}]})


def present(error: GraphQLError, ctx: Context) -> dict[str, Any]:
    """Return an error as the caller may see it.

    What the caller did wrong stays readable. What we did wrong is logged by type and place, without values, and
    answered with a reference.
    """
    cause = _cause(error)
    shown: dict[str, Any] = dict(error.formatted)
    match cause:
        case Refused():
            shown["message"] = cause.message
            shown["extensions"] = {"code": cause.code, "field": cause.field}
        case None:
            shown["extensions"] = {"code": "INVALID_REQUEST", **(error.extensions or {})}
        case _:
            extra = {"request": ctx.request_id, "operation": ctx.operation}
            log.error("graphql.failed", exc_info=cause, extra=extra)
            shown["message"] = OUR_MISTAKE
            shown["extensions"] = {"code": "INTERNAL", "reference": ctx.request_id}
    return shown


def _cause(error: GraphQLError) -> Exception | None:
    """The mistake behind an error; None when the error itself says what the caller did wrong."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause
