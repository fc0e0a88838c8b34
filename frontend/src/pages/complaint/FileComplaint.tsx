import { useState, type ReactNode } from "react";
import { Redirect, useLocation, useParams } from "wouter";
import { useQuery } from "urql";
import { Loaded, NotFound } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { Page } from "../../kit/Page";
import { loadDraft, saveDraft } from "../../lib/drafts";
import {
  EMPTY,
  EMPTY_CLAIM,
  STEPS,
  draftName,
  firstOpen,
  problemsOf,
  stepAfter,
  stepBefore,
  type Answers,
  type StepName,
} from "./answers";
import { Check } from "./Check";
import { answersFound } from "../diagnosis/kept";
import { ComplaintOrder, sold, type OrderToComplainOf, type Person } from "./documents";
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

const wayTo = (order: string, { step, at }: Place): string => `/orders/${order}/complaint/${step}/${at}`;

/** The page that the address names, if everything before it is answered. */
function askedPlace(
  order: OrderToComplainOf,
  answers: Answers,
  step: string | undefined,
  at: string | undefined,
): Place | undefined {
  const asked = STEPS.find((name) => name === step);
  const reached = STEPS.indexOf(firstOpen(answers, order).step);
  return asked !== undefined && STEPS.indexOf(asked) <= reached ? { step: asked, at: Number(at) || 0 } : undefined;
}

function Questions({ order, person }: { order: OrderToComplainOf; person: Person }): ReactNode {
  const { step, at } = useParams<{ step?: string; at?: string }>();
  const [answers, setAnswers] = useState(() => loadDraft(draftName(order.id), sold(order, person) ? EMPTY : answersFound()));
  const [saved, setSaved] = useState(false);
  const change = (part: Partial<Answers>): void => {
    const next = { ...answers, ...part };
    setAnswers(next);
    setSaved(saveDraft(draftName(order.id), next));
  };
  const place = askedPlace(order, answers, step, at);
  if (!place) return <Redirect to={wayTo(order.id, firstOpen(answers, order))} replace />;
  if (place.step === "check") return <Check order={order} person={person} answers={answers} change={change} />;
  return (
    <OneQuestion
      key={`${place.step}-${place.at}`}
      order={order}
      person={person}
      answers={answers}
      change={change}
      step={place.step}
      at={place.at}
      saved={saved}
    />
  );
}

interface OneQuestionProps {
  order: OrderToComplainOf;
  person: Person;
  answers: Answers;
  change: (part: Partial<Answers>) => void;
  step: Exclude<StepName, "check">;
  at: number;
  saved: boolean;
}

function OneQuestion({ order, person, answers, change, step, at, saved }: OneQuestionProps): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const [problems, setProblems] = useState<Problem[]>([]);
  const further = at > 0;
  const back = stepBefore(step);
  const next = (): void => {
    const found = Object.entries(problemsOf(step, answers, at, order));
    setProblems(found.map(([field, id]) => ({ field, message: t(id) })));
    if (!found.length) go(wayTo(order.id, { step: stepAfter(step, further), at: further && step !== "wish" ? at : 0 }));
  };
  const drop = (): void => {
    change({ claims: answers.claims.slice(0, at) });
    go(wayTo(order.id, { step: "check", at: 0 }));
  };
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
          claim={answers.claims[at] ?? EMPTY_CLAIM}
          problems={problems}
          change={change}
          changeClaim={(part) => change({ claims: withClaim(answers, at, part) })}
        />
        <div className="row">
          <Button type="submit">{t("file.next")}</Button>
          {further && step === "item" ? (
            <Button look="link" onClick={drop}>
              {t("file.drop")}
            </Button>
          ) : (
            <ButtonLink look="link" to={back ? wayTo(order.id, { step: back, at }) : "/orders"}>
              {t("file.back")}
            </ButtonLink>
          )}
        </div>
        <p className="small muted" role="status">
          {saved ? t("file.saved") : ""}
        </p>
        <p className="small">
          <a href="/policy">{t("file.procedure")}</a>
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
      <p className="small muted">{t("file.where", { number: order.number, step: place + 1, steps: STEPS.length })}</p>
      <progress max={STEPS.length} value={place} aria-label={t("file.progress")} />
    </div>
  );
}
