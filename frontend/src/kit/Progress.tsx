import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "./Icon";

export interface Step {
  id: string;
  label: string;
}

/** The stages in order: passed, current, ahead. On a phone the current one is told in words above the bar. */
export function Progress({ steps, current }: { steps: Step[]; current: number }): ReactNode {
  const { t } = useLanguage();
  const here = steps[current];
  return (
    <nav aria-label={t("progress.label")} className="stack tight">
      <p className="small muted">
        {here
          ? t("progress.where", { step: current + 1, steps: steps.length, label: here.label })
          : t("progress.finished")}
      </p>
      <ol className="progress">
        {steps.map((step, place) => (
          <li
            key={step.id}
            className={place < current ? "passed" : ""}
            aria-current={place === current ? "step" : undefined}
          >
            <span>
              {step.label} {place < current ? <Passed /> : null}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Passed(): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <Icon name="check" />
      <span className="hidden-text">{t("progress.done")}</span>
    </>
  );
}
