import { Fragment, type ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../../i18n/language";
import type { CaseView } from "./documents";

/** The exhibits that words rest on: each leads to the exhibit, where the reader has it. */
export function Cited({ found, numbers }: { found: CaseView; numbers: readonly string[] }): ReactNode {
  const { t } = useLanguage();
  if (!numbers.length) return null;
  return (
    <p className="small">
      {t("evidence.restsOn")} <Numbers found={found} numbers={numbers} />
    </p>
  );
}

/** Numbers of exhibits, one after the other. */
export function Numbers({ found, numbers }: { found: CaseView; numbers: readonly string[] }): ReactNode {
  return numbers.map((number, at) => (
    <Fragment key={number}>
      {at ? ", " : null}
      <Citation found={found} number={number} />
    </Fragment>
  ));
}

function Citation({ found, number }: { found: CaseView; number: string }): ReactNode {
  const exhibit = found.exhibits.find((one) => one.number === number);
  if (!exhibit) return <span className="figures">{number}</span>;
  return <Link href={`/cases/${found.id}/view/${exhibit.id}`}>{number}</Link>;
}
