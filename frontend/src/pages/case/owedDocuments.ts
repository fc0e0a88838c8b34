import { graphql } from "../../generated/graphql";

/** What is owed now, and what orders were undone or replaced. */
graphql(`
  fragment OwedFields on Case {
    compensation {
      ...CompensationFields
    }
    pastCompensations {
      ...CompensationFields
    }
  }

  fragment CompensationFields on Compensation {
    id
    at
    lines {
      id
      agreed {
        amount
        currency
      }
      remedy {
        ...LineFields
      }
      fund
      step
      nextSteps
      waitsFor
      nonCompliant
      breachUntil
      expectedArrival {
        latest
      }
      reports {
        step
        reference
        note
        by {
          ...ParticipantFields
        }
        at
      }
    }
  }
`);

/** What was said in each entry: only the timeline needs it. */
export const CourseWordsDocument = graphql(`
  query CourseWords($id: ID!) {
    case(id: $id) {
      id
      timeline {
        number
        words
      }
    }
  }
`);
