import { lazy, Suspense, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { NotFound } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { Loading } from "../../kit/states";
import { useWay } from "./base";
import type { CaseView } from "./documents";
import { Overview } from "./Overview";

const PARTS = {
  messages: lazy(() => import("./Messages")),
  offers: lazy(() => import("./Offers")),
  evidence: lazy(() => import("./Evidence")),
  decision: lazy(() => import("./DecisionPage")),
  remedy: lazy(() => import("./Remedy")),
  timeline: lazy(() => import("./Course")),
  order: lazy(() => import("./OrderPage")),
  record: lazy(() => import("./RecordPage")),
} as const;
type PartName = keyof typeof PARTS;
const ThirdPartyCase = lazy(() => import("./ThirdPartyCase"));
/** What there is for a carrier, a broker or a maker. */
const OF_THIRD: readonly PartName[] = ["evidence", "timeline", "order"];

/** One part of a case: the overview, or what a tab names. */
export function Part({ found, part }: { found: CaseView; part: string }): ReactNode {
  const isThird = found.role === "THIRD_PARTY";
  if (!part && !isThird) return <Overview found={found} />;
  if (part && !(part in PARTS)) return <NotFound />;
  const Chosen = part ? PARTS[part as PartName] : ThirdPartyCase;
  return (
    <Suspense fallback={<Loading />}>
      <Chosen found={found} />
    </Suspense>
  );
}

/** The parts of a case as ways, with how much is in each. */
export function Tabs({ found, part }: { found: CaseView; part: string }): ReactNode {
  const { t } = useLanguage();
  const counts: Partial<Record<PartName, number>> = {
    messages: found.messages.length,
    offers: found.offers.length + found.biddings.length + found.proposals.length,
    evidence: found.exhibits.length,
  };
  const parts = (Object.keys(PARTS) as PartName[]).filter(
    (part) =>
      (found.role !== "THIRD_PARTY" || OF_THIRD.includes(part)) &&
      (part !== "decision" || found.decision) && (part !== "remedy" || found.compensation || found.pastCompensations.length),
  );
  return (
    <nav className="tabs" aria-label={t("part.label")} data-arrival={part ? "" : undefined}>
      <Tab found={found} part="" label={t("part.case")} />
      {parts.map((part) => (
        <Tab key={part} found={found} part={`/${part}`} label={t(`part.${part}`)} count={counts[part] ?? 0} />
      ))}
    </nav>
  );
}

function Tab({
  found,
  part,
  label,
  count = 0,
}: {
  found: CaseView;
  part: string;
  label: string;
  count?: number;
}): ReactNode {
  const { t } = useLanguage();
  const to = useWay(found.id)(part);
  const [location] = useLocation();
  const here = location === to || (part !== "" && location.startsWith(`${to}/`));
  return (
    <Link href={to} aria-current={here ? "page" : undefined}>
      {count ? t("part.count", { label, count }) : label}
    </Link>
  );
}
