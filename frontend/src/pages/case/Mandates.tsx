import type { ReactNode } from "react";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { ConfirmPage } from "../../kit/ConfirmPage";
import { Radios, TextField } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import { useSending } from "./ActPage";
import type { CaseView, Side } from "./documents";
import { EndRepresentation, NameRepresentative } from "./mandateDocuments";

/** Who speaks for a side, under its name, and whether the law asks for that. Who a guardian is, few see. */
export function SpeaksFor({ found, side }: { found: CaseView; side: Side }): ReactNode {
  const { t } = useLanguage();
  const standing = found.representations.filter((one) => one.side === side && !one.ended);
  const party = found.complainant.side === side ? found.complainant : found.respondent;
  return (
    <>
      {party.boundByLaw ? (
        <p className="small muted">
          {t("guardian.bound")} {party.guardianship ? t(`guardianship.${party.guardianship}`) : ""}
        </p>
      ) : null}
      {standing.map((one) => (
        <p key={one.id} className="small muted">
          {one.basis === "LAW" ? <ByLaw one={one} /> : <ByMandate one={one} />}
        </p>
      ))}
    </>
  );
}

type Speaking = CaseView["representations"][number];

function ByLaw({ one }: { one: Speaking }): ReactNode {
  const { t } = useLanguage();
  if (!one.joinedAt) return t("guardian.waits");
  return one.name ? t("guardian.by", { name: one.name }) : t("guardian.hidden");
}

function ByMandate({ one }: { one: Speaking }): ReactNode {
  const { t } = useLanguage();
  const who = one.name ? t("mandate.by", { name: one.name }) : t("mandate.waits");
  return `${who} ${one.settles ? t("mandate.settles") : t("mandate.settlesNot")}`;
}

export function NameRepresentativePage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const name = useCaseAct(NameRepresentative, found);
  const form = useForm<{ email: string; settles: "" | "YES" | "NO" }>({ email: "", settles: "" }, (typed) => ({
    ...(typed.email.trim() ? {} : { email: t("mandate.email.missing") }),
    ...(typed.settles ? {} : { settles: t("mandate.covers.missing") }),
  }));
  const submit = form.submit(({ email, settles }) => name({ email, settles: settles === "YES" }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.NAME_REPRESENTATIVE")}
      words={t("mandate.words")}
      action={t("mandate.submit")}
      onSubmit={submit}
    >
      <TextField {...form.text("email")} type="email" autoComplete="off" label={t("mandate.email")} />
      <Radios
        id="settles"
        label={t("mandate.covers")}
        error={form.error("settles")}
        value={form.values.settles}
        onChoose={(chosen) => form.set("settles", chosen as "YES" | "NO")}
        choices={[
          { value: "NO", label: t("mandate.covers.no") },
          { value: "YES", label: t("mandate.covers.yes") },
        ]}
      />
    </ActForm>
  );
}

/** Revoked by the side or its guardian, or laid down by whoever has it: who does that sees the case no more. */
export function EndRepresentationPage({ found }: { found: CaseView }): ReactNode {
  const standing = found.representations.filter(({ ended, side }) => !ended && side === found.role);
  const mine = standing.find(({ you }) => you);
  const given = standing.find(({ basis }) => basis === "MANDATE");
  if (mine?.basis === "LAW" && given) return <ChooseWhichEnds found={found} mine={mine} given={given} />;
  return <OneEnds found={found} mine={Boolean(mine)} />;
}

interface ChooseWhichEndsProps {
  found: CaseView;
  mine: Speaking;
  given: Speaking;
}

/** A guardian revokes the mandate of the side they act for, or lays down their own part. */
function ChooseWhichEnds({ found, mine, given }: ChooseWhichEndsProps): ReactNode {
  const { t } = useLanguage();
  const revoke = useCaseAct(EndRepresentation, found);
  const layDown = useCaseAct(EndRepresentation, found, "/cases");
  const form = useForm({ which: "" }, ({ which }) => (which ? {} : { which: t("mandate.which.missing") }));
  const submit = form.submit(({ which }) => (which === mine.id ? layDown : revoke)({ representation: which }));
  const who = given.name ? t("mandate.by", { name: given.name }) : t("mandate.waits");
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.END_REPRESENTATION")}
      action={t("do.END_REPRESENTATION")}
      onSubmit={submit}
    >
      <Radios
        id="which"
        label={t("mandate.which")}
        error={form.error("which")}
        value={form.values.which}
        onChoose={(chosen) => form.set("which", chosen)}
        choices={[
          { value: given.id, label: <bdi>{who}</bdi>, hint: t("mandate.revoke") },
          { value: mine.id, label: t("mandate.mine"), hint: t("mandate.layDown") },
        ]}
      />
    </ActForm>
  );
}

function OneEnds({ found, mine }: { found: CaseView; mine: boolean }): ReactNode {
  const { t } = useLanguage();
  const send = useAct(EndRepresentation);
  const sending = useSending(mine ? "/cases" : `/cases/${found.id}`);
  return (
    <ConfirmPage
      title={t("do.END_REPRESENTATION")}
      effects={(mine ? t("mandate.layDown") : t("mandate.revoke")).split("\n")}
      action={t("do.END_REPRESENTATION")}
      back={`/cases/${found.id}`}
      busy={sending.busy}
      problems={sending.problems}
      onConfirm={() => sending.send(() => send({ case: found.id, expectedVersion: found.version }))}
    />
  );
}
