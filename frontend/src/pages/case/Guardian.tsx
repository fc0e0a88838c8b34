import type { ReactNode } from "react";
import type { Guardianship } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Radios, TextArea, TextField } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import type { CaseView, Side } from "./documents";
import { ConfirmCapacity, NameGuardian, RelieveGuardian, RequireGuardian } from "./guardianDocuments";

type Party = CaseView["complainant"];

const GROUNDS: readonly Guardianship[] = ["UNDER_AGE", "UNDER_GUARDIANSHIP"];

/** What a side that cannot bind itself alone can do, in plain words, and that an adult has to come. */
export function GuardianNotice({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const own = [found.complainant, found.respondent].find(({ you, boundByLaw }) => you && boundByLaw);
  const guardian = found.representations.some(({ basis, you, ended }) => basis === "LAW" && you && !ended);
  if (!own || guardian || found.closedAt) return null;
  const asked = found.availableActions.some(({ action }) => action === "NAME_GUARDIAN");
  return (
    <section className="stack near" aria-labelledby="guardian">
      <h2 id="guardian">{t(own.awaitsGuardian ? "guardian.notice.title" : "guardian.here.title")}</h2>
      <p>{t(own.awaitsGuardian ? "guardian.notice.words" : "guardian.here.words")}</p>
      <p>{t("guardian.notice.can")}</p>
      {asked ? (
        <div>
          <ButtonLink to={`/cases/${found.id}/do/NAME_GUARDIAN`}>{t("do.NAME_GUARDIAN")}</ButtonLink>
        </div>
      ) : null}
    </section>
  );
}

/** The sides of which somebody can say this: their own, or of both those that fit. */
function sidesOf(found: CaseView, fits: (party: Party) => boolean): Party[] {
  const parties = [found.complainant, found.respondent];
  const own = parties.filter(({ you }) => you);
  return (own.length ? own : parties).filter(fits);
}

function SideChoice(props: {
  sides: Party[];
  value: string;
  error: string | undefined;
  onChoose: (side: Side) => void;
}): ReactNode {
  const { t } = useLanguage();
  if (props.sides.length < 2) return null;
  return (
    <Radios
      id="side"
      label={t("guardian.side")}
      error={props.error}
      value={props.value}
      onChoose={(side) => props.onChoose(side as Side)}
      choices={props.sides.map(({ side, name }) => ({ value: side, label: name }))}
    />
  );
}

/** The one side that fits is chosen already. */
const only = (sides: Party[]): Side | "" => (sides.length === 1 ? (sides[0]?.side ?? "") : "");

export function RequireGuardianPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const state = useCaseAct(RequireGuardian, found);
  const sides = sidesOf(found, ({ boundByLaw }) => !boundByLaw);
  const form = useForm<{ ground: Guardianship | ""; side: Side | "" }>({ ground: "", side: only(sides) }, (typed) => ({
    ...(typed.side ? {} : { side: t("guardian.side.missing") }),
    ...(typed.ground ? {} : { ground: t("guardian.ground.missing") }),
  }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.REQUIRE_GUARDIAN")}
      words={t("guardian.require.words")}
      action={t("guardian.require.submit")}
      onSubmit={form.submit((typed) => state(typed as { ground: Guardianship; side: Side }))}
    >
      <SideChoice
        sides={sides}
        value={form.values.side}
        error={form.error("side")}
        onChoose={(side) => form.set("side", side)}
      />
      <Radios
        id="ground"
        label={t("guardian.ground")}
        error={form.error("ground")}
        value={form.values.ground}
        onChoose={(ground) => form.set("ground", ground as Guardianship)}
        choices={GROUNDS.map((value) => ({ value, label: t(`guardianship.${value}`) }))}
      />
    </ActForm>
  );
}

export function NameGuardianPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const name = useCaseAct(NameGuardian, found);
  const sides = sidesOf(found, ({ awaitsGuardian }) => awaitsGuardian);
  const form = useForm<{ email: string; side: Side | "" }>({ email: "", side: only(sides) }, (typed) => ({
    ...(typed.side ? {} : { side: t("guardian.side.missing") }),
    ...(typed.email.trim() ? {} : { email: t("mandate.email.missing") }),
  }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.NAME_GUARDIAN")}
      words={t("guardian.name.words")}
      action={t("mandate.submit")}
      onSubmit={form.submit((typed) => name(typed as { email: string; side: Side }))}
    >
      <SideChoice
        sides={sides}
        value={form.values.side}
        error={form.error("side")}
        onChoose={(side) => form.set("side", side)}
      />
      <TextField {...form.text("email")} type="email" autoComplete="off" label={t("mandate.email")} />
    </ActForm>
  );
}

export function RelieveGuardianPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const relieve = useCaseAct(RelieveGuardian, found);
  const standing = found.representations.filter(({ basis, ended }) => basis === "LAW" && !ended);
  const sides = sidesOf(found, ({ side }) => standing.some((one) => one.side === side));
  const form = useForm<{ reasons: string; side: Side | "" }>({ reasons: "", side: only(sides) }, (typed) => ({
    ...(typed.side ? {} : { side: t("guardian.side.missing") }),
    ...(typed.reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.RELIEVE_GUARDIAN")}
      words={t("guardian.relieve.words")}
      action={t("do.RELIEVE_GUARDIAN")}
      onSubmit={form.submit((typed) => relieve(typed as { reasons: string; side: Side }))}
    >
      <SideChoice
        sides={sides}
        value={form.values.side}
        error={form.error("side")}
        onChoose={(side) => form.set("side", side)}
      />
      <TextArea
        {...form.text("reasons")}
        label={t("reasons.label")}
        hint={t("guardian.relieve.hint")}
        maxLength={10000}
      />
    </ActForm>
  );
}

export function ConfirmCapacityPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const confirm = useCaseAct(ConfirmCapacity, found);
  const sides = sidesOf(found, ({ capacityClaimed }) => capacityClaimed);
  const form = useForm<{ side: Side | "" }>({ side: only(sides) }, (typed) =>
    typed.side ? {} : { side: t("guardian.side.missing") },
  );
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.CONFIRM_CAPACITY")}
      words={t("guardian.confirm.words")}
      action={t("do.CONFIRM_CAPACITY")}
      onSubmit={form.submit((typed) => confirm(typed as { side: Side }))}
    >
      <SideChoice
        sides={sides}
        value={form.values.side}
        error={form.error("side")}
        onChoose={(side) => form.set("side", side)}
      />
    </ActForm>
  );
}
