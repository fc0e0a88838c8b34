import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { Money } from "../../kit/Money";
import { OfferCard } from "../../kit/Offer";
import type { CaseView, Line } from "./documents";
import { useRemedyRows, whoIs } from "./words";

type Said = Pick<NonNullable<CaseView["decision"]>, "outcome" | "counterclaim">;

/** What is decided of the complaint, and what of the counterclaim. */
export function outcomeText({ outcome, counterclaim }: Said, t: Translate): string {
  const both = [outcome && t(`outcome.${outcome}`), counterclaim && t(`outcome.inReturn.${counterclaim}`)];
  return both.filter(Boolean).join(". ");
}

interface OrderedProps {
  found: CaseView;
  title: string;
  lines: readonly Line[];
  net: NonNullable<CaseView["decision"]>["net"];
}

/** What a decision orders: for each side by itself where both owe something, and what is left to pay. */
export function Ordered({ found, title, lines, net }: OrderedProps): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  const sides = [...new Set(lines.map(({ owedBy }) => owedBy))];
  if (sides.length < 2) return <OfferCard title={title} rows={rows(lines)} />;
  return (
    <>
      {sides.map((side) => (
        <OfferCard
          key={side}
          title={`${title}: ${t("remedyPage.owes", { name: whoIs(side, found, t) })}`}
          rows={rows(lines.filter(({ owedBy }) => owedBy === side))}
        />
      ))}
      {net ? (
        <p>
          {t("decision.setOff", { name: whoIs(net.owedBy, found, t) })} <Money {...net.amount} />
        </p>
      ) : null}
    </>
  );
}
