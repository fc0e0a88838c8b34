import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Nothing here yet: says so, and what comes or can be done next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="quiet-box">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Loading(): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="loading" role="status">
      <span className="bar" />
      <span className="bar" />
      <span className="bar" />
      <span className="hidden-text">{t("loading")}</span>
    </div>
  );
}

interface ErrorStateProps {
  title: string;
  words: string;
  onRetry?: () => void;
  children?: ReactNode;
}

/** Something failed that is not the reader's fault; nothing was lost, and it can be tried again. */
export function ErrorState({ title, words, onRetry, children }: ErrorStateProps): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="quiet-box" role="alert">
      <h2>{title}</h2>
      <p>{words}</p>
      {onRetry ? (
        <Button look="plain" onClick={onRetry}>
          {t("errors.retry")}
        </Button>
      ) : null}
      {children}
    </div>
  );
}

/** An act that took effect, said once in words. */
export function Done({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className="saying done" role="status">
      <p className="state done">
        <Icon name="check" />
        {children}
      </p>
    </div>
  );
}

/** Something the reader should know before going on. */
export function Saying({ children }: { children: ReactNode }): ReactNode {
  return <div className="saying">{children}</div>;
}
