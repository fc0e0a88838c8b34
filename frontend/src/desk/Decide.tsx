import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../i18n/language";
import { Button } from "../kit/Button";
import { Checkboxes, TextArea, TextField } from "../kit/Field";
import { useForm, type Form, type UserError } from "../kit/useForm";
import { loadDraft, dropDraft, saveDraft } from "../lib/drafts";
import { toggled } from "../lib/toggled";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import { useWay } from "../pages/case/base";
import type { CaseView } from "../pages/case/documents";
import { complete, EMPTY_LINE, Lines, type TypedLine } from "../pages/case/Lines";
import { DraftDecision } from "../pages/case/draftDocuments";
import { IssueDecision } from "./documents";
import { LastDraft } from "./fourEyes";
import { asRuling, missingOutcomes, NO_OUTCOMES, ordersSomething, Outcomes, type TypedOutcomes } from "./outcomes";

interface TypedIssue {
  question: string;
  finding: string;
  exhibits: string[];
  rule: string;
  inferences: string[];
}

export interface Typed extends TypedOutcomes {
  issues: TypedIssue[];
  lines: TypedLine[];
  reasons: string;
}

const EMPTY_ISSUE: TypedIssue = { question: "", finding: "", exhibits: [], rule: "", inferences: [] };
export const EMPTY: Typed = { ...NO_OUTCOMES, issues: [EMPTY_ISSUE], lines: [EMPTY_LINE], reasons: "" };

/** The decision as it must be built: issues, findings, evidence, rule, order lines, reasons. */
export function Decide({ found }: { found: CaseView }): ReactNode {
  const issue = useCaseAct(IssueDecision, found, useWay(found.id)("/decision"));
  return <Composed found={found} act="ISSUE_DECISION" send={issue} />;
}

/** The same, for the second reader first. */
export function Drafting({ found }: { found: CaseView }): ReactNode {
  const hand = useCaseAct(DraftDecision, found);
  return <Composed found={found} act="DRAFT_DECISION" send={hand} />;
}

interface ComposedProps {
  found: CaseView;
  act: "ISSUE_DECISION" | "DRAFT_DECISION";
  send: (said: ReturnType<typeof asRuling> & { issues: TypedIssue[]; reasons: string }) => Promise<UserError[]>;
}

function Composed({ found, act, send }: ComposedProps): ReactNode {
  const { t } = useLanguage();
  const kept = `decision:${found.id}`;
  const form = useForm(loadDraft(kept, EMPTY), (typed) => ({
    ...missing(typed, found, t),
    ...(typed.reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const errors = await send({ ...asRuling(typed, found), issues: typed.issues, reasons: typed.reasons });
    if (!errors.length) dropDraft(kept);
    return errors;
  });
  return (
    <div onBlur={() => saveDraft(kept, form.values)}>
      <ActForm
        found={found}
        form={form}
        title={t(`do.${act}`)}
        words={t(act === "ISSUE_DECISION" ? "decide.words" : "draft.words")}
        action={t(act === "ISSUE_DECISION" ? "decide.submit" : "draft.submit")}
        onSubmit={submit}
      >
        {act === "DRAFT_DECISION" ? <LastDraft found={found} /> : null}
        <Ruling found={found} form={form} />
        <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={20000} />
      </ActForm>
    </div>
  );
}

/** What a decision still lacks, apart from its reasons. */
export function missing(typed: Omit<Typed, "reasons">, found: CaseView, t: Translate): Record<string, string> {
  const ordered = !ordersSomething(typed, found) || complete(typed.lines, found.order.currency);
  return {
    ...missingOutcomes(typed, found, t),
    ...(typed.issues.every(whole) ? {} : { issues: t("decide.issues.missing") }),
    ...(ordered ? {} : { lines: t("lines.incomplete") }),
  };
}

/** Issues, outcome and order lines, for a decision and for what a reviewer decides instead. */
export function Ruling<V extends Omit<Typed, "reasons">>({
  found,
  form,
}: {
  found: CaseView;
  form: Form<V>;
}): ReactNode {
  return (
    <>
      <Issues
        found={found}
        issues={form.values.issues}
        error={form.error("issues")}
        onChange={(issues) => form.set("issues", issues)}
      />
      <Outcomes found={found} form={form} />
      {ordersSomething(form.values, found) ? (
        <Lines
          found={found}
          lines={form.values.lines}
          error={form.error("lines")}
          onChange={(lines) => form.set("lines", lines)}
        />
      ) : null}
    </>
  );
}

function whole({ question, finding, rule }: TypedIssue): boolean {
  return Boolean(question.trim() && finding.trim() && rule.trim());
}

interface IssuesProps {
  found: CaseView;
  issues: TypedIssue[];
  error: string | undefined;
  onChange: (issues: TypedIssue[]) => void;
}

function Issues({ found, issues, error, onChange }: IssuesProps): ReactNode {
  const { t } = useLanguage();
  const change = (at: number, part: Partial<TypedIssue>): void =>
    onChange(issues.map((issue, place) => (place === at ? { ...issue, ...part } : issue)));
  return (
    <div className="stack" id="issues" tabIndex={-1}>
      {error ? <p className="field-error">{error}</p> : null}
      {issues.map((issue, at) => (
        <fieldset key={at} className="card stack near">
          <legend className="hidden-text">{t("decide.issue", { at: at + 1 })}</legend>
          <OneIssue found={found} issue={issue} at={at} change={(part) => change(at, part)} />
          {issues.length > 1 ? (
            <Button look="link" onClick={() => onChange(issues.filter((_, place) => place !== at))}>
              {t("decide.issue.remove")}
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button look="plain" onClick={() => onChange([...issues, EMPTY_ISSUE])}>
        {t("decide.issue.add")}
      </Button>
    </div>
  );
}

interface OneIssueProps {
  found: CaseView;
  issue: TypedIssue;
  at: number;
  change: (part: Partial<TypedIssue>) => void;
}

function OneIssue({ found, issue, at, change }: OneIssueProps): ReactNode {
  const { t } = useLanguage();
  const said = found.thirdParties.flatMap(({ statements }) => statements);
  const numbers = [
    ...found.exhibits.flatMap(({ number, name }) => (number ? [{ value: number, label: number, hint: name }] : [])),
    ...said.map(({ number, words }) => ({ value: number, label: number, hint: words })),
  ];
  const orders = found.evidenceRequests.flatMap(({ id, what, mayCountAgainst }) =>
    mayCountAgainst ? [{ value: id, label: <bdi>{what ?? t("erased")}</bdi> }] : [],
  );
  return (
    <>
      <TextField
        id={`question-${at}`}
        label={t("decide.question")}
        className="long"
        value={issue.question}
        onChange={(event) => change({ question: event.target.value })}
      />
      <TextArea
        id={`finding-${at}`}
        label={t("decide.finding")}
        rows={4}
        value={issue.finding}
        onChange={(event) => change({ finding: event.target.value })}
      />
      {numbers.length ? (
        <Checkboxes
          id={`exhibits-${at}`}
          label={t("decision.evidence")}
          choices={numbers}
          value={issue.exhibits}
          onChoose={(number, chosen) =>
            change({ exhibits: toggled(issue.exhibits, number, chosen) })
          }
        />
      ) : null}
      {orders.length ? (
        <Checkboxes
          id={`inferences-${at}`}
          label={t("decide.inferences")}
          hint={t("decide.inferences.hint")}
          choices={orders}
          value={issue.inferences}
          onChoose={(order, chosen) =>
            change({
              inferences: toggled(issue.inferences, order, chosen),
            })
          }
        />
      ) : null}
      <TextField
        id={`rule-${at}`}
        label={t("decision.rule")}
        hint={t("decide.rule.hint")}
        className="long"
        value={issue.rule}
        onChange={(event) => change({ rule: event.target.value })}
      />
    </>
  );
}
