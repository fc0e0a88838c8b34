import { graphql } from "../../generated/graphql";

export const BlockMessages = graphql(`
  mutation BlockMessages($input: BlockMessagesInput!) { blockMessages(input: $input) { ...Acted } }
`);

export const UnblockMessages = graphql(`
  mutation UnblockMessages($input: UnblockMessagesInput!) { unblockMessages(input: $input) { ...Acted } }
`);

export const OpenBidding = graphql(`
  mutation OpenBidding($input: OpenBiddingInput!) { openBidding(input: $input) { ...Acted } }
`);

export const GiveBid = graphql(`
  mutation GiveBid($input: GiveBidInput!) { giveBid(input: $input) { ...Acted } }
`);

export const NudgeRespondent = graphql(`
  mutation NudgeRespondent($input: NudgeRespondentInput!) { nudgeRespondent(input: $input) { ...Acted } }
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
