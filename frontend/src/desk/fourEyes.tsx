import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea } from "../kit/Field";
import { Moment } from "../kit/Instant";
import { useForm } from "../kit/useForm";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import { useWay } from "../pages/case/base";
import { OneIssue } from "../pages/case/DecisionPage";
import type { CaseView } from "../pages/case/documents";
import { IssueDraft, ReadDraft } from "../pages/case/draftDocuments";
import { Ordered, outcomeText } from "../pages/case/Outcome";
import { calledBy } from "../pages/case/words";

type Draft = CaseView["decisionDrafts"][number];

interface Found {
  found: CaseView;
}

/** The last draft with what the second reader said of it: what the next one has to answer. */
export function LastDraft({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const last = found.decisionDrafts.at(-1);
  if (!last?.remarks) return null;
  return (
    <section className="card stack near">
      <h3>{t("draft.remarks")}</h3>
      <p className="words" dir="auto">
        {last.remarks}
      </p>
    </section>
  );
}

function Drafted({ found, draft }: Found & { draft: Draft }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack">
      <p className="muted">
        {calledBy(draft.by, t)} · <Moment at={draft.at} />
      </p>
      <p>{outcomeText(draft, t)}</p>
      <ol className="stack">
        {draft.issues.map((issue, at) => (
          <li key={at} className="card stack near">
            <OneIssue found={found} issue={issue} at={at + 1} />
          </li>
        ))}
      </ol>
      <Ordered found={found} title={t("decision.ordered")} lines={draft.lines} net={draft.net} />
      <p className="words" dir="auto">
        {draft.reasons ?? t("erased")}
      </p>
    </section>
  );
}

/** The second reader confirms the draft, or returns it with remarks. */
export function Reading({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const read = useCaseAct(ReadDraft, found);
  const draft = found.decisionDrafts.find(({ waits }) => waits);
  const form = useForm({ answer: "", remarks: "" }, ({ answer, remarks }) => ({
    ...(answer ? {} : { answer: t("review.result.missing") }),
    ...(answer === "no" && !remarks.trim() ? { remarks: t("reasons.missing") } : {}),
  }));
  const submit = form.submit(async ({ answer, remarks }) => {
    if (!draft) return [];
    const said = remarks.trim() ? { remarks } : {};
    return read({ draft: draft.id, confirmed: answer === "yes", ...said });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.READ_DRAFT")}
      words={t("draft.read")}
      action={t("do.READ_DRAFT")}
      onSubmit={submit}
    >
      {draft ? <Drafted found={found} draft={draft} /> : null}
      <Radios
        id="answer"
        label={t("review.result")}
        error={form.error("answer")}
        value={form.values.answer}
        onChoose={(answer) => form.set("answer", answer)}
        choices={[
          { value: "yes", label: t("draft.yes") },
          { value: "no", label: t("draft.no") },
        ]}
      />
      <TextArea {...form.text("remarks")} label={t("draft.remarks")} hint={t("draft.remarks.hint")} maxLength={10000} />
    </ActForm>
  );
}

/** Issuing the decision as it was confirmed. */
export function Issuing({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const issue = useCaseAct(IssueDraft, found, useWay(found.id)("/decision"));
  const draft = found.decisionDrafts.find(({ canBeIssued }) => canBeIssued);
  const form = useForm({}, () => ({}));
  const submit = form.submit(async () => (draft ? issue({ draft: draft.id }) : []));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ISSUE_DRAFT")}
      words={t("draft.issue")}
      action={t("decide.submit")}
      onSubmit={submit}
    >
      {draft ? <Drafted found={found} draft={draft} /> : null}
    </ActForm>
  );
}
