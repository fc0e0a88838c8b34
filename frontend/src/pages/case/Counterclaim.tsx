import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Radios, Select, TextArea, TextField } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { useForm } from "../../kit/useForm";
import { amountOf, fractionOf } from "../../lib/money";
import { COMPLAINTS, WISHES, takesAmount, type ComplaintType, type Remedy } from "../../lib/vocabulary";
import { ActForm, useCaseAct } from "./ActForm";
import { Amended } from "./Amended";
import { useCiting } from "./Citing";
import { AnswerCounterclaim, MakeCounterclaim } from "./counterclaimDocuments";
import type { CaseView } from "./documents";
import { ClaimList, Said } from "./Said";
import { whoIs } from "./words";

interface Found {
  found: CaseView;
}

interface Typed {
  line: string;
  complaint: ComplaintType | "";
  remedy: Remedy | "";
  amount: string;
  narrative: string;
}

const EMPTY: Typed = { line: "", complaint: "", remedy: "", amount: "", narrative: "" };

/** What the respondent claims in return: one item, what is wrong, what would put it right. */
export function MakeCounterclaimPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const sells = found.respondent.saleRole === "SELLER";
  const { form, submit } = useMaking(found);
  const kinds = sells ? COMPLAINTS.seller : [...COMPLAINTS.common, ...COMPLAINTS.other];
  const wishes = sells ? WISHES.seller : [...WISHES.common, ...WISHES.other];
  const choose = { value: "", label: t("choose") };
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.MAKE_COUNTERCLAIM")}
      words={t("counterclaim.words")}
      action={t("do.MAKE_COUNTERCLAIM")}
      onSubmit={submit}
    >
      <Select
        {...form.text("line")}
        label={t("lines.item")}
        choices={[choose, ...found.order.lines.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <Select
        {...form.text("complaint")}
        label={t("counterclaim.complaint")}
        choices={[choose, ...kinds.map((value) => ({ value, label: t(`complaint.${value}`) }))]}
      />
      <Select
        {...form.text("remedy")}
        label={t("lines.remedy")}
        choices={[choose, ...wishes.map((value) => ({ value, label: t(`remedy.${value}`) }))]}
      />
      {takesAmount(form.values.remedy) ? (
        <TextField
          {...form.text("amount")}
          label={t("amount.label", { currency: found.order.currency })}
          className="short"
          inputMode="decimal"
        />
      ) : null}
      <TextArea {...form.text("narrative")} label={t("counterclaim.narrative")} maxLength={20000} />
    </ActForm>
  );
}

function useMaking(found: CaseView) {
  const { t } = useLanguage();
  const make = useCaseAct(MakeCounterclaim, found);
  const { currency } = found.order;
  const sum = ({ remedy, amount }: Typed): string | undefined =>
    takesAmount(remedy) ? amountOf(amount, fractionOf(currency)) : undefined;
  const form = useForm<Typed>(EMPTY, (typed) => ({
    ...(typed.line ? {} : { line: t("counterclaim.line.missing") }),
    ...(typed.complaint ? {} : { complaint: t("counterclaim.complaint.missing") }),
    ...(typed.remedy ? {} : { remedy: t("counterclaim.remedy.missing") }),
    ...(takesAmount(typed.remedy) && !sum(typed) ? { amount: t("amount.wrong") } : {}),
    ...(typed.narrative.trim() ? {} : { narrative: t("counterclaim.narrative.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const { line, complaint, remedy, narrative } = typed;
    if (!complaint || !remedy) return [];
    const amount = sum(typed);
    const asked = { remedy, line, ...(amount === undefined ? {} : { amount: { amount, currency } }) };
    const claims = [{ line, complaint, remedies: [asked] }];
    return make({ claims, narrative });
  });
  return { form, submit };
}

/** The complainant says what it thinks of it. */
export function AnswerCounterclaimPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerCounterclaim, found);
  const citing = useCiting(found);
  const form = useForm<{ position: "ACCEPTS" | "DISPUTES" | ""; statement: string }>(
    { position: "", statement: "" },
    ({ position, statement }) => ({
      ...(position ? {} : { position: t("answer.position.missing") }),
      ...(statement.trim() ? {} : { statement: t("answer.statement.missing") }),
    }),
  );
  const submit = form.submit(async ({ position, statement }) => {
    if (!position) return [];
    return answer({ position, statement, exhibits: citing.numbers });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ANSWER_COUNTERCLAIM")}
      words={t("counterclaim.answer")}
      action={t("answer.submit")}
      onSubmit={submit}
    >
      <Radios
        id="position"
        label={t("counterclaim.position")}
        error={form.error("position")}
        value={form.values.position}
        onChoose={(position) => form.set("position", position as "ACCEPTS" | "DISPUTES")}
        choices={[
          { value: "ACCEPTS", label: t("counterclaim.accepts") },
          { value: "DISPUTES", label: t("counterclaim.disputes") },
        ]}
      />
      <TextArea {...form.text("statement")} label={t("answer.statement")} maxLength={10000} />
      {citing.chooser}
    </ActForm>
  );
}

/** The counterclaim as the case tells it, with its answer. */
export function Counterclaimed({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const made = found.counterclaim;
  return (
    <>
      {found.complaintWithdrawn && !found.closedAt ? <p className="muted">{t("counterclaim.alone")}</p> : null}
      {made ? (
        <article className="message">
          <p className="message-head">
            <strong>{whoIs("RESPONDENT", found, t)}</strong>
            <Moment at={made.at} />
          </p>
          <p className="muted">{t(made.withdrawn ? "counterclaim.withdrawn" : "counterclaim.title")}</p>
          <ClaimList claims={made.claims} />
          <p className="words" dir="auto">
            {made.narrative ?? t("erased")}
          </p>
          <Amended found={found} what="COUNTERCLAIM" subject={made.id} />
        </article>
      ) : null}
      {made?.answer ? <Said found={found} side="COMPLAINANT" answer={made.answer} /> : null}
    </>
  );
}
