"""The audience table, written a second time and apart from the code (procedure: who sees what)."""

from dataclasses import fields
from typing import get_args

import pytest

from odr.domain import events as e
from odr.domain.roles import Concern, Role, Room
from odr.domain.sight import AUDIENCE, room_of, sees

EVERYBODY = "C R M D 4 V P G"
PUBLIC = """CaseOpened OrderRecorded OrderLookedUp ComplaintFiled ComplaintTakenDown ReceiptGiven
RespondentInvited RespondentJoined
ComplaintAcknowledged EntitlementComputed HumanReviewAsked HumanReviewGiven RespondentNudged
CounterclaimMade CounterclaimAnswered CounterclaimWithdrawn ClarificationAsked ClarificationGiven
AnswerGiven DisputeOpened CaseAdmitted CaseRefused SilenceRecorded StageOpened NegotiationLeft AppointmentPassedToRule
NeutralAppointed MandateEnded CircumstancesDisclosed ObjectionMade ObjectionDecided NeutralRecused CaseHandedOver
MediationEnded SettlementReached DecisionRequested DecisionForgone RecordClosed
FileCompleted DecisionIssued DefaultDecisionIssued DecisionAccepted DecisionNotAccepted CompensationOrdered
FulfilmentReported ReturnInspected InspectionAnswered ParcelScanned TraceOpened NonComplianceRecorded
ComplaintWithdrawn CaseClosed PauseAsked PauseDeclined PauseBegun PauseEnded VoucherTaken LineNudged
PlatformSteppedIn ServiceFailed SubstituteServed
RecoveryRecorded OwedLineReduced RecordReopened
RulebookChangeAsked RulebookChangeDeclined RulebookChanged
CorrectionAsked CorrectionDeclined DecisionCorrected ReviewAsked ReviewDecided
ParallelProceedingReported ParallelProceedingConfirmed ParallelProceedingEnded
SetAsideAsked SetAsideDecided ReturnArranged BreachReported CaseReopened
InactivityNoticed ComplainantReturned CaseTerminated
RepresentativeNamed RepresentativeJoined RepresentationEnded RecipientInvited RecipientJoined
LegalRepresentativeRequired OwnCapacityClaimed OwnCapacityConfirmed
BundleProposed BundleObjectionMade ReleasedFromBundle BundleJoined BundleChanged CaseLeftBundle
DecidedTogether
ThirdPartyInvited ThirdPartyJoined ThirdPartyEnded
AccountClosed AccountReopened
ErasureAsked ErasureAnswered CaseCopyOffered RetentionEnded LegalHoldPlaced LegalHoldLifted""".split()
BY_ROOM = {
    Room.SHARED: EVERYBODY,
    Room.OPEN: "C R M D 4 V",
    Room.WITHOUT_PREJUDICE: "C R M",
    Room.CAUCUS_COMPLAINANT: "C M",
    Room.CAUCUS_RESPONDENT: "R M",
    Room.OWN_COMPLAINANT: "C",
    Room.OWN_RESPONDENT: "R",
    Room.NEEDS_COMPLAINANT: "C M D V",
    Room.NEEDS_RESPONDENT: "R M D V",
    Room.CONFIDENTIAL_COMPLAINANT: "C D V",
    Room.CONFIDENTIAL_RESPONDENT: "R D V",
    Room.DRAFT: "D 4",
    Room.OWN_THIRD_PARTY: "",
}
LETTER = {
    Role.COMPLAINANT: "C",
    Role.RESPONDENT: "R",
    Role.RECIPIENT: "B",
    Role.MEDIATOR: "M",
    Role.DECIDER: "D",
    Role.SECOND_READER: "4",
    Role.REVIEWER: "V",
    Role.MARKETPLACE: "P",
    Role.REGISTRAR: "P",
    Role.REGULATOR: "G",
}


def bare(kind: type, **known: object) -> e.Event:
    """An event of this kind whose other fields nobody reads."""
    return kind(**{field.name: known.get(field.name) for field in fields(kind)})


@pytest.mark.parametrize("kind", get_args(e.Event), ids=lambda kind: kind.__name__)
def test_every_kind_is_seen_by_those_of_the_table_and_by_nobody_else(kind: type):
    for room in Room:
        event = bare(kind, room=room)
        columns = expected(kind, room).split()
        for role in Role:
            allowed = role is Role.SYSTEM or LETTER.get(role, "nobody") in columns
            assert sees(role, event) is allowed, (kind.__name__, room, role)


PAYERS_OWN = ("RecoveryRecorded", "BidGiven")
"""What a recipient (B) does not see of what the complainant's side sees: payments, and secret bids about them."""


OPEN_KINDS = """ExhibitDisclosed EvidenceRequested EvidenceAnswered EvidenceNotProduced ThirdPartyAsked ExhibitShown
ThirdPartyStated ThirdPartySilent SummaryDisclosed""".split()
OF_EVERY_THIRD_PARTY = {
    *("CaseOpened", "OrderRecorded", "StageOpened", "RecordClosed", "RecordReopened"),
    *("CaseCopyOffered", "RetentionEnded", "LegalHoldPlaced", "LegalHoldLifted"),
}
"""What a third party sees of the case itself: how far it is, what is left of opening and order, how long it is kept."""
ABOUT_ONE = """ThirdPartyInvited ThirdPartyJoined ThirdPartyEnded ThirdPartyAsked ExhibitShown ThirdPartyStated
ThirdPartySilent ExhibitReceived ExhibitDisclosed SubmissionCorrected SubmissionWithdrawn
ErasureAsked ErasureAnswered ExhibitErased WordsErased""".split()
DATED = "FrameOpened FrameMoved FrameEnded ExtensionAsked ExtensionDeclined ExtensionGranted".split()
FRAMES = {"evidence.request/t-1/q": True, "evidence.request/t-2/q": False, "evidence.request/t-1": False, "stay": False}
"""Names of time frames, and whether the first third party sees them: a request of that very name is a side's."""


@pytest.mark.parametrize("kind", get_args(e.Event), ids=lambda kind: kind.__name__)
def test_a_third_party_sees_the_stages_and_what_is_about_itself(kind: type):
    name, mine = kind.__name__, Concern("t-1", ("lamp",))
    for third in ("", "t-1", "t-2"):
        for frame, own in FRAMES.items():
            known = {"third": third, "frame": frame} if name in DATED or name in ABOUT_ONE else {}
            event = bare(kind, **{key: value for key, value in known.items() if key in _fields(kind)})
            allowed = name in OF_EVERY_THIRD_PARTY or (name in ABOUT_ONE and third == "t-1") or (name in DATED and own)
            assert sees(mine, event) is allowed, (name, third, frame)


def _fields(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def expected(kind: type, room: Room) -> str:
    columns = _of_the_table(kind, room)
    return f"{columns} B" if "C" in columns.split() and kind.__name__ not in PAYERS_OWN else columns


def _of_the_table(kind: type, room: Room) -> str:
    name = kind.__name__
    if name in PUBLIC:
        return EVERYBODY
    if name in (
        "MessagesBlocked",
        "MessagesUnblocked",
        "ProposalMade",
        "ProposalClosed",
        "BiddingOpened",
        "BiddingClosed",
    ):
        return "C R M"
    if name in OPEN_KINDS:
        return "C R M D 4 V"
    if name in ("DecisionDrafted", "DraftRead"):
        return "D 4"
    assert "room" in {field.name for field in fields(kind)}, f"{name} stands in no row of the table"
    return BY_ROOM[room]


def test_the_operator_sees_no_entry():
    assert not any(Role.OPERATOR in audience for audience in AUDIENCE.values())


def test_a_message_is_heard_in_its_room():
    assert room_of(bare(e.MessageSent, room=Room.CAUCUS_RESPONDENT)) is Room.CAUCUS_RESPONDENT
