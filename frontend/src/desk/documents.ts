import { graphql } from "../generated/graphql";
import type { DeskQueueQuery } from "../generated/graphql/graphql";

export const DeskQueueDocument = graphql(`
  query DeskQueue($after: String) {
    cases(first: 50, after: $after) {
      edges {
        node {
          id
          number
          title
          stage
          role
          myTurn
          due
          overdue
          updatedAt
          closedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type QueueRow = DeskQueueQuery["cases"]["edges"][number]["node"];

export const NeutralsDocument = graphql(`
  query Neutrals($case: ID!, $function: NeutralFunction!) {
    neutrals(case: $case, function: $function) {
      person
      name
      openCases
      speaks
      knows
      against
    }
  }
`);

export const AdmitCase = graphql(`
  mutation AdmitCase($input: AdmitCaseInput!) { admitCase(input: $input) { ...Acted } }
`);

export const RefuseCase = graphql(`
  mutation RefuseCase($input: RefuseCaseInput!) { refuseCase(input: $input) { ...Acted } }
`);

export const AnswerHumanReview = graphql(`
  mutation AnswerHumanReview($input: AnswerHumanReviewInput!) { answerHumanReview(input: $input) { ...Acted } }
`);

export const AppointNeutral = graphql(`
  mutation AppointNeutral($input: AppointNeutralInput!) { appointNeutral(input: $input) { ...Acted } }
`);

export const MakeProposal = graphql(`
  mutation MakeProposal($input: MakeProposalInput!) { makeProposal(input: $input) { ...Acted } }
`);

export const EndMediation = graphql(`
  mutation EndMediation($input: EndMediationInput!) { endMediation(input: $input) { ...Acted } }
`);

export const CompleteFile = graphql(`
  mutation CompleteFile($input: CompleteFileInput!) { completeFile(input: $input) { ...Acted } }
`);

export const IssueDecision = graphql(`
  mutation IssueDecision($input: IssueDecisionInput!) { issueDecision(input: $input) { ...Acted } }
`);
