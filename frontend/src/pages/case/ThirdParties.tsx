import { use, type ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { BoundText, Moment } from "../../kit/Instant";
import { ZoneContext } from "../../lib/now";
import { Amended } from "./Amended";
import type { CaseView } from "./documents";
import { calledBy } from "./words";

type ThirdParty = CaseView["thirdParties"][number];

/** Carriers, brokers and makers who take part, among the people of the case. */
export function ThirdPeople({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return found.thirdParties
    .filter(({ ended }) => !ended)
    .map((one) => (
      <div key={one.id}>
        <dt>{t(`third.${one.kind}`)}</dt>
        <dd>
          <bdi>{one.name ?? t("third.waits")}</bdi>
          {one.you ? ` (${t("aside.you")})` : ""}
          <p className="small muted">{t("third.sees")}</p>
        </dd>
      </div>
    ));
}

/** What they were asked and what they said: both sides and the neutrals read it. */
export function ThirdStatements({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const heard = found.thirdParties.filter(({ questions, statements }) => questions.length || statements.length);
  if (!heard.length) return null;
  return (
    <section className="stack near" aria-labelledby="third">
      <h2 id="third">{t("third.title")}</h2>
      {heard.map((one) => (
        <ThirdTalk key={one.id} found={found} one={one} />
      ))}
    </section>
  );
}

interface ThirdTalkProps {
  found: CaseView;
  one: ThirdParty;
}

/** One third party's questions and statements, in the order in which they were said. */
export function ThirdTalk({ found, one }: ThirdTalkProps): ReactNode {
  const said = [
    ...one.questions.map((question) => ({ at: question.at, shown: <Question key={question.id} question={question} /> })),
    ...one.statements.map((statement) => ({
      at: statement.at,
      shown: <Statement key={statement.id} found={found} one={one} statement={statement} />,
    })),
  ];
  return <>{said.sort((a, b) => a.at.localeCompare(b.at)).map(({ shown }) => shown)}</>;
}

function Question({ question }: { question: ThirdParty["questions"][number] }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  const state = question.answered ? null : question.silent ? "third.silent" : "third.open";
  return (
    <article className="message">
      <p className="message-head">
        <strong>{calledBy(question.from, t)}</strong>
        <Moment at={question.at} />
      </p>
      <p className="words" dir="auto">
        {question.words ?? t("erased")}
      </p>
      {question.shown.length ? (
        <p className="small">{t("third.shown", { exhibits: question.shown.join(", ") })}</p>
      ) : null}
      {state ? <p className="small muted">{t(state)}</p> : null}
      {question.due ? (
        <p className="due small">
          {t("request.due")} <BoundText at={question.due} zone={zone} />
        </p>
      ) : null}
    </article>
  );
}

interface StatementProps extends ThirdTalkProps {
  statement: ThirdParty["statements"][number];
}

function Statement({ found, one, statement }: StatementProps): ReactNode {
  const { t } = useLanguage();
  return (
    <article className="message">
      <p className="message-head">
        <strong>
          <span className="figures">{statement.number}</span> {one.you ? t("you") : <bdi>{one.name}</bdi>},{" "}
          {t(`third.${one.kind}`)}
        </strong>
        <Moment at={statement.at} />
      </p>
      <p className="words" dir="auto">
        {statement.words ?? t("erased")}
      </p>
      {statement.exhibits.length ? (
        <p className="small">{t("third.with", { exhibits: statement.exhibits.join(", ") })}</p>
      ) : null}
      <Amended found={found} what="STATEMENT" subject={statement.id} />
    </article>
  );
}
