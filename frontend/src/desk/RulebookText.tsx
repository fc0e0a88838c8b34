import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../data/act";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { TextArea } from "../kit/Field";
import { useForm } from "../kit/useForm";
import { DraftRulebook } from "./rulebooks";

interface RulebookTextProps {
  marketplace: string;
  organisation?: string | null | undefined;
  text: string;
  /** The draft that is rewritten, as it was read. */
  draft?: { id: string; hash: string };
  onKept?: () => void;
}

/** The text of a draft. What was typed stays on the page until the service has kept it. */
export function RulebookText({ marketplace, organisation, text, draft, onKept }: RulebookTextProps): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const keep = useAct(DraftRulebook);
  const form = useForm({ text }, (values) => (values.text.trim() ? {} : { text: t("rulebooks.text.missing") }));
  const submit = form.submit(async (values) => {
    const replaces = draft ? { draft: draft.id, hash: draft.hash } : {};
    const owner = organisation ? { organisation } : {};
    const { payload, errors } = await keep({ marketplace, ...owner, ...replaces, text: values.text });
    if (payload?.version) {
      onKept?.();
      if (!draft) go(`/rulebooks/${payload.version.id}`);
    }
    return errors;
  });
  return (
    <form className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <TextArea
        {...form.text("text")}
        label={t("rulebooks.text")}
        hint={t("rulebooks.text.hint")}
        rows={24}
        dir="ltr"
        spellCheck={false}
      />
      <div>
        <Button type="submit" busy={form.busy}>
          {t("rulebooks.save")}
        </Button>
      </div>
    </form>
  );
}
