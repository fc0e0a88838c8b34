import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import type { RulebookChoicesQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { BoundText } from "../../kit/Instant";
import { Radios, TextArea, TextField } from "../../kit/Field";
import { useForm, type UserError } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import type { CaseView, Deadline } from "./documents";
import { limitText } from "./limits";
import {
  AnswerExtension,
  AnswerPause,
  AnswerRulebookChange,
  AskPause,
  AskRulebookChange,
  ExtendFrame,
  RulebookChoicesDocument,
} from "./timeDocuments";
import { whoIs } from "./words";

interface Found {
  found: CaseView;
}

type Choices = RulebookChoicesQuery["rulebookChoices"];

/** Taking more time, or asking the other side for it: which date, and by how much. */
export function ExtendPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const extend = useCaseAct(ExtendFrame, found);
  const longer = found.deadlines.filter(({ extension }) => extension);
  const form = useForm({ frame: longer[0]?.frame ?? "", reasons: "" }, ({ frame }) =>
    frame ? {} : { frame: t("extend.missing") },
  );
  const chosen = longer.find(({ frame }) => frame === form.values.frame);
  const submit = form.submit(({ frame, reasons }) => extend({ frame, ...(reasons.trim() ? { reasons } : {}) }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.EXTEND_FRAME")}
      words={t("extend.words")}
      action={t(chosen?.extension?.by === "AGREEMENT" ? "extend.ask" : "extend.submit")}
      onSubmit={submit}
    >
      <Dates deadlines={longer} value={form.values.frame} onChoose={(frame) => form.set("frame", frame)} />
    </ActForm>
  );
}

interface DatesProps {
  deadlines: readonly Deadline[];
  value: string;
  onChoose: (frame: string) => void;
}

/** The dates that can become later, each with by how much and what it takes. */
export function Dates({ deadlines, value, onChoose }: DatesProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Radios
      id="frame"
      label={t("extend.which")}
      value={value}
      onChoose={onChoose}
      choices={deadlines.map(({ frame, text, due, zone, extension, why }) => ({
        value: frame,
        label: <span lang={why.language}>{text}</span>,
        hint: (
          <>
            <BoundText at={due} zone={zone} />
            {extension ? `. ${t(`extend.by.${extension.by}`, { length: limitText(extension.length, t) })}` : null}
          </>
        ),
      }))}
    />
  );
}

interface AnswerProps extends Found {
  act: "ANSWER_EXTENSION" | "ANSWER_PAUSE" | "ANSWER_RULEBOOK_CHANGE";
  send: (agrees: boolean) => Promise<UserError[]>;
  words: string;
  children?: ReactNode;
}

/** Agreeing to what the other side asks for, or not. */
function AnswerPage({ found, act, send, words, children }: AnswerProps): ReactNode {
  const { t } = useLanguage();
  const form = useForm({ agrees: "" }, ({ agrees }) => (agrees ? {} : { agrees: t("agree.missing") }));
  const submit = form.submit(({ agrees }) => send(agrees === "yes"));
  return (
    <ActForm found={found} form={form} title={t(`do.${act}`)} words={words} action={t("agree.submit")} onSubmit={submit}>
      {children}
      <Radios
        id="agrees"
        label={t("agree.label")}
        error={form.error("agrees")}
        value={form.values.agrees}
        onChoose={(agrees) => form.set("agrees", agrees)}
        choices={[
          { value: "yes", label: t("agree.yes") },
          { value: "no", label: t("agree.no") },
        ]}
      />
    </ActForm>
  );
}

export function AnswerExtensionPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerExtension, found);
  const asked = found.deadlines.find(({ extensionAskedBy }) => extensionAskedBy && extensionAskedBy !== found.role);
  const frame = asked?.frame ?? "";
  return (
    <AnswerPage
      found={found}
      act="ANSWER_EXTENSION"
      send={(agrees) => answer({ frame, agrees })}
      words={t("extend.asked")}
    >
      {asked ? (
        <p>
          <span lang={asked.why.language}>{asked.text}</span> <BoundText at={asked.due} zone={asked.zone} />
        </p>
      ) : null}
    </AnswerPage>
  );
}

export function AnswerPausePage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerPause, found);
  const asked = found.pauseAsked;
  const who = asked ? whoIs(asked.side, found, t) : "";
  return (
    <AnswerPage
      found={found}
      act="ANSWER_PAUSE"
      send={(agrees) => answer({ agrees })}
      words={t("pause.askedFor", { who, days: asked?.days ?? 0 })}
    >
      <p className="words" dir="auto">
        {asked?.reasons ?? t("erased")}
      </p>
      <p>{t("pause.effect")}</p>
    </AnswerPage>
  );
}

export function AnswerRulesPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerRulebookChange, found);
  const asked = found.rulebookChangeAsked;
  const rulebook = asked?.rulebook ?? "";
  return (
    <AnswerPage
      found={found}
      act="ANSWER_RULEBOOK_CHANGE"
      send={(agrees) => answer({ rulebook, agrees })}
      words={t("rules.askedFor", { who: asked ? whoIs(asked.side, found, t) : "", name: asked?.name ?? "" })}
    >
      <p>{t("rules.effect")}</p>
    </AnswerPage>
  );
}

export function AskPausePage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const ask = useCaseAct(AskPause, found);
  const form = useForm({ days: "7", reasons: "" }, ({ days, reasons }) => ({
    ...(Number(days) >= 1 ? {} : { days: t("pause.days.missing") }),
    ...(reasons.trim() ? {} : { reasons: t("pause.reasons.missing") }),
  }));
  const submit = form.submit(({ days, reasons }) => ask({ days: Math.trunc(Number(days)), reasons }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_PAUSE")}
      words={t("pause.words")}
      action={t("pause.submit")}
      onSubmit={submit}
    >
      <TextField
        {...form.text("days")}
        type="number"
        min={1}
        max={found.pauseDaysLeft}
        inputMode="numeric"
        label={t("pause.days")}
        hint={t("pause.left", { days: found.pauseDaysLeft })}
      />
      <TextArea {...form.text("reasons")} label={t("pause.reasons")} maxLength={10000} />
    </ActForm>
  );
}

export function AskRulesPage({ found }: Found): ReactNode {
  const [state, again] = useQuery({ query: RulebookChoicesDocument, variables: { case: found.id } });
  return (
    <Loaded state={state} again={again}>
      {({ rulebookChoices }) => <ChooseRules found={found} choices={rulebookChoices} />}
    </Loaded>
  );
}

function ChooseRules({ found, choices }: Found & { choices: Choices }): ReactNode {
  const { t } = useLanguage();
  const ask = useCaseAct(AskRulebookChange, found);
  const form = useForm({ rulebook: "" }, ({ rulebook }) => (rulebook ? {} : { rulebook: t("rules.missing") }));
  const submit = form.submit(({ rulebook }) => ask({ rulebook }));
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ASK_RULEBOOK_CHANGE")}
      words={t("rules.words")}
      action={t("rules.submit")}
      onSubmit={submit}
    >
      <Radios
        id="rulebook"
        label={t("rules.which")}
        hint={choices.length ? t("rules.effect") : t("rules.none")}
        error={form.error("rulebook")}
        value={form.values.rulebook}
        onChoose={(rulebook) => form.set("rulebook", rulebook)}
        choices={choices.map(({ id, name, title }) => ({ value: id, label: title, hint: name }))}
      />
    </ActForm>
  );
}
