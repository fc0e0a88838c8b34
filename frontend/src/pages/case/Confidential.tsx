import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { Radios, Select, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import { useWay } from "./base";
import { ClaimConfidentiality, RuleOnConfidentiality } from "./disclosingDocuments";
import type { CaseView } from "./documents";
import { whoIs } from "./words";

interface Found {
  found: CaseView;
}

type Exhibit = CaseView["exhibits"][number];

/** Whether the reader's side can claim that this exhibit is confidential now. */
export function claimable(exhibit: Exhibit, found: CaseView): boolean {
  const own = exhibit.room === "OWN_COMPLAINANT" || exhibit.room === "OWN_RESPONDENT" || isConfidential(exhibit);
  const denied = found.confidentialityClaims.every((one) => one.exhibit !== exhibit.id || one.granted === false);
  return exhibit.side === found.role && own && denied && isThere(exhibit, found);
}

/** What an exhibit is called: its name, or that it is confidential or erased. */
export function calledExhibit({ name, summary }: Exhibit, t: Translate): string {
  return summary === null ? (name ?? t("erased")) : t("confidential.title");
}

/** Whether its file was neither erased nor taken back. */
export function isThere({ id, erasure }: Exhibit, { amendments }: CaseView): boolean {
  return !erasure && !amendments.some(({ subject, withdrawn }) => withdrawn && subject === id);
}

export function isConfidential({ room }: Exhibit): boolean {
  return room === "CONFIDENTIAL_COMPLAINANT" || room === "CONFIDENTIAL_RESPONDENT";
}

/** Giving an exhibit to who decides only, with a summary for the other side. */
export function ClaimPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const claim = useCaseAct(ClaimConfidentiality, found, useWay(found.id)("/evidence"));
  const own = found.exhibits.filter((one) => claimable(one, found));
  const form = useForm(
    { exhibit: own.length === 1 ? (own[0]?.id ?? "") : "", reasons: "", summary: "" },
    ({ exhibit, reasons, summary }) => ({
      ...(exhibit ? {} : { exhibit: t("confidential.which.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("confidential.reasons.missing") }),
      ...(summary.trim() ? {} : { summary: t("confidential.summary.missing") }),
    }),
  );
  const choices = own.map(({ id, name }) => ({ value: id, label: name ?? t("erased") }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.CLAIM_CONFIDENTIALITY")}
      words={t("confidential.words")}
      action={t("confidential.submit")}
      onSubmit={form.submit(claim)}
    >
      <Select
        {...form.text("exhibit")}
        label={t("confidential.which")}
        choices={[{ value: "", label: t("choose") }, ...choices]}
      />
      <TextArea
        {...form.text("reasons")}
        label={t("confidential.reasons")}
        hint={t("confidential.reasons.hint")}
        maxLength={10000}
      />
      <TextArea
        {...form.text("summary")}
        label={t("confidential.summary")}
        hint={t("confidential.summary.hint")}
        maxLength={10000}
      />
    </ActForm>
  );
}

/** Who decides rules: the summary stands in the place of the exhibit, or nothing of it counts. */
export function RulePage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const rule = useCaseAct(RuleOnConfidentiality, found, useWay(found.id)("/evidence"));
  const open = found.confidentialityClaims.filter((one) => one.open);
  const form = useForm<{ claim: string; granted: string; reasons: string }>(
    { claim: open[0]?.id ?? "", granted: "", reasons: "" },
    ({ granted, reasons }) => ({
      ...(granted ? {} : { granted: t("confidential.ruling.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("confidential.reasons.missing") }),
    }),
  );
  const submit = form.submit(({ claim, granted, reasons }) => rule({ claim, granted: granted === "yes", reasons }));
  const nameOf = (exhibit: string): string => found.exhibits.find(({ id }) => id === exhibit)?.name ?? t("erased");
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.RULE_ON_CONFIDENTIALITY")}
      words={t("confidential.ruling.words")}
      action={t("confidential.ruling.submit")}
      onSubmit={submit}
    >
      <Radios
        id="claim"
        label={t("confidential.ruling.which")}
        value={form.values.claim}
        onChoose={(claim) => form.set("claim", claim)}
        choices={open.map(({ id, exhibit, side, summary, reasons }) => ({
          value: id,
          label: (
            <bdi>
              {whoIs(side, found, t)}: {nameOf(exhibit)}
            </bdi>
          ),
          hint: (
            <bdi>
              {reasons} {t("confidential.instead")} {summary}
            </bdi>
          ),
        }))}
      />
      <Radios
        id="granted"
        label={t("confidential.ruling")}
        error={form.error("granted")}
        value={form.values.granted}
        onChoose={(granted) => form.set("granted", granted)}
        choices={[
          { value: "yes", label: t("confidential.ruling.yes"), hint: t("confidential.ruling.yes.hint") },
          { value: "no", label: t("confidential.ruling.no"), hint: t("confidential.ruling.no.hint") },
        ]}
      />
      <TextArea
        {...form.text("reasons")}
        label={t("confidential.ruling.reasons")}
        hint={t("confidential.ruling.reasons.hint")}
        maxLength={10000}
      />
    </ActForm>
  );
}

/** What was claimed of an exhibit, and how it was ruled on; only its own side and who decides have this. */
export function Claimed({ found, exhibit }: Found & { exhibit: Exhibit }): ReactNode {
  const { t } = useLanguage();
  return found.confidentialityClaims
    .filter((one) => one.exhibit === exhibit.id)
    .map((one) => (
      <div key={one.id} className="stack tight">
        <p>
          <strong>{t(one.open ? "confidential.waits" : rulingOf(one.granted))}</strong>
        </p>
        <p className="words" dir="auto">
          {one.ruling ?? one.reasons}
        </p>
        <p className="small muted">{t("confidential.instead")}</p>
        <p className="words" dir="auto">
          {one.summary ?? t("erased")}
        </p>
      </div>
    ));
}

function rulingOf(granted: boolean | null): "confidential.granted" | "confidential.denied" | "confidential.over" {
  if (granted === null) return "confidential.over";
  return granted ? "confidential.granted" : "confidential.denied";
}
