import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../data/Loaded";
import type { NeutralFunction, NeutralsQuery, RefusalGround, Stage } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea, Tick } from "../kit/Field";
import { EmptyState } from "../kit/states";
import { useForm } from "../kit/useForm";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import type { CaseView } from "../pages/case/documents";
import { asInput, complete, EMPTY_LINE, Lines } from "../pages/case/Lines";
import { GroundForm } from "../pages/case/ReasonedActs";
import { AnswerHumanReview, AppointNeutral, MakeProposal, NeutralsDocument, RefuseCase } from "./documents";

const GROUNDS: RefusalGround[] = [
  "NO_CONTACT_ATTEMPT",
  "FRIVOLOUS",
  "OTHER_FORUM",
  "VALUE_THRESHOLD",
  "OUT_OF_TIME",
  "IMPAIRS_OPERATION",
];

/** Refusing admission: one of the closed grounds, and reasons that the parties read. */
export function Refuse({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <GroundForm
      found={found}
      act="REFUSE_CASE"
      document={RefuseCase}
      words={t("refuse.words")}
      action={t("refuse.submit")}
      grounds={{
        label: t("refuse.ground"),
        missing: t("refuse.ground.missing"),
        choices: GROUNDS.map((value) => ({ value, label: t(`refusal.${value}`) })),
      }}
    />
  );
}

const WANTED: Partial<Record<Stage, NeutralFunction>> = {
  MEDIATOR_APPOINTMENT: "MEDIATOR",
  SECOND_READER_APPOINTMENT: "SECOND_READER",
  REVIEWER_APPOINTMENT: "REVIEWER",
};

/** What a person found who looked at what was computed. */
export function AnswerHuman({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerHumanReview, found);
  const closed = found.stage === "CLOSED";
  const form = useForm({ finding: "", reopens: false }, ({ finding }) => (finding.trim() ? {} : { finding: t("reasons.missing") }));
  const submit = form.submit(({ finding, reopens }) => answer({ finding, reopens }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ANSWER_HUMAN_REVIEW")}
      words={t("human.answer")}
      action={t("do.ANSWER_HUMAN_REVIEW")}
      onSubmit={submit}
    >
      <TextArea {...form.text("finding")} label={t("human.finding")} hint={t("reasons.hint")} maxLength={10000} />
      {closed ? (
        <Tick id="reopens" label={t("human.reopens")} checked={form.values.reopens} onTick={(on) => form.set("reopens", on)} />
      ) : null}
    </ActForm>
  );
}

/** Appointing one of those who are eligible: independent, with the function, and how much they carry already. */
export function Appoint({ found }: { found: CaseView }): ReactNode {
  const wanted = WANTED[found.stage] ?? "DECIDER";
  const [state, again] = useQuery({ query: NeutralsDocument, variables: { case: found.id, function: wanted } });
  return (
    <Loaded state={state} again={again}>
      {({ neutrals }) => <Choose found={found} wanted={wanted} candidates={neutrals} />}
    </Loaded>
  );
}

interface ChooseProps {
  found: CaseView;
  wanted: NeutralFunction;
  candidates: NeutralsQuery["neutrals"];
}

function Choose({ found, wanted, candidates }: ChooseProps): ReactNode {
  const { t } = useLanguage();
  const appoint = useCaseAct(AppointNeutral, found);
  const form = useForm({ person: "" }, ({ person }) => (person ? {} : { person: t("appoint.missing") }));
  const submit = form.submit(({ person }) => appoint({ function: wanted, person }));
  const free = candidates.filter(({ against }) => !against.length);
  const others = candidates.filter(({ against }) => against.length);
  if (!candidates.length) return <EmptyState title={t("appoint.none")} />;
  return (
    <ActForm
      found={found}
      form={form}
      title={t("appoint.title", { role: t(`role.${wanted}`) })}
      words={t("appoint.words")}
      action={t("do.APPOINT_NEUTRAL")}
      onSubmit={submit}
    >
      <Radios
        id="person"
        label={t("appoint.person")}
        error={form.error("person")}
        value={form.values.person}
        onChoose={(person) => form.set("person", person)}
        choices={free.map(({ person, name, openCases, speaks, knows }) => ({
          value: person,
          label: <bdi>{name}</bdi>,
          hint: [
            t("appoint.load", { count: openCases }),
            ...(speaks ? [t("appoint.speaks")] : []),
            ...(knows ? [t("appoint.knows")] : []),
          ].join(" · "),
        }))}
      />
      {others.length ? (
        <section className="stack tight">
          <h3>{t("appoint.others")}</h3>
          <ul>
            {others.map(({ person, name, against }) => (
              <li key={person}>
                <bdi>{name}</bdi>: {against.join(", ")}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </ActForm>
  );
}

/** The mediator's proposal: remedies that hold together, with reasons. */
export function Propose({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const propose = useCaseAct(MakeProposal, found);
  const { currency } = found.order;
  const form = useForm({ lines: [EMPTY_LINE], reasons: "" }, ({ lines, reasons }) => ({
    ...(complete(lines, currency) ? {} : { lines: t("lines.incomplete") }),
    ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  const submit = form.submit(({ lines, reasons }) => propose({ lines: asInput(lines, currency), reasons }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.MAKE_PROPOSAL")}
      words={t("propose.words")}
      action={t("propose.submit")}
      onSubmit={submit}
    >
      <Lines
        found={found}
        lines={form.values.lines}
        error={form.error("lines")}
        onChange={(lines) => form.set("lines", lines)}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}
