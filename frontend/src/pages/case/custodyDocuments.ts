import { graphql } from "../../generated/graphql";

export const CustodySheetDocument = graphql(`
  query CustodySheet($case: ID!, $exhibit: ID!) {
    custodySheet(case: $case, exhibit: $exhibit) {
      number
      mediaType
      size
      sha256
      withLog
      lines {
        at
        by {
          role
          name
          person
          byMandate
          you
        }
        sentence
        times
        until
        entry
      }
    }
  }
`);
