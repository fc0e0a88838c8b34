import { lazy, Suspense, type ReactNode } from "react";

const Live = lazy(() => import("./Live"));

/** Tells what is new in a case; fetched after the page is there, which does not wait for it. */
export function News({ found }: { found: { id: string; version: number } }): ReactNode {
  return (
    <Suspense fallback={null}>
      <Live key={found.id} id={found.id} version={found.version} />
    </Suspense>
  );
}
