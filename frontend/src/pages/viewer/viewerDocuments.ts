import { graphql } from "../../generated/graphql";

export const ExhibitFilesDocument = graphql(`
  query ExhibitFiles($case: ID!) {
    exhibitFiles(case: $case) {
      exhibit
      state
      renditions {
        id
        kind
        mediaType
        page
        width
        height
      }
      pages
      originalForYou
    }
  }
`);
