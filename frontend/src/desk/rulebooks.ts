import { graphql } from "../generated/graphql";
import type { RulebookVersionQuery } from "../generated/graphql/graphql";

export const RulebookVersionsDocument = graphql(`
  query RulebookVersions($marketplace: ID!, $after: String) {
    rulebookVersions(marketplace: $marketplace, first: 20, after: $after) {
      edges {
        node {
          id
          name
          organisation
          state
          draftedBy
          inForceFrom
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const RulebookVersionDocument = graphql(`
  query RulebookVersion($id: ID!) {
    rulebookVersion(id: $id) {
      id
      name
      state
      text
      hash
      marketplace
      organisation
      draftedBy
      inForceFrom
      inForce
      secondPerson
      findings {
        severity
        place
        what
        toDo
      }
    }
  }
`);

export const RulebookDifferencesDocument = graphql(`
  query RulebookDifferences($before: ID!, $after: ID!) {
    rulebookDifferences(before: $before, after: $after) {
      place
      before
      after
      meaning
      language
    }
  }
`);

export const DraftRulebook = graphql(`
  mutation DraftRulebook($input: DraftRulebookInput!) {
    draftRulebook(input: $input) {
      version {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PublishRulebookDocument = graphql(`
  mutation PublishRulebook($input: PublishRulebookInput!) {
    publishRulebook(input: $input) {
      version {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WithdrawRulebookDraft = graphql(`
  mutation WithdrawRulebookDraft($input: WithdrawRulebookDraftInput!) {
    withdrawRulebookDraft(input: $input) {
      version {
        id
        state
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export type Version = RulebookVersionQuery["rulebookVersion"];
