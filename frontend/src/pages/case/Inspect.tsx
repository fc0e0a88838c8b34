import { use, type ReactNode, type Ref } from "react";
import { useAct } from "../../data/act";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios, TextArea, TextField } from "../../kit/Field";
import { BoundText, Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import { useForm } from "../../kit/useForm";
import { useOpening } from "../../kit/useOpening";
import { amountOf, fractionOf, moneyText } from "../../lib/money";
import { ZoneContext } from "../../lib/now";
import { useCiting } from "./Citing";
import type { CaseView } from "./documents";
import type { Owed } from "./Return";
import { foundWord } from "./ways";

const ReportInspection = graphql(`
  mutation ReportInspection($input: ReportInspectionInput!) { reportInspection(input: $input) { ...Acted } }
`);

const AnswerInspection = graphql(`
  mutation AnswerInspection($input: AnswerInspectionInput!) { answerInspection(input: $input) { ...Acted } }
`);

type Inspection = Owed["inspections"][number];

interface InspectProps {
  found: CaseView;
  owed: Owed;
}

/** What was found each time the goods were looked at, and what the sender says to it. */
export function Found({ owed }: InspectProps): ReactNode {
  const { t } = useLanguage();
  return owed.inspections.map((one) => (
    <article key={one.at} className="stack tight">
      <p>
        <strong>{t("return.looked", { found: foundWord(one.found, owed.parcel, t) })}</strong> <Moment at={one.at} />
      </p>
      {one.words ? (
        <p className="words" dir="auto">
          {one.words} {one.exhibits.join(", ")}
        </p>
      ) : null}
      {one.accepts ? (
        <p>
          {t("return.accepts")}: <Money {...one.accepts} />
        </p>
      ) : null}
      {one.answer ? (
        <p className="words" dir="auto">
          {one.answer} {one.answerExhibits.join(", ")}
        </p>
      ) : null}
      <Answered one={one} />
    </article>
  ));
}

function Answered({ one }: { one: Inspection }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  if (one.found === "AS_SENT") return null;
  if (one.agreed === null && one.answerBy)
    return (
      <p>
        {t("return.answered.open")} {t("return.answered.until")} <BoundText at={one.answerBy} zone={zone} />
      </p>
    );
  if (one.agreed === null) return <p>{t("return.answered.none")}</p>;
  return <p>{t(one.agreed ? "return.answered.yes" : "return.answered.no")}</p>;
}

const FOUND = ["AS_SENT", "DAMAGED", "EMPTY", "DIFFERENT", "MISSING"] as const;
const WITHOUT: readonly string[] = ["AS_SENT", "DIFFERENT"];

/** The act on what came back that is this reader's, behind its button. */
export function Inspect({ found, owed }: InspectProps): ReactNode {
  const { t } = useLanguage();
  const { open, setOpen, opened, button } = useOpening<HTMLFormElement>();
  const back = owed.step === "RETURN_RECEIVED" || owed.step === "INSPECTED";
  const may = (name: string): boolean =>
    found.availableActions.some(({ action, reasonIfBlocked }) => action === name && !reasonIfBlocked);
  const last = owed.inspections.at(-1);
  const toAnswer = last !== undefined && last.answerBy !== null && may("ANSWER_INSPECTION");
  if (!toAnswer && !(back && may("REPORT_INSPECTION"))) return null;
  if (!open)
    return (
      <Button ref={button} look="plain" onClick={() => setOpen(true)}>
        {t(toAnswer ? "do.ANSWER_INSPECTION" : "do.REPORT_INSPECTION")}
      </Button>
    );
  const done = (): void => setOpen(false);
  return toAnswer ? (
    <AnswerForm ref={opened} found={found} owed={owed} last={last} onDone={done} />
  ) : (
    <ReportForm ref={opened} found={found} owed={owed} onDone={done} />
  );
}

interface FormProps extends InspectProps {
  ref: Ref<HTMLFormElement>;
  onDone: () => void;
}

function ReportForm({ ref, found, owed, onDone }: FormProps): ReactNode {
  const { t } = useLanguage();
  const report = useAct(ReportInspection);
  const citing = useCiting(found, `-${owed.id}`);
  const { currency } = found.order;
  const form = useForm<{ found: (typeof FOUND)[number]; words: string; accepts: string }>(
    { found: "AS_SENT", words: "", accepts: "" },
    ({ found, words, accepts }) => ({
      ...(found === "AS_SENT" || words.trim() ? {} : { words: t("return.found.missing") }),
      ...(!accepts.trim() || amountOf(accepts, fractionOf(currency)) ? {} : { accepts: t("return.accepts.wrong") }),
    }),
    `-${owed.id}`,
  );
  const differs = form.values.found !== "AS_SENT";
  const submit = form.submit(async ({ found: how, words, accepts }) => {
    const amount = differs ? amountOf(accepts, fractionOf(currency)) : undefined;
    const { errors } = await report({
      case: found.id,
      expectedVersion: found.version,
      line: owed.id,
      found: how,
      exhibits: citing.numbers,
      ...(words.trim() ? { words } : {}),
      ...(amount ? { accepts: { amount, currency } } : {}),
    });
    if (!errors.length) onDone();
    return errors;
  });
  return (
    <form ref={ref} className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Radios
        id={`found-${owed.id}`}
        label={t("return.found.ask")}
        error={form.error("found")}
        value={form.values.found}
        onChoose={(value) => form.set("found", value as (typeof FOUND)[number])}
        choices={FOUND.filter((one) => owed.parcel !== false || WITHOUT.includes(one)).map((value) => ({ value, label: foundWord(value, owed.parcel, t) }))}
      />
      {differs ? (
        <>
          <TextArea {...form.text("words")} label={t("return.found.words")} maxLength={10000} />
          <TextField
            {...form.text("accepts")}
            label={t("return.accepts.ask", { currency })}
            hint={t("return.accepts.hint")}
            className="short"
            inputMode="decimal"
          />
          {citing.chooser}
        </>
      ) : null}
      <Button type="submit" busy={form.busy}>
        {t("remedyPage.submit")}
      </Button>
    </form>
  );
}

function AnswerForm({ ref, found, owed, last, onDone }: FormProps & { last: Inspection }): ReactNode {
  const { t, locale } = useLanguage();
  const answer = useAct(AnswerInspection);
  const citing = useCiting(found, `-${owed.id}`);
  const form = useForm(
    { agreed: "no", words: "" },
    ({ agreed, words }) => (agreed === "yes" || words.trim() ? {} : { words: t("return.found.missing") }),
    `-${owed.id}`,
  );
  const offered = last.accepts ? moneyText(last.accepts.amount, last.accepts.currency, locale) : "";
  const submit = form.submit(async ({ agreed, words }) => {
    const { errors } = await answer({
      case: found.id,
      expectedVersion: found.version,
      line: owed.id,
      agreed: agreed === "yes",
      exhibits: citing.numbers,
      ...(words.trim() ? { words } : {}),
    });
    if (!errors.length) onDone();
    return errors;
  });
  return (
    <form ref={ref} className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Radios
        id={`agreed-${owed.id}`}
        label={t("return.agree.ask")}
        error={form.error("agreed")}
        value={form.values.agreed}
        onChoose={(agreed) => form.set("agreed", agreed)}
        choices={[
          { value: "no", label: t("return.agree.no") },
          ...(offered ? [{ value: "yes", label: t("return.agree.yes", { amount: offered }) }] : []),
        ]}
      />
      <TextArea {...form.text("words")} label={t("return.agree.words")} maxLength={10000} />
      {citing.chooser}
      <Button type="submit" busy={form.busy}>
        {t("do.ANSWER_INSPECTION")}
      </Button>
    </form>
  );
}
