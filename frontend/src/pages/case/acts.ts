import { graphql } from "../../generated/graphql";

export const AcknowledgeComplaint = graphql(`
  mutation AcknowledgeComplaint($input: AcknowledgeComplaintInput!) {
    acknowledgeComplaint(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AnswerComplaint = graphql(`
  mutation AnswerComplaint($input: AnswerComplaintInput!) {
    answerComplaint(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AskHumanReview = graphql(`
  mutation AskHumanReview($input: AskHumanReviewInput!) {
    askHumanReview(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EscalateComplaint = graphql(`
  mutation EscalateComplaint($input: EscalateComplaintInput!) {
    escalateComplaint(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WithdrawComplaint = graphql(`
  mutation WithdrawComplaint($input: WithdrawComplaintInput!) {
    withdrawComplaint(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SendMessage = graphql(`
  mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const MakeOffer = graphql(`
  mutation MakeOffer($input: MakeOfferInput!) {
    makeOffer(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AcceptOffer = graphql(`
  mutation AcceptOffer($input: AcceptOfferInput!) {
    acceptOffer(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const DeclineOffer = graphql(`
  mutation DeclineOffer($input: DeclineOfferInput!) {
    declineOffer(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WithdrawOffer = graphql(`
  mutation WithdrawOffer($input: WithdrawOfferInput!) {
    withdrawOffer(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LeaveNegotiation = graphql(`
  mutation LeaveNegotiation($input: LeaveNegotiationInput!) {
    leaveNegotiation(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AnswerProposal = graphql(`
  mutation AnswerProposal($input: AnswerProposalInput!) {
    answerProposal(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RequestDecision = graphql(`
  mutation RequestDecision($input: RequestDecisionInput!) {
    requestDecision(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ForgoDecision = graphql(`
  mutation ForgoDecision($input: ForgoDecisionInput!) {
    forgoDecision(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AcceptDecision = graphql(`
  mutation AcceptDecision($input: AcceptDecisionInput!) {
    acceptDecision(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RejectDecision = graphql(`
  mutation RejectDecision($input: RejectDecisionInput!) {
    rejectDecision(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ReportFulfilment = graphql(`
  mutation ReportFulfilment($input: ReportFulfilmentInput!) {
    reportFulfilment(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
