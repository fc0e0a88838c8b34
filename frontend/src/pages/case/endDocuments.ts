import { graphql } from "../../generated/graphql";

export const ContinueCase = graphql(`
  mutation ContinueCase($input: ContinueCaseInput!) { continueCase(input: $input) { ...Acted } }
`);
