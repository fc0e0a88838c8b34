import { graphql } from "../../generated/graphql";

export const RepresentationFields = graphql(`
  fragment RepresentationFields on Case {
    recipient {
      name
      invited
      joined
      you
    }
    representations {
      id
      side
      basis
      name
      settles
      joinedAt
      ended
      you
    }
  }
`);

export const NameRepresentative = graphql(`
  mutation NameRepresentative($input: NameRepresentativeInput!) { nameRepresentative(input: $input) { ...Acted } }
`);

export const InviteRecipient = graphql(`
  mutation InviteRecipient($input: InviteRecipientInput!) { inviteRecipient(input: $input) { ...Acted } }
`);

export const EndRepresentation = graphql(`
  mutation EndRepresentation($input: EndRepresentationInput!) { endRepresentation(input: $input) { ...Acted } }
`);
