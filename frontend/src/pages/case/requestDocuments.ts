import { graphql } from "../../generated/graphql";

/** What a side was asked for, and what came of it. */
export const RequestFields = graphql(`
  fragment RequestFields on Case {
    checklist {
      document
      title
      why
      exhibits
      missing
    }
    evidenceRequests {
      id
      side
      what
      why
      binding
      from {
        ...ParticipantFields
      }
      at
      due
      answer
      exhibits
      words
      failed
      mayCountAgainst
      yours
    }
  }
`);

export const RequestEvidence = graphql(`
  mutation RequestEvidence($input: RequestEvidenceInput!) { requestEvidence(input: $input) { ...Acted } }
`);

export const AnswerEvidenceRequest = graphql(`
  mutation AnswerEvidenceRequest($input: AnswerEvidenceRequestInput!) { answerEvidenceRequest(input: $input) { ...Acted } }
`);

export const ReopenRecord = graphql(`
  mutation ReopenRecord($input: ReopenRecordInput!) { reopenRecord(input: $input) { ...Acted } }
`);
