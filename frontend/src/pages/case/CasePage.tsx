import type { ReactNode } from "react";
import { useParams } from "wouter";
import { Loaded, NotFound } from "../../data/Loaded";
import { Page } from "../../kit/Page";
import { Aside } from "./Aside";
import { ClosedAccounts } from "./ClosedAccounts";
import { FirstThing } from "./FirstThing";
import { News } from "./News";
import { Part, Tabs } from "./Parts";
import { useCase } from "./useCase";

/** A case as its reader may see it, in parts; each part has an address of its own. */
export default function CasePage(): ReactNode {
  const { id, part = "" } = useParams<{ id: string; part?: string }>();
  const [state, again, away] = useCase(id);
  return (
    <Loaded state={state} again={again}>
      {({ case: found }) =>
        found ? (
          <Page
            title={found.title}
            eyebrow={<span className="figures">{found.number}</span>}
            aside={<Aside found={found} />}
          >
            <FirstThing found={found} brief={part !== ""} />
            <ClosedAccounts found={found} />
            <Tabs found={found} part={part} />
            <Part found={found} part={part} />
            <News found={found} away={away} />
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
