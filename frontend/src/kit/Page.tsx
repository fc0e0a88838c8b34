import { useEffect, type ReactNode } from "react";
import { useLanguage } from "../i18n/language";

interface PageProps {
  title: string;
  /** A line above the heading: the case number, the step. */
  eyebrow?: ReactNode;
  /** The page's facts at the side, below on a phone. */
  aside?: ReactNode;
  /** The heading is drawn by the page itself (a question's label). */
  ownHeading?: boolean;
  children: ReactNode;
}

/** One page: its name in the window and as heading, its content, its facts at the side. */
export function Page({ title, eyebrow, aside, ownHeading = false, children }: PageProps): ReactNode {
  const { t } = useLanguage();
  useEffect(() => {
    document.title = t("page.title", { title });
  }, [t, title]);
  const content = (
    <div className={aside ? "stack wide" : "stack narrow"}>
      {ownHeading ? eyebrow : <PageHead title={title} eyebrow={eyebrow} />}
      {children}
    </div>
  );
  if (!aside) return content;
  return (
    <div className="with-aside">
      {content}
      <aside className="aside stack">{aside}</aside>
    </div>
  );
}

function PageHead({ title, eyebrow }: { title: string; eyebrow: ReactNode }): ReactNode {
  return (
    <header className="page-head">
      {eyebrow ? <p className="eyebrow">{eyebrow}</p> : null}
      <h1>
        <bdi>{title}</bdi>
      </h1>
    </header>
  );
}
