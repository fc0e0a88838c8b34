import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { ReactNode } from "react";
import type { RecuseNeutralInput } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea } from "../kit/Field";
import { useForm } from "../kit/useForm";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import { useWay } from "../pages/case/base";
import type { CaseView } from "../pages/case/documents";
import { DecideObjection, DiscloseCircumstances, HandOverCase, RecuseNeutral } from "../pages/case/objectionDocuments";
import { Independence } from "../pages/case/ObjectPage";
import { ReasonsForm } from "../pages/case/ReasonedActs";

interface Found {
  found: CaseView;
}

/** Saying what could make somebody doubt one's independence, or that there is nothing. */
export function Disclose({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const disclose = useCaseAct(DiscloseCircumstances, found);
  const form = useForm({ circumstances: "" }, () => ({}));
  const submit = form.submit(async ({ circumstances }) => {
    const said = circumstances.trim() ? { circumstances } : {};
    return disclose(said);
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.DISCLOSE_CIRCUMSTANCES")}
      words={t("independence.DISCLOSE_CIRCUMSTANCES")}
      action={t("do.DISCLOSE_CIRCUMSTANCES")}
      onSubmit={submit}
    >
      <Independence found={found} />
      <TextArea
        {...form.text("circumstances")}
        label={t("independence.circumstances")}
        hint={t("independence.empty")}
        maxLength={10000}
      />
    </ActForm>
  );
}

/** Sustaining or overruling the oldest objection that waits. */
export function AnswerObjection({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const decide = useCaseAct(DecideObjection, found);
  const waiting = found.objections.find(({ waits }) => waits);
  const form = useForm({ sustained: "", reasons: "" }, ({ sustained, reasons }) => ({
    ...(sustained ? {} : { sustained: t("review.result.missing") }),
    ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  const submit = form.submit(async ({ sustained, reasons }) => {
    if (!waiting) return [];
    return decide({ objection: waiting.id, sustained: sustained === "yes", reasons });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.DECIDE_OBJECTION")}
      words={t("independence.DECIDE_OBJECTION")}
      action={t("do.DECIDE_OBJECTION")}
      onSubmit={submit}
    >
      <Independence found={found} />
      <Radios
        id="sustained"
        label={t("review.result")}
        error={form.error("sustained")}
        value={form.values.sustained}
        onChoose={(sustained) => form.set("sustained", sustained)}
        choices={[
          { value: "yes", label: t("independence.yes") },
          { value: "no", label: t("independence.no") },
        ]}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}

const LEAVING: Record<"RECUSE_NEUTRAL" | "HAND_OVER_CASE", TypedDocumentNode<object, { input: RecuseNeutralInput }>> = {
  RECUSE_NEUTRAL: RecuseNeutral,
  HAND_OVER_CASE: HandOverCase,
};

/** Recusing oneself, or handing the case over: another neutral is appointed. */
export function Replace({ found, act }: Found & { act: keyof typeof LEAVING }): ReactNode {
  const { t } = useLanguage();
  const way = useWay(found.id);
  return (
    <ReasonsForm
      found={found}
      act={act}
      document={LEAVING[act]}
      words={t(`independence.${act}`)}
      after={act === "RECUSE_NEUTRAL" ? "/desk" : way("")}
    />
  );
}
