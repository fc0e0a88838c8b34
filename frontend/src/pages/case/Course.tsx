import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Day, Moment } from "../../kit/Instant";
import { Timeline, type Happening } from "../../kit/Timeline";
import type { CaseView } from "./documents";
import { calledBy } from "./words";

/** Everything that happened, as this reader may know it, and what is still to come. */
export default function Course({ found }: { found: CaseView }): ReactNode {
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
    </section>
  );
}
