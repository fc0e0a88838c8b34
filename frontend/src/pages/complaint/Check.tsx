import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Page } from "../../kit/Page";
import { amountOf, fractionOf, moneyText } from "../../lib/money";
import type { ComplaintType } from "../../lib/vocabulary";
import { EntitlementDocument } from "../entitlement/documents";
import { Entitled } from "../entitlement/Entitled";
import { circumstancesOf, type Answers, type ClaimAnswers, type StepName } from "./answers";
import { sold, type OrderToComplainOf, type Person } from "./documents";
import { Others } from "./Others";
import { useFiling } from "./filing";

interface CheckProps {
  order: OrderToComplainOf;
  person: Person;
  answers: Answers;
  change: (part: Partial<Answers>) => void;
}

/** Everything on one page before it is sent; each answer can be changed. */
export function Check({ order, person, answers, change }: CheckProps): ReactNode {
  const { t } = useLanguage();
  const [others, setOthers] = useState<OrderToComplainOf[]>([]);
  const { send, busy, problems } = useFiling(order, answers, others);
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
          <Row
            question={t("file.needs.title")}
            answer={<span className="words">{answers.needs.trim() || t("file.needs.none")}</span>}
            to={to("needs")}
          />
          {answers.guardianship && answers.guardianship !== "no" ? (
            <Row
              question={t("file.guardianship.title")}
              answer={t(`file.guardianship.${answers.guardianship}`)}
              to={to("needs")}
            />
          ) : null}
          <Row question={t("file.check.person")} answer={`${person.name}, ${person.email}`} to={to("details")} />
        </dl>
      </section>
      {sold(order, person) ? null : <Others order={order} person={person} chosen={others} onChoose={setOthers} />}
      <form
        className="stack near"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>
          {others.length
            ? t("file.others.follows", { count: others.length + 1 })
            : t("file.check.follows", { name: sold(order, person) ? order.buyer : order.seller })}
        </p>
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
      <dd>
        <Link href={to} className="link">
          {t("file.check.change")}
          <span className="hidden-text">: {question}</span>
        </Link>
      </dd>
    </div>
  );
}
