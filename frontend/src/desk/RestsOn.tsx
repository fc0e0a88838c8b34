import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { BoundText, Moment } from "../kit/Instant";
import { Needed, People } from "../pages/case/Aside";
import { calledExhibit } from "../pages/case/Confidential";
import { Custody } from "../pages/case/Custody";
import type { CaseView } from "../pages/case/documents";
import { actorsText, calledBy } from "../pages/case/words";
import { Why } from "../pages/case/Why";

const LAST = 8;

/** What the case rests on: the rules that run, who takes part and what they need, the evidence, the latest history. */
export function RestsOn({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const exhibits = found.exhibits.filter(({ disclosed }) => disclosed);
  return (
    <div className="stack">
      <section className="stack near" aria-labelledby="rules">
        <h2 id="rules">{t("rests.rules")}</h2>
        {found.deadlines.length ? null : <p className="muted">{t("rests.noRules")}</p>}
        {found.deadlines.map((deadline) => (
          <div key={deadline.frame} className="stack tight">
            <p>
              <strong>{actorsText(deadline.actors, found, t)}</strong>
            </p>
            <p lang={deadline.why.language}>{deadline.text}</p>
            <p className="muted">
              <BoundText at={deadline.due} zone={deadline.zone} />
            </p>
            <details>
              <summary>{t("due.why")}</summary>
              <Why why={deadline.why} />
            </details>
          </div>
        ))}
      </section>
      <People found={found} />
      <Needed found={found} />
      <section className="stack near" aria-labelledby="rests-evidence">
        <h2 id="rests-evidence">{t("rests.evidence")}</h2>
        {exhibits.length ? null : <p className="muted">{t("evidence.none")}</p>}
        <ul className="listing">
          {exhibits.map((exhibit) => (
            <li key={exhibit.id}>
              <span className="figures">{exhibit.number}</span> <bdi>{calledExhibit(exhibit, t)}</bdi>
              <Custody of={found.id} exhibit={exhibit} />
            </li>
          ))}
        </ul>
      </section>
      <section className="stack near" aria-labelledby="history">
        <h2 id="history">{t("rests.history")}</h2>
        <ol className="listing">
          {found.timeline
            .slice(-LAST)
            .toReversed()
            .map(({ number, at, by, sentence }) => (
              <li key={number}>
                <span>
                  <strong>{calledBy(by, t)}</strong> {sentence}
                </span>
                <span className="small muted">
                  <Moment at={at} />
                </span>
              </li>
            ))}
        </ol>
      </section>
    </div>
  );
}
