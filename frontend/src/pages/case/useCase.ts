import { useCallback, useEffect } from "react";
import { useQuery, type UseQueryExecute, type UseQueryState } from "urql";
import { useReadAgain } from "../../data/fresh";
import { isTold } from "../../data/told";
import type { CasePageQuery } from "../../generated/graphql/graphql";
import { CasePageDocument } from "./documents";

const EVERY_MS = 20_000;
/** While the service tells by itself: for what is no entry, such as a shop that cannot be reached. */
const TURNS_WHEN_TOLD = 6;

/** The case, read again while somebody is looking: at intervals, and on coming back to the page. */
export function useCase(id: string): [UseQueryState<CasePageQuery, { id: string }>, UseQueryExecute] {
  const [state, again] = useQuery({ query: CasePageDocument, variables: { id } });
  const look = useCallback(() => {
    if (document.visibilityState === "visible") again({ requestPolicy: "network-only" });
  }, [again]);
  useReadAgain(look);
  useEffect(() => {
    let turn = 0;
    const timer = setInterval(() => {
      turn += 1;
      if (!isTold(id) || turn % TURNS_WHEN_TOLD === 0) look();
    }, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [id, look]);
  return [state, again];
}
