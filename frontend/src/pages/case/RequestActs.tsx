import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Checkboxes, Radios, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { toggled } from "../../lib/toggled";
import { ActForm, useCaseAct } from "./ActForm";
import { useWay } from "./base";
import type { CaseView, Side } from "./documents";
import { ReasonsForm } from "./ReasonedActs";
import { AnswerEvidenceRequest, ReopenRecord, RequestEvidence } from "./requestDocuments";
import { whoIs } from "./words";

interface Found {
  found: CaseView;
}

type Answer = NonNullable<CaseView["evidenceRequests"][number]["answer"]>;

const SIDES: Side[] = ["COMPLAINANT", "RESPONDENT"];
const ANSWERS: Answer[] = ["PRODUCED", "DOES_NOT_EXIST", "REFUSED"];

/** Asking the other side for evidence; a decision maker orders it from either. */
export function RequestEvidencePage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const send = useCaseAct(RequestEvidence, found, useWay(found.id)("/evidence"));
  const askable = SIDES.filter((side) => side !== found.role);
  const orders = askable.length > 1;
  const form = useForm<{ side: Side | ""; what: string; why: string }>(
    { side: orders ? "" : (askable[0] ?? ""), what: "", why: "" },
    ({ side, what, why }) => ({
      ...(side ? {} : { side: t("request.side.missing") }),
      ...(what.trim() ? {} : { what: t("request.what.missing") }),
      ...(why.trim() ? {} : { why: t("request.why.missing") }),
    }),
  );
  const submit = form.submit(async ({ side, what, why }) => {
    if (!side) return [];
    return send({ side, what, why });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.REQUEST_EVIDENCE")}
      words={t(orders ? "request.words.order" : "request.words")}
      action={t("request.submit")}
      onSubmit={submit}
    >
      {orders ? (
        <Radios
          id="side"
          label={t("request.side")}
          error={form.error("side")}
          value={form.values.side}
          onChoose={(side) => form.set("side", side as Side)}
          choices={askable.map((side) => ({ value: side, label: whoIs(side, found, t) }))}
        />
      ) : null}
      <TextArea {...form.text("what")} label={t("request.what")} hint={t("request.what.hint")} maxLength={10000} />
      <TextArea {...form.text("why")} label={t("request.why")} hint={t("request.why.hint")} maxLength={10000} />
    </ActForm>
  );
}

/** Naming the exhibits that were asked for, or saying why there are none. */
export function AnswerRequestPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const send = useCaseAct(AnswerEvidenceRequest, found, useWay(found.id)("/evidence"));
  const open = found.evidenceRequests.filter(({ yours, answer, failed }) => yours && !answer && !failed);
  const own = found.exhibits.filter(({ number, side }) => number && side === found.role);
  const form = useForm<{ request: string; answer: Answer | ""; exhibits: string[]; words: string }>(
    { request: open[0]?.id ?? "", answer: "", exhibits: [], words: "" },
    ({ answer, exhibits, words }) => ({
      ...(answer ? {} : { answer: t("request.answer.missing") }),
      ...(answer === "PRODUCED" && !exhibits.length ? { exhibits: t("request.exhibits.missing") } : {}),
      ...(answer && answer !== "PRODUCED" && !words.trim() ? { words: t("request.reasons.missing") } : {}),
    }),
  );
  const submit = form.submit(async ({ request, answer, exhibits, words }) => {
    if (!answer) return [];
    const said = words.trim() ? { words } : {};
    const named = answer === "PRODUCED" ? { exhibits } : {};
    return send({ request, answer, ...named, ...said });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ANSWER_EVIDENCE_REQUEST")}
      words={t("request.answer.words")}
      action={t("agree.submit")}
      onSubmit={submit}
    >
      <Radios
        id="request"
        label={t("request.which")}
        value={form.values.request}
        onChoose={(request) => form.set("request", request)}
        choices={open.map(({ id, what, why }) => ({ value: id, label: <bdi>{what}</bdi>, hint: <bdi>{why}</bdi> }))}
      />
      <Radios
        id="answer"
        label={t("agree.label")}
        error={form.error("answer")}
        value={form.values.answer}
        onChoose={(answer) => form.set("answer", answer as Answer)}
        choices={ANSWERS.map((value) => ({ value, label: t(`production.${value}`) }))}
      />
      {form.values.answer === "PRODUCED" ? (
        <Checkboxes
          id="exhibits"
          label={t("request.exhibits")}
          hint={own.length ? undefined : t("request.exhibits.none")}
          error={form.error("exhibits")}
          value={form.values.exhibits}
          onChoose={(number, chosen) => form.set("exhibits", toggled(form.values.exhibits, number, chosen))}
          choices={own.map(({ number, name }) => ({ value: number ?? "", label: `${number ?? ""} ${name ?? ""}` }))}
        />
      ) : null}
      <TextArea {...form.text("words")} label={t("request.reasons")} maxLength={10000} />
    </ActForm>
  );
}

/** The decision maker lets both sides hand in evidence once more. */
export function ReopenRecordPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  return (
    <ReasonsForm
      found={found}
      act="REOPEN_RECORD"
      document={ReopenRecord}
      words={t("reopen.words")}
      label={t("pause.reasons")}
      hint={t("escalate.hint")}
      missing={t("escalate.missing")}
    />
  );
}
