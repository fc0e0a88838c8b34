import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { Select, TextField } from "../../kit/Field";
import { endOfDay } from "../../lib/days";
import { amountOf, fractionOf } from "../../lib/money";
import { REMEDIES, takesAmount, type Remedy } from "../../lib/vocabulary";
import type { CaseView, Side } from "./documents";

/** One remedy as it is typed. */
export interface TypedLine {
  remedy: Remedy | "";
  line: string;
  quantity: string;
  amount: string;
  owedBy: Side;
  note: string;
  due: string;
  /** Who pays for sending goods back; empty for whoever owes the line. */
  returnCost: Side | "";
  /** Whether it is due once what was sold is back. */
  afterReturn: boolean;
  /** The shop's number of another item; empty for the one that was sold. */
  item: string;
}

const AFTER_A_RETURN: readonly string[] = ["REPLACE", "REPLACE_PLUS_REFUND", "REPAIR", "VOUCHER", "DATE_CHANGE", "VALIDITY_EXTENSION"];
const IN_GOODS: readonly string[] = ["REPLACE", "FREE_ITEM", "UPGRADE"];

/** Whether what was sold comes back first. */
function goesBack({ remedy, afterReturn }: Pick<TypedLine, "remedy" | "afterReturn">): boolean {
  return remedy === "REFUND_ON_RETURN" || (afterReturn && AFTER_A_RETURN.includes(remedy));
}

export const EMPTY_LINE: TypedLine = { remedy: "", line: "", quantity: "1", amount: "", owedBy: "RESPONDENT", note: "", due: "", returnCost: "", afterReturn: false, item: "" };

/** Of a case what its lines can be about. */
type OfCase = Pick<CaseView, "order" | "complainant" | "respondent">;

interface LinesProps {
  found: OfCase;
  /** Tells these fields from those of another case on the same page. */
  name?: string;
  lines: TypedLine[];
  error: string | undefined;
  onChange: (lines: TypedLine[]) => void;
}

/** Remedies that hold together, one after the other, each with its item and its amount. */
export function Lines({ found, name = "", lines, error, onChange }: LinesProps): ReactNode {
  const { t } = useLanguage();
  const change = (at: number, part: Partial<TypedLine>): void =>
    onChange(lines.map((line, place) => (place === at ? { ...line, ...part } : line)));
  return (
    <div className="stack" id={`lines${name}`} tabIndex={-1}>
      {error ? <p className="field-error">{error}</p> : null}
      {lines.map((line, at) => (
        <fieldset key={at} className="card stack near">
          <legend className="hidden-text">{t("lines.one", { at: at + 1 })}</legend>
          <OneLine found={found} line={line} at={`${at}${name}`} change={(part) => change(at, part)} />
          {lines.length > 1 ? (
            <Button look="link" onClick={() => onChange(lines.filter((_, place) => place !== at))}>
              {t("lines.remove")}
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button look="plain" onClick={() => onChange([...lines, EMPTY_LINE])}>
        {t("lines.add")}
      </Button>
    </div>
  );
}

interface OneLineProps {
  found: OfCase;
  line: TypedLine;
  at: string;
  change: (part: Partial<TypedLine>) => void;
}

function OneLine({ found, line, at, change }: OneLineProps): ReactNode {
  const { t } = useLanguage();
  const { order } = found;
  const sold = order.lines.find(({ id }) => id === line.line);
  const remedies = [
    { value: "", label: t("choose") },
    ...REMEDIES.map((value) => ({ value, label: t(`remedy.${value}`) })),
  ];
  const items = [
    { value: "", label: t("lines.whole") },
    ...order.lines.map(({ id, title }) => ({ value: id, label: title })),
  ];
  return (
    <>
      <Select
        id={`remedy-${at}`}
        label={t("lines.remedy")}
        choices={remedies}
        value={line.remedy}
        onChange={(event) => change({ remedy: event.target.value as Remedy | "" })}
      />
      <Select
        id={`item-${at}`}
        label={t("lines.item")}
        choices={items}
        value={line.line}
        onChange={(event) => change({ line: event.target.value })}
      />
      {sold && sold.quantity > 1 ? (
        <TextField
          id={`quantity-${at}`}
          label={t("quantity.label")}
          hint={t("lines.ordered", { ordered: sold.quantity })}
          className="short"
          inputMode="numeric"
          value={line.quantity}
          onChange={(event) => change({ quantity: event.target.value })}
        />
      ) : null}
      {takesAmount(line.remedy) ? (
        <TextField
          id={`amount-${at}`}
          label={t("amount.label", { currency: order.currency })}
          className="short"
          inputMode="decimal"
          value={line.amount}
          onChange={(event) => change({ amount: event.target.value })}
        />
      ) : null}
      <Select
        id={`owed-${at}`}
        label={t("lines.owedBy")}
        choices={[found.respondent, found.complainant].map(({ side, you, name }) => ({
          value: side,
          label: you ? t("you") : name,
        }))}
        value={line.owedBy}
        onChange={(event) => change({ owedBy: event.target.value as Side })}
      />
      {IN_GOODS.includes(line.remedy) && line.line ? (
        <TextField
          id={`article-${at}`}
          label={t("lines.article")}
          hint={t("lines.article.hint")}
          className="short"
          value={line.item}
          onChange={(event) => change({ item: event.target.value })}
        />
      ) : null}
      {AFTER_A_RETURN.includes(line.remedy) ? (
        <Select
          id={`after-${at}`}
          label={t("lines.afterReturn")}
          choices={[
            { value: "", label: t("lines.afterReturn.no") },
            { value: "yes", label: t("lines.afterReturn.yes") },
          ]}
          value={line.afterReturn ? "yes" : ""}
          onChange={(event) => change({ afterReturn: event.target.value === "yes" })}
        />
      ) : null}
      {goesBack(line) ? (
        <Select
          id={`return-${at}`}
          label={t("lines.returnCost")}
          hint={t("lines.returnCost.hint")}
          choices={[
            { value: "", label: t("lines.returnCost.usual") },
            ...[found.respondent, found.complainant].map(({ side, you, name }) => ({ value: side, label: you ? t("you") : name })),
          ]}
          value={line.returnCost}
          onChange={(event) => change({ returnCost: event.target.value as Side | "" })}
        />
      ) : null}
      {line.remedy === "UNDERTAKING" ? (
        <TextField
          id={`note-${at}`}
          label={t("lines.note")}
          hint={t("lines.note.hint")}
          value={line.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      ) : null}
      <TextField
        id={`due-${at}`}
        type="date"
        className="short"
        label={t("lines.due")}
        hint={t("lines.due.hint")}
        value={line.due}
        onChange={(event) => change({ due: event.target.value })}
      />
    </>
  );
}

/** Whether every line can be sent as it is typed. */
export function complete(lines: readonly TypedLine[], currency: string): boolean {
  return lines.every(
    ({ remedy, amount, note }) =>
      remedy !== "" &&
      (remedy !== "UNDERTAKING" || note.trim() !== "") && (!takesAmount(remedy) || amountOf(amount, fractionOf(currency)) !== undefined),
  );
}

/** The typed lines in the server's words. */
export function asInput(lines: readonly TypedLine[], currency: string) {
  return lines.map(({ remedy, line, quantity, amount, owedBy, note, due, returnCost, afterReturn, item }) => {
    const back = goesBack({ remedy, afterReturn });
    const sum = takesAmount(remedy) ? amountOf(amount, fractionOf(currency)) : undefined;
    return {
      remedy: remedy as Remedy,
      quantity: Number(quantity) || 1,
      owedBy,
      ...(line ? { line } : {}),
      ...(note.trim() ? { note } : {}),
      ...(due ? { due: endOfDay(due) } : {}),
      ...(back && returnCost ? { returnCost } : {}),
      ...(back && remedy !== "REFUND_ON_RETURN" ? { afterReturn } : {}),
      ...(IN_GOODS.includes(remedy) && line && item.trim() ? { item } : {}),
      ...(sum === undefined ? {} : { amount: { amount: sum, currency } }),
    };
  });
}

/** Lines of the server as a form starts from them: a counter-offer begins with what it answers. */
export function asTyped(lines: CaseView["offers"][number]["lines"]): TypedLine[] {
  return lines.map(({ remedy, line, quantity, amount, owedBy, note, returnCost, afterReturn, item }) => ({
    remedy,
    owedBy,
    note: note ?? "",
    due: "",
    returnCost: returnCost ?? "",
    afterReturn: afterReturn && remedy !== "REFUND_ON_RETURN",
    item,
    line: line ?? "",
    quantity: String(quantity),
    amount: amount?.amount ?? "",
  }));
}
