import { useCallback, useEffect } from "react";
import { useQuery, type UseQueryExecute, type UseQueryState } from "urql";
import { useReadAgain } from "../../data/fresh";
import type { CasePageQuery } from "../../generated/graphql/graphql";
import { CasePageDocument } from "./documents";

const EVERY_MS = 20_000;

/** The case, read again while somebody is looking: at intervals, and on coming back to the page. */
export function useCase(id: string): [UseQueryState<CasePageQuery, { id: string }>, UseQueryExecute] {
  const [state, again] = useQuery({ query: CasePageDocument, variables: { id } });
  const look = useCallback(() => {
    if (document.visibilityState === "visible") again({ requestPolicy: "network-only" });
  }, [again]);
  useReadAgain(look);
  useEffect(() => {
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [look]);
  return [state, again];
}
