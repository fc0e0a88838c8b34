import { useSearchParams } from "wouter";

/** The secret of a one-time link. Opening the link uses nothing up: only a press of the page's button does. */
export function useOneTimeToken(): string {
  const [search] = useSearchParams();
  return search.get("token") ?? "";
}
