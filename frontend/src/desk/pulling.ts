import { graphql } from "../generated/graphql";

export const PullOrder = graphql(`
  mutation PullOrder($input: PullOrderInput!) {
    pullOrder(input: $input) {
      order {
        id
        number
        placedAt
        marketplace
        buyer
        seller
        paid {
          amount
          currency
        }
        lines {
          id
          title
          quantity
        }
        shopAwaited
        lookUp {
          ...LookUpFields
        }
      }
      replayed
      userErrors {
        code
        field
        message
      }
    }
  }
`);
