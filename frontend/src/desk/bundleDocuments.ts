import { graphql } from "../generated/graphql";
import type { BundleQuery, BundlesQuery } from "../generated/graphql/graphql";

export const BundlesDocument = graphql(`
  query Bundles {
    bundles {
      id
      respondent
      complaint
      standing
      proposedAt
    }
    bundleSuggestions {
      respondent
      complaint
      rulebook
      cases {
        id
        number
        title
        stage
        narrative
      }
    }
  }
`);

export const BundleDocument = graphql(`
  query Bundle($id: ID!) {
    bundle(id: $id) {
      id
      respondent
      complaint
      reasons
      standing
      cases {
        standing
        case {
          id
          number
          title
          version
          stage
          role
          narrative
          complaintWithdrawn
          counterclaim {
            withdrawn
          }
          complainant {
            ...PartyFields
          }
          respondent {
            ...PartyFields
          }
          order {
            ...OrderFields
          }
          claims {
            id
            title
            complaint
            remedies {
              ...LineFields
            }
          }
          answer {
            position
            statement
            at
          }
          exhibits {
            id
            number
            name
            disclosed
          }
          neutrals {
            function
            name
            active
          }
          availableActions {
            action
            reasonIfBlocked
          }
        }
      }
    }
  }
`);

export const ProposeBundle = graphql(`
  mutation ProposeBundle($input: ProposeBundleInput!) {
    proposeBundle(input: $input) {
      bundle {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const AppointForBundle = graphql(`
  mutation AppointForBundle($input: AppointForBundleInput!) {
    appointForBundle(input: $input) {
      bundle {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const DecideBundle = graphql(`
  mutation DecideBundle($input: DecideBundleInput!) {
    decideBundle(input: $input) {
      bundle {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export type Suggestion = BundlesQuery["bundleSuggestions"][number];
export type Bundle = BundleQuery["bundle"];
export type BundledCase = NonNullable<Bundle["cases"][number]["case"]>;
