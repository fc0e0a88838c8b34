import { useState, type ReactNode } from "react";
import { useLocation, useParams } from "wouter";
import { Loaded, NotFound } from "../../data/Loaded";
import type { Outcome } from "../../data/act";
import type { Problem } from "../../kit/ErrorSummary";
import type { CaseView } from "./documents";
import { News } from "./News";
import { useCase } from "./useCase";

interface ActPageProps {
  children: (found: CaseView) => ReactNode;
}

/** A page of its own for one act on a case; the case is read first, so that the act rests on what was seen. */
export function ActPage({ children }: ActPageProps): ReactNode {
  const { id } = useParams<{ id: string }>();
  const [state, again, away] = useCase(id);
  return (
    <Loaded state={state} again={again}>
      {({ case: found }) =>
        found ? (
          <>
            {children(found)}
            <News found={found} away={away} />
          </>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}

export interface Sending {
  busy: boolean;
  problems: Problem[];
  /** Sends once, and goes on only after the service has answered. */
  send: (ask: () => Promise<Outcome<unknown>>) => void;
}

/** One press, one act: waits for the answer, then leads to `after`, or shows what was refused. */
export function useSending(after: string): Sending {
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const run = async (ask: () => Promise<Outcome<unknown>>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const { errors } = await ask();
    setBusy(false);
    setProblems(errors.map(({ message }) => ({ field: "", message })));
    if (!errors.length) go(after);
  };
  return { busy, problems, send: (ask) => void run(ask) };
}
