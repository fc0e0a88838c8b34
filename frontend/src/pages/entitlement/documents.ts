import { graphql } from "../../generated/graphql";
import type { EntitlementFieldsFragment } from "../../generated/graphql/graphql";

export const EntitlementFields = graphql(`
  fragment EntitlementFields on Entitlement {
    notice
    statute
    modelledOn
    review {
      side
      reasons
      finding
    }
    lines {
      claim
      source
      rule
      basis
      checked
      result
      remedy
      title
      quantity
      amount {
        amount
        currency
      }
      charge
      tests {
        criterion
        words
        state
        knownBy
        shownBy
      }
      window {
        lastDay
        zone
        source
      }
      cap {
        amount {
          amount
          currency
        }
        percent
      }
      exclusions {
        exclusion
        words
        applies
      }
      best
    }
  }
`);

export const EntitlementDocument = graphql(`
  query EntitlementOf(
    $order: ID!
    $line: ID!
    $quantity: Int!
    $complaint: ComplaintType!
    $circumstances: CircumstancesInput
  ) {
    entitlement(
      order: $order
      line: $line
      quantity: $quantity
      complaint: $complaint
      circumstances: $circumstances
    ) {
      ...EntitlementFields
    }
  }
`);

export type Entitlement = EntitlementFieldsFragment;
export type EntitlementLine = Entitlement["lines"][number];
