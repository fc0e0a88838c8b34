import { createContext, use } from "react";
import { graphql } from "../generated/graphql";
import type { ShellQuery } from "../generated/graphql/graphql";

export const Shell = graphql(`
  query Shell {
    viewer {
      id
      name
      email
      language
      zone
      roles
      organisations {
        id
        name
        role
      }
      marketplaces {
        id
        name
      }
      unreadNotices
    }
    demo {
      now
      mailbox
      people {
        name
        part
        email
        password
      }
    }
  }
`);

export type Viewer = NonNullable<ShellQuery["viewer"]>;
export type Demo = NonNullable<ShellQuery["demo"]>;

export interface Session {
  viewer: Viewer | undefined;
  demo: Demo | undefined;
  /** Forget everything fetched: somebody else is signed in now, or the clock was moved. */
  renew: () => void;
}

export const SessionContext = createContext<Session>({ viewer: undefined, demo: undefined, renew: () => undefined });

export function useSession(): Session {
  return use(SessionContext);
}

/** Whether this person works at a desk: staff, neutrals, and administrators of a marketplace. */
export function worksAtDesk({ roles, marketplaces }: Viewer): boolean {
  return (
    marketplaces.length > 0 ||
    roles.some((role) => role === "MEDIATOR" || role === "DECISION_MAKER" || role === "REGISTRAR")
  );
}

export function looksAfterSafety({ roles }: Viewer): boolean {
  return roles.includes("TRUST_AND_SAFETY");
}

export function isRegulator({ roles }: Viewer): boolean {
  return roles.includes("REGULATOR");
}
