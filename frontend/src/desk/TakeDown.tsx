import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../data/act";
import { Loaded, ToSignIn } from "../data/Loaded";
import { useSession, type Viewer } from "../data/session";
import { graphql } from "../generated/graphql";
import type { OrderForComplaintQuery } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Select, TextArea, TextField, Tick } from "../kit/Field";
import { Page } from "../kit/Page";
import { Done } from "../kit/states";
import { useForm } from "../kit/useForm";
import { amountOf, fractionOf } from "../lib/money";
import { COMPLAINTS, takesAmount, WISHES, type ComplaintType, type Remedy } from "../lib/vocabulary";

const OrderForComplaint = graphql(`
  query OrderForComplaint($marketplace: ID!, $number: String!) {
    orderForComplaint(marketplace: $marketplace, number: $number) {
      id
      number
      buyer
      currency
      lines {
        id
        title
        quantity
      }
    }
  }
`);

const TakeDownComplaint = graphql(`
  mutation TakeDownComplaint($input: TakeDownComplaintInput!) {
    takeDownComplaint(input: $input) {
      takenComplaint {
        expiresAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const VIAS = ["PHONE", "EMAIL", "CHAT", "LETTER", "IN_PERSON"] as const;
type Via = (typeof VIAS)[number];
type Order = OrderForComplaintQuery["orderForComplaint"];

interface Asked {
  marketplace: string;
  number: string;
}

/** Staff write down what a buyer told them. The buyer gets a link, and nothing is filed before they confirm it. */
export default function TakeDownPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const [asked, setAsked] = useState<Asked>();
  if (!viewer) return <ToSignIn />;
  return (
    <Page title={t("assist.title")}>
      <p>{t("assist.words")}</p>
      <Find viewer={viewer} onFind={setAsked} />
      {asked ? <Found key={`${asked.marketplace} ${asked.number}`} asked={asked} /> : null}
    </Page>
  );
}

function Find({ viewer, onFind }: { viewer: Viewer; onFind: (asked: Asked) => void }): ReactNode {
  const { t } = useLanguage();
  const own = viewer.marketplaces;
  const form = useForm({ marketplace: own[0]?.id ?? "", number: "" }, ({ number }) =>
    number.trim() ? {} : { number: t("assist.number.missing") },
  );
  const submit = form.submit((typed) => {
    onFind({ ...typed, number: typed.number.trim() });
    return Promise.resolve([]);
  });
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      {own.length ? (
        <Select
          {...form.text("marketplace")}
          label={t("assist.marketplace")}
          choices={own.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : (
        <TextField {...form.text("marketplace")} label={t("assist.marketplace.id")} autoComplete="off" />
      )}
      <TextField {...form.text("number")} label={t("assist.number")} autoComplete="off" />
      <Button type="submit" look="plain">
        {t("assist.find")}
      </Button>
    </form>
  );
}

function Found({ asked }: { asked: Asked }): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: OrderForComplaint, variables: asked });
  return (
    <Loaded state={state} again={again} missing={<p role="alert">{t("assist.unknown", { number: asked.number })}</p>}>
      {({ orderForComplaint: order }) => <Write order={order} asked={asked} />}
    </Loaded>
  );
}

const PROBLEMS: readonly ComplaintType[] = [...COMPLAINTS.common, ...COMPLAINTS.other];
const ASKED_FOR: readonly Remedy[] = [...WISHES.common, ...WISHES.other];

function Write({ order, asked }: { order: Order; asked: Asked }): ReactNode {
  const { t } = useLanguage();
  const takeDown = useAct(TakeDownComplaint);
  const [sent, setSent] = useState(false);
  const start = { via: "PHONE", line: order.lines[0]?.id ?? "", quantity: "1", problem: "NOT_RECEIVED", wish: "REFUND_FULL" };
  const form = useForm({ ...start, amount: "", story: "", contacted: false, elsewhere: false }, (typed) => ({
    ...(typed.story.trim() ? {} : { story: t("assist.story.missing") }),
    ...(!takesAmount(typed.wish as Remedy) || amountOf(typed.amount, fractionOf(order.currency))
      ? {}
      : { amount: t("amount.wrong") }),
  }));
  const submit = form.submit(async (typed) => {
    const remedy = typed.wish as Remedy;
    const amount = amountOf(typed.amount, fractionOf(order.currency));
    const money = takesAmount(remedy) && amount ? { amount, currency: order.currency } : null;
    const { errors } = await takeDown({
      marketplace: asked.marketplace,
      orderNumber: order.number,
      via: typed.via as Via,
      narrative: typed.story,
      contactedBefore: typed.contacted,
      otherProceedings: typed.elsewhere,
      claims: [
        {
          line: typed.line,
          quantity: Number(typed.quantity),
          complaint: typed.problem as ComplaintType,
          remedies: [{ remedy, line: typed.line, quantity: Number(typed.quantity), amount: money }],
        },
      ],
    });
    setSent(!errors.length);
    return errors;
  });
  if (sent) return <Done>{t("assist.sent", { buyer: order.buyer })}</Done>;
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>
        {t("assist.buyer")} <bdi>{order.buyer}</bdi>
      </p>
      <ErrorSummary problems={form.problems} />
      <Select
        {...form.text("via")}
        label={t("assist.via")}
        choices={VIAS.map((value) => ({ value, label: t(`assist.via.${value}`) }))}
      />
      <Select
        {...form.text("line")}
        label={t("assist.line")}
        choices={order.lines.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <TextField {...form.text("quantity")} label={t("assist.quantity")} inputMode="numeric" />
      <Select
        {...form.text("problem")}
        label={t("assist.problem")}
        choices={PROBLEMS.map((value) => ({ value, label: t(`complaint.${value}`) }))}
      />
      <Select
        {...form.text("wish")}
        label={t("assist.wish")}
        choices={ASKED_FOR.map((value) => ({ value, label: t(`remedy.${value}`) }))}
      />
      {takesAmount(form.values.wish as Remedy) ? (
        <TextField {...form.text("amount")} label={t("assist.amount", { currency: order.currency })} inputMode="decimal" />
      ) : null}
      <TextArea {...form.text("story")} label={t("assist.story")} hint={t("assist.story.hint")} rows={6} />
      <Tick
        id="contacted"
        label={t("assist.contacted")}
        checked={form.values.contacted}
        onTick={(contacted) => form.set("contacted", contacted)}
      />
      <Tick
        id="elsewhere"
        label={t("assist.elsewhere")}
        checked={form.values.elsewhere}
        onTick={(elsewhere) => form.set("elsewhere", elsewhere)}
      />
      <Button type="submit" busy={form.busy}>
        {t("assist.send")}
      </Button>
    </form>
  );
}
