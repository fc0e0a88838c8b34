import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { Loaded } from "../data/Loaded";
import { More } from "../data/More";
import { useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { BoundText, State } from "../kit/Instant";
import { EmptyState } from "../kit/states";
import { useNow } from "../lib/now";
import { DeskQueueDocument, type QueueRow } from "./documents";
import { grouped, type Urgency } from "./queue";

const LOOK = {
  overdue: { look: "late", icon: "alert" },
  soon: { look: "soon", icon: "clock" },
  later: { look: "calm", icon: "clock" },
  waiting: { look: "calm", icon: "people" },
  closed: { look: "calm", icon: "check" },
} as const satisfies Record<Urgency, object>;

/** What waits at this desk, the most pressing first. */
export function Queue({ here }: { here?: string }): ReactNode {
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return (
    <div className="stack">
      {pages.map((after, at) => (
        <QueuePage
          key={after ?? ""}
          after={after}
          here={here}
          onMore={at === pages.length - 1 ? (end) => setPages([...pages, end]) : undefined}
        />
      ))}
    </div>
  );
}

interface QueuePageProps {
  after: string | null;
  here: string | undefined;
  onMore: ((end: string) => void) | undefined;
}

function QueuePage({ after, here, onMore }: QueuePageProps): ReactNode {
  const [state, again] = useQuery({ query: DeskQueueDocument, variables: { after } });
  return (
    <Loaded state={state} again={again}>
      {({ cases: { edges, pageInfo } }) => (
        <>
          <Groups rows={edges.map(({ node }) => node)} here={here} />
          {onMore ? <More pageInfo={pageInfo} onMore={onMore} /> : null}
        </>
      )}
    </Loaded>
  );
}

function Groups({ rows, here }: { rows: QueueRow[]; here: string | undefined }): ReactNode {
  const { t } = useLanguage();
  const groups = grouped(rows, useNow());
  if (!groups.length) {
    return (
      <EmptyState title={t("desk.empty")}>
        <p>{t("desk.empty.words")}</p>
      </EmptyState>
    );
  }
  return groups.map(([urgency, found]) => (
    <section key={urgency} aria-label={t(`urgency.${urgency}`)}>
      <h2 className="queue-head">
        <State {...LOOK[urgency]} words={t("desk.group", { name: t(`urgency.${urgency}`), count: found.length })} />
      </h2>
      <ul className="listing">
        {found.map((row) => (
          <Row key={row.id} row={row} here={row.id === here} />
        ))}
      </ul>
    </section>
  ));
}

function Row({ row, here }: { row: QueueRow; here: boolean }): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  return (
    <li className={here ? "here" : ""}>
      <Link href={`/desk/${row.id}`} className="whole" aria-current={here ? "page" : undefined}>
        <bdi>{row.title}</bdi>
      </Link>
      <p className="small muted">
        <span className="figures">{row.number}</span> · {t(`stage.${row.stage}`)}
      </p>
      {row.due && viewer && !row.closedAt ? (
        <p className="small">
          <BoundText at={row.due} zone={viewer.zone} />
        </p>
      ) : null}
    </li>
  );
}
