import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { BoundText, Day, Moment } from "../../kit/Instant";
import { Timeline, type Happening } from "../../kit/Timeline";
import { PastDatesDocument } from "./dateDocuments";
import type { CaseView } from "./documents";
import { CourseWordsDocument } from "./owedDocuments";
import { Looked } from "./Looked";
import { Why } from "./Why";
import { actorsText, calledBy } from "./words";

/** Everything that happened, as this reader may know it, and what is still to come. */
export default function Course({ found }: { found: CaseView }): ReactNode {
  return <WithWords key={found.version} found={found} />;
}

function WithWords({ found }: { found: CaseView }): ReactNode {
  const [state, again] = useQuery({ query: CourseWordsDocument, variables: { id: found.id } });
  return (
    <Loaded state={state} again={again}>
      {({ case: read }) => (
        <Happenings found={found} said={new Map(read?.timeline.map(({ number, words }) => [number, words]))} />
      )}
    </Loaded>
  );
}

function Happenings({ found, said }: { found: CaseView; said: ReadonlyMap<number, string | null> }): ReactNode {
  const { t } = useLanguage();
  const past: Happening[] = found.timeline.map(({ number, at, by, sentence }) => ({
    id: String(number),
    when: <Moment at={at} />,
    what: (
      <>
        <strong>
          <bdi>{calledBy(by, t)}</bdi>
        </strong>{" "}
        {sentence}
      </>
    ),
    more: said.get(number) ? (
      <p className="words" dir="auto">
        {said.get(number)}
      </p>
    ) : null,
  }));
  const ahead: Happening[] = found.closedAt
    ? []
    : found.receiptTimeline
        .slice(found.receiptTimeline.findIndex(({ stage }) => stage === found.stage) + 1)
        .map(({ stage, until }) => ({
          id: stage,
          place: "ahead",
          when: <Day date={until} />,
          what: t("course.atLatest", { stage: t(`stage.${stage}`) }),
        }));
  const last = past.at(-1);
  if (last) last.place = "now";
  return (
    <section className="stack" aria-labelledby="course">
      <h2 id="course">{t("course.title")}</h2>
      <Timeline happenings={[...past, ...ahead]} />
      <PastDates found={found} />
    </section>
  );
}

/** The dates that are over, with their reasons, when somebody wants to know. */
function PastDates({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [wanted, setWanted] = useState(false);
  return (
    <details onToggle={(event) => setWanted(event.currentTarget.open)}>
      <summary>{t("course.dates")}</summary>
      {wanted ? <PastList found={found} /> : null}
    </details>
  );
}

function PastList({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: PastDatesDocument, variables: { id: found.id } });
  return (
    <Loaded state={state} again={again}>
      {({ case: read }) => (
        <ul className="listing">
          {read?.pastDeadlines.map(({ deadline, ending, at, byRule, review }) => (
            <li key={deadline.frame + at}>
              <p>
                <strong>{actorsText(deadline.actors, found, t)}</strong>{" "}
                <span lang={deadline.why.language}>{deadline.text}</span>
              </p>
              <p className="small muted">
                <BoundText at={deadline.due} zone={deadline.zone} />: {t(`course.ending.${ending}`)}
              </p>
              <details>
                <summary>{t("due.why")}</summary>
                <Why why={deadline.why} />
              </details>
              {byRule ? <Looked found={found} about="TIME_LIMIT" frame={deadline.frame} review={review} /> : null}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
