import { graphql } from "../../generated/graphql";

export const RequireGuardian = graphql(`
  mutation RequireGuardian($input: RequireGuardianInput!) { requireGuardian(input: $input) { ...Acted } }
`);

export const NameGuardian = graphql(`
  mutation NameGuardian($input: NameGuardianInput!) { nameGuardian(input: $input) { ...Acted } }
`);

export const RelieveGuardian = graphql(`
  mutation RelieveGuardian($input: RelieveGuardianInput!) { relieveGuardian(input: $input) { ...Acted } }
`);

export const ClaimCapacity = graphql(`
  mutation ClaimCapacity($input: ClaimCapacityInput!) { claimCapacity(input: $input) { ...Acted } }
`);

export const ConfirmCapacity = graphql(`
  mutation ConfirmCapacity($input: ConfirmCapacityInput!) { confirmCapacity(input: $input) { ...Acted } }
`);
