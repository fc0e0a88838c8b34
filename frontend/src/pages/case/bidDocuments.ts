import { graphql } from "../../generated/graphql";

export const BlockMessages = graphql(`
  mutation BlockMessages($input: BlockMessagesInput!) {
    blockMessages(input: $input) {
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

export const UnblockMessages = graphql(`
  mutation UnblockMessages($input: UnblockMessagesInput!) {
    unblockMessages(input: $input) {
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

export const OpenBidding = graphql(`
  mutation OpenBidding($input: OpenBiddingInput!) {
    openBidding(input: $input) {
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

export const GiveBid = graphql(`
  mutation GiveBid($input: GiveBidInput!) {
    giveBid(input: $input) {
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

export const NudgeRespondent = graphql(`
  mutation NudgeRespondent($input: NudgeRespondentInput!) {
    nudgeRespondent(input: $input) {
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

graphql(`
  fragment BiddingFields on Bidding {
    id
    round
    at
    expiresAt
    standing
    given
    yourBid {
      amount
      currency
    }
  }
`);
