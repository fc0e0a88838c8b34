"""Which rule answers which command about evidence."""

from collections.abc import Callable
from typing import Any

from odr.domain import confidentiality, exhibits, noting, producing, redacting
from odr.domain.case import Case
from odr.domain.events import Event

RULES: dict[type, Callable[[Any, Case], list[Event]]] = {
    exhibits.ReceiveExhibit: exhibits.receive_exhibit,
    exhibits.DiscloseExhibit: exhibits.disclose_exhibit,
    confidentiality.ClaimConfidentiality: confidentiality.claim_confidentiality,
    confidentiality.RuleOnConfidentiality: confidentiality.rule_on_confidentiality,
    redacting.RedactExhibit: redacting.redact_exhibit,
    noting.AnnotateExhibit: noting.annotate_exhibit,
    noting.NoteTranslation: noting.note_translation,
    producing.RequestEvidence: producing.request_evidence,
    producing.AnswerEvidenceRequest: producing.answer_evidence_request,
    producing.ReopenRecord: producing.reopen_record,
}
