import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../../i18n/language";
import { BoundText, DaysLeft } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import type { CaseView } from "./documents";
import { actorsText, whoIs } from "./words";
import { SpeaksFor } from "./Mandates";
import { ThirdPeople } from "./ThirdParties";
import { Why } from "./Why";

/** The facts at the side: who takes part, what it is about, which dates run. */
export function Aside({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <People found={found} />
      <Needed found={found} />
      <Sale found={found} />
      <Dates found={found} />
      <p>
        <a href={`/policy/${found.rulebook.name}`}>{t("aside.procedure")}</a>
      </p>
      <p>
        <Link href={`/safety/report/${found.id}`}>{t("aside.safety")}</Link>
      </p>
    </>
  );
}

/** Both sides with whoever speaks for them, third parties, and the neutrals with who appointed and pays them. */
export function People({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const parties = [found.complainant, found.respondent];
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t("aside.people")}</h2>
      <dl className="facts">
        {parties.map(({ side, name, you }) => (
          <div key={side}>
            <dt>{t(`role.${side}`)}</dt>
            <dd>
              <bdi>{name}</bdi>
              {you ? ` (${t("aside.you")})` : ""}
              <SpeaksFor found={found} side={side} />
            </dd>
          </div>
        ))}
        {found.recipient ? (
          <div>
            <dt>{t("role.RECIPIENT")}</dt>
            <dd>
              <bdi>{found.recipient.name}</bdi>
              {found.recipient.you ? ` (${t("aside.you")})` : ""}
              <p className="small muted">{t(found.recipient.joined ? "mandate.recipient" : "mandate.recipient.out")}</p>
            </dd>
          </div>
        ) : null}
        <ThirdPeople found={found} />
        {found.neutrals
          .filter(({ active }) => active)
          .map((neutral) => (
            <div key={neutral.function}>
              <dt>{t(`role.${neutral.function}`)}</dt>
              <dd>
                <bdi>{neutral.name}</bdi>
                <p className="small muted">
                  {neutral.how === "BY_RULE"
                    ? t("aside.byRule", { payer: neutral.payer })
                    : t("aside.appointed", { appointer: whoIs(neutral.appointer, found, t), payer: neutral.payer })}
                </p>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** What a side said it needs; the service sends it to that side and the neutrals only. */
export function Needed({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  if (!found.needs.length) return null;
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{t("needs.title")}</h2>
      <dl className="facts">
        {found.needs.map(({ side, words }) => (
          <div key={side}>
            <dt>{t(`role.${side}`)}</dt>
            <dd className="words" dir="auto">
              {words}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small muted">{t("needs.audience")}</p>
    </section>
  );
}

function Sale({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="sale">
      <h2 id="sale">{t("aside.order")}</h2>
      <dl className="facts">
        <div>
          <dt>{t("order.number")}</dt>
          <dd className="figures">{found.order.number}</dd>
        </div>
        {found.order.paid ? (
          <div>
            <dt>{t("order.paid")}</dt>
            <dd>
              <Money {...found.order.paid} />
            </dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}

function Dates({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  if (!found.deadlines.length) return null;
  return (
    <section aria-labelledby="dates" className="stack near">
      <h2 id="dates">{t("aside.dates")}</h2>
      {found.deadlines.map((deadline) => (
        <div key={deadline.frame} className="stack tight small">
          <p>
            <strong>{actorsText(deadline.actors, found, t)}</strong>
          </p>
          <p lang={deadline.why.language}>{deadline.text}</p>
          <p className="due">
            <BoundText at={deadline.due} zone={deadline.zone} />
            <DaysLeft at={deadline.due} zone={deadline.zone} />
          </p>
          <details>
            <summary>{t("due.why")}</summary>
            <Why why={deadline.why} />
          </details>
        </div>
      ))}
    </section>
  );
}
