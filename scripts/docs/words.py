"""Values of the rulebook in plain words. A value without words stops the generator."""

from odr.domain.rulebook import Acts, Expiry, Extension, Frame, Term
from odr.domain.rulebook.lengths import in_words as length

__all__ = ("ACTS", "EXPIRY", "LANGUAGE", "length", "source")

LANGUAGE = "en"
"""The language of the documentation."""

ACTS = {
    Acts.COMPLAINANT: "the complainant",
    Acts.RESPONDENT: "the respondent",
    Acts.PARTIES: "both sides",
    Acts.CONSUMER: "the consumer; without one the complainant",
    Acts.ADMINISTRATOR: "the marketplace or a registrar",
    Acts.MEDIATOR: "the mediator",
    Acts.DECIDER: "the decision maker",
    Acts.SECOND_READER: "the second reader",
    Acts.REVIEWER: "the reviewer",
    Acts.ANY_PARTY: "either side",
    Acts.WHOEVER_OWES: "whoever owes the step",
    Acts.SERVICE: "nobody; the service counts",
}

EXPIRY = {
    Expiry.RESUMES: "the pause ends and every time frame goes on",
    Expiry.RECORDED: "nothing by itself; the docket shows it",
    Expiry.ESCALATE_BY_PLATFORM: "the service opens the dispute",
    Expiry.CLOSE_NOT_ESCALATED: "the case closes; no dispute was opened",
    Expiry.CLOSE_NOT_RATED: "the case closes and is recorded as not rated",
    Expiry.AUTO_ADMIT: "the dispute is admitted by rule; registrars are told",
    Expiry.DEFAULT_TRACK: "the silence is recorded; then what `default_track.no_response` says",
    Expiry.ESCALATION: "the complainant may open a dispute",
    Expiry.NEGOTIATION: "negotiation begins",
    Expiry.MEDIATION: "a mediator is appointed",
    Expiry.AUTO_ASSIGN_NEXT: "the service appoints the next eligible neutral",
    Expiry.DECISION_CHOICE: "mediation ends; the complainant may ask for a decision",
    Expiry.EVIDENCE: "evidence is collected; a decision maker is appointed where the rulebook says so",
    Expiry.DECISION: "the way to a decision begins; without one in the order the case closes",
    Expiry.CLOSE_NO_AGREEMENT: "the case closes without an agreement",
    Expiry.CLOSE_RECORD: "the record closes; new exhibits may be answered before",
    Expiry.COMPLETE_BY_RULE: "the file counts as complete",
    Expiry.APPOINT_ANOTHER: "another neutral is appointed; registrars are told",
    Expiry.NOT_ACCEPTED: "not accepted; silence is no consent",
    Expiry.LAPSES: "the offer lapses",
    Expiry.CLOSE_UNANSWERED: "the offer lapses; a respondent's offer before the dispute closes the case",
    Expiry.END_OF_STAY: "the order is made, where the decision was accepted",
    Expiry.LINE_LAPSES: "this line lapses",
    Expiry.COUNTS_AS_RECEIVED: "the return counts as received",
    Expiry.COUNTS_AS_LOST: "the return counts as lost; the refund falls due if it was sent",
    Expiry.FAILURE_RECORDED: "it is recorded that nothing came; a production order may then count against that side",
    Expiry.JOINED: "the case is handled together with the others; nobody consented to an outcome by that",
    Expiry.COUNTS_AS_DONE: "it counts as done; it can still be found that it was not",
    Expiry.NON_COMPLIANT: "non-compliance is recorded; both sides and the administrator are told",
}


def source(number: Frame | Term | Extension) -> str:
    """Where the number comes from, and whether anybody compared it with that."""
    return f"{number.source} ({'checked' if number.checked else 'not checked'})"
