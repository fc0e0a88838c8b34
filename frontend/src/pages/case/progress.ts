import type { CaseView } from "./documents";

type Phase = CaseView["progress"][number]["phase"];

/** The phases to show and which of them is now: what was skipped is left out, past the last one all are done. */
export function progressOf(progress: CaseView["progress"]): { phases: Phase[]; current: number } {
  const gone = progress.filter(({ state }) => state !== "SKIPPED");
  const current = gone.findIndex(({ state }) => state === "CURRENT");
  return { phases: gone.map(({ phase }) => phase), current: current < 0 ? gone.length : current };
}
