import { useState, type ReactNode } from "react";
import { useParams, useSearch } from "wouter";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios, TextArea } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { useForm } from "../../kit/useForm";
import { KINDS, ReportSafety } from "./documents";

type Kind = (typeof KINDS)[number];

/** Tells trust-and-safety people of a danger, outside the case. `?message=` names what was said. */
export default function ReportPage(): ReactNode {
  const { t } = useLanguage();
  const { id } = useParams<{ id: string }>();
  const message = new URLSearchParams(useSearch()).get("message");
  const report = useAct(ReportSafety);
  const [sent, setSent] = useState(false);
  const form = useForm({ kind: (message ? "ABUSIVE_MESSAGE" : ""), words: "" }, ({ kind, words }) => ({
    ...(kind ? {} : { kind: t("safety.kind.missing") }),
    ...(words.trim() ? {} : { words: t("safety.words.missing") }),
  }));
  const submit = form.submit(async ({ kind, words }) => {
    const { errors } = await report({ case: id, kind: kind as Kind, words, message });
    setSent(!errors.length);
    return errors;
  });
  if (sent) {
    return (
      <Page title={t("safety.sent")}>
        <p>{t("safety.sent.words")}</p>
        <ButtonLink to="/safety">{t("safety.mine")}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t("safety.report")}>
      <p>{t("safety.report.words")}</p>
      <p>
        <strong>{t("safety.emergency")}</strong>
      </p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Radios
          id="kind"
          label={t("safety.kind")}
          error={form.error("kind")}
          value={form.values.kind}
          onChoose={(kind) => form.set("kind", kind)}
          choices={KINDS.map((value) => ({ value, label: t(`safety.kind.${value}`) }))}
        />
        <TextArea {...form.text("words")} label={t("safety.words")} hint={t("safety.words.hint")} rows={6} />
        <Button type="submit" busy={form.busy}>
          {t("safety.send")}
        </Button>
      </form>
    </Page>
  );
}
