"""Every reason for which the service refuses, from the classes and the schema."""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module

from graphql import GraphQLEnumType, GraphQLObjectType, get_named_type

from odr.accounts.refusals import AccountRefused
from odr.domain.refusals import AlreadyDone, CaseIsClosed, NotAtThisStage, Refused, code_of
from odr.evidence.refusals import TransferRefused
from odr.schema.schema import schema
from scripts.docs import tables

OF_ANY_INPUT = "The input cannot be used as it is; the message says why."
BASES = {AccountRefused, TransferRefused}
"""Classes that only others are made of."""


def refusals(of: type[Refused] = Refused) -> Iterator[type[Refused]]:
    """Every class of the service that is a refusal of its own, of the interface and of the command line."""
    schema()
    import_module("odr.accounts.command")
    for one in of.__subclasses__():
        if one.__module__.startswith("odr.") and one not in BASES:
            yield one
        yield from refusals(one)


def codes_of_mutations() -> dict[str, set[str]]:
    """By mutation: the codes that it may answer."""
    mutations = schema()._schema.mutation_type
    return {name: _codes(get_named_type(field.type)) for name, field in (mutations.fields if mutations else {}).items()}


def _codes(payload: object) -> set[str]:
    match payload:
        case GraphQLObjectType(fields=fields):
            error = get_named_type(fields["userErrors"].type)
            code = get_named_type(error.fields["code"].type) if isinstance(error, GraphQLObjectType) else None
            return set(code.values) if isinstance(code, GraphQLEnumType) else set()
        case _:
            raise TypeError(payload)


def common() -> set[str]:
    """The codes that every mutation may answer."""
    return set.intersection(*codes_of_mutations().values())


def acts() -> set[str]:
    """The mutations that act on a case: those that a stage, a closed case or a done act refuses."""
    usual = {code_of(one) for one in (AlreadyDone, CaseIsClosed, NotAtThisStage)}
    return {name for name, codes in codes_of_mutations().items() if codes >= usual}


def table() -> str:
    """Every code with its field, its message and the mutations that may answer it."""
    rows = [(f"`{code}`", _field(found), _message(found), _where(code, found)) for code, found in _by_code().items()]
    return tables.table(("Code", "Field", "Message", "Answered by"), rows)


def _by_code() -> dict[str, list[type[Refused]]]:
    found: dict[str, list[type[Refused]]] = {}
    for one in sorted(refusals(), key=code_of):
        found.setdefault(code_of(one), []).append(one)
    return found


def _field(refusals: Sequence[type[Refused]]) -> str:
    return ", ".join(f"`{one.field}`" for one in refusals if one.field)


def _message(refusals: Sequence[type[Refused]]) -> str:
    """The message; `…` stands for what only the single refusal knows."""
    said = dict.fromkeys(" ".join(re.sub(r"\{\w+\}", "…", one.__doc__ or "").split()) for one in refusals)
    return " Or: ".join(OF_ANY_INPUT if words == "…" else words for words in said)


def _where(code: str, refusals: Sequence[type[Refused]]) -> str:
    by_mutation = codes_of_mutations()
    if code in common():
        return "every mutation"
    named = {name for name, codes in by_mutation.items() if code in codes}
    every = ["every act on a case"] if named >= acts() else []
    rest = [f"`{name}`" for name in by_mutation if name in named and not (every and name in acts())]
    of_files = all(one.__module__.startswith("odr.evidence") for one in refusals)
    return ", ".join(every + rest) or ("the transfer of a file" if of_files else "no mutation")
