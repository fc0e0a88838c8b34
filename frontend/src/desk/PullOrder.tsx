import { useState, type ReactNode } from "react";
import { useAct } from "../data/act";
import { ToSignIn } from "../data/Loaded";
import { useSession, type Viewer } from "../data/session";
import type { PullOrderMutation } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Select, TextField } from "../kit/Field";
import { Moment } from "../kit/Instant";
import { Money } from "../kit/Money";
import { Page } from "../kit/Page";
import { Done, EmptyState } from "../kit/states";
import { useForm } from "../kit/useForm";
import { LookedUp } from "../pages/case/Vouching";
import { PullOrder } from "./pulling";

type Pulled = NonNullable<PullOrderMutation["pullOrder"]["order"]>;

/** An order that nobody registered is looked up in the marketplace's shop, and registered as it is there. */
export default function PullOrderPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (!viewer) return <ToSignIn />;
  return (
    <Page title={t("pull.title")}>
      <p>{t("pull.words")}</p>
      {viewer.marketplaces.length ? (
        <Pull marketplaces={viewer.marketplaces} />
      ) : (
        <EmptyState title={t("pull.noMarketplace")}>
          <p>{t("pull.noMarketplace.words")}</p>
        </EmptyState>
      )}
    </Page>
  );
}

function Pull({ marketplaces }: { marketplaces: Viewer["marketplaces"] }): ReactNode {
  const { t } = useLanguage();
  const pull = useAct(PullOrder);
  const [found, setFound] = useState<{ order: Pulled; known: boolean }>();
  const form = useForm({ marketplace: marketplaces[0]?.id ?? "", number: "" }, ({ number }) =>
    number.trim() ? {} : { number: t("pull.number.missing") },
  );
  const submit = form.submit(async ({ marketplace, number }) => {
    setFound(undefined);
    const { payload, errors } = await pull({ marketplace, number });
    if (payload?.order) setFound({ order: payload.order, known: payload.replayed });
    return errors;
  });
  return (
    <>
      <form className="stack near" noValidate onSubmit={submit} aria-label={t("pull.title")}>
        <ErrorSummary problems={form.problems} />
        {marketplaces.length > 1 ? (
          <Select
            {...form.text("marketplace")}
            label={t("pull.marketplace")}
            choices={marketplaces.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        <TextField {...form.text("number")} label={t("pull.number")} hint={t("pull.number.hint")} autoComplete="off" />
        <div>
          <Button type="submit" busy={form.busy}>
            {t("pull.submit")}
          </Button>
        </div>
      </form>
      {found ? <Found {...found} /> : null}
    </>
  );
}

function Found({ order, known }: { order: Pulled; known: boolean }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack near" aria-labelledby="pulled">
      <h2 id="pulled">{t("pull.order", { number: order.number })}</h2>
      <Done>{t(known ? "pull.known" : "pull.done")}</Done>
      <dl className="facts">
        <div>
          <dt>{t("pull.placed")}</dt>
          <dd>
            <Moment at={order.placedAt} />
          </dd>
        </div>
        <div>
          <dt>{t("pull.buyer")}</dt>
          <dd>
            <bdi>{order.buyer}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("pull.seller")}</dt>
          <dd>
            <bdi>{order.seller}</bdi>
          </dd>
        </div>
        {order.paid ? (
          <div>
            <dt>{t("order.paid")}</dt>
            <dd>
              <Money {...order.paid} />
            </dd>
          </div>
        ) : null}
      </dl>
      <ul>
        {order.lines.map(({ id, title, quantity }) => (
          <li key={id}>
            <bdi>{title}</bdi> · {t("order.quantity", { quantity })}
          </li>
        ))}
      </ul>
      <LookedUp order={order} />
    </section>
  );
}
