import { graphql } from "../generated/graphql";

export const LostRefunds = graphql(`
  query LostRefunds($after: String) {
    unknownFulfilments(first: 20, after: $after) {
      edges {
        node {
          id
          case
          caseNumber
          version
          kind
          orderNumber
          payment
          amount {
            amount
            currency
          }
          keptAs
          shop
          since
          handedOverAt
          looks
          lookedAt
          reason
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const AnswerLost = graphql(`
  mutation AnswerLost($input: AnswerUnknownFulfilmentInput!) {
    answerUnknownFulfilment(input: $input) {
      case {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
