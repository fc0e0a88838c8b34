import { useEffect, useRef } from "react";
import { useQuery } from "urql";
import type { ExhibitFilesQuery } from "../../generated/graphql/graphql";
import { ExhibitFilesDocument } from "./fileDocuments";

export type ExhibitFile = ExhibitFilesQuery["exhibitFiles"][number];

const AGAIN_MS = 3000;
const AWAY_MS = 15_000;

/** What can be seen of the files of a case, by exhibit; asked again while something is being made, is new, or could not be had. */
export function useExhibitFiles(caseId: string, exhibits: readonly string[]): (exhibit: string) => ExhibitFile | undefined {
  const [{ data, error, fetching }, again] = useQuery({
    query: ExhibitFilesDocument,
    variables: { case: caseId },
    pause: !exhibits.length,
    requestPolicy: "cache-and-network",
  });
  const known = exhibits.join();
  const asked = useRef(known);
  useEffect(() => {
    if (asked.current === known) return;
    asked.current = known;
    again({ requestPolicy: "network-only" });
  }, [known, again]);
  const away = error?.networkError !== undefined;
  const waits = !fetching && (away || data?.exhibitFiles.some(({ state }) => state === "PENDING"));
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => again({ requestPolicy: "network-only" }), away ? AWAY_MS : AGAIN_MS);
    return () => clearTimeout(timer);
  }, [waits, away, again]);
  return (exhibit) => data?.exhibitFiles.find((one) => one.exhibit === exhibit);
}
