import type { ReactNode } from "react";
import { Money } from "../../kit/Money";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Select, TextField } from "../../kit/Field";
import { BoundText, Day, DaysLeft, Moment, State } from "../../kit/Instant";
import { OfferCard } from "../../kit/Offer";
import { EmptyState } from "../../kit/states";
import { Timeline } from "../../kit/Timeline";
import { useForm } from "../../kit/useForm";
import { useOpening } from "../../kit/useOpening";
import { ReportFulfilment, TakeVoucher } from "./acts";
import { useCiting } from "./Citing";
import { Nudge } from "./Nudge";
import { Denied, useReports } from "./Reports";
import { Return, type Owed } from "./Return";
import type { CaseView } from "./documents";
import { Tracking } from "./Tracking";
import { Looked } from "./Looked";
import { useWaits } from "./waits";
import { CONFIRMING, denialOf, stepWord } from "./ways";
import { useRemedyRows, whoIs } from "./words";

/** What was agreed or ordered, line by line, until it is done. */
export default function Remedy({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const { compensation, pastCompensations: past, enforcementPath: proof } = found;
  const waits = useWaits(found);
  return (
    <>
      {compensation ? (
        <section className="stack" aria-labelledby="remedy">
          <h2 id="remedy">{t("remedyPage.title")}</h2>
          {compensation.lines.map((owed) => (
            <OneLine key={owed.id} found={found} owed={owed} waits={waits[owed.id]} />
          ))}
          {proof ? <Proof path={proof} /> : null}
        </section>
      ) : (
        <EmptyState title={t("remedyPage.none")} />
      )}
      {past.length ? (
        <section className="stack" aria-labelledby="past-orders">
          <h2 id="past-orders">{t("remedyPage.past")}</h2>
          <p>{t("remedyPage.past.words")}</p>
          {past.map(({ id, at, lines }) => (
            <div key={id} className="stack near">
              <p className="small muted">
                {t("remedyPage.past.since")} <Moment at={at} />
              </p>
              {lines.map((owed) => (
                <OneLine key={owed.id} found={found} owed={owed} />
              ))}
            </div>
          ))}
        </section>
      ) : null}
    </>
  );
}

/** What can be taken to a court or an office, by whoever is owed something that was not done. */
function Proof({ path }: { path: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack near" aria-labelledby="proof">
      <h3 id="proof">{t("remedyPage.proof")}</h3>
      <p>{t("remedyPage.proof.words")}</p>
      <p>
        <a className="link" href={path} download>
          {t("remedyPage.proof.fetch")}
        </a>
      </p>
    </section>
  );
}

function OneLine({ found, owed, waits }: { found: CaseView; owed: Owed; waits?: string | undefined }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  const reports = useReports(found, owed);
  const deadline = found.deadlines.find(({ about, awaited, due }) => awaited && about === owed.id && due === owed.due);
  return (
    <OfferCard
      title={t(owed.fund ? `remedyPage.fund.${owed.fund}` : "remedyPage.owes", { name: whoIs(owed.remedy.owedBy, found, t) })}
      rows={rows([owed.remedy])}
    >
      <p>
        <StepState owed={owed} />
      </p>
      <Denied found={found} owed={owed} />
      {owed.expectedArrival ? (
        <p className="small">
          {t("remedyPage.arrival")} <Day date={owed.expectedArrival.latest} />
        </p>
      ) : null}
      {waits ? (
        <p role="status">
          {t("remedyPage.shopAway")} <Moment at={waits} />
        </p>
      ) : null}
      {owed.agreed ? (
        <p className="small">
          {t("remedyPage.agreed")} <Money {...owed.agreed} />
        </p>
      ) : null}
      {owed.steppedIn ? (
        <>
          <p>{t(`remedyPage.steppedIn.${owed.steppedIn.source}`)}</p>
          <Looked found={found} about="STEPPED_IN" frame={owed.id} review={owed.steppedIn.review} />
        </>
      ) : null}
      {owed.waitsFor ? <Waits found={found} owed={owed} what={owed.waitsFor} /> : null}
      {deadline ? (
        <p className="due small">
          <BoundText at={deadline.due} zone={deadline.zone} /> <DaysLeft at={deadline.due} zone={deadline.zone} />
        </p>
      ) : null}
      {deadline?.clause === CONFIRMING ? (
        <p>{t(deadline.mine ? "remedyPage.confirm" : "remedyPage.confirmed", { name: whoIs(owed.remedy.owedBy, found, t) })}</p>
      ) : null}
      {owed.parcel !== null ? <Return found={found} owed={owed} /> : null}
      {reports.length && owed.parcel === null ? <Timeline happenings={reports} /> : null}
      {owed.parcel ? <Tracking found={found} line={owed.id} /> : null}
      <Nudge found={found} owed={owed} />
      <Report found={found} owed={owed} />
    </OfferCard>
  );
}

/** What the line waits for; whoever can give their word does it here. */
function Waits({ found, owed, what }: { found: CaseView; owed: Owed; what: NonNullable<Owed["waitsFor"]> }): ReactNode {
  const { t } = useLanguage();
  const take = useAct(TakeVoucher);
  const form = useForm({});
  const may = found.availableActions.some(({ action, reasonIfBlocked }) => action === "TAKE_VOUCHER" && !reasonIfBlocked);
  const submit = form.submit(async () => {
    const asked = { case: found.id, expectedVersion: found.version, line: owed.id, effectUnderstood: true };
    return (await take(asked)).errors;
  });
  return (
    <>
      <p>{t(`remedyPage.waitsFor.${what}`)}</p>
      {may ? (
        <form className="stack near" noValidate onSubmit={submit}>
          <ErrorSummary problems={form.problems} />
          <p>{t("remedyPage.voucher")}</p>
          <Button type="submit" busy={form.busy}>
            {t("do.TAKE_VOUCHER")}
          </Button>
        </form>
      ) : null}
    </>
  );
}

function StepState({ owed }: { owed: Owed }): ReactNode {
  const { t } = useLanguage();
  const words = denialOf(owed) ? t("remedyPage.denied") : stepWord(owed.step, owed.parcel, t);
  if (owed.step === "FULFILLED") return <State look="done" icon="check" words={t("step.FULFILLED")} />;
  if (owed.nonCompliant)
    return <State look="late" icon="alert" words={t("remedyPage.overdue", { step: words })} />;
  if (owed.step === "FAILED" || owed.step === "REVERSED")
    return <State look="late" icon="alert" words={words} />;
  return <State look="calm" icon="clock" words={words} />;
}

/** Reporting the next step; only the steps that the service would take from this reader are offered. */
function Report({ found, owed }: { found: CaseView; owed: Owed }): ReactNode {
  const { t } = useLanguage();
  const report = useAct(ReportFulfilment);
  const { open, setOpen, opened, button } = useOpening<HTMLFormElement>();
  const citing = useCiting(found, `-${owed.id}`);
  const form = useForm<{ step: Owed["step"] | ""; reference: string; note: string }>(
    { step: owed.nextSteps[0] ?? "", reference: "", note: "" },
    undefined,
    `-${owed.id}`,
  );
  const may = found.availableActions.some(
    ({ action, reasonIfBlocked }) => action === "REPORT_FULFILMENT" && !reasonIfBlocked,
  );
  if (!may || !owed.nextSteps.length) return null;
  const denies = !asksProof(found, owed);
  if (!open) {
    return (
      <Button ref={button} look="plain" onClick={() => setOpen(true)}>
        {t("do.REPORT_FULFILMENT")}
      </Button>
    );
  }
  const submit = form.submit(async ({ step, reference, note }) => {
    if (!step) return [];
    const { errors } = await report({
      case: found.id,
      expectedVersion: found.version,
      line: owed.id,
      step,
      reference,
      ...(note.trim() ? { note } : {}),
      exhibits: citing.numbers,
    });
    if (!errors.length) setOpen(false);
    return errors;
  });
  return (
    <form ref={opened} className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Select
        {...form.text("step")}
        label={t("remedyPage.step")}
        choices={owed.nextSteps.map((value) => ({ value, label: value === "FAILED" && denies ? t("remedyPage.denied") : stepWord(value, owed.parcel, t) }))}
      />
      <ProofAsked found={found} owed={owed} />
      <TextField {...form.text("reference")} label={t("remedyPage.reference")} hint={t("remedyPage.reference.hint")} />
      <TextField {...form.text("note")} label={t(denies && form.values.step === "FAILED" ? "remedyPage.deniedNote" : "remedyPage.note")} className="long" />
      {citing.chooser}
      <Button type="submit" busy={form.busy}>
        {t("remedyPage.submit")}
      </Button>
    </form>
  );
}

/** What whoever owes the line, or the marketplace in its place, is asked for before they report that it was done. */
function ProofAsked({ found, owed }: { found: CaseView; owed: Owed }): ReactNode {
  const { t } = useLanguage();
  if (owed.proofNeeded === "NONE" || !asksProof(found, owed)) return null;
  return <p>{t(`remedyPage.asked.${owed.proofNeeded}`)}</p>;
}

/** Whether this reader reports as whoever owes the line, and does not confirm as whoever is owed. */
function asksProof(found: CaseView, owed: Owed): boolean {
  return [owed.remedy.owedBy, "MARKETPLACE", "REGISTRAR"].includes(found.role);
}
