import type { ReactNode } from "react";
import type { DecisionOutcome } from "../generated/graphql/graphql";
import { useLanguage, type Translate } from "../i18n/language";
import { Radios, Tick } from "../kit/Field";
import type { Form } from "../kit/useForm";
import type { CaseView } from "../pages/case/documents";
import { asInput, type TypedLine } from "../pages/case/Lines";

/** What is decided of the complaint and of the counterclaim, as it is typed. */
export interface TypedOutcomes {
  outcome: DecisionOutcome | "";
  counterclaim: DecisionOutcome | "";
  setOff: boolean;
}

export const NO_OUTCOMES: TypedOutcomes = { outcome: "", counterclaim: "", setOff: false };
const OUTCOMES: DecisionOutcome[] = ["GRANTED", "GRANTED_IN_PART", "DISMISSED"];

/** Whose claims stand. */
export interface Standing {
  complaintWithdrawn: boolean;
  counterclaim?: { withdrawn: boolean } | null;
}

function claimed({ counterclaim }: Standing): boolean {
  return Boolean(counterclaim && !counterclaim.withdrawn);
}

function orders(outcome: DecisionOutcome | ""): boolean {
  return outcome === "GRANTED" || outcome === "GRANTED_IN_PART";
}

function bothOwe({ outcome, counterclaim }: TypedOutcomes, found: Standing): boolean {
  return !found.complaintWithdrawn && claimed(found) && orders(outcome) && orders(counterclaim);
}

/** Whether anything is ordered: with everything dismissed nothing is. */
export function ordersSomething({ outcome, counterclaim }: TypedOutcomes, found: Standing): boolean {
  const decided = [found.complaintWithdrawn ? "" : outcome, claimed(found) ? counterclaim : ""] as const;
  return decided.some(orders) || !decided.some((one) => one === "DISMISSED");
}

/** Which outcome is still to be chosen. */
export function missingOutcomes(typed: TypedOutcomes, found: Standing, t: Translate): Record<string, string> {
  return {
    ...(found.complaintWithdrawn || typed.outcome ? {} : { outcome: t("decide.outcome.missing") }),
    ...(!claimed(found) || typed.counterclaim ? {} : { counterclaim: t("decide.outcome.missing") }),
  };
}

/** The outcomes and the lines in the server's words. */
export function asRuling(typed: TypedOutcomes & { lines: TypedLine[] }, found: Standing & Pick<CaseView, "order">) {
  const lines = ordersSomething(typed, found) ? asInput(typed.lines, found.order.currency) : [];
  return {
    ...(typed.outcome && !found.complaintWithdrawn ? { outcome: typed.outcome } : {}),
    ...(typed.counterclaim && claimed(found) ? { counterclaim: typed.counterclaim } : {}),
    ...(typed.setOff && bothOwe(typed, found) ? { setOff: true } : {}),
    lines,
  };
}

interface OutcomesProps<V> {
  found: Standing;
  form: Pick<Form<V>, "values" | "set" | "error">;
  /** Tells these fields from those of another case on the same page. */
  name?: string;
}

/** The complaint and the counterclaim are decided each by itself. */
export function Outcomes<V extends TypedOutcomes>({ found, form, name = "" }: OutcomesProps<V>): ReactNode {
  const { t } = useLanguage();
  const choices = (of: "outcome" | "outcome.inReturn") =>
    OUTCOMES.map((value) => ({ value, label: t(`${of}.${value}`) }));
  return (
    <>
      {found.complaintWithdrawn ? null : (
        <Radios
          id={`outcome${name}`}
          label={t("decide.outcome")}
          error={form.error("outcome")}
          value={form.values.outcome}
          onChoose={(outcome) => form.set("outcome", outcome as V["outcome"])}
          choices={choices("outcome")}
        />
      )}
      {claimed(found) ? (
        <Radios
          id={`counterclaim${name}`}
          label={t("decide.counterclaim")}
          error={form.error("counterclaim")}
          value={form.values.counterclaim}
          onChoose={(outcome) => form.set("counterclaim", outcome as V["counterclaim"])}
          choices={choices("outcome.inReturn")}
        />
      ) : null}
      {bothOwe(form.values, found) ? (
        <Tick
          id={`setOff${name}`}
          label={t("decide.setOff")}
          hint={t("decide.setOff.hint")}
          checked={form.values.setOff}
          onTick={(setOff) => form.set("setOff", setOff)}
        />
      ) : null}
    </>
  );
}
