import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Moment } from "../../kit/Instant";
import { OfferCard } from "../../kit/Offer";
import { EmptyState, Saying } from "../../kit/states";
import type { CaseView } from "./documents";
import { Numbers } from "./Cited";
import { Looked } from "./Looked";
import { Ordered, outcomeText } from "./Outcome";
import { calledBy, useRemedyRows } from "./words";

type Decision = NonNullable<CaseView["decision"]>;

/** The decision as it is built: issues, findings, evidence, rule, then what is ordered. */
export default function DecisionPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  if (!found.decision) return <EmptyState title={t("decision.none")} />;
  return <Issued found={found} decision={found.decision} />;
}

function Issued({ found, decision }: { found: CaseView; decision: Decision }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return (
    <section className="stack" aria-labelledby="decision">
      <header className="stack tight">
        <h2 id="decision">{outcomeText(decision, t)}</h2>
        <p className="muted">
          {calledBy(decision.by, t)} · <Moment at={decision.at} />
        </p>
      </header>
      <Saying>
        <p>{decision.effectText}</p>
      </Saying>
      {decision.clause ? (
        <>
          <p>{t("decision.byRule", { clause: decision.clause })}</p>
          <Looked found={found} about="DEFAULT_DECISION" review={decision.review} />
        </>
      ) : null}
      <Answering found={found} decision={decision} />
      <ol className="stack">
        {decision.issues.map((issue, at) => (
          <li key={at} className="card stack near">
            <OneIssue found={found} issue={issue} at={at + 1} />
          </li>
        ))}
      </ol>
      {decision.lines.length ? (
        <Ordered found={found} title={t("decision.ordered")} lines={decision.lines} net={decision.net} />
      ) : (
        <p>{t("decision.nothing")}</p>
      )}
      <Corrections decision={decision} rows={rows(decision.ordered)} />
      <section className="stack tight">
        <h3>{t("decision.reasons")}</h3>
        <p className="words" dir="auto">
          {decision.reasons ?? t("erased")}
        </p>
      </section>
    </section>
  );
}

interface CorrectionsProps {
  decision: Decision;
  rows: ReturnType<ReturnType<typeof useRemedyRows>>;
}

/** The slips that were put right stand beside the original, with what is ordered now. */
function Corrections({ decision, rows }: CorrectionsProps): ReactNode {
  const { t } = useLanguage();
  if (!decision.corrections.length) return null;
  return (
    <section className="stack tight">
      <h3>{t("decision.corrected")}</h3>
      {decision.corrections.map((one) => (
        <div key={one.at} className="card stack near">
          <p className="muted">
            {t(`slip.${one.slip}`)} · <Moment at={one.at} />
          </p>
          <p className="words" dir="auto">
            {one.reads ?? t("erased")}
          </p>
        </div>
      ))}
      <OfferCard title={t("decision.orderedNow")} rows={rows} />
    </section>
  );
}

/** One issue of a decision or a draft. */
export function OneIssue({ found, issue, at }: { found: CaseView; issue: Decision["issues"][number]; at: number }): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <h3 dir="auto">{t("decision.issue", { at, question: issue.question ?? t("erased") })}</h3>
      <p className="words" dir="auto">
        {issue.finding ?? t("erased")}
      </p>
      <dl className="facts">
        <div>
          <dt>{t("decision.evidence")}</dt>
          <dd className="figures">
            {issue.exhibits.length ? <Numbers found={found} numbers={issue.exhibits} /> : t("decision.noEvidence")}
          </dd>
        </div>
        <div>
          <dt>{t("decision.rule")}</dt>
          <dd>{issue.rule}</dd>
        </div>
      </dl>
    </>
  );
}

/** Whoever the decision waits for answers on pages of their own. */
function Answering({ found, decision }: { found: CaseView; decision: Decision }): ReactNode {
  const { t } = useLanguage();
  if (decision.accepted !== null) {
    return <p>{decision.accepted ? t("decision.accepted") : t("decision.notAccepted")}</p>;
  }
  const accept = found.availableActions.find(({ action }) => action === "ACCEPT_DECISION");
  if (!accept) return null;
  return (
    <div className="row">
      {accept.reasonIfBlocked ? (
        <p>{accept.reasonIfBlocked}</p>
      ) : (
        <ButtonLink to={`/cases/${found.id}/do/ACCEPT_DECISION`}>{t("do.ACCEPT_DECISION")}</ButtonLink>
      )}
      <ButtonLink look="plain" to={`/cases/${found.id}/do/REJECT_DECISION`}>
        {t("do.REJECT_DECISION")}
      </ButtonLink>
    </div>
  );
}
