import { graphql } from "../../generated/graphql";

/** What is owed now, and what orders were undone or replaced. */
graphql(`
  fragment OwedFields on Case {
    enforcementPath
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
      proofNeeded
      waitsFor
      nonCompliant
      steppedIn {
        source
        review {
          side
          reasons
          finding
        }
      }
      breachUntil
      due
      nudges {
        side
        at
      }
      nudgeFrom
      inspections {
        found
        words
        exhibits
        accepts {
          amount
          currency
        }
        at
        answerBy
        agreed
        answer
        answerExhibits
        answeredAt
      }
      canArrange
      returnCost
      parcel
      arrangement {
        address
        instructions
        label
        labelExhibit
        carrier
        tracking
        costBearer
        most {
          amount
          currency
        }
        by {
          ...ParticipantFields
        }
        at
      }
      expectedArrival {
        latest
      }
      reports {
        step
        reference
        note
        exhibits
        failure {
          code
          retryable
        }
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
