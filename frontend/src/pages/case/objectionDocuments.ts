import { graphql } from "../../generated/graphql";

export const ObjectionFields = graphql(`
  fragment ObjectionFields on Case {
    disclosed: neutrals {
      function
      name
      active
      disclosures {
        circumstances
        nothing
        at
      }
    }
    objections {
      id
      side
      function
      name
      reasons
      at
      sustained
      answer
      waits
      byRule
    }
  }
`);

export const ObjectToNeutral = graphql(`
  mutation ObjectToNeutral($input: ObjectToNeutralInput!) { objectToNeutral(input: $input) { ...Acted } }
`);

export const DiscloseCircumstances = graphql(`
  mutation DiscloseCircumstances($input: DiscloseCircumstancesInput!) { discloseCircumstances(input: $input) { ...Acted } }
`);

export const DecideObjection = graphql(`
  mutation DecideObjection($input: DecideObjectionInput!) { decideObjection(input: $input) { ...Acted } }
`);

export const RecuseNeutral = graphql(`
  mutation RecuseNeutral($input: RecuseNeutralInput!) { recuseNeutral(input: $input) { ...Acted } }
`);

export const HandOverCase = graphql(`
  mutation HandOverCase($input: HandOverCaseInput!) { handOverCase(input: $input) { ...Acted } }
`);
