import { useId, type ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Money } from "../../kit/Money";
import type { Entitlement, EntitlementLine } from "./documents";

/** What law and policies may give, as it was computed: each source by itself, each criterion in words. */
export function Entitled({ found, children }: { found: Entitlement; children?: ReactNode }): ReactNode {
  const { t } = useLanguage();
  const heading = useId();
  const first = found.lines.filter(({ best }) => best);
  const rest = found.lines.filter(({ best }) => !best);
  return (
    <section className="stack near" aria-labelledby={heading}>
      <h2 id={heading}>{t("entitlement.title")}</h2>
      <p className="small muted">{found.notice}</p>
      <Lines lines={first} />
      {rest.length ? (
        <details>
          <summary>{t("entitlement.rest", { count: rest.length })}</summary>
          <Lines lines={rest} />
        </details>
      ) : null}
      {found.modelledOn ? <p className="small muted">{found.modelledOn}</p> : null}
      {children}
    </section>
  );
}

function Lines({ lines }: { lines: readonly EntitlementLine[] }): ReactNode {
  return (
    <ul className="stack near plain">
      {lines.map((line, place) => (
        <li key={place}>
          <Line line={line} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line }: { line: EntitlementLine }): ReactNode {
  const { t } = useLanguage();
  return (
    <details>
      <summary>
        <span>
          {line.remedy ? t(`remedy.${line.remedy}`) : t("entitlement.read")}
          {line.amount ? (
            <>
              {" "}
              <Money {...line.amount} />
            </>
          ) : null}
        </span>
        <span className="small muted block">
          {t(`entitlement.source.${line.source}`)}: {t(`entitlement.result.${line.result}`)}
          {line.best ? `, ${t("entitlement.best")}` : ""}
        </span>
      </summary>
      <ul className="small">
        {line.tests.map(({ criterion, words, state, knownBy, shownBy }) => (
          <li key={criterion}>
            {t(`entitlement.state.${state}`)}: <span dir="auto">{words}</span>
            {knownBy === "COMPLAINANT" ? ` (${t("entitlement.told")})` : ""}
            {shownBy.length ? (
              <span className="muted block">{t("entitlement.shownBy", { documents: shownBy.join(", ") })}</span>
            ) : null}
          </li>
        ))}
        {line.exclusions
          .filter(({ applies }) => applies !== "NOT_MET")
          .map(({ exclusion, words, applies }) => (
            <li key={exclusion}>
              {t(applies === "MET" ? "entitlement.excluded" : "entitlement.mayExclude")}: <span dir="auto">{words}</span>
            </li>
          ))}
      </ul>
      <p className="small muted">
        {line.window?.lastDay ? `${t("entitlement.until", { day: line.window.lastDay })} ` : ""}
        {t("entitlement.rule", { rule: line.rule, basis: line.window?.source ?? line.basis })}
        {line.checked ? "" : ` ${t("entitlement.unchecked")}`}
      </p>
    </details>
  );
}
