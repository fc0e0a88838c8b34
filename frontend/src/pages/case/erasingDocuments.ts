import { graphql } from "../../generated/graphql";

export const KeepingDocument = graphql(`
  query CaseKeeping($id: ID!) {
    case(id: $id) {
      id
      keeping {
        evidenceUntil
        recordUntil
        heldBy
        copyUntil
        evidenceErasedAt
        recordErasedAt
        erased {
          what
          subject
          ground
          at
        }
        requests {
          id
          what
          number
          ground
          reasons
          at
          by {
            ...ParticipantFields
          }
          erases
          answer
        }
        legalHolds {
          id
          reasons
          authority
          reference
          at
        }
      }
    }
  }
`);

export const CaseCopyDocument = graphql(`
  query CaseCopy($case: ID!) {
    caseCopy(case: $case) {
      path
      files
      bytes
      leftOut
    }
  }
`);

export const AskErasure = graphql(`
  mutation AskErasure($input: AskErasureInput!) { askErasure(input: $input) { ...Acted } }
`);

export const AnswerErasure = graphql(`
  mutation AnswerErasure($input: AnswerErasureInput!) { answerErasure(input: $input) { ...Acted } }
`);

export const PlaceLegalHold = graphql(`
  mutation PlaceLegalHold($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { ...Acted } }
`);

export const LiftLegalHold = graphql(`
  mutation LiftLegalHold($input: LiftLegalHoldInput!) { liftLegalHold(input: $input) { ...Acted } }
`);
