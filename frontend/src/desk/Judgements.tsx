import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../data/Loaded";
import { useLanguage } from "../i18n/language";
import { PolicyJudgementsDocument } from "./policies";

/** What each value that a seller's policy changes is for the buyer, also where the policy is refused for it. */
export function Judgements({ version, hash }: { version: string; hash: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="judgements" className="stack near">
      <h2 id="judgements">{t("policies.judged")}</h2>
      <Judged key={hash} version={version} />
    </section>
  );
}

function Judged({ version }: { version: string }): ReactNode {
  const { t } = useLanguage();
  const asked = { query: PolicyJudgementsDocument, variables: { version } };
  const [state, again] = useQuery({ ...asked, requestPolicy: "cache-and-network" });
  return (
    <Loaded state={state} again={again}>
      {({ policyJudgements: found }) =>
        found.length ? (
          <div className="wide-table" role="region" tabIndex={0} aria-label={t("policies.table")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("rulebooks.place")}</th>
                  <th scope="col">{t("policies.forBuyer")}</th>
                  <th scope="col">{t("rulebooks.before")}</th>
                  <th scope="col">{t("rulebooks.after")}</th>
                </tr>
              </thead>
              <tbody>
                {found.map(({ place, before, after, verdict }) => (
                  <tr key={place}>
                    <th scope="row">
                      <code>{place}</code>
                    </th>
                    <td>{t(`policies.verdict.${verdict}`)}</td>
                    <td dir="auto">{before ?? "–"}</td>
                    <td dir="auto">{after ?? "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <p>{t("policies.judged.none")}</p>
        )
      }
    </Loaded>
  );
}
