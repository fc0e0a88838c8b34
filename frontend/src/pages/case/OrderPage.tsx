import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import type { CaseView } from "./documents";
import { LookedUp, VouchedBy } from "./Vouching";

type Order = CaseView["order"];

/** The sale as the marketplace registered it, pinned by the case. */
export default function OrderPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const { order } = found;
  return (
    <section className="stack" aria-labelledby="order">
      <h2 id="order">{t("order.title", { number: order.number })}</h2>
      <p className="muted">
        {t("order.verified", { marketplace: order.marketplace })} <Moment at={order.placedAt} />
      </p>
      <LookedUp order={order} />
      <Items order={order} />
      <Facts
        title={t("order.payments")}
        rows={order.payments.map((payment) => ({
          id: payment.id,
          name: payment.method,
          value: (
            <>
              <Money {...payment.amount} /> · <Moment at={payment.paidAt} />
              <VouchedBy by={payment.vouched.by} />
            </>
          ),
        }))}
      />
      <Facts
        title={t("order.recovered")}
        rows={found.recoveries.map((one, place) => ({
          id: String(place),
          name: t(`recovered.${one.source}`),
          value: (
            <>
              {one.undone ? t("order.undone") : null} <Money {...one.amount} /> · <Moment at={one.recordedAt} />{" "}
              <bdi>{one.reference}</bdi>
            </>
          ),
        }))}
      />
      <Facts title={t("order.left")} rows={leftOf(found)} />
      <Shipments order={order} />
      <Facts title={t("order.addresses")} rows={addressesOf(order)} />
      <Facts title={t("order.terms")} rows={termsOf(order)} />
    </section>
  );
}

function Items({ order }: { order: Order }): ReactNode {
  const { t } = useLanguage();
  return (
    <ul className="listing">
      {order.lines.map((line) => (
        <li key={line.id}>
          <h3>
            <bdi>{line.title}</bdi>
          </h3>
          <p className="row apart">
            <span>{t("order.quantity", { quantity: line.quantity })}</span>
            {line.total ? (
              <strong>
                <Money {...line.total} />
              </strong>
            ) : null}
          </p>
          <VouchedBy by={line.vouched.by} />
          <details>
            <summary>{t("order.listing")}</summary>
            <p className="words" dir="auto">
              {line.listing}
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Shipments({ order }: { order: Order }): ReactNode {
  const { t } = useLanguage();
  const rows = order.shipments.map((shipment) => ({
    id: shipment.id,
    name: shipment.carrier,
    value: (
      <>
        {shipment.parcels.map(({ tracking }) => tracking).join(", ")}
        {shipment.dispatchedAt ? (
          <p>
            {t("order.dispatched")} <Moment at={shipment.dispatchedAt} />
          </p>
        ) : null}
        <p>
          {shipment.deliveredAt ? (
            <>
              {t("order.delivered")} <Moment at={shipment.deliveredAt} />
            </>
          ) : (
            t("order.notDelivered")
          )}
        </p>
        <VouchedBy by={shipment.vouched.by} />
      </>
    ),
  }));
  return <Facts title={t("order.shipments")} rows={rows} />;
}

interface Fact {
  id: string;
  name: ReactNode;
  value: ReactNode;
}

/** What can still be given back of each payment, told once something came back or is ordered. */
function leftOf({ order, paymentsLeft }: CaseView): Fact[] {
  const touched = paymentsLeft.some(({ recovered }) => Number(recovered.amount) !== 0);
  const rows = touched ? paymentsLeft : [];
  return rows.map(({ payment, left }) => ({
    id: payment,
    name: order.payments.find(({ id }) => id === payment)?.method ?? payment,
    value: <Money {...left} />,
  }));
}

function addressesOf({ addresses }: Order): Fact[] {
  return addresses.map(({ kind, words, country, vouched }) => ({
    id: kind,
    name: kind,
    value: (
      <>
        <span className="words" dir="auto">
          {words ?? country}
        </span>
        <VouchedBy by={vouched.by} />
      </>
    ),
  }));
}

function termsOf(order: Order): Fact[] {
  return [...order.policies, ...order.guarantees].map(({ kind, provider, words }) => ({
    id: kind + provider,
    name: provider,
    value: (
      <span className="words" dir="auto">
        {words}
      </span>
    ),
  }));
}

function Facts({ title, rows }: { title: string; rows: Fact[] }): ReactNode {
  if (!rows.length) return null;
  return (
    <section className="stack tight">
      <h3>{title}</h3>
      <dl className="facts">
        {rows.map(({ id, name, value }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
