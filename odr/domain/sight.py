"""Who may see which entry, and what of it. The one place that knows (procedure: who sees what, normative)."""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, assert_never

from odr.domain import events as e
from odr.domain import scoped, unpriced
from odr.domain.roles import Actor, Concern, HolderKind, Party, Role, Room, Seat, Visitor

if TYPE_CHECKING:
    from odr.domain.case import Case, Entry

_C, _R, _M, _D, _V = Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER
_S = Role.SECOND_READER
_P = frozenset({Role.MARKETPLACE, Role.REGISTRAR})
_G = Role.RECIPIENT

AUDIENCE: dict[Room, frozenset[Role]] = {
    Room.SHARED: frozenset({_C, _G, _R, _M, _D, _S, _V, Role.REGULATOR}) | _P,
    Room.OPEN: frozenset({_C, _G, _R, _M, _D, _S, _V}),
    Room.WITHOUT_PREJUDICE: frozenset({_C, _G, _R, _M}),
    Room.CAUCUS_COMPLAINANT: frozenset({_C, _G, _M}),
    Room.CAUCUS_RESPONDENT: frozenset({_R, _M}),
    Room.OWN_COMPLAINANT: frozenset({_C, _G}),
    Room.OWN_RESPONDENT: frozenset({_R}),
    Room.NEEDS_COMPLAINANT: frozenset({_C, _G, _M, _D, _V}),
    Room.NEEDS_RESPONDENT: frozenset({_R, _M, _D, _V}),
    Room.CONFIDENTIAL_COMPLAINANT: frozenset({_C, _G, _D, _V}),
    Room.CONFIDENTIAL_RESPONDENT: frozenset({_R, _D, _V}),
    Room.DRAFT: frozenset({_D, _S}),
    Room.OWN_THIRD_PARTY: frozenset(),
}
"""Third parties stand in none: each sees what concerns it (odr.domain.scoped)."""

PASSED_ON_FREELY = frozenset({Room.SHARED, Room.OPEN})
"""What may be handed to a court or a decider (procedure: open or without prejudice)."""

_own: Callable[[e.Event], Room] = attrgetter("room")

_ROOM_OF: dict[type, Room | Callable[[e.Event], Room]] = {
    e.CaseOpened: Room.SHARED,
    e.OrderRecorded: Room.SHARED,
    e.OrderLookedUp: Room.SHARED,
    e.ComplaintFiled: Room.SHARED,
    e.ComplaintTakenDown: Room.SHARED,
    e.EntitlementComputed: Room.SHARED,
    e.HumanReviewAsked: Room.SHARED,
    e.HumanReviewGiven: Room.SHARED,
    e.ReceiptGiven: Room.SHARED,
    e.RespondentInvited: Room.SHARED,
    e.RespondentJoined: Room.SHARED,
    e.ComplaintAcknowledged: Room.SHARED,
    e.RespondentNudged: Room.SHARED,
    e.AnswerGiven: Room.SHARED,
    e.ClarificationAsked: Room.SHARED,
    e.ClarificationGiven: Room.SHARED,
    e.CounterclaimMade: Room.SHARED,
    e.CounterclaimAnswered: Room.SHARED,
    e.CounterclaimWithdrawn: Room.SHARED,
    e.DisputeOpened: Room.SHARED,
    e.CaseAdmitted: Room.SHARED,
    e.CaseRefused: Room.SHARED,
    e.SilenceRecorded: Room.SHARED,
    e.StageOpened: Room.SHARED,
    e.FrameOpened: _own,
    e.FrameEnded: _own,
    e.FrameMoved: _own,
    e.ExtensionAsked: _own,
    e.ExtensionDeclined: _own,
    e.ExtensionGranted: _own,
    e.PauseAsked: Room.SHARED,
    e.PauseDeclined: Room.SHARED,
    e.PauseBegun: Room.SHARED,
    e.PauseEnded: Room.SHARED,
    e.ServiceFailed: Room.SHARED,
    e.SubstituteServed: Room.SHARED,
    e.RulebookChangeAsked: Room.SHARED,
    e.RulebookChangeDeclined: Room.SHARED,
    e.RulebookChanged: Room.SHARED,
    e.MessageSent: _own,
    e.MessageHidden: _own,
    e.MessagesBlocked: Room.WITHOUT_PREJUDICE,
    e.MessagesUnblocked: Room.WITHOUT_PREJUDICE,
    e.SubmissionCorrected: _own,
    e.SubmissionWithdrawn: _own,
    e.NeedsStated: _own,
    e.NeedsWithdrawn: _own,
    e.RepresentativeNamed: Room.SHARED,
    e.RepresentativeJoined: Room.SHARED,
    e.RepresentationEnded: Room.SHARED,
    e.LegalRepresentativeRequired: Room.SHARED,
    e.GuardianshipStated: _own,
    e.GuardianJoined: _own,
    e.GuardianRelieved: _own,
    e.OwnCapacityClaimed: Room.SHARED,
    e.OwnCapacityConfirmed: Room.SHARED,
    e.RecipientInvited: Room.SHARED,
    e.RecipientJoined: Room.SHARED,
    e.BundleProposed: Room.SHARED,
    e.BundleObjectionMade: Room.SHARED,
    e.ReleasedFromBundle: Room.SHARED,
    e.BundleJoined: Room.SHARED,
    e.BundleChanged: Room.SHARED,
    e.CaseLeftBundle: Room.SHARED,
    e.ThirdPartyInvited: Room.SHARED,
    e.ThirdPartyJoined: Room.SHARED,
    e.ThirdPartyEnded: Room.SHARED,
    e.ThirdPartyAsked: Room.OPEN,
    e.ExhibitShown: Room.OPEN,
    e.ThirdPartyStated: Room.OPEN,
    e.ThirdPartySilent: Room.OPEN,
    e.AccountClosed: Room.SHARED,
    e.AccountReopened: Room.SHARED,
    e.OfferMade: _own,
    e.OfferAccepted: _own,
    e.OfferDeclined: _own,
    e.OfferWithdrawn: _own,
    e.OfferLapsed: _own,
    e.BiddingOpened: Room.WITHOUT_PREJUDICE,
    e.BidGiven: _own,
    e.BiddingClosed: Room.WITHOUT_PREJUDICE,
    e.NegotiationLeft: Room.SHARED,
    e.AppointmentPassedToRule: Room.SHARED,
    e.NeutralAppointed: Room.SHARED,
    e.MandateEnded: Room.SHARED,
    e.CircumstancesDisclosed: Room.SHARED,
    e.ObjectionMade: Room.SHARED,
    e.ObjectionDecided: Room.SHARED,
    e.NeutralRecused: Room.SHARED,
    e.CaseHandedOver: Room.SHARED,
    e.ProposalMade: Room.WITHOUT_PREJUDICE,
    e.ProposalAnswered: _own,
    e.ProposalClosed: Room.WITHOUT_PREJUDICE,
    e.MediationEnded: Room.SHARED,
    e.SettlementReached: Room.SHARED,
    e.DecisionRequested: Room.SHARED,
    e.DecisionForgone: Room.SHARED,
    e.ExhibitReceived: _own,
    e.ExhibitDisclosed: Room.OPEN,
    e.ConfidentialityClaimed: _own,
    e.ConfidentialityRuled: _own,
    e.SummaryDisclosed: Room.OPEN,
    e.ExhibitAnnotated: _own,
    e.TranslationNoted: _own,
    e.ExhibitRedacted: _own,
    e.ExhibitSealed: _own,
    e.EvidenceRequested: Room.OPEN,
    e.EvidenceAnswered: Room.OPEN,
    e.EvidenceNotProduced: Room.OPEN,
    e.RecordReopened: Room.SHARED,
    e.RecordClosed: Room.SHARED,
    e.FileCompleted: Room.SHARED,
    e.DecisionDrafted: Room.DRAFT,
    e.DraftRead: Room.DRAFT,
    e.DecidedTogether: Room.SHARED,
    e.DecisionIssued: Room.SHARED,
    e.DefaultDecisionIssued: Room.SHARED,
    e.DecisionAccepted: Room.SHARED,
    e.DecisionNotAccepted: Room.SHARED,
    e.CorrectionAsked: Room.SHARED,
    e.CorrectionDeclined: Room.SHARED,
    e.DecisionCorrected: Room.SHARED,
    e.ReviewAsked: Room.SHARED,
    e.ReviewDecided: Room.SHARED,
    e.SetAsideAsked: Room.SHARED,
    e.SetAsideDecided: Room.SHARED,
    e.BreachReported: Room.SHARED,
    e.CaseReopened: Room.SHARED,
    e.ParallelProceedingReported: Room.SHARED,
    e.ParallelProceedingConfirmed: Room.SHARED,
    e.ParallelProceedingEnded: Room.SHARED,
    e.CompensationOrdered: Room.SHARED,
    e.RecoveryRecorded: Room.SHARED,
    e.OwedLineReduced: Room.SHARED,
    e.FulfilmentReported: Room.SHARED,
    e.ReturnArranged: Room.SHARED,
    e.ReturnInspected: Room.SHARED,
    e.InspectionAnswered: Room.SHARED,
    e.VoucherTaken: Room.SHARED,
    e.LineNudged: Room.SHARED,
    e.ParcelScanned: Room.SHARED,
    e.TraceOpened: Room.SHARED,
    e.NonComplianceRecorded: Room.SHARED,
    e.PlatformSteppedIn: Room.SHARED,
    e.ComplaintWithdrawn: Room.SHARED,
    e.InactivityNoticed: Room.SHARED,
    e.ComplainantReturned: Room.SHARED,
    e.CaseTerminated: Room.SHARED,
    e.CaseClosed: Room.SHARED,
    e.ErasureAsked: Room.SHARED,
    e.ErasureAnswered: Room.SHARED,
    e.ExhibitErased: _own,
    e.WordsErased: _own,
    e.CaseCopyOffered: Room.SHARED,
    e.RetentionEnded: Room.SHARED,
    e.LegalHoldPlaced: Room.SHARED,
    e.LegalHoldLifted: Room.SHARED,
}
"""Per kind: a room of its own for every entry of that kind, or the room the entry names itself."""


def room_of(event: e.Event) -> Room:
    """The room in which an entry was said."""
    row = _ROOM_OF[type(event)]
    return row if isinstance(row, Room) else row(event)


def always_in(kind: type, room: Room) -> bool:
    """Whether every entry of this kind is said in this room."""
    return _ROOM_OF.get(kind) is room


_OF_WHO_PAID = (e.RecoveryRecorded, e.BidGiven)
"""What a recipient does not see of what their side sees: the payments, and what the payer would pay or take."""


def role_of(seat: Seat) -> Role:
    """The role of whoever has this sight."""
    return Role.THIRD_PARTY if isinstance(seat, Concern) else seat


def sees(seat: Seat, event: e.Event) -> bool:
    """Whether this seat may see the entry. The service itself sees all, a third party what concerns it."""
    if isinstance(seat, Concern):
        return scoped.concerned_by(seat, event)
    if seat is Role.RECIPIENT and isinstance(event, _OF_WHO_PAID):
        return False
    return seat is Role.SYSTEM or seat in AUDIENCE[room_of(event)]


IN_PART = {Role.RECIPIENT: unpriced.InPart, Role.THIRD_PARTY: scoped.InPart}
"""Who sees a part only of which entries."""


def sees_whole(seat: Seat, entry: "Entry") -> bool:
    """Whether somebody who sees the entry sees all of it; else its hash is not for them, as amounts can be guessed.

    What a recipient claimed themselves they know.
    """
    role = role_of(seat)
    own = isinstance(entry.event, e.ComplaintFiled) and entry.by.role is role
    return own or not isinstance(entry.event, IN_PART.get(role, ()))


def as_seen(seat: Seat, entry: "Entry") -> e.Event:
    """What somebody with this seat, who sees the entry, sees of it. A recipient sees nothing of what was paid."""
    event = entry.event
    if isinstance(seat, Concern) and isinstance(event, scoped.InPart):
        return scoped.as_concerned(seat, event)
    if seat is Role.RECIPIENT and isinstance(event, unpriced.InPart) and not sees_whole(seat, entry):
        return unpriced.unpriced(event)
    return event


def seat(case: "Case", visitor: Visitor) -> Role | None:
    """The role in which a visitor enters the case, or None: then the case does not exist for them."""
    for side, party in ((Role.COMPLAINANT, case.complainant), (Role.RESPONDENT, case.respondent)):
        if _speaks_for(visitor, party):
            return side
    for mandate in case.representations.values():
        if mandate.active and mandate.person == visitor.person:
            return Role(mandate.side.value)
    if visitor.person and case.recipient == visitor.person:
        return Role.RECIPIENT
    third = case.third_party_of(visitor.person)
    if third is not None and third.active:
        return Role.THIRD_PARTY
    for appointment in reversed(case.appointments):
        if appointment.active and appointment.person == visitor.person:
            return appointment.function.role
    if case.marketplace in visitor.marketplaces and not case.marketplace_is_party:
        return Role.MARKETPLACE
    return Role.REGISTRAR if visitor.registrar else None


def holder_of(case: "Case", role: Role) -> str:
    """Whose account it is that somebody acts for in this role; empty for who acts for no side."""
    return case.party(role.side).holder if role.side is not None else ""


def acts_for_another(case: "Case", role: Role, visitor: Visitor) -> bool:
    """Whether somebody acts for a side to which they do not belong: by mandate, by law, or as a recipient."""
    return role.side is not None and not _speaks_for(visitor, case.party(role.side))


def reads_as(by: Actor, case: "Case") -> Seat:
    """Whose sight somebody in the case has: what they handed in stays theirs, also after they left."""
    third = case.third_party_of(by.person) if by.role is Role.THIRD_PARTY else None
    return third.concern if third else by.role


def _speaks_for(visitor: Visitor, party: Party) -> bool:
    match party.holder_kind:
        case HolderKind.PERSON:
            return party.holder == visitor.person
        case HolderKind.ORGANISATION:
            return party.holder in visitor.organisations
        case HolderKind.MARKETPLACE:
            return party.holder in visitor.marketplaces
        case _:
            assert_never(party.holder_kind)
