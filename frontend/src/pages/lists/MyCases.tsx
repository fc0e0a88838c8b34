import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { Loaded } from "../../data/Loaded";
import { More } from "../../data/More";
import { useSession } from "../../data/session";
import { graphql } from "../../generated/graphql";
import type { MyCasesQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { BoundText, DaysLeft, Moment, State } from "../../kit/Instant";
import { Page } from "../../kit/Page";
import { EmptyState } from "../../kit/states";

const MyCasesDocument = graphql(`
  query MyCases($after: String) {
    cases(first: 20, after: $after) {
      edges {
        node {
          ...CaseRowFields
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }

  fragment CaseRowFields on CaseSummary {
    id
    number
    title
    stage
    role
    myTurn
    due
    closedAt
    ground
    complainant
    respondent
    marketplace
  }
`);

export type CaseRow = MyCasesQuery["cases"]["edges"][number]["node"];

/** Every case the reader takes part in: who acts next, and until when. */
export default function MyCases(): ReactNode {
  const { t } = useLanguage();
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return (
    <Page title={t("cases.title")}>
      {pages.map((after, at) => (
        <OnePage
          key={after ?? ""}
          after={after}
          last={at === pages.length - 1}
          onMore={(end) => setPages([...pages, end])}
        />
      ))}
      <p>
        <ButtonLink look="link" to="/calendar">
          {t("feed.title")}
        </ButtonLink>
      </p>
    </Page>
  );
}

interface OnePageProps {
  after: string | null;
  last: boolean;
  onMore: (end: string) => void;
}

function OnePage({ after, last, onMore }: OnePageProps): ReactNode {
  const [state, again] = useQuery({ query: MyCasesDocument, variables: { after } });
  return (
    <Loaded state={state} again={again}>
      {({ cases: { edges, pageInfo } }) => (
        <>
          {edges.length || after ? <CaseList rows={edges.map(({ node }) => node)} /> : <NoCases />}
          {last ? <More pageInfo={pageInfo} onMore={onMore} /> : null}
        </>
      )}
    </Loaded>
  );
}

function NoCases(): ReactNode {
  const { t } = useLanguage();
  return (
    <EmptyState title={t("cases.none")}>
      <p>{t("cases.none.words")}</p>
      <ButtonLink to="/orders">{t("cases.toOrders")}</ButtonLink>
    </EmptyState>
  );
}

function CaseList({ rows }: { rows: CaseRow[] }): ReactNode {
  return (
    <ul className="listing">
      {rows.map((row) => (
        <li key={row.id}>
          <h2 className="row-title">
            <Link href={`/cases/${row.id}`} className="whole">
              <bdi>{row.title}</bdi>
            </Link>
          </h2>
          <p className="small muted">
            <span className="figures">{row.number}</span> · <bdi>{otherOf(row)}</bdi>
          </p>
          <RowState row={row} />
        </li>
      ))}
    </ul>
  );
}

/** Whom the case is with; a third party knows the marketplace alone. */
function otherOf({ role, complainant, respondent, marketplace }: CaseRow): string {
  if (role === "THIRD_PARTY") return marketplace;
  return role === "COMPLAINANT" ? respondent : complainant;
}

function RowState({ row }: { row: CaseRow }): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (row.closedAt) {
    return (
      <p>
        <State look="calm" icon="check" words={row.ground ? t(`ground.${row.ground}`) : t("stage.CLOSED")} />{" "}
        <span className="small muted">
          <Moment at={row.closedAt} />
        </span>
      </p>
    );
  }
  return (
    <p className="due">
      <strong>{row.myTurn ? t("cases.yourTurn") : t("cases.others")}</strong>
      <span className="muted">{t(`stage.${row.stage}`)}</span>
      {row.due && viewer ? (
        <>
          <BoundText at={row.due} zone={viewer.zone} />
          {row.myTurn ? <DaysLeft at={row.due} zone={viewer.zone} /> : null}
        </>
      ) : null}
    </p>
  );
}
