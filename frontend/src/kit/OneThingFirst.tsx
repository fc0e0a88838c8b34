import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { BoundText, DaysLeft } from "./Instant";

export interface Due {
  at: string;
  zone: string;
}

interface OneThingFirstProps {
  /** Who acts and what: one sentence. */
  sentence: ReactNode;
  /** What somebody said to it, in their words. */
  words?: string | null | undefined;
  due?: Due | undefined;
  /** The one button; absent while somebody else acts. */
  action?: ReactNode;
  /** The reasons of the date, shown on demand. */
  why?: ReactNode;
  /** Smaller, above a part of the case. */
  brief?: boolean;
}

/** The first thing on every case page: who acts, what, until when, and why this date. */
export function OneThingFirst({ sentence, words, due, action, why, brief = false }: OneThingFirstProps): ReactNode {
  const { t } = useLanguage();
  return (
    <section
      className={["one-thing", action ? "" : "waiting", brief ? "brief" : ""].join(" ")}
      aria-labelledby="one-thing"
    >
      <h2 id="one-thing">{sentence}</h2>
      {words ? (
        <p className="words" dir="auto">
          {words}
        </p>
      ) : null}
      {due ? (
        <p className="due">
          <BoundText {...due} />
          <DaysLeft {...due} />
        </p>
      ) : null}
      {action || why ? (
        <div className="row">
          {action}
          {why ? (
            <details>
              <summary>{t("due.why")}</summary>
              {why}
            </details>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
