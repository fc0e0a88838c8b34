import { graphql } from "../../generated/graphql";

export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      viewer {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const Register = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const ConfirmEmail = graphql(`
  mutation ConfirmEmail($input: ConfirmEmailInput!) {
    confirmEmail(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const RequestRecovery = graphql(`
  mutation RequestRecovery($input: RequestRecoveryInput!) {
    requestRecovery(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const RecoverAccount = graphql(`
  mutation RecoverAccount($input: RecoverAccountInput!) {
    recoverAccount(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const OwnPayout = graphql(`
  query OwnPayout {
    payoutAccount {
      holder
      iban
      notBefore
    }
  }
`);

export const RequestPayoutChange = graphql(`
  mutation RequestPayoutChange($input: RequestPayoutChangeInput!) {
    requestPayoutChange(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const ConfirmPayoutChange = graphql(`
  mutation ConfirmPayoutChange($input: ConfirmPayoutChangeInput!) {
    confirmPayoutChange(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const RequestEmailChange = graphql(`
  mutation RequestEmailChange($input: RequestEmailChangeInput!) {
    requestEmailChange(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const ConfirmEmailChange = graphql(`
  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {
    confirmEmailChange(input: $input) {
      inEffect
      userErrors {
        field
        message
      }
    }
  }
`);

export const AcceptCaseInvitation = graphql(`
  mutation AcceptCaseInvitation($input: AcceptCaseInvitationInput!) {
    acceptCaseInvitation(input: $input) {
      caseId
      userErrors {
        field
        message
      }
    }
  }
`);

export const AcceptPart = graphql(`
  mutation AcceptPart($input: AcceptPartInput!) {
    acceptPart(input: $input) {
      caseId
      userErrors {
        field
        message
      }
    }
  }
`);

export const JoinCase = graphql(`
  mutation JoinCase($input: JoinCaseInput!) {
    joinCase(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const UpdateProfile = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      viewer {
        id
        name
        language
        zone
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut($input: SignOutInput!) {
    signOut(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const AcceptMemberInvitation = graphql(`
  mutation AcceptMemberInvitation($input: AcceptMemberInvitationInput!) {
    acceptMemberInvitation(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);
