import { graphql } from "../../generated/graphql";

export const FactValueFields = graphql(`
  fragment FactValueFields on FactValue {
    words
    amount {
      amount
      currency
    }
    quantity
    at
  }

  fragment LookUpFields on OrderLookUp {
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
`);

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
      vouched {
        by
      }
    }
    payments {
      id
      method
      amount {
        amount
        currency
      }
      paidAt
      vouched {
        by
      }
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
      vouched {
        by
      }
    }
    addresses {
      kind
      country
      words
      vouched {
        by
      }
    }
    vouched {
      by
    }
    shopAwaited
    lookUp {
      ...LookUpFields
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
