import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../data/Loaded";
import { useLanguage } from "../i18n/language";
import { RulebookDifferencesDocument, type Version } from "./rulebooks";

/** What was found in a text, errors first: where, what, and what would do. */
export function Findings({ findings }: { findings: Version["findings"] }): ReactNode {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="findings" className="stack near">
      <h2 id="findings">{t("rulebooks.findings")}</h2>
      {findings.length ? (
        <ul className="listing">
          {findings.map(({ severity, place, what, toDo }) => (
            <li key={`${place} ${what}`}>
              <p>
                <strong>{t(`rulebooks.severity.${severity}`)}</strong> {place ? <code>{place}</code> : null}
              </p>
              <p>{what}</p>
              <p className="small muted">{toDo}</p>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t("rulebooks.findings.none")}</p>
      )}
    </section>
  );
}

interface DifferencesProps {
  before: string;
  after: string;
  /** Of the text that is compared: another text is asked for anew. */
  hash: string;
}

/** What a text changes against the rulebook of today's new cases. */
export function Differences({ before, after, hash }: DifferencesProps): ReactNode {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="differences" className="stack near">
      <h2 id="differences">{t("rulebooks.differences")}</h2>
      <Compared key={hash} before={before} after={after} />
    </section>
  );
}

function Compared({ before, after }: { before: string; after: string }): ReactNode {
  const { t } = useLanguage();
  const asked = { query: RulebookDifferencesDocument, variables: { before, after } };
  const [state, again] = useQuery({ ...asked, requestPolicy: "cache-and-network" });
  if (state.error?.graphQLErrors[0]?.extensions["code"] === "RULEBOOK_HAS_ERRORS") {
    return <p>{t("rulebooks.differences.later")}</p>;
  }
  return (
    <Loaded state={state} again={again}>
      {({ rulebookDifferences: changes }) =>
        changes.length ? <Table changes={changes} /> : <p>{t("rulebooks.differences.none")}</p>
      }
    </Loaded>
  );
}

interface Change {
  place: string;
  before?: string | null;
  after?: string | null;
  meaning: string;
  language: string;
}

function Table({ changes }: { changes: Change[] }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="wide-table" role="region" tabIndex={0} aria-label={t("rulebooks.table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("rulebooks.place")}</th>
            <th scope="col">{t("rulebooks.before")}</th>
            <th scope="col">{t("rulebooks.after")}</th>
            <th scope="col">{t("rulebooks.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ place, before, after, meaning, language }) => (
            <tr key={place}>
              <th scope="row">
                <code>{place}</code>
              </th>
              <td dir="auto">{before ?? "–"}</td>
              <td dir="auto">{after ?? "–"}</td>
              <td lang={language}>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
