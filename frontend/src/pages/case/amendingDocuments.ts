import { graphql } from "../../generated/graphql";

export const AmendmentFields = graphql(`
  fragment AmendmentFields on Case {
    amendments {
      what
      subject
      reads
      withdrawn
      reasons
      at
    }
  }
`);

export const CorrectSubmission = graphql(`
  mutation CorrectSubmission($input: CorrectSubmissionInput!) {
    correctSubmission(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WithdrawSubmission = graphql(`
  mutation WithdrawSubmission($input: WithdrawSubmissionInput!) {
    withdrawSubmission(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
