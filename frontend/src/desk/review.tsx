import type { ReactNode } from "react";
import type { ReviewResult, Slip } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea } from "../kit/Field";
import { useForm } from "../kit/useForm";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import { useWay } from "../pages/case/base";
import type { CaseView } from "../pages/case/documents";
import { asInput, complete, EMPTY_LINE, Lines, type TypedLine } from "../pages/case/Lines";
import { ReasonsForm } from "../pages/case/ReasonedActs";
import { EMPTY, missing, Ruling, type Typed } from "./Decide";
import { asRuling } from "./outcomes";
import { CorrectDecision, DecideReview, DecideSetAside, DeclineCorrection } from "./reviewDocuments";

interface Found {
  found: CaseView;
}

const SLIPS: Slip[] = ["WRITING", "SUMS"];
const RESULTS: ReviewResult[] = ["CONFIRMED", "CHANGED", "REMITTED"];

/** What a side asked, in its words. */
function Asked({ reasons }: { reasons: readonly (string | null)[] }): ReactNode {
  const { t } = useLanguage();
  return reasons.map((words, at) => (
    <blockquote key={at} className="words" dir="auto">
      {words ?? t("erased")}
    </blockquote>
  ));
}

/** Putting a slip right: how it reads, and the right sums where one was wrong. */
export function Correct({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const correct = useCaseAct(CorrectDecision, found, useWay(found.id)("/decision"));
  const { currency } = found.order;
  const form = useForm<{ slip: Slip; reads: string; lines: TypedLine[] }>(
    { slip: "WRITING", reads: "", lines: [EMPTY_LINE] },
    ({ slip, reads, lines }) => ({
      ...(reads.trim() ? {} : { reads: t("reasons.missing") }),
      ...(slip === "WRITING" || complete(lines, currency) ? {} : { lines: t("lines.incomplete") }),
    }),
  );
  const submit = form.submit(async ({ slip, reads, lines }) => {
    const sums = slip === "SUMS" ? asInput(lines, currency) : [];
    return correct({ slip, reads, lines: sums });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.CORRECT_DECISION")}
      words={t("after.CORRECT_DECISION")}
      action={t("do.CORRECT_DECISION")}
      onSubmit={submit}
    >
      <Asked reasons={found.correctionsAsked.map(({ reasons }) => reasons)} />
      <Radios
        id="slip"
        label={t("slip.label")}
        value={form.values.slip}
        onChoose={(slip) => form.set("slip", slip as Slip)}
        choices={SLIPS.map((value) => ({ value, label: t(`slip.${value}`) }))}
      />
      {form.values.slip === "SUMS" ? (
        <Lines
          found={found}
          lines={form.values.lines}
          error={form.error("lines")}
          onChange={(lines) => form.set("lines", lines)}
        />
      ) : null}
      <TextArea {...form.text("reads")} label={t("slip.reads")} maxLength={10000} />
    </ActForm>
  );
}

/** Saying that what was pointed out is no slip. */
export function DeclineSlip({ found }: Found): ReactNode {
  const { t } = useLanguage();
  return (
    <ReasonsForm
      found={found}
      act="DECLINE_CORRECTION"
      document={DeclineCorrection}
      words={t("after.DECLINE_CORRECTION")}
    >
      <Asked reasons={found.correctionsAsked.map(({ reasons }) => reasons)} />
    </ReasonsForm>
  );
}

interface Reviewed extends Omit<Typed, "reasons"> {
  result: ReviewResult | "";
  why: string;
  reasons: string;
}

/** The reviewer's answer: it stands, something else is decided, or the case is decided anew. */
export function Review({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const decide = useCaseAct(DecideReview, found);
  const form = useForm<Reviewed>({ ...EMPTY, result: "", why: "" }, (typed) => ({
    ...(typed.result ? {} : { result: t("review.result.missing") }),
    ...(typed.why.trim() ? {} : { why: t("reasons.missing") }),
    ...(typed.result === "CHANGED" ? missing(typed, found, t) : {}),
    ...(typed.result === "CHANGED" && !typed.reasons.trim() ? { reasons: t("reasons.missing") } : {}),
  }));
  const submit = form.submit(async ({ result, why, ...typed }) => {
    if (!result) return [];
    const ruling = { ...asRuling(typed, found), issues: typed.issues, reasons: typed.reasons };
    return decide({ result, reasons: why, ...(result === "CHANGED" ? { instead: ruling } : {}) });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.DECIDE_REVIEW")}
      words={t("after.DECIDE_REVIEW")}
      action={t("do.DECIDE_REVIEW")}
      onSubmit={submit}
    >
      <Asked reasons={found.reviewsAsked.map(({ reasons }) => reasons)} />
      <Radios
        id="result"
        label={t("review.result")}
        error={form.error("result")}
        value={form.values.result}
        onChoose={(result) => form.set("result", result as ReviewResult)}
        choices={RESULTS.map((value) => ({ value, label: t(`reviewResult.${value}`) }))}
      />
      <TextArea {...form.text("why")} label={t("review.why")} hint={t("reasons.hint")} maxLength={10000} />
      {form.values.result === "CHANGED" ? (
        <>
          <Ruling found={found} form={form} />
          <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={20000} />
        </>
      ) : null}
    </ActForm>
  );
}

/** Whether a decision that came about by silence is set aside. */
export function SetAside({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const decide = useCaseAct(DecideSetAside, found);
  const form = useForm({ granted: "", reasons: "" }, ({ granted, reasons }) => ({
    ...(granted ? {} : { granted: t("review.result.missing") }),
    ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  const submit = form.submit(({ granted, reasons }) => decide({ granted: granted === "yes", reasons }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.DECIDE_SET_ASIDE")}
      words={t("after.DECIDE_SET_ASIDE")}
      action={t("do.DECIDE_SET_ASIDE")}
      onSubmit={submit}
    >
      <Asked reasons={found.setAsideAsked ? [found.setAsideAsked.reasons] : []} />
      <Radios
        id="granted"
        label={t("review.result")}
        error={form.error("granted")}
        value={form.values.granted}
        onChoose={(granted) => form.set("granted", granted)}
        choices={[
          { value: "yes", label: t("setAside.yes") },
          { value: "no", label: t("setAside.no") },
        ]}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}
