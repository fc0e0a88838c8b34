import { graphql } from "../generated/graphql";

export const CorrectDecision = graphql(`
  mutation CorrectDecision($input: CorrectDecisionInput!) {
    correctDecision(input: $input) {
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

export const DeclineCorrection = graphql(`
  mutation DeclineCorrection($input: DeclineCorrectionInput!) {
    declineCorrection(input: $input) {
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

export const DecideReview = graphql(`
  mutation DecideReview($input: DecideReviewInput!) {
    decideReview(input: $input) {
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

export const DecideSetAside = graphql(`
  mutation DecideSetAside($input: DecideSetAsideInput!) {
    decideSetAside(input: $input) {
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
