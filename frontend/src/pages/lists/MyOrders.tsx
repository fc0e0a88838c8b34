import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import { More } from "../../data/More";
import { useSession } from "../../data/session";
import { graphql } from "../../generated/graphql";
import type { MyOrdersQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import { Page } from "../../kit/Page";
import { EmptyState } from "../../kit/states";
import { sold } from "../complaint/documents";

const MyOrdersDocument = graphql(`
  query MyOrders($after: String) {
    orders(first: 20, after: $after) {
      edges {
        node {
          id
          number
          placedAt
          buyer
          seller
          paid {
            amount
            currency
          }
          lines {
            id
            title
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Order = MyOrdersQuery["orders"]["edges"][number]["node"];

/** The orders that marketplaces registered for this person; a complaint begins at one of them. */
export default function MyOrders(): ReactNode {
  const { t } = useLanguage();
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return (
    <Page title={t("orders.title")}>
      <p>{t("orders.words")}</p>
      {pages.map((after, at) => (
        <OnePage
          key={after ?? ""}
          after={after}
          last={at === pages.length - 1}
          onMore={(end) => setPages([...pages, end])}
        />
      ))}
    </Page>
  );
}

interface OnePageProps {
  after: string | null;
  last: boolean;
  onMore: (end: string) => void;
}

function OnePage({ after, last, onMore }: OnePageProps): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: MyOrdersDocument, variables: { after } });
  return (
    <Loaded state={state} again={again}>
      {({ orders: { edges, pageInfo } }) => (
        <>
          {edges.length || after ? (
            <ul className="listing">
              {edges.map(({ node }) => (
                <li key={node.id}>
                  <OneOrder order={node} />
                </li>
              ))}
            </ul>
          ) : (
            <EmptyState title={t("orders.none")}>
              <p>{t("orders.none.words")}</p>
            </EmptyState>
          )}
          {last ? <More pageInfo={pageInfo} onMore={onMore} /> : null}
        </>
      )}
    </Loaded>
  );
}

function OneOrder({ order }: { order: Order }): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  return (
    <>
      <h2 className="row-title">
        <bdi>{order.lines.map(({ title }) => title).join(", ")}</bdi>
      </h2>
      <p className="small muted">
        <span className="figures">{order.number}</span> ·{" "}
        <bdi>{viewer && sold(order, viewer) ? order.buyer : order.seller}</bdi> · <Moment at={order.placedAt} />
      </p>
      <p>
        {order.paid ? <Money {...order.paid} /> : null}
      </p>
      <div>
        <ButtonLink look="plain" to={`/orders/${order.id}/complaint`}>
          {t("orders.complain")}
          <span className="hidden-text">: {order.number}</span>
        </ButtonLink>
      </div>
    </>
  );
}
