import type { ReactNode } from "react";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";
import { Radios, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import type { CaseView } from "./documents";

const ReportBreach = graphql(`
  mutation ReportBreach($input: ReportBreachInput!) { reportBreach(input: $input) { ...Acted } }
`);

/** What the settlement says in words, as opposed to a line of the compensation. */
const WORDS = "words";

/** Something owed to this side was not done: which of it, and what is known. */
export function ReportBreachPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const report = useCaseAct(ReportBreach, found);
  const lines = (found.compensation?.lines ?? []).filter(({ breachUntil }) => breachUntil);
  const choices = lines.length
    ? lines.map(({ id, remedy: { remedy, title } }) => ({
        value: id,
        label: [t(`remedy.${remedy}`), title].filter(Boolean).join(", "),
      }))
    : [{ value: WORDS, label: t("breach.words") }];
  const form = useForm({ line: choices[0]?.value ?? WORDS, reasons: "" }, ({ reasons }) =>
    reasons.trim() ? {} : { reasons: t("breach.missing") },
  );
  const submit = form.submit(async ({ line, reasons }) => {
    const what = line === WORDS ? null : line;
    return report({ line: what, reasons });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.REPORT_BREACH")}
      words={t("breach.lead")}
      action={t("do.REPORT_BREACH")}
      onSubmit={submit}
    >
      <Radios
        id="line"
        label={t("breach.line")}
        error={form.error("line")}
        value={form.values.line}
        onChoose={(line) => form.set("line", line)}
        choices={choices}
      />
      <TextArea {...form.text("reasons")} label={t("breach.reasons")} hint={t("after.hint")} maxLength={10000} />
    </ActForm>
  );
}
