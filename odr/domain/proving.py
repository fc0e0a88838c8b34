"""What shows that a line was carried out: asked of whoever owes it when they say that it is on its way or done."""

from odr.domain import refusals as no
from odr.domain.case import Case, OwedLine
from odr.domain.events import Step
from odr.domain.parts import Report
from odr.domain.roles import Role
from odr.domain.rulebook.choices import Proof

SHOWN_AT = (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED)
"""The steps by which somebody says that they did what they owe."""

_UNDONE = (Step.FAILED, Step.REVERSED)
_GIVE: dict[Proof, tuple[str, str]] = {
    Proof.REFERENCE: ("reference", "Give the number of the payment, the parcel or the booking as reference."),
    Proof.CODE: ("reference", "Give the code as reference."),
    Proof.EXHIBIT_OR_LINK: (
        "exhibits",
        "Name an exhibit that shows it, or give as reference an address that starts with https://.",
    ),
    Proof.WORDS: ("note", "Say in the note what was done."),
}
"""Under which field something is missing, and what to give."""


def proof_needed(line: OwedLine, case: Case) -> Proof:
    """What shows that this line was carried out (rulebook: compliance.proof)."""
    return case.rulebook.compliance.proof.of(line.remedy.remedy)


def require_proof(report: Report, line: OwedLine, case: Case) -> None:
    """What is reported now is shown by it, or by what was reported since the line last came undone.

    Whoever is owed confirms without it, and what the service does in a shop is known from there.
    Refuses: ProofMissing.
    """
    _require_given_up(report, line, case)
    owed_to, by = line.remedy.owed_by.other, report.by.role
    if report.step not in SHOWN_AT or by is Role.SYSTEM or by.side is owed_to or _was_found(report, line):
        return
    asked = proof_needed(line, case)
    if asked is Proof.NONE or any(_shows(asked, one) for one in (*_standing(line), report)):
        return
    field, give = _GIVE[asked]
    raise no.ProofMissing(field=field, give=give)


def _require_given_up(report: Report, line: OwedLine, case: Case) -> None:
    """What comes back without a parcel is given up, by a word that can be checked (R3). Refuses: ProofMissing."""
    if report.step is not Step.RETURN_IN_TRANSIT or case.order.has_parcel(line.remedy.line):
        return
    if report.exhibits or report.reference.strip() or _shows(Proof.WORDS, report):
        return
    give = (
        "Give the number of the cancellation, say in the note that it was not used, or name an exhibit that shows it."
    )
    raise no.ProofMissing(field="reference", give=give)


def _was_found(report: Report, line: OwedLine) -> bool:
    """Of what got lost on its way to a shop, the number under which somebody found it is enough."""
    return line.step is Step.UNKNOWN and bool(report.reference)


def since_undone(line: OwedLine) -> tuple[Report, ...]:
    """What was reported since the line last failed or came undone."""
    undone = max((place for place, one in enumerate(line.reports, 1) if one.step in _UNDONE), default=0)
    return line.reports[undone:]


def _standing(line: OwedLine) -> tuple[Report, ...]:
    return tuple(one for one in since_undone(line) if one.step in SHOWN_AT)


def _shows(asked: Proof, report: Report) -> bool:
    """Words that were erased since were given."""
    if asked is Proof.WORDS:
        return report.note is not None and (report.note.body is None or bool(report.note.body.strip()))
    if asked is Proof.EXHIBIT_OR_LINK:
        return bool(report.exhibits) or report.reference.startswith("https://")
    return bool(report.reference.strip())
