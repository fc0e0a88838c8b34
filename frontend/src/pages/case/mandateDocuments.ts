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
      name
      settles
      ended
      you
    }
  }
`);

export const NameRepresentative = graphql(`
  mutation NameRepresentative($input: NameRepresentativeInput!) {
    nameRepresentative(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const InviteRecipient = graphql(`
  mutation InviteRecipient($input: InviteRecipientInput!) {
    inviteRecipient(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EndRepresentation = graphql(`
  mutation EndRepresentation($input: EndRepresentationInput!) {
    endRepresentation(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
