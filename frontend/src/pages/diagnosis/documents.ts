import { graphql } from "../../generated/graphql";
import type { DiagnosisQuery } from "../../generated/graphql/graphql";

export const DiagnosisDocument = graphql(`
  query Diagnosis($answers: [DiagnosisAnswerInput!]!, $language: String!) {
    diagnosis(answers: $answers, language: $language) {
      tree
      question {
        id
        text
        hint
        answers {
          id
          text
        }
      }
      outcome {
        id
        route
        title
        text
        letter
        complaint
        remedies
        documents
      }
    }
  }
`);

export type DiagnosisQuestion = NonNullable<DiagnosisQuery["diagnosis"]["question"]>;
export type DiagnosisOutcome = NonNullable<DiagnosisQuery["diagnosis"]["outcome"]>;
