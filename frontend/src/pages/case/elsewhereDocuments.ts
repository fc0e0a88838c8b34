import { graphql } from "../../generated/graphql";

/** What else deals with the same sale. */
export const ElsewhereFields = graphql(`
  fragment ElsewhereFields on Case {
    bankDeadline
    parallelProceedings {
      id
      kind
      forum
      reference
      openedOn
      effect
      unconfirmed
      outcome
      endedOn
      note
      by {
        ...ParticipantFields
      }
    }
  }
`);

export const ReportParallel = graphql(`
  mutation ReportParallelProceeding($input: ReportParallelProceedingInput!) { reportParallelProceeding(input: $input) { ...Acted } }
`);

export const ConfirmParallel = graphql(`
  mutation ConfirmParallelProceeding($input: ConfirmParallelProceedingInput!) { confirmParallelProceeding(input: $input) { ...Acted } }
`);

export const EndParallel = graphql(`
  mutation EndParallelProceeding($input: EndParallelProceedingInput!) { endParallelProceeding(input: $input) { ...Acted } }
`);
