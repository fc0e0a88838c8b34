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
export function worksAtDesk(viewer: Viewer): boolean {
  return viewer.marketplaces.length > 0 || isNeutral(viewer) || isRegistrar(viewer);
}

export function isNeutral({ roles }: Viewer): boolean {
  return roles.includes("MEDIATOR") || roles.includes("DECISION_MAKER");
}

export function isRegistrar({ roles }: Viewer): boolean {
  return roles.includes("REGISTRAR");
}

export function looksAfterSafety({ roles }: Viewer): boolean {
  return roles.includes("TRUST_AND_SAFETY");
}

export function isRegulator({ roles }: Viewer): boolean {
  return roles.includes("REGULATOR");
}
