"""Refusals at the edge: the payload of every mutation carries them as data, with an enum of codes of its own.

    @payload(OfferNotOpen, OwnOffer)
    class AcceptOfferPayload(Payload):
        '''What became of the case.'''
        case: Case | None = strawberry.field(default=None, description="The case as you now see it.")

gives GraphQL `AcceptOfferPayload { case, userErrors: [AcceptOfferError!]!, replayed }`, where the error type
has `code: AcceptOfferErrorCode!` (the refusals named, and the common ones), `field` and `message`. A refusal
that the payload does not declare raises `UndeclaredRefusal`: a mistake in the schema, which tests see.
"""

import enum
import logging
import re
from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import strawberry

from odr.accounts.refusals import SecondFactorRequired
from odr.domain.refusals import (
    AccountClosed,
    Busy,
    CalendarUnknown,
    InvalidInput,
    KeyReused,
    NotAllowed,
    NotFound,
    Refused,
    StaleVersion,
    code_of,
)

log = logging.getLogger(__name__)


class NotSignedIn(Refused):
    """Nobody is signed in, or the session has ended. Sign in, then try again."""


COMMON: tuple[type[Refused], ...] = (
    NotFound,
    NotSignedIn,
    NotAllowed,
    AccountClosed,
    SecondFactorRequired,
    StaleVersion,
    Busy,
    KeyReused,
    InvalidInput,
)
"""The refusals that every mutation may give."""


class UndeclaredRefusal(Exception):
    """A mutation refused for a reason that its payload does not name: add the class to `@payload(...)`."""

    def __init__(self, kind: type, refused: Refused) -> None:
        super().__init__(f"{kind.__name__} does not declare {type(refused).__name__}")


@strawberry.interface(description="Why something asked for did not happen. Nothing was changed.")
class UserError:
    """What all refusals have in common; each mutation adds a `code` of its own enum."""

    message: str = strawberry.field(description="What to do, in words for the person who asked.")
    field: str | None = strawberry.field(default=None, description="The input field it is about, if one.")


@strawberry.interface(description="What every mutation answers.")
class Payload:
    """Base of the payloads. Fields of a payload are optional: a refusal leaves them null."""

    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why nothing was done; empty when it was done."
    )
    replayed: bool = strawberry.field(
        default=False, description="True when this idempotency key was used before: nothing was done again."
    )


PayloadType = TypeVar("PayloadType", bound=Payload)


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def payload(*refusals: type[Refused]) -> Callable[[type[PayloadType]], type[PayloadType]]:
    """Make a class the payload of a mutation; its docstring describes it, its name ends in Payload.

    Args:
        refusals: why this mutation may refuse, beside the `COMMON` reasons.
    """

    def make(cls: type[PayloadType]) -> type[PayloadType]:
        verb = cls.__name__.removesuffix("Payload")
        kind = _error_type(verb, {code_of(refusal): refusal for refusal in (*COMMON, *refusals)})
        cls.__annotations__["user_errors"] = list[kind]  # type: ignore[valid-type]
        cls.user_errors = strawberry.field(
            default_factory=list, description="Why nothing was done; empty when it was done."
        )
        made = strawberry.type(cls, description=" ".join((cls.__doc__ or "").split()))
        made.__odr_error__ = kind  # type: ignore[attr-defined]
        return made

    return make


def declared(kind: type[Payload]) -> frozenset[str]:
    """Return the codes that a payload declares."""
    return frozenset(_error_of(kind).__odr_codes__.__members__)


def refusal_payload(kind: type[PayloadType], refused: Refused) -> PayloadType:
    """Return the payload that says why not. A year that a calendar does not know is told to the operators too.

    Raises:
        UndeclaredRefusal: the payload does not name this reason.
    """
    if isinstance(refused, CalendarUnknown):
        log.error("calendar.year_unknown", extra={"reason": f"{refused.place}/{refused.year}"})
    error = _error_of(kind)
    if refused.code not in error.__odr_codes__.__members__:
        raise UndeclaredRefusal(kind, refused) from refused
    code = error.__odr_codes__[refused.code]
    return kind(user_errors=[error(code=code, field=refused.field, message=refused.message)])


def _error_of(kind: type[Payload]) -> Any:
    return kind.__odr_error__  # type: ignore[attr-defined]


def _described(refusal: type[Refused]) -> str:
    """The message without its particulars, which only a single refusal has."""
    general = re.sub(r"\{\w+\}", "…", " ".join((refusal.__doc__ or "").split()))
    return "The input cannot be used as it is; the message says why." if general == "…" else general


def _error_type(verb: str, refusals: dict[str, type[Refused]]) -> type[UserError]:
    members = {code: strawberry.enum_value(code, description=_described(refusal)) for code, refusal in refusals.items()}
    codes: Any = enum.Enum(f"{verb}ErrorCode", members, module=__name__)  # type: ignore[misc]
    strawberry.enum(
        codes,
        description=f"Why {verb[0].lower()}{verb[1:]} did not happen.",
    )
    body = {
        "__annotations__": {"code": codes},
        "__module__": __name__,
        "code": strawberry.field(description="The reason, for programs."),
        "__odr_codes__": codes,
    }
    made = type(f"{verb}Error", (UserError,), body)
    return strawberry.type(made, description=f"Why {verb[0].lower()}{verb[1:]} did not happen.")
