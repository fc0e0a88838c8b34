import { graphql } from "../generated/graphql";

export const CorrectDecision = graphql(`
  mutation CorrectDecision($input: CorrectDecisionInput!) { correctDecision(input: $input) { ...Acted } }
`);

export const DeclineCorrection = graphql(`
  mutation DeclineCorrection($input: DeclineCorrectionInput!) { declineCorrection(input: $input) { ...Acted } }
`);

export const DecideReview = graphql(`
  mutation DecideReview($input: DecideReviewInput!) { decideReview(input: $input) { ...Acted } }
`);

export const DecideSetAside = graphql(`
  mutation DecideSetAside($input: DecideSetAsideInput!) { decideSetAside(input: $input) { ...Acted } }
`);
