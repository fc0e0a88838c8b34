import type { ReactNode } from "react";
import type { LawfulGround, Submission } from "../../generated/graphql/graphql";
import { useLanguage, type Translate } from "../../i18n/language";
import { Radios, Select, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import type { CaseView } from "./documents";
import { AskErasure } from "./erasingDocuments";

export const GROUNDS: LawfulGround[] = ["CONSENT_WITHDRAWN", "THIRD_PARTY_DATA", "NOT_NEEDED", "UNLAWFUL", "ORDERED"];

const LONGEST = 60;

interface Erasable {
  what: Submission;
  id: string | null;
  label: string;
}

/** What the reader sees and may ask to be erased. */
function erasable(found: CaseView, t: Translate): Erasable[] {
  const { counterclaim } = found;
  const one = (what: Submission, is: boolean, id?: string): Erasable[] =>
    is ? [{ what, id: id ?? null, label: t(`submission.${what}`) }] : [];
  return [
    ...found.exhibits
      .filter(({ erasure }) => !erasure)
      .map(({ id, number, name }): Erasable => {
        const label = [number, name].filter(Boolean).join(" ");
        return { what: "EXHIBIT", id, label: label || t("submission.EXHIBIT") };
      }),
    ...found.exhibitNotes
      .filter(({ words }) => words)
      .map(({ id, what, words }): Erasable => ({ what, id, label: shortened(words) })),
    ...one("COMPLAINT", Boolean(found.narrative)),
    ...one("ANSWER", Boolean(found.answer?.statement)),
    ...one("COUNTERCLAIM", Boolean(counterclaim), counterclaim?.id),
    ...one("COUNTERCLAIM_ANSWER", Boolean(counterclaim?.answer), counterclaim?.id),
    ...found.thirdParties
      .flatMap(({ statements }) => statements)
      .filter(({ words }) => words)
      .map(({ id, number }): Erasable => ({ what: "STATEMENT", id, label: number })),
    ...found.messages
      .filter(({ words }) => words)
      .map(({ id, words }): Erasable => ({ what: "MESSAGE", id, label: shortened(words) })),
  ];
}

function shortened(words: string | null): string {
  const whole = words ?? "";
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}

/** Asking for something to be erased: what, on which ground, and why. */
export function AskErasurePage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const ask = useCaseAct(AskErasure, found);
  const choices = erasable(found, t);
  const form = useForm({ which: "", ground: "", reasons: "" }, ({ which, ground }) => ({
    ...(which ? {} : { which: t("amend.missing") }),
    ...(ground ? {} : { ground: t("erase.ground.missing") }),
  }));
  const submit = form.submit(async ({ which, ground, reasons }) => {
    const chosen = choices[Number(which)];
    if (!chosen) return [];
    const { what, id } = chosen;
    return ask({ what, id, ground: ground as LawfulGround, ...(reasons.trim() ? { reasons } : {}) });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_ERASURE")}
      words={t("erase.words")}
      action={t("do.ASK_ERASURE")}
      onSubmit={submit}
    >
      <Select
        {...form.text("which")}
        label={t("amend.which")}
        choices={[
          { value: "", label: t("choose") },
          ...choices.map(({ label }, at) => ({ value: String(at), label })),
        ]}
      />
      <Radios
        id="ground"
        label={t("erase.ground")}
        value={form.values.ground}
        {...(form.text("ground").error ? { error: form.text("ground").error } : {})}
        onChoose={(ground) => form.set("ground", ground)}
        choices={GROUNDS.map((value) => ({ value, label: t(`erase.ground.${value}`) }))}
      />
      <TextArea {...form.text("reasons")} label={t("erase.reasons")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}
