import { graphql } from "../../generated/graphql";

export const AskedOfDecisionFields = graphql(`
  fragment AskedOfDecisionFields on Case {
    correctionsAsked {
      side
      reasons
    }
    reviewsAsked {
      side
      ground
      reasons
    }
    setAsideAsked {
      side
      reasons
    }
    reviewGrounds
    terminationGrounds
  }
`);

export const CorrectedFields = graphql(`
  fragment CorrectedFields on Decision {
    ordered {
      ...LineFields
    }
    corrections {
      slip
      reads
      at
    }
  }
`);

export const AskCorrection = graphql(`
  mutation AskCorrection($input: AskCorrectionInput!) { askCorrection(input: $input) { ...Acted } }
`);

export const AskReview = graphql(`
  mutation AskReview($input: AskReviewInput!) { askReview(input: $input) { ...Acted } }
`);

export const AskSetAside = graphql(`
  mutation AskSetAside($input: AskSetAsideInput!) { askSetAside(input: $input) { ...Acted } }
`);
