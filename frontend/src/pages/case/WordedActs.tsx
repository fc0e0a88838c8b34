import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Radios, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import type { Automated } from "../../generated/graphql/graphql";
import { ActForm, useCaseAct } from "./ActForm";
import { AnswerComplaint, AskHumanReview, EscalateComplaint, WithdrawComplaint } from "./acts";
import { useCiting } from "./Citing";
import { StateNeeds } from "./needsDocuments";
import type { CaseView } from "./documents";
import { ReasonsForm } from "./ReasonedActs";

/** Offering a remedy is the third position; it has a form of its own. */
type Position = "ACCEPTS" | "DISPUTES";

export function AnswerComplaintPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerComplaint, found);
  const citing = useCiting(found);
  const form = useForm<{ position: Position | ""; statement: string }>(
    { position: "", statement: "" },
    ({ position, statement }) => ({
      ...(position ? {} : { position: t("answer.position.missing") }),
      ...(statement.trim() ? {} : { statement: t("answer.statement.missing") }),
    }),
  );
  const submit = form.submit(async ({ position, statement }) => {
    if (!position) return [];
    return answer({ position, statement, exhibits: citing.numbers });
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
      {citing.chooser}
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
  return (
    <ReasonsForm
      found={found}
      act="ESCALATE_COMPLAINT"
      document={EscalateComplaint}
      words={t("escalate.words")}
      action={t("escalate.submit")}
      label={t("escalate.reasons")}
      hint={t("escalate.hint")}
      missing={t("escalate.missing")}
    />
  );
}

export function NeedsPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const state = useCaseAct(StateNeeds, found);
  const before = found.needs.find(({ yours }) => yours)?.words ?? "";
  const form = useForm({ needs: before }, ({ needs }) => (needs.trim() ? {} : { needs: t("needs.missing") }));
  const submit = form.submit(({ needs }) => state({ needs }));
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

const ABOUT: readonly Automated[] = ["ENTITLEMENT", "DEFAULT_DECISION", "TIME_LIMIT", "STEPPED_IN"];

export function AskHumanPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const ask = useCaseAct(AskHumanReview, found);
  const [search] = useSearchParams();
  const about = ABOUT.find((one) => one === search.get("about")) ?? "ENTITLEMENT";
  const frame = search.get("frame");
  const form = useForm({ reasons: "" });
  const submit = form.submit(({ reasons }) =>
    ask({ about, ...(frame ? { frame } : {}), ...(reasons.trim() ? { reasons } : {}) }),
  );
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
  return (
    <ReasonsForm
      found={found}
      act="WITHDRAW_COMPLAINT"
      document={WithdrawComplaint}
      words={t("withdraw.words")}
      action={t("withdraw.submit")}
      label={t("withdraw.reasons")}
      hint={t("withdraw.hint")}
      optional
    />
  );
}
