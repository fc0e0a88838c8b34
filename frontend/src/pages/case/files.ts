import { graphql } from "../../generated/graphql";

export const CreateEvidenceUpload = graphql(`
  mutation CreateEvidenceUpload($input: CreateEvidenceUploadInput!) {
    createEvidenceUpload(input: $input) {
      upload {
        id
        url
        parts {
          number
          size
          url
          arrived
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const EvidenceUploads = graphql(`
  query EvidenceUploads($case: ID!) {
    evidenceUploads(case: $case) {
      id
      url
      parts {
        number
        size
        url
        arrived
      }
      filename
      sizeLimit
      arrivedBytes
      waits
      problem
    }
  }
`);

export const FinalizeEvidenceUpload = graphql(`
  mutation FinalizeEvidenceUpload($input: FinalizeEvidenceUploadInput!) {
    finalizeEvidenceUpload(input: $input) {
      upload {
        waits
      }
      ...Acted
    }
  }
`);

export const DiscloseExhibit = graphql(`
  mutation DiscloseExhibit($input: DiscloseExhibitInput!) { discloseExhibit(input: $input) { ...Acted } }
`);

export const CreateEvidenceLink = graphql(`
  mutation CreateEvidenceLink($input: CreateEvidenceLinkInput!) {
    createEvidenceLink(input: $input) {
      link {
        url
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const IssueRecord = graphql(`
  mutation IssueRecord($input: IssueRecordInput!) {
    issueRecord(input: $input) {
      record {
        id
        path
        issuedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
