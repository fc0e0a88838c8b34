import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import { moneyText } from "../../lib/money";
import { Amended } from "./Amended";
import { Cited } from "./Cited";
import type { CaseView, Side } from "./documents";
import { whoIs } from "./words";

type Claims = readonly Pick<CaseView["claims"][number], "id" | "complaint" | "title" | "remedies">[];

/** What is wrong with which item, and what was asked for it at first. */
export function ClaimList({ claims }: { claims: Claims }): ReactNode {
  const { t, locale } = useLanguage();
  return (
    <>
      <ul className="stack tight plain">
        {claims.map(({ id, complaint, title, remedies }) => (
          <li key={id}>
            <bdi>{title}</bdi>: {t(`complaint.${complaint}`)}
            <span className="small muted block">
              {t("case.wished")}{" "}
              {remedies
                .map(({ remedy, amount }) =>
                  [t(`remedy.${remedy}`), amount && moneyText(amount.amount, amount.currency, locale)]
                    .filter(Boolean)
                    .join(" "),
                )
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <p className="small muted">{t("case.claimed")}</p>
    </>
  );
}

interface SaidProps {
  found: CaseView;
  side: Side;
  answer: NonNullable<CaseView["answer"]>;
}

/** A side's answer to what the other one claims. */
export function Said({ found, side, answer }: SaidProps): ReactNode {
  const { t } = useLanguage();
  return (
    <article className="message">
      <p className="message-head">
        <strong>{whoIs(side, found, t)}</strong>
        <Moment at={answer.at} />
      </p>
      <p className="muted">{t(side === "RESPONDENT" ? `position.${answer.position}` : `counterclaim.position.${answer.position}`)}</p>
      {answer.statement ? (
        <p className="words" dir="auto">
          {answer.statement}
        </p>
      ) : null}
      <Cited found={found} numbers={answer.exhibits} />
      {side === "RESPONDENT" ? (
        <Amended found={found} what="ANSWER" />
      ) : (
        <Amended found={found} what="COUNTERCLAIM_ANSWER" {...(found.counterclaim ? { subject: found.counterclaim.id } : {})} />
      )}
    </article>
  );
}
