"""What has an effect in Vendure is begun at most once for each try, though somebody on the way repeats the call.

Vendure knows no key for repeats. It does the fields of a mutation one after the other, and none after one that breaks:
GraphQL says so of fields that cannot be null. So each effect stands behind a note of its order, which can be used once.
In one document the note is asked for (which breaks where it is gone), taken away, another says that it was begun, and
only then comes the effect. Of two such calls the second breaks, also if it comes hours later.

As long as no note says that it was begun, nothing was done, and nothing that is still on its way can do it beside the
next try: both need the oldest note. Before a task is given up its notes are taken away (`withdraw`). The notes are
private; what remains tells the shop's people who did it. Needs UpdateOrder.

Two copies of which the second is asked before the first has taken the note away are both done: that is as long as two
fields take, a tenth of a second, or a second in a shop that is overloaded.
Source: https://spec.graphql.org/October2021/#sec-Mutation ; https://docs.vendure.io/reference/graphql-api/admin/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, ShopAway

NOTES = """notes: history(options: {filter: {type: {eq: "ORDER_NOTE"}}, sort: {createdAt: DESC, id: DESC}, take: 100})
{ totalItems items { id data } }"""
"""What is asked of an order, beside its `id`."""
_NOTED = f"""query ($code: String!) {{ orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{
id {NOTES} }} }} }}"""
_WRITE = f"""mutation ($order: ID!, $note: String!) {{
addNoteToOrder(input: {{id: $order, note: $note, isPublic: false}}) {{ id {NOTES} }} }}"""
BEGUN = "BEGUN"


class Begun(AnswerLost):
    """An earlier try was begun: it may have been done."""


@dataclass(frozen=True, slots=True)
class Act:
    """A mutation that has an effect: its name, the type of its input, and what is asked of its answer."""

    name: str
    takes: str
    gives: str

    def asked(self, calling: Calling, given: Mapping[str, Any]) -> dict[str, Any]:
        """What it answers. Raises ShopAway, AnswerLost."""
        document = f"mutation ($input: {self.takes}!) {{ {self.name}(input: $input) {self.gives} }}"
        return self._answer(calling.ask(document, {"input": given}))

    def asked_once(self, calling: Calling, ticket: "Ticket", given: Mapping[str, Any]) -> dict[str, Any]:
        """What it answers, if the note was there to be used. Raises ShopAway, AnswerLost."""
        known = {"order": ticket.order, "ticket": ticket.id, "note": _note(ticket.key), "begun": _begun(ticket.key)}
        return self._answer(calling.ask(self._behind_a_note, known | {"input": given}))

    @property
    def _behind_a_note(self) -> str:
        return f"""mutation ($order: ID!, $ticket: ID!, $note: String!, $begun: String!, $input: {self.takes}!) {{
gate: updateOrderNote(input: {{noteId: $ticket, note: $note, isPublic: false}}) {{ id }}
used: deleteOrderNote(id: $ticket) {{ result }}
begun: addNoteToOrder(input: {{id: $order, note: $begun, isPublic: false}}) {{ id }}
{self.name}(input: $input) {self.gives} }}"""

    def _answer(self, said: Mapping[str, Any]) -> dict[str, Any]:
        done = said.get(self.name)
        if not isinstance(done, dict):
            raise AnswerLost("NO_DATA")
        return done


@dataclass(frozen=True, slots=True)
class Ticket:
    """A note that can be used once: its id, that of its order, and the task's key."""

    id: str
    order: str
    key: str


def ticket_of(calling: Calling, order: Mapping[str, Any], key: str) -> Ticket:
    """The oldest note that can be used: every try has the same one, until it is used.

    Args:
        order: its `id` and its NOTES.

    Raises:
        Begun: a try was begun.
        ShopAway: there is none, and none could be written.
    """
    try:
        there = _ids(order, _note(key))
        if not there and not _ids(order, _begun(key)):
            order = {**order, **_with_note(calling, order["id"], _note(key))}
            there = _ids(order, _note(key))
        if _ids(order, _begun(key)):
            raise Begun(BEGUN)
        return Ticket(there[-1], str(order["id"]), key)
    except AnswerLost as lost:
        raise lost if isinstance(lost, Begun) else ShopAway(str(lost)) from None
    except (KeyError, TypeError, IndexError):
        raise ShopAway("NO_DATA") from None


def unless_not_begun(effects: list[Effect], order: Mapping[str, Any], key: str) -> list[Effect] | None:
    """What `Connector.find` says of these effects of a task of this order. Raises AnswerLost.

    Of an order with more notes than are read nobody can say that there is none among them.
    """
    try:
        knows = int(order["notes"]["totalItems"]) <= len(order["notes"]["items"])
        return None if knows and not effects and not _ids(order, _begun(key)) else effects
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None


def withdraw(calling: Calling, code: str, key: str) -> None:
    """As `Withdraws.withdraw`, of the order of this number: the oldest note is used for nothing, the others go too."""
    try:
        orders = calling.ask(_NOTED, {"code": code})["orders"]["items"]
        if not orders:
            return
        order, unused = orders[0], _ids(orders[0], _note(key))[::-1]
        if unless_not_begun([], order, key) is not None:
            raise Begun(BEGUN)
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None
    if unused:
        notes = {f"note{n}": name for n, name in enumerate(unused)}
        calling.ask(
            _withdrawing([*notes]), {"order": order["id"], "note": _note(key), "words": _withdrawn(key)} | notes
        )


def _withdrawing(notes: list[str]) -> str:
    declared = "".join(f", ${name}: ID!" for name in notes)
    taken = "".join(f"{name}: deleteOrderNote(id: ${name}) {{ result }}\n" for name in notes)
    return f"""mutation ($order: ID!, $note: String!, $words: String!{declared}) {{
gate: updateOrderNote(input: {{noteId: ${notes[0]}, note: $note, isPublic: false}}) {{ id }}
{taken}withdrawn: addNoteToOrder(input: {{id: $order, note: $words, isPublic: false}}) {{ id }} }}"""


def _with_note(calling: Calling, order: str, note: str) -> dict[str, Any]:
    written: dict[str, Any] = calling.ask(_WRITE, {"order": order, "note": note})["addNoteToOrder"]
    return written


def _ids(order: Mapping[str, Any], note: str) -> list[str]:
    """The notes with exactly these words, the newest first."""
    return [str(row["id"]) for row in order["notes"]["items"] if (row["data"] or {}).get("note") == note]


def _note(key: str) -> str:
    return f"ODR {key} (not begun)"


def _begun(key: str) -> str:
    return f"ODR {key} (begun)"


def _withdrawn(key: str) -> str:
    return f"ODR {key} (withdrawn)"
