"""Everything a docket can hold. Event names and their fields are the format on disk: choose words that last."""

from odr.domain.events.amending import ClarificationAsked as ClarificationAsked
from odr.domain.events.amending import ClarificationGiven as ClarificationGiven
from odr.domain.events.amending import SubmissionCorrected as SubmissionCorrected
from odr.domain.events.amending import SubmissionWithdrawn as SubmissionWithdrawn
from odr.domain.events.bundling import BundleChanged as BundleChanged
from odr.domain.events.bundling import BundleJoined as BundleJoined
from odr.domain.events.bundling import BundleObjectionMade as BundleObjectionMade
from odr.domain.events.bundling import BundleProposed as BundleProposed
from odr.domain.events.bundling import CaseLeftBundle as CaseLeftBundle
from odr.domain.events.bundling import DecidedTogether as DecidedTogether
from odr.domain.events.bundling import OfBundles as OfBundles
from odr.domain.events.bundling import ReleasedFromBundle as ReleasedFromBundle
from odr.domain.events.deciding import DecisionAccepted as DecisionAccepted
from odr.domain.events.deciding import DecisionDrafted as DecisionDrafted
from odr.domain.events.deciding import DecisionForgone as DecisionForgone
from odr.domain.events.deciding import DecisionIssued as DecisionIssued
from odr.domain.events.deciding import DecisionNotAccepted as DecisionNotAccepted
from odr.domain.events.deciding import DecisionRequested as DecisionRequested
from odr.domain.events.deciding import DefaultDecisionIssued as DefaultDecisionIssued
from odr.domain.events.deciding import DraftRead as DraftRead
from odr.domain.events.deciding import EvidenceAnswered as EvidenceAnswered
from odr.domain.events.deciding import EvidenceNotProduced as EvidenceNotProduced
from odr.domain.events.deciding import EvidenceRequested as EvidenceRequested
from odr.domain.events.deciding import ExhibitDisclosed as ExhibitDisclosed
from odr.domain.events.deciding import ExhibitReceived as ExhibitReceived
from odr.domain.events.deciding import FileCompleted as FileCompleted
from odr.domain.events.deciding import Issue as Issue
from odr.domain.events.deciding import OfDeciding as OfDeciding
from odr.domain.events.deciding import RecordClosed as RecordClosed
from odr.domain.events.deciding import RecordReopened as RecordReopened
from odr.domain.events.disclosing import Area as Area
from odr.domain.events.disclosing import ConfidentialityClaimed as ConfidentialityClaimed
from odr.domain.events.disclosing import ConfidentialityRuled as ConfidentialityRuled
from odr.domain.events.disclosing import ExhibitAnnotated as ExhibitAnnotated
from odr.domain.events.disclosing import ExhibitRedacted as ExhibitRedacted
from odr.domain.events.disclosing import ExhibitSealed as ExhibitSealed
from odr.domain.events.disclosing import OfDisclosing as OfDisclosing
from odr.domain.events.disclosing import Place as Place
from odr.domain.events.disclosing import SummaryDisclosed as SummaryDisclosed
from odr.domain.events.disclosing import TranslationNoted as TranslationNoted
from odr.domain.events.ending import CaseClosed as CaseClosed
from odr.domain.events.ending import CaseTerminated as CaseTerminated
from odr.domain.events.ending import CompensationLine as CompensationLine
from odr.domain.events.ending import CompensationOrdered as CompensationOrdered
from odr.domain.events.ending import ComplainantReturned as ComplainantReturned
from odr.domain.events.ending import Failure as Failure
from odr.domain.events.ending import FulfilmentReported as FulfilmentReported
from odr.domain.events.ending import InactivityNoticed as InactivityNoticed
from odr.domain.events.ending import Leg as Leg
from odr.domain.events.ending import LineNudged as LineNudged
from odr.domain.events.ending import NonComplianceRecorded as NonComplianceRecorded
from odr.domain.events.ending import OfOwing as OfOwing
from odr.domain.events.ending import OwedLineReduced as OwedLineReduced
from odr.domain.events.ending import PlatformSteppedIn as PlatformSteppedIn
from odr.domain.events.ending import RecoveryRecorded as RecoveryRecorded
from odr.domain.events.ending import VoucherTaken as VoucherTaken
from odr.domain.events.erasing import CaseCopyOffered as CaseCopyOffered
from odr.domain.events.erasing import ErasureAnswered as ErasureAnswered
from odr.domain.events.erasing import ErasureAsked as ErasureAsked
from odr.domain.events.erasing import ExhibitErased as ExhibitErased
from odr.domain.events.erasing import LegalHoldLifted as LegalHoldLifted
from odr.domain.events.erasing import LegalHoldPlaced as LegalHoldPlaced
from odr.domain.events.erasing import OfErasing as OfErasing
from odr.domain.events.erasing import RetentionEnded as RetentionEnded
from odr.domain.events.erasing import WordsErased as WordsErased
from odr.domain.events.filing import AnswerGiven as AnswerGiven
from odr.domain.events.filing import CaseAdmitted as CaseAdmitted
from odr.domain.events.filing import CaseOpened as CaseOpened
from odr.domain.events.filing import CaseRefused as CaseRefused
from odr.domain.events.filing import ComplaintAcknowledged as ComplaintAcknowledged
from odr.domain.events.filing import ComplaintFiled as ComplaintFiled
from odr.domain.events.filing import ComplaintTakenDown as ComplaintTakenDown
from odr.domain.events.filing import ComplaintWithdrawn as ComplaintWithdrawn
from odr.domain.events.filing import CounterclaimAnswered as CounterclaimAnswered
from odr.domain.events.filing import CounterclaimMade as CounterclaimMade
from odr.domain.events.filing import CounterclaimWithdrawn as CounterclaimWithdrawn
from odr.domain.events.filing import DisputeOpened as DisputeOpened
from odr.domain.events.filing import EntitlementComputed as EntitlementComputed
from odr.domain.events.filing import HumanReviewAsked as HumanReviewAsked
from odr.domain.events.filing import HumanReviewGiven as HumanReviewGiven
from odr.domain.events.filing import NeedsStated as NeedsStated
from odr.domain.events.filing import NeedsWithdrawn as NeedsWithdrawn
from odr.domain.events.filing import OfOpening as OfOpening
from odr.domain.events.filing import OrderLookedUp as OrderLookedUp
from odr.domain.events.filing import OrderRecorded as OrderRecorded
from odr.domain.events.filing import Projected as Projected
from odr.domain.events.filing import ReceiptGiven as ReceiptGiven
from odr.domain.events.filing import RespondentInvited as RespondentInvited
from odr.domain.events.filing import RespondentJoined as RespondentJoined
from odr.domain.events.filing import RespondentNudged as RespondentNudged
from odr.domain.events.filing import SilenceRecorded as SilenceRecorded
from odr.domain.events.guarding import GuardianJoined as GuardianJoined
from odr.domain.events.guarding import GuardianRelieved as GuardianRelieved
from odr.domain.events.guarding import GuardianshipStated as GuardianshipStated
from odr.domain.events.guarding import LegalRepresentativeRequired as LegalRepresentativeRequired
from odr.domain.events.guarding import OfGuardians as OfGuardians
from odr.domain.events.guarding import OwnCapacityClaimed as OwnCapacityClaimed
from odr.domain.events.guarding import OwnCapacityConfirmed as OwnCapacityConfirmed
from odr.domain.events.inspecting import InspectionAnswered as InspectionAnswered
from odr.domain.events.inspecting import OfInspecting as OfInspecting
from odr.domain.events.inspecting import ReturnInspected as ReturnInspected
from odr.domain.events.neutrals import AppointmentPassedToRule as AppointmentPassedToRule
from odr.domain.events.neutrals import CaseHandedOver as CaseHandedOver
from odr.domain.events.neutrals import CircumstancesDisclosed as CircumstancesDisclosed
from odr.domain.events.neutrals import MandateEnded as MandateEnded
from odr.domain.events.neutrals import NeutralAppointed as NeutralAppointed
from odr.domain.events.neutrals import NeutralRecused as NeutralRecused
from odr.domain.events.neutrals import ObjectionDecided as ObjectionDecided
from odr.domain.events.neutrals import ObjectionMade as ObjectionMade
from odr.domain.events.parallel import ParallelProceedingConfirmed as ParallelProceedingConfirmed
from odr.domain.events.parallel import ParallelProceedingEnded as ParallelProceedingEnded
from odr.domain.events.parallel import ParallelProceedingReported as ParallelProceedingReported
from odr.domain.events.people import AccountClosed as AccountClosed
from odr.domain.events.people import AccountReopened as AccountReopened
from odr.domain.events.people import OfPeople as OfPeople
from odr.domain.events.people import RecipientInvited as RecipientInvited
from odr.domain.events.people import RecipientJoined as RecipientJoined
from odr.domain.events.people import RepresentationEnded as RepresentationEnded
from odr.domain.events.people import RepresentativeJoined as RepresentativeJoined
from odr.domain.events.people import RepresentativeNamed as RepresentativeNamed
from odr.domain.events.returning import ReturnArranged as ReturnArranged
from odr.domain.events.reviewing import BreachReported as BreachReported
from odr.domain.events.reviewing import CaseReopened as CaseReopened
from odr.domain.events.reviewing import CorrectionAsked as CorrectionAsked
from odr.domain.events.reviewing import CorrectionDeclined as CorrectionDeclined
from odr.domain.events.reviewing import DecisionCorrected as DecisionCorrected
from odr.domain.events.reviewing import ReviewAsked as ReviewAsked
from odr.domain.events.reviewing import ReviewDecided as ReviewDecided
from odr.domain.events.reviewing import SetAsideAsked as SetAsideAsked
from odr.domain.events.reviewing import SetAsideDecided as SetAsideDecided
from odr.domain.events.settling import BiddingClosed as BiddingClosed
from odr.domain.events.settling import BiddingOpened as BiddingOpened
from odr.domain.events.settling import BidGiven as BidGiven
from odr.domain.events.settling import MediationEnded as MediationEnded
from odr.domain.events.settling import MessageHidden as MessageHidden
from odr.domain.events.settling import MessagesBlocked as MessagesBlocked
from odr.domain.events.settling import MessageSent as MessageSent
from odr.domain.events.settling import MessagesUnblocked as MessagesUnblocked
from odr.domain.events.settling import NegotiationLeft as NegotiationLeft
from odr.domain.events.settling import OfferAccepted as OfferAccepted
from odr.domain.events.settling import OfferDeclined as OfferDeclined
from odr.domain.events.settling import OfferLapsed as OfferLapsed
from odr.domain.events.settling import OfferMade as OfferMade
from odr.domain.events.settling import OfferWithdrawn as OfferWithdrawn
from odr.domain.events.settling import ProposalAnswered as ProposalAnswered
from odr.domain.events.settling import ProposalClosed as ProposalClosed
from odr.domain.events.settling import ProposalMade as ProposalMade
from odr.domain.events.settling import SettlementReached as SettlementReached
from odr.domain.events.third_parties import ExhibitShown as ExhibitShown
from odr.domain.events.third_parties import OfThirdParties as OfThirdParties
from odr.domain.events.third_parties import ThirdPartyAsked as ThirdPartyAsked
from odr.domain.events.third_parties import ThirdPartyEnded as ThirdPartyEnded
from odr.domain.events.third_parties import ThirdPartyInvited as ThirdPartyInvited
from odr.domain.events.third_parties import ThirdPartyJoined as ThirdPartyJoined
from odr.domain.events.third_parties import ThirdPartySilent as ThirdPartySilent
from odr.domain.events.third_parties import ThirdPartyStated as ThirdPartyStated
from odr.domain.events.time import ExtensionAsked as ExtensionAsked
from odr.domain.events.time import ExtensionDeclined as ExtensionDeclined
from odr.domain.events.time import ExtensionGranted as ExtensionGranted
from odr.domain.events.time import FrameEnded as FrameEnded
from odr.domain.events.time import FrameMoved as FrameMoved
from odr.domain.events.time import FrameOpened as FrameOpened
from odr.domain.events.time import OfTime as OfTime
from odr.domain.events.time import PauseAsked as PauseAsked
from odr.domain.events.time import PauseBegun as PauseBegun
from odr.domain.events.time import PauseDeclined as PauseDeclined
from odr.domain.events.time import PauseEnded as PauseEnded
from odr.domain.events.time import RulebookChangeAsked as RulebookChangeAsked
from odr.domain.events.time import RulebookChanged as RulebookChanged
from odr.domain.events.time import RulebookChangeDeclined as RulebookChangeDeclined
from odr.domain.events.time import ServiceFailed as ServiceFailed
from odr.domain.events.time import StageOpened as StageOpened
from odr.domain.events.time import SubstituteServed as SubstituteServed
from odr.domain.events.tracking import OfTracking as OfTracking
from odr.domain.events.tracking import ParcelScanned as ParcelScanned
from odr.domain.events.tracking import ScanKind as ScanKind
from odr.domain.events.tracking import TraceOpened as TraceOpened
from odr.domain.paying import FundPart as FundPart
from odr.domain.paying import PaidFrom as PaidFrom
from odr.domain.vocabulary import Automated as Automated
from odr.domain.vocabulary import Basis as Basis
from odr.domain.vocabulary import Channel as Channel
from odr.domain.vocabulary import Departure as Departure
from odr.domain.vocabulary import Ending as Ending
from odr.domain.vocabulary import ErasureGround as ErasureGround
from odr.domain.vocabulary import Function as Function
from odr.domain.vocabulary import Ground as Ground
from odr.domain.vocabulary import Guardianship as Guardianship
from odr.domain.vocabulary import How as How
from odr.domain.vocabulary import Kept as Kept
from odr.domain.vocabulary import LawfulGround as LawfulGround
from odr.domain.vocabulary import Leaving as Leaving
from odr.domain.vocabulary import Moved as Moved
from odr.domain.vocabulary import Outcome as Outcome
from odr.domain.vocabulary import ParallelEffect as ParallelEffect
from odr.domain.vocabulary import ParallelKind as ParallelKind
from odr.domain.vocabulary import ParallelOutcome as ParallelOutcome
from odr.domain.vocabulary import Position as Position
from odr.domain.vocabulary import Production as Production
from odr.domain.vocabulary import RecoverySource as RecoverySource
from odr.domain.vocabulary import RefusalGround as RefusalGround
from odr.domain.vocabulary import Stage as Stage
from odr.domain.vocabulary import Step as Step
from odr.domain.vocabulary import Submission as Submission
from odr.domain.vocabulary import Termination as Termination
from odr.domain.vocabulary import ThirdPartyKind as ThirdPartyKind
from odr.domain.vocabulary import Via as Via
from odr.domain.vocabulary_review import Reopening as Reopening
from odr.domain.vocabulary_review import ReviewResult as ReviewResult
from odr.domain.vocabulary_review import Slip as Slip

Event = (
    OfOpening
    | ClarificationAsked
    | ClarificationGiven
    | CounterclaimMade
    | CounterclaimAnswered
    | CounterclaimWithdrawn
    | DisputeOpened
    | CaseAdmitted
    | CaseRefused
    | SilenceRecorded
    | OfTime
    | MessageSent
    | MessageHidden
    | MessagesBlocked
    | MessagesUnblocked
    | SubmissionCorrected
    | SubmissionWithdrawn
    | NeedsStated
    | NeedsWithdrawn
    | OfPeople
    | OfGuardians
    | OfBundles
    | OfThirdParties
    | OfErasing
    | OfferMade
    | OfferAccepted
    | OfferDeclined
    | OfferWithdrawn
    | OfferLapsed
    | BiddingOpened
    | BidGiven
    | BiddingClosed
    | NegotiationLeft
    | AppointmentPassedToRule
    | NeutralAppointed
    | MandateEnded
    | CircumstancesDisclosed
    | ObjectionMade
    | ObjectionDecided
    | NeutralRecused
    | CaseHandedOver
    | ProposalMade
    | ProposalAnswered
    | ProposalClosed
    | MediationEnded
    | SettlementReached
    | OfDeciding
    | OfDisclosing
    | CorrectionAsked
    | CorrectionDeclined
    | DecisionCorrected
    | ReviewAsked
    | ReviewDecided
    | SetAsideAsked
    | SetAsideDecided
    | BreachReported
    | CaseReopened
    | ParallelProceedingReported
    | ParallelProceedingConfirmed
    | ParallelProceedingEnded
    | OfInspecting
    | OfTracking
    | ReturnArranged
    | OfOwing
    | ComplaintWithdrawn
    | CaseTerminated
    | CaseClosed
)
