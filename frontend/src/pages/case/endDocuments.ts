import { graphql } from "../../generated/graphql";

export const ContinueCase = graphql(`
  mutation ContinueCase($input: ContinueCaseInput!) {
    continueCase(input: $input) {
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
