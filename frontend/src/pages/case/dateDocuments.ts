import { graphql } from "../../generated/graphql";

export const PastDatesDocument = graphql(`
  query PastDates($id: ID!) {
    case(id: $id) {
      id
      pastDeadlines {
        ending
        at
        byRule
        review {
          side
          reasons
          finding
        }
        deadline {
          frame
          text
          actors
          due
          zone
          why {
            ...WhyFields
          }
        }
      }
    }
  }
`);

/** A date with its reasons, for every document that reads one. */
export const DeadlineFields = graphql(`
  fragment DeadlineFields on Deadline {
    frame
    clause
    text
    about
    actors
    mine
    awaited
    due
    zone
    paused
    extension {
      by
      length
      left
    }
    extensionAskedBy
    why {
      ...WhyFields
    }
  }
`);

export const WhyFields = graphql(`
  fragment WhyFields on WhyThisDate {
    language
    sentences
    days {
      day
      until
      words
    }
  }
`);
