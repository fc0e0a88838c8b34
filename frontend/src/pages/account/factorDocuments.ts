import { graphql } from "../../generated/graphql";

export const OwnSecondFactor = graphql(`
  query OwnSecondFactor {
    secondFactor {
      since
      recoveryCodesLeft
    }
  }
`);

export const EnrolSecondFactor = graphql(`
  mutation EnrolSecondFactor($input: EnrolSecondFactorInput!) {
    enrolSecondFactor(input: $input) {
      otpauthUri
      key
      userErrors {
        field
        message
      }
    }
  }
`);

export const ConfirmSecondFactor = graphql(`
  mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
    confirmSecondFactor(input: $input) {
      recoveryCodes
      userErrors {
        field
        message
      }
    }
  }
`);

export const RemoveSecondFactor = graphql(`
  mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) {
    removeSecondFactor(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);
