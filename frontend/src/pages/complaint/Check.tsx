import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useLocation } from "wouter";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { Page } from "../../kit/Page";
import { dropDraft } from "../../lib/drafts";
import { amountOf, fractionOf, moneyText } from "../../lib/money";
import { takesAmount, type ComplaintType, type Remedy } from "../../lib/vocabulary";
import { dropDiagnosis } from "../diagnosis/kept";
import { EntitlementDocument } from "../entitlement/documents";
import { Entitled } from "../entitlement/Entitled";
import { circumstancesOf, draftName, type Answers, type ClaimAnswers, type StepName } from "./answers";
import { FileComplaintDocument, sold, type OrderToComplainOf, type Person } from "./documents";

interface CheckProps {
  order: OrderToComplainOf;
  person: Person;
  answers: Answers;
  change: (part: Partial<Answers>) => void;
}

/** Everything on one page before it is sent; each answer can be changed. */
export function Check({ order, person, answers, change }: CheckProps): ReactNode {
  const { t } = useLanguage();
  const { send, busy, problems } = useSending(order, answers);
  const to = (step: StepName, at = 0): string => `/orders/${order.id}/complaint/${step}/${at}`;
  return (
    <Page title={t("file.check.title")} eyebrow={t("file.check.where", { number: order.number })}>
      <ErrorSummary problems={problems} />
      {answers.claims.map((claim, at) => (
        <section key={at} className="stack tight">
          <h2>{t("file.check.item", { at: at + 1, items: answers.claims.length })}</h2>
          <ClaimRows claim={claim} order={order} to={(step) => to(step, at)} />
          <Entitlements claim={claim} order={order} />
          {answers.claims.length > 1 ? (
            <Button look="link" onClick={() => change({ claims: answers.claims.filter((_, place) => place !== at) })}>
              {t("file.check.remove")}
            </Button>
          ) : null}
        </section>
      ))}
      <div>
        <ButtonLink look="plain" to={to("item", answers.claims.length)}>
          {t("file.check.add")}
        </ButtonLink>
      </div>
      <section className="stack tight">
        <h2>{t("file.check.rest")}</h2>
        <dl className="answers">
          <Row
            question={t("file.story.title")}
            answer={<span className="words">{answers.story}</span>}
            to={to("story")}
          />
          <Row
            question={t("file.contacted.title")}
            answer={answers.contacted === "yes" ? t("yes") : t("no")}
            to={to("contacted")}
          />
          <Row
            question={t("file.elsewhere.title")}
            answer={answers.elsewhere === "yes" ? t("yes") : t("no")}
            to={to("elsewhere")}
          />
          <Row question={t("file.check.person")} answer={`${person.name}, ${person.email}`} to={to("details")} />
        </dl>
      </section>
      <form
        className="stack near"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{t("file.check.follows", { name: sold(order, person) ? order.buyer : order.seller })}</p>
        <div className="row">
          <Button type="submit" busy={busy}>
            {t("file.check.send")}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function ClaimRows({
  claim,
  order,
  to,
}: {
  claim: ClaimAnswers;
  order: OrderToComplainOf;
  to: (step: StepName) => string;
}): ReactNode {
  const { t, locale } = useLanguage();
  const line = order.lines.find(({ id }) => id === claim.line);
  const amount = amountOf(claim.amount, fractionOf(order.currency));
  const wish = claim.wish ? t(`remedy.${claim.wish}`) : "";
  return (
    <dl className="answers">
      <Row
        question={t("file.item.title")}
        answer={t("file.check.quantity", { title: line?.title ?? "", quantity: Number(claim.quantity) })}
        to={to("item")}
      />
      <Row
        question={t("file.problem.title")}
        answer={claim.problem ? t(`complaint.${claim.problem}`) : ""}
        to={to("problem")}
      />
      <Row
        question={t("file.wish.title")}
        answer={amount ? `${wish}, ${moneyText(amount, order.currency, locale)}` : wish}
        to={to("wish")}
      />
    </dl>
  );
}

/** What law and policies may give for this claim, before it is sent. */
function Entitlements({ claim, order }: { claim: ClaimAnswers; order: OrderToComplainOf }): ReactNode {
  const asked = { order: order.id, line: claim.line, quantity: Number(claim.quantity) };
  const [{ data }] = useQuery({
    query: EntitlementDocument,
    variables: { ...asked, complaint: claim.problem as ComplaintType, circumstances: circumstancesOf(claim) },
    pause: !claim.problem,
  });
  return data?.entitlement ? <Entitled found={data.entitlement} /> : null;
}

function Row({ question, answer, to }: { question: string; answer: ReactNode; to: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <div>
      <dt>{question}</dt>
      <dd dir="auto">{answer}</dd>
      <Link href={to} className="link">
        {t("file.check.change")}
        <span className="hidden-text">: {question}</span>
      </Link>
    </div>
  );
}

function useSending(
  order: OrderToComplainOf,
  answers: Answers,
): { send: () => Promise<void>; busy: boolean; problems: Problem[] } {
  const file = useAct(FileComplaintDocument);
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const send = async (): Promise<void> => {
    setBusy(true);
    const { payload, errors } = await file(complaintOf(order, answers));
    setBusy(false);
    setProblems(errors.map(({ message }) => ({ field: "", message })));
    if (!payload?.case) return;
    dropDraft(draftName(order.id));
    dropDiagnosis();
    go(`/cases/${payload.case.id}/receipt`, { replace: true });
  };
  return { send, busy, problems };
}

/** The answers in the server's words. */
function complaintOf(order: OrderToComplainOf, { claims, story, contacted, elsewhere }: Answers) {
  return {
    order: order.id,
    claims: claims.map((claim) => claimOf(claim, order.currency)),
    narrative: story,
    contactedBefore: contacted === "yes",
    otherProceedings: elsewhere === "yes",
  };
}

function claimOf(claim: ClaimAnswers, currency: string) {
  const { line, quantity, problem, wish, amount } = claim;
  const wished = amountOf(amount, fractionOf(currency));
  const money = takesAmount(wish) && wished ? { amount: { amount: wished, currency } } : {};
  return {
    line,
    quantity: Number(quantity),
    complaint: problem as ComplaintType,
    circumstances: circumstancesOf(claim),
    remedies: [{ remedy: wish as Remedy, line, quantity: Number(quantity), ...money }],
  };
}
