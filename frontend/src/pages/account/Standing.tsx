import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useParams } from "wouter";
import { Loaded } from "../../data/Loaded";
import { graphql } from "../../generated/graphql";
import type { StandingQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import { Page } from "../../kit/Page";

const StandingDocument = graphql(`
  query Standing($seller: ID!) {
    sellerStanding(seller: $seller) {
      marketplace
      marketplaceName
      since
      orders
      cases
      perThousand
      lines {
        case
        caseNumber
        matter
        line
        at
      }
    }
  }
`);

type One = StandingQuery["sellerStanding"][number];

/** What counts against a seller, why, and the way to where that can be put right. */
export default function Standing(): ReactNode {
  const { t } = useLanguage();
  const { id } = useParams<{ id: string }>();
  const [state, again] = useQuery({ query: StandingDocument, variables: { seller: id }, requestPolicy: "network-only" });
  return (
    <Page title={t("rating.title")}>
      <p>{t("rating.words")}</p>
      <Loaded state={state} again={again}>
        {({ sellerStanding }) => sellerStanding.map((one) => <OnMarketplace key={one.marketplace} one={one} />)}
      </Loaded>
    </Page>
  );
}

function OnMarketplace({ one }: { one: One }): ReactNode {
  const { t, locale } = useLanguage();
  const { marketplaceName, since, orders, cases, perThousand, lines } = one;
  return (
    <section className="stack" aria-label={marketplaceName}>
      <h2>
        <bdi>{marketplaceName}</bdi>
      </h2>
      <dl className="facts">
        <div>
          <dt>{t("rating.since")}</dt>
          <dd>
            <Moment at={since} />
          </dd>
        </div>
        <div>
          <dt>{t("rating.cases")}</dt>
          <dd>{cases.toLocaleString(locale)}</dd>
        </div>
        <div>
          <dt>{t("rating.orders")}</dt>
          <dd>{orders.toLocaleString(locale)}</dd>
        </div>
        {perThousand === null ? null : (
          <div>
            <dt>{t("rating.rate")}</dt>
            <dd>{perThousand.toLocaleString(locale)}</dd>
          </div>
        )}
      </dl>
      {lines.length ? null : <p>{t("rating.none")}</p>}
      <ul className="listing">
        {lines.map((line) => (
          <li key={line.case + (line.line ?? "")} className="stack tight">
            <p>
              <strong>
                <bdi>{line.caseNumber}</bdi>
              </strong>
              , <Moment at={line.at} />
            </p>
            <p>{t(`rating.why.${line.matter}`)}</p>
            <p className="small muted">{t(`rating.goes.${line.matter}`)}</p>
            <p>
              <Link className="link" href={`/cases/${line.case}/${line.matter === "UPHELD" ? "decision" : "remedy"}`}>
                {t("rating.wrong")}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
