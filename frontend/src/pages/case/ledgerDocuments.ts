import { graphql } from "../../generated/graphql";

/** What came back of the payments, and what is left of each. */
export const LedgerFields = graphql(`
  fragment LedgerFields on Case {
    recoveries {
      source
      amount {
        amount
        currency
      }
      undone
      reference
      recordedAt
    }
    paymentsLeft {
      payment
      recovered {
        amount
        currency
      }
      left {
        amount
        currency
      }
    }
  }
`);
