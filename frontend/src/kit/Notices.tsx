import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../i18n/language";
import { Icon } from "./Icon";

export interface NoticeItem {
  id: string;
  title: string;
  when: ReactNode;
  to?: string | undefined;
  unread: boolean;
  words?: string | undefined;
}

/** What the service told this person, newest first. */
export function NoticeList({ notices }: { notices: NoticeItem[] }): ReactNode {
  const { t } = useLanguage();
  return (
    <ul className="listing">
      {notices.map(({ id, title, when, to, unread, words }) => (
        <li key={id} className={unread ? "notice unread" : "notice"}>
          <Icon name="bell" />
          <div className="stack tight">
            <h2 className="row-title">
              {to ? (
                <Link href={to} className="whole">
                  <bdi>{title}</bdi>
                </Link>
              ) : (
                <bdi>{title}</bdi>
              )}
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
