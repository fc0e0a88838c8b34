import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { Select, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import { CorrectSubmission, WithdrawSubmission } from "./amendingDocuments";
import type { CaseView } from "./documents";

interface Found {
  found: CaseView;
}

type What = CaseView["amendments"][number]["what"];

interface Own {
  what: What;
  id: string | undefined;
  label: string;
}

/** What the reader or their own side said or handed in, and did not take back. */
function ownOf(found: CaseView, t: Translate): Own[] {
  const { role, counterclaim } = found;
  const one = (what: What, is: boolean, id?: string): Own[] => (is ? [{ what, id, label: t(`submission.${what}`) }] : []);
  const said = found.messages.filter(({ from, hidden }) => !hidden && (from.you || (from.role === role && isSide(role))));
  const mine = found.thirdParties.find(({ you }) => you);
  const shown = found.exhibits.filter(({ side, thirdParty }) => (mine ? thirdParty === mine.id : side === role));
  const all = [
    ...one("COMPLAINT", role === "COMPLAINANT"),
    ...one("ANSWER", role === "RESPONDENT" && Boolean(found.answer?.statement)),
    ...one("COUNTERCLAIM", role === "RESPONDENT" && Boolean(counterclaim && !counterclaim.withdrawn), counterclaim?.id),
    ...one("COUNTERCLAIM_ANSWER", role === "COMPLAINANT" && Boolean(counterclaim?.answer), counterclaim?.id),
    ...(mine?.statements ?? []).map(({ id, number }): Own => ({ what: "STATEMENT", id, label: number })),
    ...said.map(({ id, words }): Own => ({ what: "MESSAGE", id, label: shortened(words ?? t("erased")) })),
    ...found.exhibitNotes
      .filter(({ yours }) => yours)
      .map(({ what, id, words }): Own => ({ what, id, label: shortened(words ?? t("erased")) })),
    ...shown.map(({ id, number, name }): Own => ({ what: "EXHIBIT", id, label: [number, name].filter(Boolean).join(" ") })),
  ];
  const gone = found.amendments.filter(({ withdrawn }) => withdrawn).map(({ subject }) => subject);
  return all.filter(({ id }) => !id || !gone.includes(id));
}

const isSide = (role: CaseView["role"]): boolean => role === "COMPLAINANT" || role === "RESPONDENT";
const shortened = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words);

/** Saying how something reads: the original stays for everybody to see. */
export function CorrectPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const correct = useCaseAct(CorrectSubmission, found);
  const own = ownOf(found, t);
  const form = useForm({ which: "", reads: "" }, ({ which, reads }) => ({
    ...(which ? {} : { which: t("amend.missing") }),
    ...(reads.trim() ? {} : { reads: t("amend.reads.missing") }),
  }));
  const submit = form.submit(async ({ which, reads }) => {
    const chosen = own[Number(which)];
    if (!chosen) return [];
    const { what, id } = chosen;
    return correct({ what, id: id ?? null, reads });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.CORRECT_SUBMISSION")}
      words={t("amend.words")}
      action={t("do.CORRECT_SUBMISSION")}
      onSubmit={submit}
    >
      <Which own={own} field={form.text("which")} />
      <TextArea {...form.text("reads")} label={t("amend.reads")} maxLength={10000} />
    </ActForm>
  );
}

const TAKEN_BACK: What[] = ["MESSAGE", "EXHIBIT", "STATEMENT", "ANNOTATION", "TRANSLATION"];

/** Taking back a message, an exhibit or a statement. */
export function TakeBackPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const withdraw = useCaseAct(WithdrawSubmission, found);
  const own = ownOf(found, t).filter(({ what }) => TAKEN_BACK.includes(what));
  const form = useForm({ which: "", reasons: "" }, ({ which }) => (which ? {} : { which: t("amend.missing") }));
  const submit = form.submit(async ({ which, reasons }) => {
    const chosen = own[Number(which)];
    if (!chosen?.id) return [];
    const { what, id } = chosen;
    return withdraw({ what, id, ...(reasons.trim() ? { reasons } : {}) });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.WITHDRAW_SUBMISSION")}
      words={t("amend.back")}
      action={t("do.WITHDRAW_SUBMISSION")}
      onSubmit={submit}
    >
      <Which own={own} field={form.text("which")} />
      <TextArea {...form.text("reasons")} label={t("withdraw.reasons")} maxLength={10000} />
    </ActForm>
  );
}

interface WhichProps {
  own: Own[];
  field: ReturnType<ReturnType<typeof useForm<{ which: string }>>["text"]>;
}

function Which({ own, field }: WhichProps): ReactNode {
  const { t } = useLanguage();
  const choices = own.map(({ label }, at) => ({ value: String(at), label }));
  return <Select {...field} label={t("amend.which")} choices={[{ value: "", label: t("choose") }, ...choices]} />;
}
