import { useState, type ReactNode } from "react";
import { useAct } from "../data/act";
import { serverNow } from "../data/clock";
import { useSession, type Demo } from "../data/session";
import { graphql } from "../generated/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { Moment } from "../kit/Instant";

const AdvanceClock = graphql(`
  mutation AdvanceClock($input: AdvanceClockInput!) {
    advanceClock(input: $input) {
      now
      userErrors {
        field
        message
      }
    }
  }
`);

const HOUR_MS = 3_600_000;
const DAY = 24;

/** Demonstration only: the service's clock, which can go forward and never back, and its mailbox. */
export function DemoStrip({ demo }: { demo: Demo }): ReactNode {
  const { t } = useLanguage();
  const { renew } = useSession();
  const advance = useAct(AdvanceClock);
  const [problem, setProblem] = useState("");
  const forward = async (hours: number): Promise<void> => {
    const { errors } = await advance({ to: new Date(serverNow().getTime() + hours * HOUR_MS).toISOString() });
    setProblem(errors[0]?.message ?? "");
    if (!errors.length) renew();
  };
  return (
    <aside className="demo-strip" aria-label={t("demo.label")}>
      <div className="band small">
        <strong>{t("demo.label")}</strong>
        <span>
          {t("demo.clock")} <Moment at={demo.now} />
        </span>
        <Button look="link" onClick={() => void forward(DAY)}>
          {t("demo.day")}
        </Button>
        <Button look="link" onClick={() => void forward(7 * DAY)}>
          {t("demo.week")}
        </Button>
        <span>{t("demo.onlyForward")}</span>
        <a href={demo.mailbox}>{t("demo.mailbox")}</a>
        {problem ? <span role="alert">{problem}</span> : null}
      </div>
    </aside>
  );
}
