import { graphql } from "../../generated/graphql";

/** What every act on a case answers: the case as it is now, or what was refused. */
graphql(`
  fragment Acted on CasePayload {
    case {
      id
      version
    }
    userErrors {
      field
      message
    }
  }
`);

export const AcknowledgeComplaint = graphql(`
  mutation AcknowledgeComplaint($input: AcknowledgeComplaintInput!) { acknowledgeComplaint(input: $input) { ...Acted } }
`);

export const AnswerComplaint = graphql(`
  mutation AnswerComplaint($input: AnswerComplaintInput!) { answerComplaint(input: $input) { ...Acted } }
`);

export const AskHumanReview = graphql(`
  mutation AskHumanReview($input: AskHumanReviewInput!) { askHumanReview(input: $input) { ...Acted } }
`);

export const EscalateComplaint = graphql(`
  mutation EscalateComplaint($input: EscalateComplaintInput!) { escalateComplaint(input: $input) { ...Acted } }
`);

export const WithdrawComplaint = graphql(`
  mutation WithdrawComplaint($input: WithdrawComplaintInput!) { withdrawComplaint(input: $input) { ...Acted } }
`);

export const SendMessage = graphql(`
  mutation SendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ...Acted } }
`);

export const MakeOffer = graphql(`
  mutation MakeOffer($input: MakeOfferInput!) { makeOffer(input: $input) { ...Acted } }
`);

export const AcceptOffer = graphql(`
  mutation AcceptOffer($input: AcceptOfferInput!) { acceptOffer(input: $input) { ...Acted } }
`);

export const DeclineOffer = graphql(`
  mutation DeclineOffer($input: DeclineOfferInput!) { declineOffer(input: $input) { ...Acted } }
`);

export const WithdrawOffer = graphql(`
  mutation WithdrawOffer($input: WithdrawOfferInput!) { withdrawOffer(input: $input) { ...Acted } }
`);

export const LeaveNegotiation = graphql(`
  mutation LeaveNegotiation($input: LeaveNegotiationInput!) { leaveNegotiation(input: $input) { ...Acted } }
`);

export const AnswerProposal = graphql(`
  mutation AnswerProposal($input: AnswerProposalInput!) { answerProposal(input: $input) { ...Acted } }
`);

export const RequestDecision = graphql(`
  mutation RequestDecision($input: RequestDecisionInput!) { requestDecision(input: $input) { ...Acted } }
`);

export const ForgoDecision = graphql(`
  mutation ForgoDecision($input: ForgoDecisionInput!) { forgoDecision(input: $input) { ...Acted } }
`);

export const AcceptDecision = graphql(`
  mutation AcceptDecision($input: AcceptDecisionInput!) { acceptDecision(input: $input) { ...Acted } }
`);

export const RejectDecision = graphql(`
  mutation RejectDecision($input: RejectDecisionInput!) { rejectDecision(input: $input) { ...Acted } }
`);

export const ReportFulfilment = graphql(`
  mutation ReportFulfilment($input: ReportFulfilmentInput!) { reportFulfilment(input: $input) { ...Acted } }
`);

export const TakeVoucher = graphql(`
  mutation TakeVoucher($input: TakeVoucherInput!) { takeVoucher(input: $input) { ...Acted } }
`);
