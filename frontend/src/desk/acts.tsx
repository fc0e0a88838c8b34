import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useLocation } from "wouter";
import { useAct } from "../data/act";
import { Loaded } from "../data/Loaded";
import type { NeutralFunction, NeutralsQuery, RefusalGround, Stage } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button, ButtonLink } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Radios, TextArea } from "../kit/Field";
import { EmptyState } from "../kit/states";
import { useForm, type Form } from "../kit/useForm";
import type { CaseView } from "../pages/case/documents";
import { asInput, complete, EMPTY_LINE, Lines } from "../pages/case/Lines";
import { AnswerHumanReview, AppointNeutral, MakeProposal, NeutralsDocument, RefuseCase } from "./documents";

interface DeskFormProps<V> {
  found: CaseView;
  form: Form<V>;
  title: string;
  words: string;
  action: string;
  onSubmit: (event: { preventDefault: () => void }) => void;
  children: ReactNode;
}

export function DeskForm<V>({ found, form, title, words, action, onSubmit, children }: DeskFormProps<V>): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack" aria-labelledby="act">
      <h2 id="act">{title}</h2>
      <p>{words}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={onSubmit}>
        {children}
        <div className="row">
          <Button type="submit" busy={form.busy}>
            {action}
          </Button>
          <ButtonLink look="link" to={`/desk/${found.id}`}>
            {t("confirm.back")}
          </ButtonLink>
        </div>
      </form>
    </section>
  );
}

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
  const refuse = useAct(RefuseCase);
  const [, go] = useLocation();
  const form = useForm<{ ground: RefusalGround | ""; reasons: string }>(
    { ground: "", reasons: "" },
    ({ ground, reasons }) => ({
      ...(ground ? {} : { ground: t("refuse.ground.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
    }),
  );
  const submit = form.submit(async ({ ground, reasons }) => {
    if (!ground) return [];
    const { errors } = await refuse({ case: found.id, expectedVersion: found.version, ground, reasons });
    if (!errors.length) go(`/desk/${found.id}`);
    return errors;
  });
  return (
    <DeskForm
      found={found}
      form={form}
      title={t("do.REFUSE_CASE")}
      words={t("refuse.words")}
      action={t("refuse.submit")}
      onSubmit={submit}
    >
      <Radios
        id="ground"
        label={t("refuse.ground")}
        error={form.error("ground")}
        value={form.values.ground}
        onChoose={(ground) => form.set("ground", ground as RefusalGround)}
        choices={GROUNDS.map((value) => ({ value, label: t(`refusal.${value}`) }))}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </DeskForm>
  );
}

const WANTED: Partial<Record<Stage, NeutralFunction>> = {
  MEDIATOR_APPOINTMENT: "MEDIATOR",
  REVIEWER_APPOINTMENT: "REVIEWER",
};

/** What a person found who looked at what was computed. */
export function AnswerHuman({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const answer = useAct(AnswerHumanReview);
  const [, go] = useLocation();
  const form = useForm({ finding: "" }, ({ finding }) => (finding.trim() ? {} : { finding: t("reasons.missing") }));
  const submit = form.submit(async ({ finding }) => {
    const { errors } = await answer({ case: found.id, expectedVersion: found.version, finding });
    if (!errors.length) go(`/desk/${found.id}`);
    return errors;
  });
  return (
    <DeskForm
      found={found}
      form={form}
      title={t("do.ANSWER_HUMAN_REVIEW")}
      words={t("human.answer")}
      action={t("do.ANSWER_HUMAN_REVIEW")}
      onSubmit={submit}
    >
      <TextArea {...form.text("finding")} label={t("human.finding")} hint={t("reasons.hint")} maxLength={10000} />
    </DeskForm>
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
  const appoint = useAct(AppointNeutral);
  const [, go] = useLocation();
  const form = useForm({ person: "" }, ({ person }) => (person ? {} : { person: t("appoint.missing") }));
  const submit = form.submit(async ({ person }) => {
    const { errors } = await appoint({ case: found.id, expectedVersion: found.version, function: wanted, person });
    if (!errors.length) go(`/desk/${found.id}`);
    return errors;
  });
  const free = candidates.filter(({ against }) => !against.length);
  const others = candidates.filter(({ against }) => against.length);
  if (!candidates.length) return <EmptyState title={t("appoint.none")} />;
  return (
    <DeskForm
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
    </DeskForm>
  );
}

/** The mediator's proposal: remedies that hold together, with reasons. */
export function Propose({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const propose = useAct(MakeProposal);
  const [, go] = useLocation();
  const { currency } = found.order;
  const form = useForm({ lines: [EMPTY_LINE], reasons: "" }, ({ lines, reasons }) => ({
    ...(complete(lines, currency) ? {} : { lines: t("lines.incomplete") }),
    ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  const submit = form.submit(async ({ lines, reasons }) => {
    const asked = { case: found.id, expectedVersion: found.version, lines: asInput(lines, currency), reasons };
    const { errors } = await propose(asked);
    if (!errors.length) go(`/desk/${found.id}`);
    return errors;
  });
  return (
    <DeskForm
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
    </DeskForm>
  );
}
