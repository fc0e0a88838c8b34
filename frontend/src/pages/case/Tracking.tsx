import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import type { TrackingQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { BoundText, Moment } from "../../kit/Instant";
import { Timeline } from "../../kit/Timeline";
import type { CaseView } from "./documents";
import { TrackingDocument } from "./trackingDocuments";

type Case = NonNullable<TrackingQuery["case"]>;
type Way = NonNullable<NonNullable<Case["compensation"]>["lines"][number]["tracking"]>;

/** Where the parcel of a line was seen, scan by scan. Asked for anew with every version of the case. */
export function Tracking({ found, line }: { found: CaseView; line: string }): ReactNode {
  return <Asked key={found.version} found={found} line={line} />;
}

function Asked({ found, line }: { found: CaseView; line: string }): ReactNode {
  const [state, again] = useQuery({
    query: TrackingDocument,
    variables: { id: found.id },
    requestPolicy: "cache-and-network",
  });
  return (
    <Loaded state={state} again={again}>
      {({ case: read }) => {
        const way = read ? wayOf(line, read) : null;
        return way ? <Seen found={found} line={line} way={way} /> : null;
      }}
    </Loaded>
  );
}

/** The way of this line's parcel, whichever order the line belongs to. */
export function wayOf(line: string, { compensation, pastCompensations }: Case): Way | null {
  const lines = [...pastCompensations, ...(compensation ? [compensation] : [])].flatMap((order) => order.lines);
  return lines.find(({ id }) => id === line)?.tracking ?? null;
}

export function Seen({ found, line, way }: { found: CaseView; line: string; way: Way }): ReactNode {
  const { t } = useLanguage();
  const lost = found.deadlines.find(({ about, clause }) => about === line && clause === "compliance.return_lost_after");
  return (
    <div className="stack near" role="group" aria-label={t("tracking.title")}>
      <h4>{t("tracking.title")}</h4>
      {way.number ? (
        <p className="small">
          {t("tracking.number")} <bdi>{way.number}</bdi>
        </p>
      ) : null}
      {way.scans.length ? (
        <Timeline
          happenings={way.scans.map(({ kind, at, place, carrier }, index) => ({
            id: String(index),
            when: <Moment at={at} />,
            what: t(`tracking.kind.${kind}`),
            more: (
              <p className="small muted" dir="auto">
                {[carrier, place].filter(Boolean).join(" · ")}
              </p>
            ),
          }))}
        />
      ) : (
        <p className="small muted">{t("tracking.none")}</p>
      )}
      {lost ? (
        <p className="small muted">
          {t("tracking.lost")} <BoundText at={lost.due} zone={lost.zone} />
        </p>
      ) : null}
      {way.tracedSince ? (
        <p className="small">
          {t("tracking.traced")} <Moment at={way.tracedSince} />
        </p>
      ) : null}
    </div>
  );
}
