import { graphql } from "../../generated/graphql";

export const ThirdPartyFields = graphql(`
  fragment ThirdPartyFields on Case {
    thirdParties {
      id
      kind
      name
      reasons
      joinedAt
      ended
      you
      canEnd
      questions {
        id
        words
        shown
        at
        due
        answered
        silent
        from {
          ...ParticipantFields
        }
      }
      statements {
        id
        number
        words
        exhibits
        at
      }
    }
  }
`);

export const InviteThirdParty = graphql(`
  mutation InviteThirdParty($input: InviteThirdPartyInput!) { inviteThirdParty(input: $input) { ...Acted } }
`);

export const AskThirdParty = graphql(`
  mutation AskThirdParty($input: AskThirdPartyInput!) { askThirdParty(input: $input) { ...Acted } }
`);

export const GiveThirdPartyStatement = graphql(`
  mutation GiveThirdPartyStatement($input: GiveThirdPartyStatementInput!) { giveThirdPartyStatement(input: $input) { ...Acted } }
`);

export const EndThirdParty = graphql(`
  mutation EndThirdParty($input: EndThirdPartyInput!) { endThirdParty(input: $input) { ...Acted } }
`);
