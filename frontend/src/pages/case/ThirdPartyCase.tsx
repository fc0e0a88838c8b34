import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { EmptyState } from "../../kit/states";
import type { CaseView } from "./documents";
import { CaseProgress } from "./Overview";
import { ThirdTalk } from "./ThirdParties";

/** The case as a carrier, a broker or a maker sees it: why it was asked in, what it is asked, what it said. */
export default function ThirdPartyCase({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [own] = found.thirdParties;
  if (!own) return null;
  const heard = own.questions.length + own.statements.length > 0;
  return (
    <>
      <CaseProgress found={found} />
      <section className="stack near" aria-labelledby="asked-in">
        <h2 id="asked-in">{t("third.why")}</h2>
        <p className="words" dir="auto">
          {own.reasons ?? t("erased")}
        </p>
        <p className="small muted">{t("third.bound")}</p>
      </section>
      <section className="stack near" aria-labelledby="third">
        <h2 id="third">{t("third.own")}</h2>
        {heard ? (
          <ThirdTalk found={found} one={own} />
        ) : (
          <EmptyState title={t("third.none")}>
            <p>{t("third.none.words")}</p>
          </EmptyState>
        )}
      </section>
      <Acts found={found} />
    </>
  );
}

const ACTS = ["GIVE_THIRD_PARTY_STATEMENT", "CORRECT_SUBMISSION", "WITHDRAW_SUBMISSION", "ASK_ERASURE", "END_THIRD_PARTY"] as const;

function Acts({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const open = ACTS.filter((act) => found.availableActions.some(({ action }) => action === act));
  return (
    <ul className="ways no-print">
      {open.map((act) => (
        <li key={act}>
          <ButtonLink look={act === "END_THIRD_PARTY" ? "link" : "plain"} to={`/cases/${found.id}/do/${act}`}>
            {t(act === "END_THIRD_PARTY" ? "third.leave" : `do.${act}`)}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
