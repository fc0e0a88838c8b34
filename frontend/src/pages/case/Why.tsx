import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { dayName } from "../../lib/instants";
import { useNow } from "../../lib/now";
import type { Deadline } from "./documents";

type Reasons = Deadline["why"];

/** Why a date is what it is: first in sentences, then, on demand, day by day. In the reader's own language. */
export function Why({ why }: { why: Reasons }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="stack near">
      <ol className="reasons" lang={why.language}>
        {why.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {why.days.length ? (
        <details>
          <summary>{t("why.days")}</summary>
          <Days why={why} />
        </details>
      ) : null}
    </div>
  );
}

/** The count, one row for a day, or for several that are simply counted. */
function Days({ why: { days, language } }: { why: Reasons }): ReactNode {
  const { t } = useLanguage();
  const now = useNow();
  const name = (day: string): string => dayName(new Date(`${day}T12:00:00Z`), "UTC", language, now);
  return (
    <table className="days">
      <thead>
        <tr>
          <th scope="col">{t("why.day")}</th>
          <th scope="col">{t("why.count")}</th>
        </tr>
      </thead>
      <tbody lang={language}>
        {days.map(({ day, until, words }) => (
          <tr key={day}>
            <th scope="row">
              <time dateTime={day}>{name(day)}</time>
              {until === day ? null : (
                <>
                  {" – "}
                  <time dateTime={until}>{name(until)}</time>
                </>
              )}
            </th>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
