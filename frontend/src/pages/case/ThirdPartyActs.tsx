import type { ReactNode } from "react";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { ConfirmPage } from "../../kit/ConfirmPage";
import { Checkboxes, Radios, TextArea, TextField } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { toggled } from "../../lib/toggled";
import { ActForm, useCaseAct } from "./ActForm";
import { useSending } from "./ActPage";
import { useWay } from "./base";
import type { CaseView } from "./documents";
import { AskThirdParty, EndThirdParty, GiveThirdPartyStatement, InviteThirdParty } from "./thirdPartyDocuments";

interface Found {
  found: CaseView;
}

type Kind = CaseView["thirdParties"][number]["kind"];

const KINDS: Kind[] = ["CARRIER", "BROKER", "MAKER"];

/** Asking a carrier, a broker or a maker in: who, about what, and why. */
export function InviteThirdPartyPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const invite = useCaseAct(InviteThirdParty, found);
  const parcels = found.order.shipments.flatMap((one) =>
    one.parcels.map(({ id, tracking }) => ({ value: id, label: `${one.carrier} ${tracking || id}` })),
  );
  const lines = found.order.lines.map(({ id, title }) => ({ value: id, label: <bdi>{title}</bdi> }));
  const form = useForm<{ kind: Kind | ""; parcels: string[]; lines: string[]; email: string; reasons: string }>(
    { kind: "", parcels: [], lines: [], email: "", reasons: "" },
    ({ kind, email, reasons, ...about }) => ({
      ...(kind ? {} : { kind: t("third.kind.missing") }),
      ...(kind === "CARRIER" && !about.parcels.length ? { parcels: t("third.parcels.missing") } : {}),
      ...(kind === "MAKER" && !about.lines.length ? { lines: t("third.lines.missing") } : {}),
      ...(email.trim() ? {} : { email: t("mandate.email.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("third.reasons.missing") }),
    }),
  );
  const { kind } = form.values;
  const submit = form.submit(async ({ kind: chosen, email, reasons, ...about }) => {
    if (!chosen) return [];
    const of = chosen === "CARRIER" ? { parcels: about.parcels } : { lines: about.lines };
    return invite({ kind: chosen, email, reasons, ...of });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.INVITE_THIRD_PARTY")}
      words={t("third.invite.words")}
      action={t("mandate.submit")}
      onSubmit={submit}
    >
      <Radios
        id="kind"
        label={t("third.kind")}
        error={form.error("kind")}
        value={kind}
        onChoose={(chosen) => form.set("kind", chosen as Kind)}
        choices={KINDS.map((value) => ({ value, label: t(`third.${value}`) }))}
      />
      {kind === "CARRIER" ? (
        <Checkboxes
          id="parcels"
          label={t("third.parcels")}
          hint={parcels.length ? undefined : t("third.parcels.none")}
          error={form.error("parcels")}
          value={form.values.parcels}
          onChoose={(value, isIn) => form.set("parcels", toggled(form.values.parcels, value, isIn))}
          choices={parcels}
        />
      ) : null}
      {kind === "MAKER" || kind === "BROKER" ? (
        <Checkboxes
          id="lines"
          label={t("third.lines")}
          hint={kind === "BROKER" ? t("third.lines.broker") : undefined}
          error={form.error("lines")}
          value={form.values.lines}
          onChoose={(value, isIn) => form.set("lines", toggled(form.values.lines, value, isIn))}
          choices={lines}
        />
      ) : null}
      <TextArea {...form.text("reasons")} label={t("third.reasons")} hint={t("third.reasons.hint")} maxLength={10000} />
      <TextField {...form.text("email")} type="email" autoComplete="off" label={t("mandate.email")} />
    </ActForm>
  );
}

/** Asking one who takes part; a side can give its own exhibits with it, a neutral any that is disclosed. */
export function AskThirdPartyPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const ask = useCaseAct(AskThirdParty, found);
  const present = found.thirdParties.filter(({ joinedAt, ended }) => joinedAt && !ended);
  const isSide = found.role === found.complainant.side || found.role === found.respondent.side;
  const showable = found.exhibits.flatMap(({ number, name, side, thirdParty }) =>
    number && !thirdParty && (!isSide || side === found.role) ? [{ value: number, label: number, hint: name }] : [],
  );
  const form = useForm<{ third: string; words: string; shown: string[] }>(
    { third: present[0]?.id ?? "", words: "", shown: [] },
    ({ words }) => (words.trim() ? {} : { words: t("third.question.missing") }),
  );
  const submit = form.submit(({ third, words, shown }) => ask({ thirdParty: third, words, shown }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_THIRD_PARTY")}
      words={t("third.ask.words")}
      action={t("third.ask.submit")}
      onSubmit={submit}
    >
      <Radios
        id="third"
        label={t("third.whom")}
        value={form.values.third}
        onChoose={(third) => form.set("third", third)}
        choices={present.map(({ id, name, kind }) => ({ value: id, label: <bdi>{name}</bdi>, hint: t(`third.${kind}`) }))}
      />
      <TextArea {...form.text("words")} label={t("third.question")} maxLength={10000} />
      {showable.length ? (
        <Checkboxes
          id="shown"
          label={t("third.show")}
          hint={t("third.show.hint")}
          value={form.values.shown}
          onChoose={(value, isIn) => form.set("shown", toggled(form.values.shown, value, isIn))}
          choices={showable}
        />
      ) : null}
    </ActForm>
  );
}

/** What a third party says, with the files that it discloses by that. */
export function StatementPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const state = useCaseAct(GiveThirdPartyStatement, found);
  const open = found.thirdParties.flatMap(({ questions }) => questions.filter(({ answered }) => !answered));
  const drafts = found.exhibits.flatMap(({ id, name, disclosed }) =>
    disclosed ? [] : [{ value: id, label: <bdi>{name}</bdi> }],
  );
  const form = useForm<{ answers: string; words: string; exhibits: string[] }>(
    { answers: open[0]?.id ?? "", words: "", exhibits: [] },
    ({ words }) => (words.trim() ? {} : { words: t("third.statement.missing") }),
  );
  const submit = form.submit(({ answers, words, exhibits }) =>
    state({ words, exhibits, ...(answers ? { answers } : {}) }),
  );
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.GIVE_THIRD_PARTY_STATEMENT")}
      words={t("third.statement.words")}
      action={t("third.statement.submit")}
      onSubmit={submit}
    >
      {open.length ? (
        <Radios
          id="answers"
          label={t("third.answers")}
          value={form.values.answers}
          onChoose={(answers) => form.set("answers", answers)}
          choices={[
            ...open.map(({ id, words }) => ({ value: id, label: <bdi>{words}</bdi> })),
            { value: "", label: t("third.answers.none") },
          ]}
        />
      ) : null}
      <TextArea {...form.text("words")} label={t("third.statement")} maxLength={10000} />
      <Checkboxes
        id="exhibits"
        label={t("third.files")}
        hint={t(drafts.length ? "third.files.hint" : "third.files.none")}
        value={form.values.exhibits}
        onChoose={(value, isIn) => form.set("exhibits", toggled(form.values.exhibits, value, isIn))}
        choices={drafts}
      />
    </ActForm>
  );
}

/** Leaving, or asking somebody out; of several, one is chosen. */
export function EndThirdPartyPage({ found }: Found): ReactNode {
  const [first, ...others] = found.thirdParties.filter(({ canEnd }) => canEnd);
  if (!first) return null;
  return others.length ? <ChooseWhoLeaves found={found} of={[first, ...others]} /> : <OneLeaves found={found} first={first} />;
}

type ThirdParty = CaseView["thirdParties"][number];

function ChooseWhoLeaves({ found, of }: Found & { of: ThirdParty[] }): ReactNode {
  const { t } = useLanguage();
  const end = useCaseAct(EndThirdParty, found);
  const form = useForm<{ third: string }>({ third: "" }, ({ third }) =>
    third ? {} : { third: t("third.end.missing") },
  );
  const submit = form.submit(({ third }) => end({ thirdParty: third }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.END_THIRD_PARTY")}
      words={t("third.end.several")}
      action={t("do.END_THIRD_PARTY")}
      onSubmit={submit}
    >
      <Radios
        id="third"
        label={t("third.end.whom")}
        error={form.error("third")}
        value={form.values.third}
        onChoose={(third) => form.set("third", third)}
        choices={of.map(({ id, name, kind }) => ({
          value: id,
          label: <bdi>{name ?? t("third.waits")}</bdi>,
          hint: t(`third.${kind}`),
        }))}
      />
    </ActForm>
  );
}

function OneLeaves({ found, first }: Found & { first: ThirdParty }): ReactNode {
  const { t } = useLanguage();
  const end = useAct(EndThirdParty);
  const way = useWay(found.id);
  const mine = first.you;
  const sending = useSending(mine ? "/cases" : way(""));
  const effects = mine ? t("third.leave.words") : t("third.end.words", { who: first.name ?? t(`third.${first.kind}`) });
  return (
    <ConfirmPage
      title={t(mine ? "third.leave" : "do.END_THIRD_PARTY")}
      effects={effects.split("\n")}
      action={t(mine ? "third.leave" : "do.END_THIRD_PARTY")}
      back={way("")}
      busy={sending.busy}
      problems={sending.problems}
      onConfirm={() => sending.send(() => end({ case: found.id, expectedVersion: found.version, thirdParty: first.id }))}
    />
  );
}
