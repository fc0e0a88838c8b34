import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { useAct } from "../data/act";
import { Loaded } from "../data/Loaded";
import { More } from "../data/More";
import type { LostRefundsQuery } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { TextField, Tick } from "../kit/Field";
import { Moment } from "../kit/Instant";
import { Money } from "../kit/Money";
import { OfferCard } from "../kit/Offer";
import { Page } from "../kit/Page";
import { Done, EmptyState } from "../kit/states";
import { useForm } from "../kit/useForm";
import { moneyText } from "../lib/money";
import { AnswerLost, LostRefunds } from "./lostDocuments";

type Refund = LostRefundsQuery["unknownFulfilments"]["edges"][number]["node"];
type Outcome = "DONE" | "NOT_DONE";
type Answered = (outcome: Outcome) => void;

/** What was handed to a shop and got lost: an administrator finds out what became of it, and says so. */
export default function LostPage(): ReactNode {
  const { t } = useLanguage();
  const [after, setAfter] = useState<string>();
  const [said, setSaid] = useState<Outcome>();
  const [state, again] = useQuery({ query: LostRefunds, variables: { after }, requestPolicy: "cache-and-network" });
  const answered: Answered = (outcome) => {
    setSaid(outcome);
    setAfter(undefined);
    again({ requestPolicy: "network-only" });
  };
  return (
    <Page title={t("lost.title")}>
      <p>{t("lost.words")}</p>
      {said ? <Done>{t(`lost.said.${said}`)}</Done> : null}
      <Loaded state={state} again={again}>
        {({ unknownFulfilments: { edges, pageInfo } }) => (
          <>
            {edges.map(({ node }) => (
              <OneRefund key={node.id} refund={node} onAnswered={answered} />
            ))}
            {edges.length ? null : (
              <EmptyState title={t("lost.none")}>
                <p>{t("lost.none.words")}</p>
              </EmptyState>
            )}
            <More pageInfo={pageInfo} onMore={setAfter} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function OneRefund({ refund, onAnswered }: { refund: Refund; onAnswered: Answered }): ReactNode {
  const { t } = useLanguage();
  const [choice, setChoice] = useState<Outcome>();
  return (
    <OfferCard title={t(`lost.kind.${refund.kind}`, { number: refund.caseNumber })} level={2} rows={useRows(refund)}>
      <section className="stack near">
        <h3>{t("lost.how")}</h3>
        <ol>
          <li>
            {refund.payment
              ? t("lost.how.order", { order: refund.orderNumber, payment: refund.payment })
              : t("lost.how.goods", { order: refund.orderNumber })}
          </li>
          <li>{t("lost.how.mark")}</li>
          {refund.payment ? <li>{t("lost.how.provider")}</li> : null}
        </ol>
      </section>
      <p>
        <Link href={`/desk/${refund.case}/remedy`}>{t("lost.case")}</Link>
      </p>
      {choice ? null : (
        <div className="row">
          <Button look="plain" onClick={() => setChoice("DONE")}>
            {t("lost.done")}
          </Button>
          <Button look="plain" onClick={() => setChoice("NOT_DONE")}>
            {t("lost.notDone")}
          </Button>
        </div>
      )}
      {choice === "DONE" ? <WasDone refund={refund} onAnswered={onAnswered} onBack={() => setChoice(undefined)} /> : null}
      {choice === "NOT_DONE" ? (
        <WasNotDone refund={refund} onAnswered={onAnswered} onBack={() => setChoice(undefined)} />
      ) : null}
    </OfferCard>
  );
}

function useRows(refund: Refund): { id: string; label: ReactNode; value: ReactNode }[] {
  const { t } = useLanguage();
  const { orderNumber, payment, amount, keptAs, shop, handedOverAt, looks, lookedAt, reason, since } = refund;
  const row = (id: string, label: ReactNode, value: ReactNode): { id: string; label: ReactNode; value: ReactNode } => ({
    id,
    label,
    value,
  });
  return [
    row("order", t("lost.order"), <bdi className="figures">{orderNumber}</bdi>),
    ...(payment ? [row("payment", t("lost.payment"), <bdi className="figures">{payment}</bdi>)] : []),
    ...(amount ? [row("amount", t("lost.amount"), <Money {...amount} />)] : []),
    row("kept", t("lost.keptAs"), <code>{keptAs}</code>),
    ...(shop ? [row("shop", t("lost.shop"), shop)] : []),
    row("handed", t("lost.handedOver"), <Moment at={handedOverAt ?? since} />),
    row(
      "looked",
      t("lost.looked"),
      <>
        {t("lost.looked.times", { times: looks })}
        {lookedAt ? (
          <>
            {" "}
            <Moment at={lookedAt} />
          </>
        ) : null}
      </>,
    ),
    ...(reason ? [row("reason", t("lost.reason"), <code>{reason}</code>)] : []),
  ];
}

interface FormProps {
  refund: Refund;
  onAnswered: Answered;
  onBack: () => void;
}

function WasDone({ refund, onAnswered, onBack }: FormProps): ReactNode {
  const { t } = useLanguage();
  const answer = useAct(AnswerLost);
  const form = useForm({ reference: "" }, ({ reference }) =>
    reference.trim() ? {} : { reference: t("lost.reference.missing") },
  );
  const submit = form.submit(async ({ reference }) => {
    const { errors } = await answer({ ...named(refund), outcome: "DONE", reference });
    if (!errors.length) onAnswered("DONE");
    return errors;
  });
  return (
    <form className="stack near" noValidate onSubmit={submit} aria-label={t("lost.done")}>
      <ErrorSummary problems={form.problems} />
      <p>{t("lost.done.effect")}</p>
      <TextField {...form.text("reference")} label={t("lost.reference")} hint={t("lost.reference.hint")} autoComplete="off" />
      <Buttons action={t("lost.done.submit")} busy={form.busy} onBack={onBack} />
    </form>
  );
}

function WasNotDone({ refund, onAnswered, onBack }: FormProps): ReactNode {
  const { t, locale } = useLanguage();
  const answer = useAct(AnswerLost);
  const paid = refund.kind === "REFUND" ? refund.amount : null;
  const amount = paid ? moneyText(paid.amount, paid.currency, locale) : "";
  const form = useForm({ looked: false }, ({ looked }) => (looked ? {} : { looked: t("lost.looked.missing") }));
  const submit = form.submit(async () => {
    const { errors } = await answer({ ...named(refund), outcome: "NOT_DONE" });
    if (!errors.length) onAnswered("NOT_DONE");
    return errors;
  });
  return (
    <form className="stack near" noValidate onSubmit={submit} aria-label={t("lost.notDone")}>
      <ErrorSummary problems={form.problems} />
      <p>
        <strong>{amount ? t("lost.notDone.effect", { amount }) : t("lost.notDone.effect.other")}</strong>
      </p>
      <Tick
        id="looked"
        label={amount ? t("lost.looked.both") : t("lost.looked.shop")}
        error={form.error("looked")}
        checked={form.values.looked}
        onTick={(looked) => form.set("looked", looked)}
      />
      <Buttons action={amount ? t("lost.notDone.submit", { amount }) : t("lost.notDone.submit.other")} busy={form.busy} onBack={onBack} />
    </form>
  );
}

function Buttons({ action, busy, onBack }: { action: string; busy: boolean; onBack: () => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="row">
      <Button type="submit" busy={busy}>
        {action}
      </Button>
      <Button look="link" onClick={onBack}>
        {t("confirm.back")}
      </Button>
    </div>
  );
}

function named({ case: id, version, id: fulfilment }: Refund): { case: string; expectedVersion: number; fulfilment: string } {
  return { case: id, expectedVersion: version, fulfilment };
}
