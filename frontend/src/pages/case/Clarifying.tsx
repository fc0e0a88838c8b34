import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { TextArea } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import { Cited } from "./Cited";
import { useCiting } from "./Citing";
import { GiveClarification } from "./clarifyingDocuments";
import type { CaseView } from "./documents";
import { whoIs } from "./words";

interface Found {
  found: CaseView;
}

/** The side that was asked says what it means. */
export function ClarifyPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const give = useCaseAct(GiveClarification, found);
  const citing = useCiting(found);
  const asked = found.clarifications.find(({ side, words, due }) => side === found.role && due && words === null);
  const form = useForm({ words: "" }, ({ words }) => (words.trim() ? {} : { words: t("clarify.missing") }));
  const submit = form.submit(async ({ words }) => {
    if (!asked) return [];
    return give({ clarification: asked.id, words, exhibits: citing.numbers });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.GIVE_CLARIFICATION")}
      words={t("clarify.words")}
      action={t("clarify.submit")}
      onSubmit={submit}
    >
      {asked ? (
        <blockquote className="words" dir="auto">
          {asked.what ?? t("erased")}
        </blockquote>
      ) : null}
      <TextArea {...form.text("words")} label={t("clarify.label")} maxLength={10000} />
      {citing.chooser}
    </ActForm>
  );
}

/** What sides were asked to make clearer, and what they said. */
export function Clarified({ found }: Found): ReactNode {
  const { t } = useLanguage();
  return found.clarifications.map(({ id, side, about, what, at, words, exhibits }) => (
    <article key={id} className="message">
      <p className="message-head">
        <strong>{t("clarify.asked", { name: whoIs(side, found, t) })}</strong>
        <Moment at={at} />
      </p>
      <p className="muted">{t(`submission.${about}`)}</p>
      <p className="words" dir="auto">
        {what ?? t("erased")}
      </p>
      <p className="words" dir="auto">
        {words ?? t("clarify.waits")}
      </p>
      <Cited found={found} numbers={exhibits} />
    </article>
  ));
}
