import { use, type ReactNode } from "react";
import { graphql } from "../generated/graphql";
import type { Submission } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea, TextField } from "../kit/Field";
import { useForm } from "../kit/useForm";
import { endOfDay } from "../lib/days";
import { ZoneContext } from "../lib/now";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import type { CaseView } from "../pages/case/documents";

const AskClarification = graphql(`
  mutation AskClarification($input: AskClarificationInput!) { askClarification(input: $input) { ...Acted } }
`);

/** The statements of both sides that there are. */
function statements({ answer, counterclaim }: CaseView): Submission[] {
  return [
    "COMPLAINT",
    ...(answer ? ["ANSWER" as const] : []),
    ...(counterclaim ? ["COUNTERCLAIM" as const] : []),
    ...(counterclaim?.answer ? ["COUNTERCLAIM_ANSWER" as const] : []),
  ];
}

/** Asking a side what it means: which statement, what is not clear, and until when. */
export function AskClarificationForm({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const ask = useCaseAct(AskClarification, found);
  const zone = use(ZoneContext);
  const form = useForm<{ about: Submission; what: string; due: string }>(
    { about: "COMPLAINT", what: "", due: "" },
    ({ what }) => (what.trim() ? {} : { what: t("clarify.what.missing") }),
  );
  const submit = form.submit(({ about, what, due }) => ask({ about, what, ...(due ? { due: endOfDay(due, zone) } : {}) }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_CLARIFICATION")}
      words={t("clarify.ask.words")}
      action={t("do.ASK_CLARIFICATION")}
      onSubmit={submit}
    >
      <Radios
        id="about"
        label={t("clarify.about")}
        error={form.error("about")}
        value={form.values.about}
        onChoose={(about) => form.set("about", about as Submission)}
        choices={statements(found).map((value) => ({ value, label: t(`submission.${value}`) }))}
      />
      <TextArea {...form.text("what")} label={t("clarify.what")} maxLength={10000} />
      <TextField
        {...form.text("due")}
        type="date"
        className="short"
        label={t("clarify.due")}
        hint={t("clarify.due.hint")}
      />
    </ActForm>
  );
}
