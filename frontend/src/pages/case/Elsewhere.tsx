import type { ReactNode } from "react";
import type { ParallelKind, ParallelOutcome } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Radios, TextArea, TextField } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import type { CaseView } from "./documents";
import { ConfirmParallel, EndParallel, ReportParallel } from "./elsewhereDocuments";

interface Found {
  found: CaseView;
}

type Proceeding = CaseView["parallelProceedings"][number];

const KINDS: ParallelKind[] = ["CHARGEBACK", "INSURER", "COURT", "OTHER_BODY"];
const OUTCOMES: ParallelOutcome[] = ["FOR_COMPLAINANT", "FOR_RESPONDENT", "IN_PART", "WITHDRAWN", "NOT_DECIDED"];

/** What else deals with the same sale, and what it does to this case. */
export function Elsewhere({ found }: Found): ReactNode {
  const { t } = useLanguage();
  if (!found.parallelProceedings.length) return null;
  return (
    <section className="stack near" aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t("elsewhere.title")}</h2>
      {found.parallelProceedings.map((one) => (
        <article key={one.id} className="card stack tight">
          <p>
            <strong>{t(`parallelKind.${one.kind}`)}</strong>: <Named one={one} />
          </p>
          <p className="small muted">{t("elsewhere.since", { day: one.openedOn, who: one.by.name })}</p>
          <p>{one.unconfirmed ? t("elsewhere.unconfirmed") : t(`parallelEffect.${one.effect}`)}</p>
          {one.outcome ? <p>{t("elsewhere.ended", { day: one.endedOn ?? "", how: t(`parallelOutcome.${one.outcome}`) })}</p> : null}
          {one.note ? (
            <p className="words" dir="auto">
              {one.note}
            </p>
          ) : null}
        </article>
      ))}
    </section>
  );
}

function Named({ one }: { one: Proceeding }): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <bdi>{one.forum ?? t("erased")}</bdi>, <bdi>{one.reference ?? t("erased")}</bdi>
    </>
  );
}

/** Reporting a proceeding elsewhere: what it is, who deals with it, its number, its first day. */
export function ReportParallelPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const report = useCaseAct(ReportParallel, found);
  const form = useForm<{ kind: ParallelKind | ""; forum: string; reference: string; openedOn: string }>(
    { kind: "", forum: "", reference: "", openedOn: "" },
    ({ kind, forum, reference, openedOn }) => ({
      ...(kind ? {} : { kind: t("elsewhere.kind.missing") }),
      ...(forum.trim() ? {} : { forum: t("elsewhere.forum.missing") }),
      ...(reference.trim() ? {} : { reference: t("elsewhere.reference.missing") }),
      ...(openedOn ? {} : { openedOn: t("elsewhere.openedOn.missing") }),
    }),
  );
  const submit = form.submit(async ({ kind, ...said }) => {
    if (!kind) return [];
    return report({ kind, ...said });
  });
  const bank = found.bankDeadline ? t("elsewhere.bank", { day: found.bankDeadline }) : t("elsewhere.free");
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.REPORT_PARALLEL_PROCEEDING")}
      words={t("elsewhere.words")}
      action={t("elsewhere.submit")}
      onSubmit={submit}
    >
      <p>{bank}</p>
      <Radios
        id="kind"
        label={t("elsewhere.kind")}
        error={form.error("kind")}
        value={form.values.kind}
        onChoose={(kind) => form.set("kind", kind as ParallelKind)}
        choices={KINDS.map((value) => ({ value, label: t(`parallelKind.${value}`) }))}
      />
      <TextField {...form.text("forum")} label={t("elsewhere.forum")} />
      <TextField {...form.text("reference")} label={t("elsewhere.reference")} />
      <TextField {...form.text("openedOn")} type="date" label={t("elsewhere.openedOn")} />
    </ActForm>
  );
}

function Which({ among, value, error, onChoose }: WhichProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Radios
      id="proceeding"
      label={t("elsewhere.which")}
      error={error}
      value={value}
      onChoose={onChoose}
      choices={among.map((one) => ({ value: one.id, label: t(`parallelKind.${one.kind}`), hint: <Named one={one} /> }))}
    />
  );
}

interface WhichProps {
  among: Proceeding[];
  value: string;
  error: string | undefined;
  onChoose: (proceeding: string) => void;
}

function only(among: Proceeding[]): string {
  return among.length === 1 ? (among[0]?.id ?? "") : "";
}

/** Confirming what somebody else reported: only then does it do anything. */
export function ConfirmParallelPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const confirm = useCaseAct(ConfirmParallel, found);
  const among = found.parallelProceedings.filter(({ unconfirmed, by }) => unconfirmed && by.role !== found.role);
  const form = useForm({ proceeding: only(among) }, ({ proceeding }) =>
    proceeding ? {} : { proceeding: t("elsewhere.which.missing") },
  );
  const submit = form.submit(({ proceeding }) => confirm({ proceeding }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.CONFIRM_PARALLEL_PROCEEDING")}
      words={t("elsewhere.confirm")}
      action={t("do.CONFIRM_PARALLEL_PROCEEDING")}
      onSubmit={submit}
    >
      <Which
        among={among}
        value={form.values.proceeding}
        error={form.error("proceeding")}
        onChoose={(proceeding) => form.set("proceeding", proceeding)}
      />
    </ActForm>
  );
}

/** Reporting the end of a proceeding elsewhere. */
export function EndParallelPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const end = useCaseAct(EndParallel, found);
  const among = found.parallelProceedings.filter(({ outcome }) => !outcome);
  const form = useForm<{ proceeding: string; outcome: ParallelOutcome | ""; endedOn: string; note: string }>(
    { proceeding: only(among), outcome: "", endedOn: "", note: "" },
    ({ proceeding, outcome, endedOn }) => ({
      ...(proceeding ? {} : { proceeding: t("elsewhere.which.missing") }),
      ...(outcome ? {} : { outcome: t("elsewhere.outcome.missing") }),
      ...(endedOn ? {} : { endedOn: t("elsewhere.endedOn.missing") }),
    }),
  );
  const submit = form.submit(async ({ outcome, note, ...said }) => {
    if (!outcome) return [];
    return end({ outcome, note: note.trim() || null, ...said });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.END_PARALLEL_PROCEEDING")}
      words={t("elsewhere.end")}
      action={t("elsewhere.submit")}
      onSubmit={submit}
    >
      <Which
        among={among}
        value={form.values.proceeding}
        error={form.error("proceeding")}
        onChoose={(proceeding) => form.set("proceeding", proceeding)}
      />
      <Radios
        id="outcome"
        label={t("elsewhere.outcome")}
        error={form.error("outcome")}
        value={form.values.outcome}
        onChoose={(outcome) => form.set("outcome", outcome as ParallelOutcome)}
        choices={OUTCOMES.map((value) => ({ value, label: t(`parallelOutcome.${value}`) }))}
      />
      <TextField {...form.text("endedOn")} type="date" label={t("elsewhere.endedOn")} />
      <TextArea {...form.text("note")} label={t("elsewhere.note")} maxLength={10000} />
    </ActForm>
  );
}
