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
  mutation CorrectSubmission($input: CorrectSubmissionInput!) { correctSubmission(input: $input) { ...Acted } }
`);

export const WithdrawSubmission = graphql(`
  mutation WithdrawSubmission($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { ...Acted } }
`);
