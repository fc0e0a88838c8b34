import { graphql } from "../../generated/graphql";
import type { ComplaintOrderQuery, FilingLimitsQuery } from "../../generated/graphql/graphql";

export const ComplaintOrder = graphql(`
  query ComplaintOrder($id: ID!) {
    viewer {
      id
      name
      email
      organisations {
        name
      }
    }
    order(id: $id) {
      ...ComplaintOrderFields
    }
  }
`);

graphql(`
  fragment ComplaintOrderFields on Order {
    id
    number
    marketplace
    buyer
    seller
    currency
    lines {
      id
      title
      quantity
      total {
        amount
        currency
      }
    }
    addresses {
      kind
      country
      words
    }
  }
`);

export const OtherOrdersDocument = graphql(`
  query OtherOrders {
    orders(first: 50) {
      edges {
        node {
          ...ComplaintOrderFields
        }
      }
    }
  }
`);

export const FilingLimitsDocument = graphql(`
  query FilingLimits($order: ID!) {
    filingLimits(order: $order) {
      line
      complaint
      ends
      zone
      over
      sentences
      otherWays
      language
    }
  }
`);

export const FileComplaintDocument = graphql(`
  mutation FileComplaint($input: FileComplaintInput!) {
    fileComplaint(input: $input) {
      case {
        id
        number
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const FileComplaintsDocument = graphql(`
  mutation FileComplaints($input: FileComplaintsInput!) {
    fileComplaints(input: $input) {
      cases {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const FiledCaseDocument = graphql(`
  query FiledCase($id: ID!) {
    case(id: $id) {
      id
      number
      title
      respondent {
        name
      }
    }
  }
`);

/** Whether this person sold the order: a seller can complain too. */
export function sold(order: { seller: string }, person: { organisations: readonly { name: string }[] }): boolean {
  return person.organisations.some(({ name }) => name === order.seller);
}

export type OrderToComplainOf = NonNullable<ComplaintOrderQuery["order"]>;
export type Person = NonNullable<ComplaintOrderQuery["viewer"]>;
export type Limit = FilingLimitsQuery["filingLimits"][number];
