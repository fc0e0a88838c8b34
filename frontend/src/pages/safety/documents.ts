import { graphql } from "../../generated/graphql";
import type { SafetyReportPartsFragment } from "../../generated/graphql/graphql";

export const SafetyReportParts = graphql(`
  fragment SafetyReportParts on SafetyReport {
    id
    kind
    caseNumber
    subjectKind
    shown
    shownBy
    words
    reporter
    yours
    reportedAt
    outcome
    answer
    answeredAt
  }
`);

export type Report = SafetyReportPartsFragment;

export const MySafetyReports = graphql(`
  query MySafetyReports {
    mySafetyReports(first: 100) {
      edges {
        node {
          ...SafetyReportParts
        }
      }
    }
  }
`);

export const WaitingSafetyReports = graphql(`
  query WaitingSafetyReports {
    safetyReports(first: 100) {
      edges {
        node {
          ...SafetyReportParts
        }
      }
    }
  }
`);

export const ReportSafety = graphql(`
  mutation ReportSafety($input: ReportSafetyInput!) {
    reportSafety(input: $input) {
      safetyReport {
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

export const AnswerSafetyReport = graphql(`
  mutation AnswerSafetyReport($input: AnswerSafetyReportInput!) {
    answerSafetyReport(input: $input) {
      safetyReport {
        ...SafetyReportParts
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const HideMessage = graphql(`
  mutation HideMessage($input: HideMessageInput!) {
    hideMessage(input: $input) {
      safetyReport {
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

export const KINDS = ["THREAT", "DANGEROUS_PRODUCT", "ABUSIVE_MESSAGE", "OTHER_HARM"] as const;
export const OUTCOMES = ["ACTED", "PASSED_ON", "NO_ACTION"] as const;
