import { graphql } from "../../generated/graphql";
import type { ComplaintOrderQuery } from "../../generated/graphql/graphql";

export const ComplaintOrder = graphql(`
  query ComplaintOrder($id: ID!) {
    viewer { id name email }
    order(id: $id) {
      id
      number
      seller
      currency
      lines { id title quantity total { amount currency } }
      addresses { kind country words }
    }
  }
`);

export const FileComplaintDocument = graphql(`
  mutation FileComplaint($input: FileComplaintInput!) {
    fileComplaint(input: $input) {
      case { id number }
      userErrors { field message }
    }
  }
`);

export type OrderToComplainOf = NonNullable<ComplaintOrderQuery["order"]>;
export type Person = NonNullable<ComplaintOrderQuery["viewer"]>;
