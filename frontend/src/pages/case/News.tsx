import { lazy, Suspense, type ReactNode } from "react";

const Live = lazy(() => import("./Live"));

interface NewsProps {
  found: { id: string; version: number };
  /** Whether it could not be read again. */
  away: boolean;
}

/** Tells what is new in a case; fetched after the page is there, which does not wait for it. */
export function News({ found, away }: NewsProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <Live key={found.id} id={found.id} version={found.version} away={away} />
    </Suspense>
  );
}
