import { graphql } from "../../generated/graphql";

/** What is confidential of the exhibits, and what people noted on them. */
export const DisclosingFields = graphql(`
  fragment DisclosingFields on Case {
    confidentialityClaims {
      id
      exhibit
      side
      reasons
      summary
      at
      granted
      ruling
      open
    }
    exhibitNotes {
      id
      what
      exhibit
      room
      page
      second
      area {
        left
        top
        width
        height
      }
      words
      language
      translator
      certified
      by {
        ...ParticipantFields
      }
      at
      yours
      withdrawn
    }
  }
`);

export const ClaimConfidentiality = graphql(`
  mutation ClaimConfidentiality($input: ClaimConfidentialityInput!) { claimConfidentiality(input: $input) { ...Acted } }
`);

export const RuleOnConfidentiality = graphql(`
  mutation RuleOnConfidentiality($input: RuleOnConfidentialityInput!) { ruleOnConfidentiality(input: $input) { ...Acted } }
`);

export const RedactExhibit = graphql(`
  mutation RedactExhibit($input: RedactExhibitInput!) {
    redactExhibit(input: $input) {
      ...Acted
      exhibit {
        id
      }
    }
  }
`);

export const AnnotateExhibit = graphql(`
  mutation AnnotateExhibit($input: AnnotateExhibitInput!) { annotateExhibit(input: $input) { ...Acted } }
`);

export const NoteTranslation = graphql(`
  mutation NoteTranslation($input: NoteTranslationInput!) { noteTranslation(input: $input) { ...Acted } }
`);
