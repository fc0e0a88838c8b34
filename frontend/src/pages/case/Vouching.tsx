import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import type { CaseView } from "./documents";

type Order = CaseView["order"];
type Difference = NonNullable<Order["lookUp"]>["differences"][number];
type Value = Difference["registered"];

/** Who vouches for one fact, in a few words under it. */
export function VouchedBy({ by }: { by: Order["vouched"]["by"] }): ReactNode {
  const { t } = useLanguage();
  return <span className="small muted block">{t(`order.vouched.${by}`)}</span>;
}

/** What came of asking the marketplace's shop, and what it says otherwise. */
export function LookedUp({ order }: { order: Pick<Order, "lookUp" | "shopAwaited" | "marketplace"> }): ReactNode {
  const { t } = useLanguage();
  const { lookUp, shopAwaited, marketplace } = order;
  if (!lookUp) return <p className="muted">{t(shopAwaited ? "order.lookUp.awaited" : "order.lookUp.never", { marketplace })}</p>;
  return (
    <div className="stack tight">
      <p>
        {t(`order.lookUp.${lookUp.answer}`, { marketplace, state: lookUp.state })} <Moment at={lookUp.askedAt} />
      </p>
      <Differences rows={lookUp.differences} />
    </div>
  );
}

function Differences({ rows }: { rows: readonly Difference[] }): ReactNode {
  const { t } = useLanguage();
  if (!rows.length) return null;
  return (
    <section className="stack tight" aria-labelledby="differences">
      <h3 id="differences">{t("order.differences")}</h3>
      <p className="muted">{t("order.differences.nothingChanged")}</p>
      <dl className="facts">
        {rows.map((one) => (
          <div key={`${one.of} ${one.subject} ${one.aspect}`}>
            <dt>
              <bdi>{one.title || t(`order.fact.${one.of}`, { subject: one.subject })}</bdi>: {t(`order.aspect.${one.aspect}`)}
            </dt>
            <dd>
              <p>
                {t("order.differences.registered")} <Said value={one.registered} />
              </p>
              <p>
                {t("order.differences.inShop")} <Said value={one.inShop} />
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Said({ value }: { value: Value }): ReactNode {
  const { t } = useLanguage();
  if (!value) return t("order.differences.nothing");
  return (
    <>
      {value.words ? <bdi>{value.words}</bdi> : null} {value.amount ? <Money {...value.amount} /> : null} {value.quantity ?? null}{" "}
      {value.at ? <Moment at={value.at} /> : null}
    </>
  );
}
