"""Similar cases against one trader: proposed by administrators, left by a side, served and decided in one."""

from functools import partial

import strawberry

from odr import bundling
from odr.assignment import asked_for
from odr.clerk import CaseSeen, Submitted
from odr.domain import bundling as acts
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral
from odr.domain.events import Issue
from odr.domain.words import Text
from odr.ids import new_id
from odr.reserved import Act
from odr.schema import ids
from odr.schema.acts import (
    ACT,
    LINES,
    CasePayload,
    RemedyLineInput,
    key_of,
    perform,
    person_asking,
    remedy_lines,
    visitor,
)
from odr.schema.base import CaseInput, Context, Payload, RepeatableInput, mutation, payload
from odr.schema.bundles import Bundle, show_bundle
from odr.schema.decision import RULING
from odr.schema.typed import prose
from odr.schema.vocabulary import Function, Outcome

SERVING = (Function.MEDIATOR, Function.DECIDER)
"""As what one neutral serves all cases of a bundle."""


@strawberry.input(description="Propose that cases are handled together.")
class ProposeBundleInput(RepeatableInput):
    """Input of `proposeBundle`."""

    cases: list[strawberry.ID] = strawberry.field(description="The cases: 2 to 50, each about another order.")
    reasons: str = prose(description="Why; the sides of every case read it, so name no person in it.")


@strawberry.interface(description="What acts on a bundle answer.")
class BundlePayload(Payload):
    """Base of the payloads of acts on a bundle."""

    bundle: Bundle | None = strawberry.field(default=None, description="The bundle.")


PROPOSAL = (no.BundleNotProvided, no.NotAlike, no.BundledAlready, no.WasObjected, no.ReasonsMissing)


@payload(*ACT, *PROPOSAL)
class ProposeBundlePayload(BundlePayload):
    """The bundle, to which the sides can object."""


@mutation
def propose_bundle(ctx: Context, input: ProposeBundleInput) -> ProposeBundlePayload:
    """Propose that similar cases against one trader are handled together: in all of them or in none.

    One neutral serves, one text decides; each case keeps its own amounts, record and acceptance. The sides are told how
    many cases there are, and can object. A refusal names the case that it is about.
    """
    who, made = person_asking(ctx), new_id()
    act = key_of(who, "proposeBundle", input, made)
    cases = [ids.local(one, "Case") for one in input.cases]
    done = ctx.clerk.done_before(act) or bundling.propose(
        ctx.clerk, visitor(who), made, cases, input.reasons, ctx.received_at, act
    )
    return ProposeBundlePayload(bundle=show_bundle(ctx, done.subject or made), replayed=done.replayed)


@strawberry.input(description="Object to handling your case together with others.")
class ObjectToBundleInput(CaseInput):
    """Input of `objectToBundle`."""


@payload(*ACT, no.NothingToAnswer)
class ObjectToBundlePayload(CasePayload):
    """The case, handled by itself."""


@mutation
def object_to_bundle(ctx: Context, input: ObjectToBundleInput) -> ObjectToBundlePayload:
    """Either side wants this case handled by itself. It gives no reasons; the other cases go on without this one."""
    done = perform(ctx, input, acts.ObjectToBundle)
    return ObjectToBundlePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Take a case out of its bundle.")
class ReleaseFromBundleInput(CaseInput):
    """Input of `releaseFromBundle`."""

    reasons: str = prose(description="Why, such as what is different in this case; both sides read it.")


@payload(*ACT, no.NothingToAnswer, no.ReasonsMissing)
class ReleaseFromBundlePayload(CasePayload):
    """The case, handled by itself."""


@mutation
def release_from_bundle(ctx: Context, input: ReleaseFromBundleInput) -> ReleaseFromBundlePayload:
    """The neutral who leads the case, or an administrator, takes it out of its bundle, with reasons."""
    done = perform(ctx, input, acts.ReleaseFromBundle, reasons=Text(input.reasons))
    return ReleaseFromBundlePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Appoint one neutral for every case of a bundle.")
class AppointForBundleInput(RepeatableInput):
    """Input of `appointForBundle`."""

    bundle: strawberry.ID = strawberry.field(description="The bundle.")
    function: Function = strawberry.field(description="What they are appointed for: MEDIATOR or DECIDER.")
    person: strawberry.ID = strawberry.field(description="One of the query neutrals.")


@payload(*ACT, no.NotEligible, no.NothingToAnswer)
class AppointForBundlePayload(BundlePayload):
    """The bundle with its neutral."""


@mutation
def appoint_for_bundle(ctx: Context, input: AppointForBundleInput) -> AppointForBundlePayload:
    """An administrator appoints one neutral in every case of the bundle, by the rules of each, or in none.

    Where they hold the function already nothing is done. A refusal names the case that it is about.
    """
    who, person = person_asking(ctx), ids.part(input.person, "Person")
    local = ids.local(input.bundle, "Bundle")
    act = key_of(who, "appointForBundle", input, local)
    asked = partial(_appointment, ctx, input.function, person)
    done = ctx.clerk.done_before(act) or bundling.appoint(ctx.clerk, visitor(who), local, asked, ctx.received_at, act)
    return AppointForBundlePayload(bundle=show_bundle(ctx, local), replayed=done.replayed)


def _appointment(ctx: Context, function: Function, person: str, seen: CaseSeen) -> AppointNeutral:
    if function not in SERVING:
        raise no.InvalidInput(field="function", problem="Through a bundle a MEDIATOR or a DECIDER is appointed.")
    with ctx.store.read() as conn:
        return asked_for(conn, seen.case, function, person, seen.by, ctx.received_at)


@strawberry.input(description="One question that every case of a bundle asks, and how you answer it.")
class CommonIssueInput:
    question: str = prose(description="What has to be answered.")
    finding: str = prose(description="What you find, and why.")
    rule: str = prose(description="The rule you apply.")

    def as_issue(self) -> Issue:
        """The question as the domain reads it, before a case adds what it rests on there."""
        return Issue(Text(self.question), Text(self.finding), (), self.rule)


@strawberry.input(description="What the answer to a common question rests on in one case.")
class OwnEvidenceInput:
    issue: int = strawberry.field(description="Which question, counted from 1.")
    exhibits: list[str] = strawberry.field(default_factory=list, description="Exhibits of this case, such as C-1.")
    inferences: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Production orders of this case from whose failure you infer something."
    )


@strawberry.input(description="What you decide in one case of a bundle.")
class OwnRulingInput:
    case: strawberry.ID = strawberry.field(description="The case.")
    expected_version: int | None = strawberry.field(
        default=None, description="The version that you saw; refused as STALE_VERSION if the case has moved on."
    )
    outcome: Outcome | None = strawberry.field(
        default=None, description="What you decide of the complaint; left out only where it was withdrawn."
    )
    counterclaim: Outcome | None = strawberry.field(
        default=None, description="What you decide of the counterclaim; left out where there is none."
    )
    lines: list[RemedyLineInput] = strawberry.field(description="What you order there; nothing if you dismiss all.")
    set_off: bool = strawberry.field(
        default=False, description="Whether the money that both sides owe is set off. The lines stay."
    )
    evidence: list[OwnEvidenceInput] = strawberry.field(
        default_factory=list, description="What the common answers rest on in this case."
    )
    particulars: str | None = prose(default=None, description="Words for this case alone, behind the common reasons.")

    def as_own(self) -> bundling.Own:
        """As the domain reads it. Raises InvalidInput for an amount that is none."""
        evidence = {
            one.issue: (tuple(one.exhibits), tuple(ids.part(order, "EvidenceRequest") for order in one.inferences))
            for one in self.evidence
        }
        return bundling.Own(
            outcome=self.outcome,
            lines=remedy_lines(self.lines),
            evidence=evidence,
            particulars=self.particulars or "",
            decision=new_id(),
            counterclaim=self.counterclaim,
            set_off=self.set_off,
            expected_version=self.expected_version,
        )


@strawberry.input(description="Decide every case of a bundle.")
class DecideBundleInput(RepeatableInput):
    """Input of `decideBundle`."""

    bundle: strawberry.ID = strawberry.field(description="The bundle.")
    issues: list[CommonIssueInput] = strawberry.field(description="Question by question; at least one.")
    reasons: str = prose(description="The common reasons in short. Every side reads them: name no other case.")
    cases: list[OwnRulingInput] = strawberry.field(description="Every case that is in the bundle, each once.")


@payload(*ACT, *LINES, *RULING, no.NotJoined, no.NothingToAnswer)
class DecideBundlePayload(BundlePayload):
    """The bundle, decided in every case."""


@mutation
def decide_bundle(ctx: Context, input: DecideBundleInput) -> DecideBundlePayload:
    """The decision maker of every case decides all of them in one text, each with its own lines and exhibits.

    It becomes an ordinary decision of each case. When one case refuses it, nothing is issued anywhere, and the refusal
    names that case.
    """
    who, local = person_asking(ctx), ids.local(input.bundle, "Bundle")
    act = key_of(who, "decideBundle", input, local)
    done = ctx.clerk.done_before(act) or _decide(ctx, input, local, act)
    return DecideBundlePayload(bundle=show_bundle(ctx, local), replayed=done.replayed)


def _decide(ctx: Context, input: DecideBundleInput, local: str, act: Act | None) -> Submitted:
    who = visitor(person_asking(ctx))
    bundling.of_bundle(ctx.clerk, who, local, ctx.received_at)
    own = {ids.local(one.case, "Case"): one.as_own() for one in input.cases}
    if len(own) != len(input.cases):
        raise no.InvalidInput(field="cases", problem="Name each case once.")
    issues = [one.as_issue() for one in input.issues]
    return bundling.decide(ctx.clerk, who, local, issues, input.reasons, own, ctx.received_at, act)
