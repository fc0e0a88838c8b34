import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useLanguage } from "../../i18n/language";
import { BoundText } from "../../kit/Instant";
import { FilingLimitsDocument, type Limit } from "./documents";

/** Until when each kind of complaint about this item can be filed; undefined as long as that is not known. */
export function useLimits(order: string, line: string): Limit[] | undefined {
  const [{ data }] = useQuery({ query: FilingLimitsDocument, variables: { order } });
  return data?.filingLimits.filter((limit) => limit.line === line);
}

/** Until when it can be filed; nothing while the fact from which it counts is not known. */
export function Until({ limit }: { limit: Limit | undefined }): ReactNode {
  return limit?.ends ? <BoundText at={limit.ends} zone={limit.zone} /> : null;
}

/** How the date of the chosen kind came about. */
export function WhyUntil({ limit }: { limit: Limit }): ReactNode {
  const { t } = useLanguage();
  return (
    <details>
      <summary>{limit.ends ? t("due.why") : t("file.limit.none")}</summary>
      <Sentences limit={limit} of={limit.sentences} />
    </details>
  );
}

function Sentences({ limit, of }: { limit: Limit; of: readonly string[] }): ReactNode {
  return (
    <ol className="reasons" lang={limit.language}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  );
}

/** The kinds for which it is too late, what can be done instead, and when each ended. */
export function TooLate({ over }: { over: Limit[] }): ReactNode {
  const { t } = useLanguage();
  const [first] = over;
  if (!first) return null;
  return (
    <section className="stack near" aria-labelledby="too-late">
      <h2 id="too-late">{t("file.late.title")}</h2>
      <h3>{t("file.late.else")}</h3>
      <ul lang={first.language}>
        {first.otherWays.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      <ul className="listing">
        {over.map((limit) => (
          <li key={limit.complaint}>
            <p>{t(`complaint.${limit.complaint}`)}</p>
            <details>
              <summary>
                <span>
                  {t("file.late.ended")} <Until limit={limit} />
                </span>
              </summary>
              <Sentences limit={limit} of={limit.sentences} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
