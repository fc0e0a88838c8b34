import { graphql } from "../../generated/graphql";

/** Where the parcels of a case were seen: only the page of what is owed needs it. */
export const TrackingDocument = graphql(`
  query Tracking($id: ID!) {
    case(id: $id) {
      id
      compensation {
        ...TrackingFields
      }
      pastCompensations {
        ...TrackingFields
      }
    }
  }

  fragment TrackingFields on Compensation {
    id
    lines {
      id
      tracking {
        number
        tracedSince
        scans {
          kind
          at
          place
          carrier
        }
      }
    }
  }
`);
