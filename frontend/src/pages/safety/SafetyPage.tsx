import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { looksAfterSafety, useSession } from "../../data/session";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Select, TextArea } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { Page } from "../../kit/Page";
import { Done, EmptyState } from "../../kit/states";
import { useForm } from "../../kit/useForm";
import { Patterns, Rates } from "./Patterns";
import { AnswerSafetyReport, HideMessage, MySafetyReports, OUTCOMES, WaitingSafetyReports, type Report } from "./documents";

/** What one reported and what came of it; for trust-and-safety people, what waits for them before that. */
export default function SafetyPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  return (
    <Page title={t("safety.title")}>
      {viewer && looksAfterSafety(viewer) ? (
        <>
          <Waiting />
          <Patterns />
          <Rates />
        </>
      ) : null}
      <Mine />
    </Page>
  );
}

function Waiting(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: WaitingSafetyReports, requestPolicy: "cache-and-network" });
  return (
    <section className="stack" aria-labelledby="waiting">
      <h2 id="waiting">{t("safety.waiting")}</h2>
      <Loaded state={state} again={again}>
        {({ safetyReports: { edges } }) =>
          edges.length ? (
            edges.map(({ node }) => (
              <Told key={node.id} report={node}>
                {node.subjectKind === "MESSAGE" ? <Hide report={node} /> : null}
                <Answer report={node} onAnswered={() => again({ requestPolicy: "network-only" })} />
              </Told>
            ))
          ) : (
            <p className="muted">{t("safety.waiting.none")}</p>
          )
        }
      </Loaded>
    </section>
  );
}

function Mine(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: MySafetyReports, requestPolicy: "cache-and-network" });
  return (
    <section className="stack" aria-labelledby="mine">
      <h2 id="mine">{t("safety.mine")}</h2>
      <Loaded state={state} again={again}>
        {({ mySafetyReports: { edges } }) =>
          edges.length ? (
            edges.map(({ node }) => (
              <Told key={node.id} report={node}>
                {node.outcome ? (
                  <p>
                    <strong>{t(`safety.outcome.${node.outcome}`)}</strong> <bdi>{node.answer}</bdi>
                  </p>
                ) : (
                  <p className="muted">{t("safety.open")}</p>
                )}
              </Told>
            ))
          ) : (
            <EmptyState title={t("safety.none")}>
              <p>{t("safety.none.words")}</p>
            </EmptyState>
          )
        }
      </Loaded>
    </section>
  );
}

function Told({ report, children }: { report: Report; children: ReactNode }): ReactNode {
  const { t } = useLanguage();
  return (
    <article className="stack near" aria-labelledby={report.id}>
      <h3 id={report.id}>
        {t(`safety.kind.${report.kind}`)} · <span className="figures">{report.caseNumber}</span>
      </h3>
      <p className="small muted">
        <bdi>{report.reporter}</bdi> · <Moment at={report.reportedAt} />
      </p>
      <p className="words" dir="auto">
        {report.words}
      </p>
      {report.shown ? (
        <blockquote className="words" dir="auto">
          {report.shownBy ? <span className="muted">{t(`role.${report.shownBy}`)}: </span> : null}
          {report.shown}
        </blockquote>
      ) : null}
      {children}
    </article>
  );
}

function Hide({ report }: { report: Report }): ReactNode {
  const { t } = useLanguage();
  const hide = useAct(HideMessage);
  const [hidden, setHidden] = useState(false);
  const form = useForm({});
  const submit = form.submit(async () => {
    const { errors } = await hide({ report: report.id });
    setHidden(!errors.length);
    return errors;
  });
  if (hidden) return <Done>{t("safety.hidden")}</Done>;
  return (
    <form onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Button type="submit" look="plain" busy={form.busy}>
        {t("safety.hide")}
      </Button>
    </form>
  );
}

interface Answered {
  outcome: (typeof OUTCOMES)[number];
  answer: string;
}

function Answer({ report, onAnswered }: { report: Report; onAnswered: () => void }): ReactNode {
  const { t } = useLanguage();
  const answer = useAct(AnswerSafetyReport);
  const form = useForm<Answered>({ outcome: "ACTED", answer: "" }, (typed) =>
    typed.answer.trim() ? {} : { answer: t("safety.answer.missing") },
  );
  const submit = form.submit(async (typed) => {
    const { errors } = await answer({ report: report.id, ...typed });
    if (!errors.length) onAnswered();
    return errors;
  });
  return (
    <form className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Select
        {...form.text("outcome")}
        id={`outcome-${report.id}`}
        label={t("safety.outcome")}
        choices={OUTCOMES.map((value) => ({ value, label: t(`safety.outcome.${value}`) }))}
      />
      <TextArea {...form.text("answer")} id={`answer-${report.id}`} label={t("safety.answer")} rows={3} />
      <Button type="submit" busy={form.busy}>
        {t("safety.answer.send")}
      </Button>
    </form>
  );
}
