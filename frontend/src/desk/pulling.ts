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
          answer
          askedAt
          state
          differences {
            of
            subject
            title
            aspect
            registered {
              ...FactValueFields
            }
            inShop {
              ...FactValueFields
            }
          }
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
