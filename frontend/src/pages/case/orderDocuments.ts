import { graphql } from "../../generated/graphql";

/** The sale as the marketplace registered it. */
export const OrderFields = graphql(`
  fragment OrderFields on Order {
    id
    number
    placedAt
    currency
    marketplace
    paid {
      amount
      currency
    }
    lines {
      id
      title
      quantity
      total {
        amount
        currency
      }
      listing
    }
    payments {
      id
      method
      amount {
        amount
        currency
      }
      paidAt
    }
    shipments {
      id
      carrier
      dispatchedAt
      deliveredAt
      parcels {
        id
        tracking
      }
    }
    policies {
      kind
      provider
      words
    }
    guarantees {
      kind
      provider
      words
    }
  }
`);
