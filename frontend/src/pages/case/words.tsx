import { use, type ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { BoundText } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import type { OfferRow } from "../../kit/Offer";
import { ZoneContext } from "../../lib/now";
import type { CaseView, Line, Participant, Side } from "./documents";

type Facts = Pick<CaseView, "role" | "complainant" | "respondent">;
type Role = CaseView["role"];

/** What a role is called by this reader: "You", the party's name, or the office. */
export function whoIs(role: Role, facts: Facts, t: Translate): string {
  if (role === facts.role) return t("you");
  if (role === "COMPLAINANT") return facts.complainant.name;
  if (role === "RESPONDENT") return facts.respondent.name;
  return t(`role.${role}`);
}

/** Who must act: both sides together, the administrator whoever that is, or one by name. */
export function actorsText(roles: readonly Role[], facts: Facts, t: Translate): string {
  if (roles.includes("COMPLAINANT") && roles.includes("RESPONDENT")) return t("bothSides");
  if (roles.includes("MARKETPLACE") && !roles.includes(facts.role)) return t("administrator");
  if (roles.includes(facts.role)) return t("you");
  return roles.map((role) => whoIs(role, facts, t)).join(", ");
}

/** Who acted, as this reader may know them: a colleague of the own side by name, others by their side's name, and who acted by mandate by both. */
export function calledBy({ you, person, name, byMandate }: Participant, t: Translate): string {
  if (byMandate && person) return t("byMandate", { person: you ? t("you") : person, side: name });
  return you ? t("you") : (person ?? name);
}

/** Who made a proposal, as the title of its card. */
export function offerTitle(side: Side, facts: Facts, t: Translate, kind: "asks" | "offers"): string {
  if (side === facts.role) return kind === "asks" ? t("offer.youAsk") : t("offer.youOffer");
  const name = whoIs(side, facts, t);
  return kind === "asks" ? t("offer.asks", { name }) : t("offer.offers", { name });
}

export function useRemedyRows(): (lines: readonly Line[]) => OfferRow[] {
  const { t } = useLanguage();
  return (lines) =>
    lines.map((line, place) => ({
      id: String(place),
      label: (
        <>
          {t(`remedy.${line.remedy}`)}
          <LineTitle line={line} />
        </>
      ),
      value: line.amount ? <Money {...line.amount} /> : t("offer.quantity", { quantity: line.quantity }),
    }));
}

function LineTitle({ line: { remedy, title, note, due, item, afterReturn } }: { line: Line }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  const back = afterReturn && remedy !== "REFUND_ON_RETURN";
  if (!title && !note && !due && !item && !back) return null;
  return (
    <span className="small muted block">
      {title ? <bdi>{title}</bdi> : null}
      {item ? <span> {t("lines.other", { item })}</span> : null}
      {back ? <span> {t("lines.back")}</span> : null}
      {note ? <span dir="auto"> {note}</span> : null}
      {due ? (
        <span>
          {" "}
          <BoundText at={due} zone={zone} />
        </span>
      ) : null}
    </span>
  );
}

/** The sum of money of a proposal, for its button: "Accept 80.00 EUR and end the dispute". */
export function sumOf(lines: readonly Pick<Line, "amount">[]): { amount: string; currency: string } | undefined {
  const amounts = lines.flatMap(({ amount }) => (amount ? [amount] : []));
  const first = amounts[0];
  if (!first) return undefined;
  const places = Math.max(...amounts.map(({ amount }) => amount.split(".")[1]?.length ?? 0));
  const total = amounts.reduce((sum, { amount }) => sum + minor(amount, places), 0n);
  return { amount: major(total, places), currency: first.currency };
}

function minor(amount: string, places: number): bigint {
  const [whole = "0", cents = ""] = amount.split(".");
  return BigInt(whole + cents.padEnd(places, "0"));
}

function major(total: bigint, places: number): string {
  const digits = total.toString().padStart(places + 1, "0");
  return places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
}
