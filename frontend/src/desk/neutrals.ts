import { graphql } from "../generated/graphql";
import type { NeutralProfileQuery, NeutralListQuery } from "../generated/graphql/graphql";

export const NeutralProfileDocument = graphql(`
  query NeutralProfile($person: ID) {
    neutralProfile(person: $person) {
      ...NeutralFields
    }
  }
`);

graphql(`
  fragment NeutralFields on NeutralProfile {
    person
    name
    languages
    complaints
    products
    payer
    payerId
    awayFrom
    awayUntil
    conflicts {
      other
      name
      reason
      since
      until
    }
  }
`);

export const NeutralListDocument = graphql(`
  query NeutralList {
    mediators: neutrals(function: MEDIATOR) {
      ...CandidateFields
    }
    deciders: neutrals(function: DECIDER) {
      ...CandidateFields
    }
  }
`);

graphql(`
  fragment CandidateFields on NeutralCandidate {
    person
    name
    openCases
    languages
    awayFrom
    awayUntil
  }
`);

export const StateLanguages = graphql(`
  mutation StateLanguages($input: StateLanguagesInput!) {
    stateLanguages(input: $input) {
      profile {
        ...NeutralFields
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const MarkAbsence = graphql(`
  mutation MarkAbsence($input: MarkAbsenceInput!) {
    markAbsence(input: $input) {
      profile {
        ...NeutralFields
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export type Profile = NeutralProfileQuery["neutralProfile"];
export type Candidate = NeutralListQuery["mediators"][number];
