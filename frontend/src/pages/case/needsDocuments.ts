import { graphql } from "../../generated/graphql";

export const StateNeeds = graphql(`
  mutation StateNeeds($input: StateNeedsInput!) {
    stateNeeds(input: $input) {
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

export const WithdrawNeeds = graphql(`
  mutation WithdrawNeeds($input: WithdrawNeedsInput!) {
    withdrawNeeds(input: $input) {
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
