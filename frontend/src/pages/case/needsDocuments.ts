import { graphql } from "../../generated/graphql";

export const StateNeeds = graphql(`
  mutation StateNeeds($input: StateNeedsInput!) { stateNeeds(input: $input) { ...Acted } }
`);

export const WithdrawNeeds = graphql(`
  mutation WithdrawNeeds($input: WithdrawNeedsInput!) { withdrawNeeds(input: $input) { ...Acted } }
`);
