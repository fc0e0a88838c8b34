"""People correct or take back what they said or handed in."""

import strawberry

from odr.domain import amending
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.shown_talk import OF_SUBMISSIONS
from odr.schema.typed import prose, words
from odr.schema.vocabulary_amending import Submission


@strawberry.input(description="Correct what you or your side said or handed in.")
class CorrectSubmissionInput(CaseInput):
    """Input of `correctSubmission`."""

    what: Submission = strawberry.field(description="What kind of thing it is.")
    id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Which message, exhibit, statement or counterclaim; leave it out where a case has one.",
    )
    reads: str = prose(description="How it reads from now on; of an exhibit, what it shows.")


@payload(*ACT, no.ReasonsMissing, no.RecordIsClosed, no.MessagesNotTaken)
class CorrectSubmissionPayload(CasePayload):
    """The case. The original stays, and reads as corrected."""


@mutation
def correct_submission(ctx: Context, input: CorrectSubmissionInput) -> CorrectSubmissionPayload:
    """Correct something of your own, for everybody to see who saw it; not once the record is closed on it."""
    subject, reads = subject_of(input.what, input.id), Text(input.reads)
    done = perform(ctx, input, amending.CorrectSubmission, what=input.what, subject=subject, reads=reads)
    return CorrectSubmissionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Take back a message, an exhibit, a statement or a note of your own.")
class WithdrawSubmissionInput(CaseInput):
    """Input of `withdrawSubmission`."""

    what: Submission = strawberry.field(description="MESSAGE, EXHIBIT, STATEMENT, ANNOTATION or TRANSLATION.")
    id: strawberry.ID = strawberry.field(description="Which one.")
    reasons: str | None = prose(default=None, description="Why, if you like to say so.")


@payload(*ACT, no.RecordIsClosed, no.OnlyCorrected, no.ExhibitWasOrdered, no.MessagesNotTaken)
class WithdrawSubmissionPayload(CasePayload):
    """The case. The original stays, and reads as withdrawn."""


@mutation
def withdraw_submission(ctx: Context, input: WithdrawSubmissionInput) -> WithdrawSubmissionPayload:
    """Take it back, for everybody to see who saw it. What is withdrawn cannot be cited."""
    subject, reasons = subject_of(input.what, input.id), words(input.reasons)
    done = perform(ctx, input, amending.WithdrawSubmission, what=input.what, subject=subject, reasons=reasons)
    return WithdrawSubmissionPayload(case=done.case, replayed=done.replayed)


def subject_of(what: Submission, global_id: str | None) -> str:
    """The id inside the case; empty for what a case has one of. An id that names something else is not found."""
    named = OF_SUBMISSIONS[what]
    if not named and global_id is not None:
        raise no.NotFound
    return ids.part(global_id or "", named) if named else ""
