import { useCallback, useEffect, useState } from "react";
import { useClient, useQuery, type UseQueryExecute, type UseQueryState } from "urql";
import { useReadAgain } from "../../data/fresh";
import { isTold, tell } from "../../data/told";
import type { CasePageQuery } from "../../generated/graphql/graphql";
import { isWriting } from "../../lib/writing";
import { CasePageDocument, CaseVersionDocument } from "./documents";

type State = UseQueryState<CasePageQuery, { id: string }>;

const EVERY_MS = 20_000;
/** While the service tells by itself: for what is no entry, such as a shop that cannot be reached. */
const TURNS_WHEN_TOLD = 6;

/**
 * The case, read again while somebody is looking: at intervals, and on coming back to the page. While they write, it
 * is only asked how far the case goes: `Live` says that there is news, and shows it when they ask for it. The answer's
 * last part is whether it could not be read again, and stands there as it was.
 */
export function useCase(id: string): [State, UseQueryExecute, boolean] {
  const client = useClient();
  const [asked, again] = useQuery({ query: CasePageDocument, variables: { id } });
  const state = useKept(id, asked);
  const read = useCallback(() => {
    if (document.visibilityState === "visible") again({ requestPolicy: "network-only" });
  }, [again]);
  const look = useCallback(async () => {
    if (!isWriting()) read();
    if (!isWriting() || document.visibilityState !== "visible") return;
    const { data } = await client.query(CaseVersionDocument, { id }, { requestPolicy: "network-only" }).toPromise();
    if (data?.case) tell(id, data.case.version);
  }, [client, id, read]);
  useReadAgain(read);
  useEffect(() => {
    let turn = 0;
    const timer = setInterval(() => {
      turn += 1;
      if (!isTold(id) || turn % TURNS_WHEN_TOLD === 0) void look();
    }, EVERY_MS);
    const come = (): void => void look();
    document.addEventListener("visibilitychange", come);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", come);
    };
  }, [id, look]);
  return [state, again, state.data !== asked.data && asked.error !== undefined];
}

const GONE: readonly unknown[] = ["NOT_FOUND", "NOT_SIGNED_IN"];

/** What was read before stays when it cannot be read again, and what is typed on the page with it. */
function useKept(id: string, state: State): State {
  const [kept, keep] = useState(state.data);
  const { data, error } = state;
  const gone = error?.graphQLErrors.some(({ extensions }) => GONE.includes(extensions["code"])) ?? false;
  if (gone ? kept : data && data !== kept) keep(data);
  return !data && !gone && kept?.case?.id === id ? { ...state, data: kept } : state;
}
