"""A carrier, a broker or a maker is asked in by a one-time link, asked something, says it, and leaves."""

from datetime import datetime
from typing import Any

import strawberry

from odr.accounts import invitations
from odr.accounts.invitations import Part
from odr.accounts.refusals import EmailNotValid, Throttled
from odr.domain import refusals as no
from odr.domain import third_parties
from odr.domain.events import ThirdPartyKind
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, Done, perform, person_asking
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.representing import require_mails_left
from odr.schema.third_party_types import ThirdParty, ThirdPartyQuestion, ThirdPartyStatement
from odr.schema.typed import prose


@strawberry.input(description="Ask a carrier, a broker or a maker into the case.")
class InviteThirdPartyInput(CaseInput):
    """Input of `inviteThirdParty`."""

    kind: ThirdPartyKind = strawberry.field(description="What it has to do with the sale.")
    email: str = strawberry.field(description="Where the one-time link goes. It does not stand in the case.")
    reasons: str = prose(description="Why it is asked, and about what. It reads this, and so does everybody else.")
    lines: list[str] = strawberry.field(
        default_factory=list,
        description="The lines it is asked about, as the order names them; a broker without any: about the whole sale.",
    )
    parcels: list[str] = strawberry.field(
        default_factory=list, description="The parcels that a carrier is asked about, as the order names them."
    )


@payload(*ACT, no.RecordIsClosed, no.ReasonsMissing, no.UnknownLine, EmailNotValid, Throttled)
class InviteThirdPartyPayload(CasePayload):
    """Who was asked in, and the case."""

    third_party: ThirdParty | None = strawberry.field(default=None, description="Who was asked in.")


@mutation
def invite_third_party(ctx: Context, input: InviteThirdPartyInput) -> InviteThirdPartyPayload:
    """Ask somebody outside the sale in: with the link they see the stages, their own parcel or product without prices,
    what is addressed to them and what they wrote.

    What they say both sides and the neutrals read. They owe nothing, and their silence counts against nobody.
    """
    who, made = person_asking(ctx), new_id()
    require_mails_left(ctx, input, input.email, third_parties.may_invite_third_party)
    asked: dict[str, Any] = {"kind": input.kind, "reasons": Text(input.reasons)}
    asked |= {"lines": tuple(dict.fromkeys(input.lines)), "parcels": tuple(dict.fromkeys(input.parcels))}
    done = perform(ctx, input, third_parties.InviteThirdParty, made=made, third=made, **asked)
    invited = Part(ids.local(input.case, "Case"), done.subject)
    with ctx.store.write() as conn:
        invitations.invite(conn, invited, input.email, who.language, ctx.received_at)
    found = _found(done, ids.encode("ThirdParty", done.subject))
    return InviteThirdPartyPayload(case=done.case, third_party=found, replayed=done.replayed)


def _found(done: Done, wanted: str) -> ThirdParty | None:
    return next((one for one in done.seen.third_parties if one.id == wanted), None)


@strawberry.input(description="Ask a third party something, or for evidence.")
class AskThirdPartyInput(CaseInput):
    """Input of `askThirdParty`."""

    third_party: strawberry.ID = strawberry.field(description="Whom you ask.")
    words: str = prose(description="What you ask. Both sides and the neutrals read it too.")
    shown: list[str] = strawberry.field(
        default_factory=list,
        description="Exhibits that it is given, by number: a side gives its own, a neutral any that is disclosed.",
    )
    due: datetime | None = strawberry.field(
        default=None, description="Until when, if not as the rulebook says; never after the time for evidence."
    )


ASKING = (no.RecordIsClosed, no.NothingToAnswer, no.ReasonsMissing, no.DateInThePast)


@payload(*ACT, *ASKING, no.ExhibitUnknown, no.ExhibitWithdrawn)
class AskThirdPartyPayload(CasePayload):
    """The question, and the case."""

    question: ThirdPartyQuestion | None = strawberry.field(default=None, description="The question.")


@mutation
def ask_third_party(ctx: Context, input: AskThirdPartyInput) -> AskThirdPartyPayload:
    """Ask a carrier, a broker or a maker who takes part. An exhibit that you give it with that cannot be taken back."""
    made, third = new_id(), ids.part(input.third_party, "ThirdParty")
    asked: dict[str, Any] = {"third": third, "words": Text(input.words), "due": input.due}
    shown = tuple(dict.fromkeys(input.shown))
    done = perform(ctx, input, third_parties.AskThirdParty, made=made, question=made, shown=shown, **asked)
    wanted = ids.encode("ThirdPartyQuestion", done.subject)
    every = (one for whom in done.seen.third_parties for one in whom.questions)
    question = next((one for one in every if one.id == wanted), None)
    return AskThirdPartyPayload(case=done.case, question=question, replayed=done.replayed)


@strawberry.input(description="Say what you know, as a third party.")
class GiveThirdPartyStatementInput(CaseInput):
    """Input of `giveThirdPartyStatement`."""

    words: str = prose(description="What you say. Both sides and the neutrals read it.")
    answers: strawberry.ID | None = strawberry.field(default=None, description="The question that it answers.")
    exhibits: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Files that you handed in, and disclose with it. That cannot be taken back."
    )


@payload(*ACT, no.RecordIsClosed, no.ReasonsMissing)
class GiveThirdPartyStatementPayload(CasePayload):
    """The statement under its number, and the case."""

    statement: ThirdPartyStatement | None = strawberry.field(default=None, description="The statement.")


@mutation
def give_third_party_statement(ctx: Context, input: GiveThirdPartyStatementInput) -> GiveThirdPartyStatementPayload:
    """Say what you know of your parcel or product, to both sides and the neutrals alike. Both sides can answer it."""
    made = new_id()
    done = perform(
        ctx,
        input,
        third_parties.GiveThirdPartyStatement,
        made=made,
        statement=made,
        words=Text(input.words),
        answers=ids.part(input.answers, "ThirdPartyQuestion") if input.answers else None,
        exhibits=tuple(ids.part(one, "Exhibit") for one in input.exhibits),
    )
    wanted = ids.encode("ThirdPartyStatement", done.subject)
    every = (one for whom in done.seen.third_parties for one in whom.statements)
    statement = next((one for one in every if one.id == wanted), None)
    return GiveThirdPartyStatementPayload(case=done.case, statement=statement, replayed=done.replayed)


@strawberry.input(description="Leave a case as a third party, or ask one out.")
class EndThirdPartyInput(CaseInput):
    """Input of `endThirdParty`."""

    third_party: strawberry.ID = strawberry.field(description="Whose part ends.")


@payload(*ACT, no.NothingToAnswer)
class EndThirdPartyPayload(CasePayload):
    """The case; null for whoever left it."""


@mutation
def end_third_party(ctx: Context, input: EndThirdPartyInput) -> EndThirdPartyPayload:
    """Leave the case, or ask out whom you, your side or your office asked in; the neutral at work can always do it.

    What was said stands. Also possible in a closed case.
    """
    third = ids.part(input.third_party, "ThirdParty")
    done = perform(ctx, input, third_parties.EndThirdParty, third=third)
    return EndThirdPartyPayload(case=done.case, replayed=done.replayed)
