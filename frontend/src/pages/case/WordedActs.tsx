import type { ReactNode } from "react";
import { useLocation, useSearchParams } from "wouter";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios, TextArea } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { useForm, type Form } from "../../kit/useForm";
import type { Automated } from "../../generated/graphql/graphql";
import { AnswerComplaint, AskHumanReview, EscalateComplaint, WithdrawComplaint } from "./acts";
import { StateNeeds } from "./needsDocuments";
import type { CaseView } from "./documents";

interface ActFormProps<V> {
  found: CaseView;
  form: Form<V>;
  title: string;
  words: string;
  action: string;
  onSubmit: (event: { preventDefault: () => void }) => void;
  children: ReactNode;
}

/** An act that needs words: what it is, the words, one button. */
export function ActForm<V>({ found, form, title, words, action, onSubmit, children }: ActFormProps<V>): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={title} eyebrow={<span className="figures">{found.number}</span>}>
      <ErrorSummary problems={form.problems} />
      <p>{words}</p>
      <form className="stack" noValidate onSubmit={onSubmit}>
        {children}
        <div className="row">
          <Button type="submit" busy={form.busy}>
            {action}
          </Button>
          <ButtonLink look="link" to={`/cases/${found.id}`}>
            {t("case.back")}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}

/** Offering a remedy is the third position; it has a form of its own. */
type Position = "ACCEPTS" | "DISPUTES";

export function AnswerComplaintPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const answer = useAct(AnswerComplaint);
  const [, go] = useLocation();
  const form = useForm<{ position: Position | ""; statement: string }>(
    { position: "", statement: "" },
    ({ position, statement }) => ({
      ...(position ? {} : { position: t("answer.position.missing") }),
      ...(statement.trim() ? {} : { statement: t("answer.statement.missing") }),
    }),
  );
  const submit = form.submit(async ({ position, statement }) => {
    if (!position) return [];
    const { errors } = await answer({ case: found.id, expectedVersion: found.version, position, statement });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("answer.title")}
      words={t("answer.words")}
      action={t("answer.submit")}
      onSubmit={submit}
    >
      <Radios
        id="position"
        label={t("answer.position")}
        error={form.error("position")}
        value={form.values.position}
        onChoose={(position) => form.set("position", position as Position)}
        choices={[
          { value: "ACCEPTS", label: t("answer.accepts") },
          { value: "DISPUTES", label: t("answer.disputes") },
        ]}
      />
      <TextArea
        {...form.text("statement")}
        label={t("answer.statement")}
        hint={t("answer.statement.hint")}
        maxLength={10000}
      />
      <p>
        <ButtonLink look="link" to={`/cases/${found.id}/offers/new`}>
          {t("answer.offer")}
        </ButtonLink>
      </p>
    </ActForm>
  );
}

export function EscalatePage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const escalate = useAct(EscalateComplaint);
  const [, go] = useLocation();
  const form = useForm({ reasons: "" }, ({ reasons }) => (reasons.trim() ? {} : { reasons: t("escalate.missing") }));
  const submit = form.submit(async ({ reasons }) => {
    const { errors } = await escalate({ case: found.id, expectedVersion: found.version, reasons });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ESCALATE_COMPLAINT")}
      words={t("escalate.words")}
      action={t("escalate.submit")}
      onSubmit={submit}
    >
      <TextArea {...form.text("reasons")} label={t("escalate.reasons")} hint={t("escalate.hint")} maxLength={10000} />
    </ActForm>
  );
}

export function NeedsPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const state = useAct(StateNeeds);
  const [, go] = useLocation();
  const before = found.needs.find(({ yours }) => yours)?.words ?? "";
  const form = useForm({ needs: before }, ({ needs }) => (needs.trim() ? {} : { needs: t("needs.missing") }));
  const submit = form.submit(async ({ needs }) => {
    const { errors } = await state({ case: found.id, expectedVersion: found.version, needs });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.STATE_NEEDS")}
      words={t("needs.words")}
      action={t("needs.submit")}
      onSubmit={submit}
    >
      <TextArea {...form.text("needs")} label={t("needs.label")} hint={t("needs.hint")} maxLength={2000} />
    </ActForm>
  );
}

export function AskHumanPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const ask = useAct(AskHumanReview);
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const about: Automated = search.get("about") === "DEFAULT_DECISION" ? "DEFAULT_DECISION" : "ENTITLEMENT";
  const form = useForm({ reasons: "" });
  const submit = form.submit(async ({ reasons }) => {
    const asked = { case: found.id, about, expectedVersion: found.version, ...(reasons.trim() ? { reasons } : {}) };
    const { errors } = await ask(asked);
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_HUMAN_REVIEW")}
      words={t(`human.words.${about}`)}
      action={t("human.submit")}
      onSubmit={submit}
    >
      <TextArea {...form.text("reasons")} label={t("human.reasons")} hint={t("human.hint")} maxLength={10000} />
    </ActForm>
  );
}

export function WithdrawPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const withdraw = useAct(WithdrawComplaint);
  const [, go] = useLocation();
  const form = useForm({ reasons: "" });
  const submit = form.submit(async ({ reasons }) => {
    const asked = { case: found.id, expectedVersion: found.version, ...(reasons.trim() ? { reasons } : {}) };
    const { errors } = await withdraw(asked);
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.WITHDRAW_COMPLAINT")}
      words={t("withdraw.words")}
      action={t("withdraw.submit")}
      onSubmit={submit}
    >
      <TextArea {...form.text("reasons")} label={t("withdraw.reasons")} hint={t("withdraw.hint")} maxLength={10000} />
    </ActForm>
  );
}
