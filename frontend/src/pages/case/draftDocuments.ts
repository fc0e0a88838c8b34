import { graphql } from "../../generated/graphql";

export const DraftFields = graphql(`
  fragment DraftFields on Case {
    decisionDrafts {
      id
      outcome
      counterclaim
      issues {
        question
        finding
        exhibits
        rule
      }
      lines {
        ...LineFields
      }
      net {
        owedBy
        amount {
          amount
          currency
        }
      }
      reasons
      by {
        ...ParticipantFields
      }
      at
      waits
      confirmed
      canBeIssued
      remarks
    }
  }
`);

export const DraftDecision = graphql(`
  mutation DraftDecision($input: DraftDecisionInput!) { draftDecision(input: $input) { ...Acted } }
`);

export const ReadDraft = graphql(`
  mutation ReadDraft($input: ReadDraftInput!) { readDraft(input: $input) { ...Acted } }
`);

export const IssueDraft = graphql(`
  mutation IssueDraft($input: IssueDraftInput!) { issueDraft(input: $input) { ...Acted } }
`);
