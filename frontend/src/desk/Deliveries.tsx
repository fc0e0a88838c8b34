import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../data/act";
import { Loaded } from "../data/Loaded";
import { More } from "../data/More";
import type { WebhookDeliveryState } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Select } from "../kit/Field";
import { Moment } from "../kit/Instant";
import { Done, EmptyState } from "../kit/states";
import { useForm, type UserError } from "../kit/useForm";
import { useNow } from "../lib/now";
import { DeliveriesDocument, ReplayDeliveries, RetryDelivery, spelt, type Delivery } from "./webhookDocuments";

const STATES: WebhookDeliveryState[] = ["PENDING", "DELIVERED", "DEAD"];
const HOUR_MS = 3_600_000;
type Period = "hour" | "day" | "week" | "month";
const EACH: Period[] = ["hour", "day", "week", "month"];
const PERIODS: Record<Period, number> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS, month: 720 * HOUR_MS };

/** What was sent to a webhook, the newest first, and how each try went. */
export function Deliveries({ webhook }: { webhook: string }): ReactNode {
  const { t } = useLanguage();
  const [only, setOnly] = useState<WebhookDeliveryState | "">("");
  const [after, setAfter] = useState<string>();
  const variables = { webhook, state: only || null, after };
  const [state, again] = useQuery({ query: DeliveriesDocument, variables, requestPolicy: "network-only" });
  const look = (): void => {
    setAfter(undefined);
    again({ requestPolicy: "network-only" });
  };
  return (
    <section className="stack near" aria-labelledby="deliveries">
      <h2 id="deliveries">{t("webhooks.deliveries")}</h2>
      <Select
        id="only"
        label={t("webhooks.only")}
        value={only}
        choices={[
          { value: "", label: t("webhooks.only.all") },
          ...STATES.map((one) => ({ value: one, label: t(`webhooks.delivery.${one}`) })),
        ]}
        onChange={({ target }) => {
          setAfter(undefined);
          setOnly(target.value as WebhookDeliveryState | "");
        }}
      />
      <Loaded state={state} again={look}>
        {({ webhookDeliveries: { edges, pageInfo } }) => (
          <>
            {edges.length ? (
              <ul className="listing">
                {edges.map(({ node }) => (
                  <Row key={node.id} delivery={node} onSent={look} />
                ))}
              </ul>
            ) : (
              <EmptyState title={t("webhooks.deliveries.none")} />
            )}
            <More pageInfo={pageInfo} onMore={setAfter} />
          </>
        )}
      </Loaded>
      <div>
        <Button look="plain" onClick={look}>
          {t("webhooks.look")}
        </Button>
      </div>
      <Replay webhook={webhook} onSent={look} />
    </section>
  );
}

function Row({ delivery, onSent }: { delivery: Delivery; onSent: () => void }): ReactNode {
  const { t } = useLanguage();
  const retry = useAct(RetryDelivery);
  const [errors, setErrors] = useState<UserError[]>([]);
  const send = async (): Promise<void> => {
    const done = await retry({ delivery: delivery.id });
    setErrors(done.errors);
    if (!done.errors.length) onSent();
  };
  const { type, state, createdAt, nextAt, attempts, messageId } = delivery;
  return (
    <li>
      <div className="stack tight">
        <h3 className="row-title">
          <code>{spelt(type)}</code> <span className="tag">{t(`webhooks.delivery.${state}`)}</span>
        </h3>
        <ErrorSummary problems={errors.map(({ message }) => ({ field: "", message }))} />
        <p className="small muted">
          <Moment at={createdAt} /> · <code className="long-word">{messageId}</code>
        </p>
        {attempts.length ? (
          <details>
            <summary>{t("webhooks.attempts", { count: attempts.length })}</summary>
            <ol>
              {attempts.map(({ at, code }) => (
                <li key={at}>
                  <Moment at={at} /> <code>{code}</code>
                </li>
              ))}
            </ol>
          </details>
        ) : null}
        {nextAt ? (
          <p className="small">
            {t("webhooks.next")} <Moment at={nextAt} />
          </p>
        ) : null}
        {state === "PENDING" ? null : (
          <div>
            <Button look="link" onClick={() => void send()}>
              {t("webhooks.retry")}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

/** After a failure on the marketplace's side: everything of a while once more. */
function Replay({ webhook, onSent }: { webhook: string; onSent: () => void }): ReactNode {
  const { t } = useLanguage();
  const now = useNow();
  const replay = useAct(ReplayDeliveries);
  const [count, setCount] = useState<number>();
  const form = useForm<{ period: Period }>({ period: "hour" });
  const submit = form.submit(async ({ period }) => {
    const from = new Date(now.getTime() - PERIODS[period]).toISOString();
    const { payload, errors } = await replay({ webhook, from, to: now.toISOString() });
    if (payload) {
      setCount(payload.count ?? 0);
      onSent();
    }
    return errors;
  });
  return (
    <form className="stack near" noValidate onSubmit={submit} aria-label={t("webhooks.replay")}>
      <h3>{t("webhooks.replay")}</h3>
      <ErrorSummary problems={form.problems} />
      {count === undefined ? null : <Done>{t("webhooks.replayed", { count })}</Done>}
      <Select
        id="period"
        label={t("webhooks.period")}
        hint={t("webhooks.period.hint")}
        value={form.values.period}
        choices={EACH.map((one) => ({ value: one, label: t(`webhooks.period.${one}`) }))}
        onChange={({ target }) => form.set("period", target.value as Period)}
      />
      <div>
        <Button type="submit" look="plain" busy={form.busy}>
          {t("webhooks.replay.submit")}
        </Button>
      </div>
    </form>
  );
}
