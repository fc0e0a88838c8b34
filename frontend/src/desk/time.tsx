import type { ReactNode } from "react";
import type { PauseGround } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea, TextField } from "../kit/Field";
import { useForm } from "../kit/useForm";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import type { CaseView } from "../pages/case/documents";
import { Dates } from "../pages/case/TimeActs";
import { ExtendFrame, OrderPause } from "../pages/case/timeDocuments";

/** More time by the neutral at work; for a complex case with reasons that both sides read. */
export function Extend({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const extend = useCaseAct(ExtendFrame, found);
  const longer = found.deadlines.filter(({ extension }) => extension);
  const needsReasons = (frame: string): boolean =>
    longer.some((deadline) => deadline.frame === frame && deadline.extension?.by === "COMPLEXITY");
  const form = useForm({ frame: longer[0]?.frame ?? "", reasons: "" }, ({ frame, reasons }) =>
    needsReasons(frame) && !reasons.trim() ? { reasons: t("reasons.missing") } : {},
  );
  const submit = form.submit(({ frame, reasons }) => extend({ frame, ...(reasons.trim() ? { reasons } : {}) }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.EXTEND_FRAME")}
      words={t("extend.desk")}
      action={t("extend.submit")}
      onSubmit={submit}
    >
      <Dates deadlines={longer} value={form.values.frame} onChoose={(frame) => form.set("frame", frame)} />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("extend.reasons")} maxLength={10000} />
    </ActForm>
  );
}

/** Letting time stand still for a reason of the closed list. */
export function OrderPauseForm({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const order = useCaseAct(OrderPause, found);
  const form = useForm<{ ground: PauseGround | ""; days: string; reasons: string }>(
    { ground: "", days: "14", reasons: "" },
    ({ ground, days, reasons }) => ({
      ...(ground ? {} : { ground: t("pause.ground.missing") }),
      ...(Number(days) >= 1 ? {} : { days: t("pause.days.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
    }),
  );
  const submit = form.submit(async ({ ground, days, reasons }) => {
    if (!ground) return [];
    return order({ ground, days: Math.trunc(Number(days)), reasons });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ORDER_PAUSE")}
      words={t("pause.effect")}
      action={t("pause.order")}
      onSubmit={submit}
    >
      <Radios
        id="ground"
        label={t("pause.ground")}
        error={form.error("ground")}
        value={form.values.ground}
        onChoose={(ground) => form.set("ground", ground as PauseGround)}
        choices={found.pauseGrounds.map((ground) => ({ value: ground, label: t(`pauseGround.${ground}`) }))}
      />
      <TextField
        {...form.text("days")}
        type="number"
        min={1}
        max={found.pauseDaysLeft}
        inputMode="numeric"
        label={t("pause.days")}
        hint={t("pause.left", { days: found.pauseDaysLeft })}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}
