import { graphql } from "../../generated/graphql";

export const BundleFields = graphql(`
  fragment BundleFields on Case {
    bundle {
      id
      cases
      reasons
      standing
      objectionDue
      left
      releasedBecause
    }
  }
`);

export const ObjectToBundle = graphql(`
  mutation ObjectToBundle($input: ObjectToBundleInput!) { objectToBundle(input: $input) { ...Acted } }
`);

export const ReleaseFromBundle = graphql(`
  mutation ReleaseFromBundle($input: ReleaseFromBundleInput!) { releaseFromBundle(input: $input) { ...Acted } }
`);
