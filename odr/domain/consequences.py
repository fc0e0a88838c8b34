"""What the service enters by itself, whoever acted."""

from odr.domain import events as e

CONSEQUENCES: frozenset[type] = frozenset(
    {
        e.OrderLookedUp,
        e.EntitlementComputed,
        e.ReceiptGiven,
        e.RespondentInvited,
        e.SilenceRecorded,
        e.StageOpened,
        e.FrameOpened,
        e.FrameMoved,
        e.FrameEnded,
        e.BundleJoined,
        e.BundleChanged,
        e.CaseLeftBundle,
        e.OfferLapsed,
        e.BiddingClosed,
        e.AppointmentPassedToRule,
        e.MandateEnded,
        e.ProposalClosed,
        e.SettlementReached,
        e.DefaultDecisionIssued,
        e.EvidenceNotProduced,
        e.ThirdPartySilent,
        e.RecordClosed,
        e.CaseReopened,
        e.CompensationOrdered,
        e.RecoveryRecorded,
        e.OwedLineReduced,
        e.NonComplianceRecorded,
        e.PlatformSteppedIn,
        e.CaseClosed,
    }
)
"""What follows by rule from an act. The service enters these, so that who acted last in private stays private."""
