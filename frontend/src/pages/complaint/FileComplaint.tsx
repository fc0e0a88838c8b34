import { useState, type ReactNode } from "react";
import { useLocation, useParams } from "wouter";
import { useQuery } from "urql";
import { Loaded, NotFound } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { Page } from "../../kit/Page";
import { loadDraft, saveDraft } from "../../lib/drafts";
import { EMPTY, EMPTY_CLAIM, STEPS, draftName, firstOpen, problemsOf, stepAfter, stepBefore, type Answers, type StepName } from "./answers";
import { Check } from "./Check";
import { ComplaintOrder, type OrderToComplainOf, type Person } from "./documents";
import { Question } from "./Question";

/** A complaint about an order, one question a page, kept on the device as it grows. */
export default function FileComplaint(): ReactNode {
  const { order } = useParams<{ order: string }>();
  const [state, again] = useQuery({ query: ComplaintOrder, variables: { id: order } });
  return (
    <Loaded state={state} again={again}>
      {({ order: found, viewer }) => (found && viewer ? <Questions order={found} person={viewer} /> : <NotFound />)}
    </Loaded>
  );
}

interface Place {
  step: StepName;
  at: number;
}

function usePlace(order: OrderToComplainOf, answers: Answers): Place & { further: boolean; go: (place: Place) => void } {
  const { step = "", at = "0" } = useParams<{ step?: string; at?: string }>();
  const [, navigate] = useLocation();
  const asked = STEPS.find((name) => name === step);
  const reached = firstOpen(answers, order);
  const allowed = asked !== undefined && STEPS.indexOf(asked) <= STEPS.indexOf(reached.step);
  const place = allowed ? { step: asked, at: Number(at) || 0 } : reached;
  return {
    ...place,
    further: place.at > 0,
    go: (to) => navigate(`/orders/${order.id}/complaint/${to.step}/${to.at}`),
  };
}

function Questions({ order, person }: { order: OrderToComplainOf; person: Person }): ReactNode {
  const { t } = useLanguage();
  const [answers, setAnswers] = useState(() => loadDraft(draftName(order.id), EMPTY));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [saved, setSaved] = useState(false);
  const { step, at, further, go } = usePlace(order, answers);
  const claim = answers.claims[at] ?? EMPTY_CLAIM;

  const change = (part: Partial<Answers>): void => {
    const next = { ...answers, ...part };
    setAnswers(next);
    setSaved(saveDraft(draftName(order.id), next));
  };
  const next = (): void => {
    const found = Object.entries(problemsOf(step, answers, at, order));
    setProblems(found.map(([field, id]) => ({ field, message: t(id) })));
    if (!found.length) go({ step: stepAfter(step, further), at: further && step !== "wish" ? at : 0 });
  };
  const back = stepBefore(step, further);

  if (step === "check") return <Check order={order} person={person} answers={answers} change={change} />;
  return (
    <Page title={t(`file.${step}.title`)} ownHeading eyebrow={<Where step={step} order={order} />}>
      <ErrorSummary problems={problems} />
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <Question
          step={step}
          order={order}
          person={person}
          answers={answers}
          claim={claim}
          problems={problems}
          change={change}
          changeClaim={(part) => change({ claims: withClaim(answers, at, part) })}
        />
        <div className="row">
          <Button type="submit">{t("file.next")}</Button>
          <ButtonLink look="link" to={back ? `/orders/${order.id}/complaint/${back}/${back === "check" ? 0 : at}` : "/orders"}>
            {t("file.back")}
          </ButtonLink>
        </div>
        <p className="small muted" role="status">
          {saved ? t("file.saved") : ""}
        </p>
      </form>
    </Page>
  );
}

function withClaim(answers: Answers, at: number, part: Partial<Answers["claims"][number]>): Answers["claims"] {
  const claims = answers.claims.length > at ? answers.claims : [...answers.claims, EMPTY_CLAIM];
  return claims.map((claim, place) => (place === at ? { ...claim, ...part } : claim));
}

/** Which complaint this is, and how far it has come. */
function Where({ step, order }: { step: StepName; order: OrderToComplainOf }): ReactNode {
  const { t } = useLanguage();
  const place = STEPS.indexOf(step);
  return (
    <div className="stack tight">
      <p className="small muted">
        {t("file.where", { number: order.number, step: place + 1, steps: STEPS.length })}
      </p>
      <progress max={STEPS.length} value={place} aria-label={t("file.progress")} />
    </div>
  );
}
