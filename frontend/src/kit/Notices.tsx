import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../i18n/language";
import { Icon } from "./Icon";

export interface NoticeItem {
  id: string;
  title: string;
  when: ReactNode;
  to?: string | undefined;
  /** The service itself serves the page that it leads to. */
  served?: boolean;
  unread: boolean;
  words?: string | undefined;
}

/** What the service told this person, newest first. */
export function NoticeList({ notices }: { notices: NoticeItem[] }): ReactNode {
  const { t } = useLanguage();
  return (
    <ul className="listing">
      {notices.map(({ id, title, when, to, served = false, unread, words }) => (
        <li key={id} className={unread ? "notice unread" : "notice"}>
          <Icon name="bell" />
          <div className="stack tight">
            <h2 className="row-title">
              <Title title={title} to={to} served={served} />
              {unread ? <span className="tag">{t("notices.new")}</span> : null}
            </h2>
            {words ? <p>{words}</p> : null}
            <p className="small muted">{when}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Title({ title, to, served }: Pick<NoticeItem, "title" | "to"> & { served: boolean }): ReactNode {
  if (!to) return <bdi>{title}</bdi>;
  return served ? (
    <a href={to} className="whole">
      <bdi>{title}</bdi>
    </a>
  ) : (
    <Link href={to} className="whole">
      <bdi>{title}</bdi>
    </Link>
  );
}
