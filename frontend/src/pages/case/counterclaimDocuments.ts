import { graphql } from "../../generated/graphql";

export const CounterclaimFields = graphql(`
  fragment CounterclaimFields on Case {
    complaintWithdrawn
    counterclaim {
      id
      claims {
        id
        title
        complaint
        remedies {
          ...LineFields
        }
      }
      narrative
      at
      answer {
        position
        statement
        exhibits
        at
      }
      withdrawn
    }
  }
`);

export const MakeCounterclaim = graphql(`
  mutation MakeCounterclaim($input: MakeCounterclaimInput!) { makeCounterclaim(input: $input) { ...Acted } }
`);

export const AnswerCounterclaim = graphql(`
  mutation AnswerCounterclaim($input: AnswerCounterclaimInput!) { answerCounterclaim(input: $input) { ...Acted } }
`);

export const WithdrawCounterclaim = graphql(`
  mutation WithdrawCounterclaim($input: WithdrawCounterclaimInput!) { withdrawCounterclaim(input: $input) { ...Acted } }
`);
