import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import type { AskSetAsideInput, ReviewGround } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Radios, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import type { CaseView } from "./documents";
import { AskCorrection, AskReview, AskSetAside } from "./reviewDocuments";
import { ActForm } from "./WordedActs";

interface Found {
  found: CaseView;
}

const WORDED: Record<"ASK_CORRECTION" | "ASK_SET_ASIDE", TypedDocumentNode<object, { input: AskSetAsideInput }>> = {
  ASK_CORRECTION: AskCorrection,
  ASK_SET_ASIDE: AskSetAside,
};

/** Pointing out a slip, or asking to set aside: what follows, and the reasons. */
export function AskOfDecisionPage({ found, act }: Found & { act: keyof typeof WORDED }): ReactNode {
  const { t } = useLanguage();
  const ask = useAct(WORDED[act]);
  const [, go] = useLocation();
  const form = useForm({ reasons: "" }, ({ reasons }) => (reasons.trim() ? {} : { reasons: t("after.missing") }));
  const submit = form.submit(async ({ reasons }) => {
    const { errors } = await ask({ case: found.id, expectedVersion: found.version, reasons });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t(`do.${act}`)}
      words={t(`after.${act}`)}
      action={t(`do.${act}`)}
      onSubmit={submit}
    >
      <TextArea {...form.text("reasons")} label={t("after.reasons")} hint={t("after.hint")} maxLength={10000} />
    </ActForm>
  );
}

/** Asking for a review: one of the grounds of the rulebook, and the reasons. */
export function AskReviewPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const ask = useAct(AskReview);
  const [, go] = useLocation();
  const form = useForm<{ ground: ReviewGround | ""; reasons: string }>(
    { ground: "", reasons: "" },
    ({ ground, reasons }) => ({
      ...(ground ? {} : { ground: t("after.ground.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("after.missing") }),
    }),
  );
  const submit = form.submit(async ({ ground, reasons }) => {
    if (!ground) return [];
    const { errors } = await ask({ case: found.id, expectedVersion: found.version, ground, reasons });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_REVIEW")}
      words={t("after.ASK_REVIEW")}
      action={t("do.ASK_REVIEW")}
      onSubmit={submit}
    >
      <Radios
        id="ground"
        label={t("after.ground")}
        error={form.error("ground")}
        value={form.values.ground}
        onChoose={(ground) => form.set("ground", ground as ReviewGround)}
        choices={found.reviewGrounds.map((value) => ({ value, label: t(`reviewGround.${value}`) }))}
      />
      <TextArea {...form.text("reasons")} label={t("after.reasons")} hint={t("after.hint")} maxLength={10000} />
    </ActForm>
  );
}
