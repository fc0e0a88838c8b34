import { graphql } from "../generated/graphql";

export const SellerDesksDocument = graphql(`
  query SellerDesks {
    sellerDesks {
      organisation
      organisationName
      marketplace
      marketplaceName
      seller
      rulebook
    }
  }
`);

export const PolicyJudgementsDocument = graphql(`
  query PolicyJudgements($version: ID!) {
    policyJudgements(version: $version) {
      place
      before
      after
      verdict
    }
  }
`);
