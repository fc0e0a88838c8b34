import { useLocation } from "wouter";
import type { ReactNode } from "react";
import { useAct } from "../data/act";
import { useLanguage, type Translate } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Checkboxes, TextArea, TextField } from "../kit/Field";
import { useForm } from "../kit/useForm";
import { dropDraft, loadDraft, saveDraft } from "../lib/drafts";
import { complete, EMPTY_LINE, Lines, type TypedLine } from "../pages/case/Lines";
import { DecideBundle, type Bundle, type BundledCase } from "./bundleDocuments";
import { asRuling, missingOutcomes, NO_OUTCOMES, ordersSomething, Outcomes, type TypedOutcomes } from "./outcomes";

interface TypedIssue {
  question: string;
  finding: string;
  rule: string;
}

interface Own extends TypedOutcomes {
  lines: TypedLine[];
  particulars: string;
  /** For each question, by its place, the exhibits of this case that the answer rests on. */
  exhibits: Record<number, string[]>;
}

interface Typed {
  issues: TypedIssue[];
  reasons: string;
  cases: Record<string, Own>;
}

const EMPTY_ISSUE: TypedIssue = { question: "", finding: "", rule: "" };
const EMPTY_OWN: Own = { ...NO_OUTCOMES, lines: [EMPTY_LINE], particulars: "", exhibits: {} };

interface Props {
  bundle: Bundle;
  cases: BundledCase[];
}

/** One text for all, and for each case its own outcome, lines and evidence; or what is still missing, case by case. */
export function DecideTogether({ bundle, cases }: Props): ReactNode {
  const { t } = useLanguage();
  const waiting = cases.filter(
    ({ availableActions }) =>
      !availableActions.some(({ action, reasonIfBlocked }) => action === "DECIDE_BUNDLE" && !reasonIfBlocked),
  );
  if (!waiting.length) return <Form bundle={bundle} cases={cases} />;
  return (
    <section className="stack near" aria-labelledby="not-yet">
      <h2 id="not-yet">{t("bundles.notYet")}</h2>
      <ul>
        {waiting.map(({ id, number, stage, availableActions }) => (
          <li key={id}>
            <span className="figures">{number}</span>:{" "}
            {availableActions.find(({ action }) => action === "DECIDE_BUNDLE")?.reasonIfBlocked ?? t(`stage.${stage}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Form({ bundle, cases }: Props): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const decide = useAct(DecideBundle);
  const kept = `bundle:${bundle.id}`;
  const form = useForm<Typed>(loadDraft(kept, { issues: [EMPTY_ISSUE], reasons: "", cases: {} }), (typed) =>
    missing(typed, cases, t),
  );
  const { values } = form;
  const own = (id: string): Own => values.cases[id] ?? EMPTY_OWN;
  const submit = form.submit(async ({ issues, reasons }) => {
    const said = cases.map((one) => ownRuling(one, own(one.id)));
    const { errors } = await decide({ bundle: bundle.id, issues, reasons, cases: said });
    if (!errors.length) {
      dropDraft(kept);
      go("/bundles");
    }
    return errors;
  });
  return (
    <section className="stack" aria-labelledby="decide-all" onBlur={() => saveDraft(kept, values)}>
      <h2 id="decide-all">{t("do.DECIDE_BUNDLE")}</h2>
      <p>{t("bundles.decide.words")}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Issues issues={values.issues} error={form.error("issues")} onChange={(issues) => form.set("issues", issues)} />
        <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("bundles.decide.hint")} maxLength={20000} />
        <div id="cases" className="stack" tabIndex={-1}>
          {form.error("cases") ? <p className="field-error">{form.error("cases")}</p> : null}
          {cases.map((one) => (
            <OwnRuling
              key={one.id}
              one={one}
              own={own(one.id)}
              issues={values.issues.length}
              onChange={(part) => form.set("cases", { ...values.cases, [one.id]: { ...own(one.id), ...part } })}
            />
          ))}
        </div>
        <Button type="submit" busy={form.busy}>
          {t("bundles.decide.submit", { count: cases.length })}
        </Button>
      </form>
    </section>
  );
}

function missing(typed: Typed, cases: BundledCase[], t: Translate): Partial<Record<keyof Typed, string>> {
  const lacks = cases.find((one) => {
    const own = typed.cases[one.id] ?? EMPTY_OWN;
    const whole = !ordersSomething(own, one) || complete(own.lines, one.order.currency);
    return !whole || Object.keys(missingOutcomes(own, one, t)).length > 0;
  });
  const whole = typed.issues.every(({ question, finding, rule }) => question.trim() && finding.trim() && rule.trim());
  return {
    ...(whole ? {} : { issues: t("decide.issues.missing") }),
    ...(typed.reasons.trim() ? {} : { reasons: t("reasons.missing") }),
    ...(lacks ? { cases: t("bundles.decide.missing", { number: lacks.number }) } : {}),
  };
}

function ownRuling(one: BundledCase, own: Own) {
  const cited = Object.entries(own.exhibits).filter(([, exhibits]) => exhibits.length);
  return {
    case: one.id,
    expectedVersion: one.version,
    ...asRuling(own, one),
    evidence: cited.map(([at, exhibits]) => ({ issue: Number(at) + 1, exhibits })),
    ...(own.particulars.trim() ? { particulars: own.particulars } : {}),
  };
}

interface IssuesProps {
  issues: TypedIssue[];
  error: string | undefined;
  onChange: (issues: TypedIssue[]) => void;
}

function Issues({ issues, error, onChange }: IssuesProps): ReactNode {
  const { t } = useLanguage();
  const change = (at: number, part: Partial<TypedIssue>): void =>
    onChange(issues.map((issue, place) => (place === at ? { ...issue, ...part } : issue)));
  const fields = [
    ["question", t("decide.question")],
    ["finding", t("decide.finding")],
    ["rule", t("decision.rule")],
  ] as const;
  return (
    <div className="stack" id="issues" tabIndex={-1}>
      {error ? <p className="field-error">{error}</p> : null}
      {issues.map((issue, at) => (
        <fieldset key={at} className="card stack near">
          <legend>{t("decide.issue", { at: at + 1 })}</legend>
          {fields.map(([name, label]) => (
            <TextField
              key={name}
              id={`${name}-${at}`}
              label={label}
              className="long"
              value={issue[name]}
              onChange={(event) => change(at, { [name]: event.target.value })}
            />
          ))}
        </fieldset>
      ))}
      <Button look="plain" onClick={() => onChange([...issues, EMPTY_ISSUE])}>
        {t("decide.issue.add")}
      </Button>
    </div>
  );
}

interface OwnRulingProps {
  one: BundledCase;
  own: Own;
  issues: number;
  onChange: (part: Partial<Own>) => void;
}

/** What is this case's own: outcome, lines, evidence, a few words. */
function OwnRuling({ one, own, issues, onChange }: OwnRulingProps): ReactNode {
  const { t } = useLanguage();
  const exhibits = one.exhibits.flatMap(({ number, name, disclosed }) =>
    disclosed && number ? [{ value: number, label: number, hint: name }] : [],
  );
  const cite = (at: number, number: string, chosen: boolean): void => {
    const before = own.exhibits[at] ?? [];
    const after = chosen ? [...before, number] : before.filter((known) => known !== number);
    onChange({ exhibits: { ...own.exhibits, [at]: after } });
  };
  return (
    <fieldset className="card stack near">
      <legend>
        <span className="figures">{one.number}</span> <bdi>{one.complainant.name}</bdi>
      </legend>
      <Outcomes
        found={one}
        name={`-${one.id}`}
        form={{ values: own, set: (part, value) => onChange({ [part]: value }), error: () => undefined }}
      />
      {ordersSomething(own, one) ? (
        <Lines
          found={one}
          name={`-${one.id}`}
          lines={own.lines}
          error={undefined}
          onChange={(lines) => onChange({ lines })}
        />
      ) : null}
      {exhibits.length
        ? Array.from({ length: issues }, (_, at) => (
            <Checkboxes
              key={at}
              id={`exhibits-${at}-${one.id}`}
              label={t("bundles.evidence", { at: at + 1 })}
              choices={exhibits}
              value={own.exhibits[at] ?? []}
              onChoose={(number, chosen) => cite(at, number, chosen)}
            />
          ))
        : null}
      <TextArea
        id={`particulars-${one.id}`}
        label={t("bundles.particulars")}
        hint={t("bundles.particulars.hint")}
        rows={3}
        value={own.particulars}
        onChange={(event) => onChange({ particulars: event.target.value })}
      />
    </fieldset>
  );
}
