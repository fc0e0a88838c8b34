import { graphql } from "../../generated/graphql";

export const ClarificationFields = graphql(`
  fragment ClarificationFields on Case {
    clarifications {
      id
      side
      about
      what
      at
      due
      words
      exhibits
    }
  }
`);

export const GiveClarification = graphql(`
  mutation GiveClarification($input: GiveClarificationInput!) { giveClarification(input: $input) { ...Acted } }
`);
