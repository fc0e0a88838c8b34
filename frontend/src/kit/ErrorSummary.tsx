import { useEffect, useId, useRef, type ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Icon } from "./Icon";

export interface Problem {
  /** The id of the field to mend; empty when it belongs to no field. */
  field: string;
  message: string;
}

/** Takes focus whenever a form comes back, and leads to each field that needs mending. */
export function ErrorSummary({ problems }: { problems: Problem[] }): ReactNode {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const title = useId();
  useEffect(() => {
    if (problems.length) box.current?.focus();
  }, [problems]);
  if (!problems.length) return null;
  return (
    <div ref={box} className="summary" role="alert" tabIndex={-1} aria-labelledby={title}>
      <h2 id={title}>
        <Icon name="alert" />
        {t("errors.title", { count: problems.length })}
      </h2>
      <ul className="stack tight">
        {problems.map(({ field, message }) => (
          <li key={field + message}>
            {field ? (
              <a href={`#${field}`} onClick={(event) => toField(event, field)}>
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function toField(event: React.MouseEvent, field: string): void {
  event.preventDefault();
  const control = document.getElementById(field);
  control?.focus();
  control?.scrollIntoView({ block: "center" });
}
