import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";

const LinkedPatterns = graphql(`
  query LinkedPatterns {
    linkedPatterns {
      kind
      cases {
        number
        complainant
        respondent
      }
    }
  }
`);

const ComplaintRates = graphql(`
  query ComplaintRates {
    complaintRates {
      complainant
      complaints
      orders
    }
  }
`);

/** What cases of several buyers have in common; for trust-and-safety people only. */
export function Patterns(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: LinkedPatterns, requestPolicy: "cache-and-network" });
  return (
    <section className="stack" aria-labelledby="patterns">
      <h2 id="patterns">{t("safety.patterns")}</h2>
      <p>{t("safety.patterns.words")}</p>
      <Loaded state={state} again={again}>
        {({ linkedPatterns }) =>
          linkedPatterns.length ? (
            linkedPatterns.map(({ kind, cases }) => (
              <article key={`${kind} ${cases.map(({ number }) => number).join(" ")}`} className="stack near">
                <h3>{t(`safety.trace.${kind}`)}</h3>
                <ul className="listing">
                  {cases.map(({ number, complainant, respondent }) => (
                    <li key={number}>
                      <span className="figures">{number}</span> · <bdi>{complainant}</bdi> · <bdi>{respondent}</bdi>
                    </li>
                  ))}
                </ul>
              </article>
            ))
          ) : (
            <p className="muted">{t("safety.patterns.none")}</p>
          )
        }
      </Loaded>
    </section>
  );
}

/** Who complained often: a mark for people who judge, and no reason to refuse anything. */
export function Rates(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: ComplaintRates, requestPolicy: "cache-and-network" });
  return (
    <section className="stack" aria-labelledby="rates">
      <h2 id="rates">{t("safety.rates")}</h2>
      <p>{t("safety.rates.words")}</p>
      <Loaded state={state} again={again}>
        {({ complaintRates }) =>
          complaintRates.length ? (
            <ul className="listing">
              {complaintRates.map(({ complainant, complaints, orders }) => (
                <li key={complainant}>
                  <bdi>{complainant}</bdi> · {t("safety.rate", { complaints, orders })}
                </li>
              ))}
            </ul>
          ) : (
            <p className="muted">{t("safety.rates.none")}</p>
          )
        }
      </Loaded>
    </section>
  );
}
