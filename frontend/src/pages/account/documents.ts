import { graphql } from "../../generated/graphql";

export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      viewer { id }
      userErrors { field message }
    }
  }
`);

export const Register = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) { userErrors { field message } }
  }
`);

export const ConfirmEmail = graphql(`
  mutation ConfirmEmail($input: TokenInput!) {
    confirmEmail(input: $input) {
      viewer { id }
      userErrors { field message }
    }
  }
`);

export const RequestRecovery = graphql(`
  mutation RequestRecovery($input: EmailInput!) {
    requestRecovery(input: $input) { userErrors { field message } }
  }
`);

export const RecoverAccount = graphql(`
  mutation RecoverAccount($input: RecoverInput!) {
    recoverAccount(input: $input) { userErrors { field message } }
  }
`);

export const RequestEmailChange = graphql(`
  mutation RequestEmailChange($input: EmailChangeInput!) {
    requestEmailChange(input: $input) { userErrors { field message } }
  }
`);

export const ConfirmEmailChange = graphql(`
  mutation ConfirmEmailChange($input: TokenInput!) {
    confirmEmailChange(input: $input) {
      inEffect
      userErrors { field message }
    }
  }
`);

export const RedeemInvitation = graphql(`
  mutation RedeemInvitation($input: TokenInput!) {
    redeemInvitation(input: $input) {
      case { id }
      userErrors { field message }
    }
  }
`);

export const UpdateProfile = graphql(`
  mutation UpdateProfile($input: ProfileInput!) {
    updateProfile(input: $input) {
      viewer { id name language zone }
      userErrors { field message }
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut($input: SignOutInput!) {
    signOut(input: $input) { userErrors { field message } }
  }
`);
