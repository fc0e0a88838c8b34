import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import type { Action, CaseView } from "./documents";

const ASKED = {
  ANSWER_EXTENSION: "extend.asked",
  ANSWER_PAUSE: "pause.asked",
  ANSWER_RULEBOOK_CHANGE: "rules.asked",
} as const satisfies Partial<Record<Action, string>>;

/** What the other side asks for and waits for: more time, a pause, other rules. */
export function AskedOfYou({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const open = found.availableActions.flatMap(({ action }) => (action in ASKED ? [action as keyof typeof ASKED] : []));
  if (!open.length) return null;
  return (
    <ul className="stack near plain">
      {open.map((action) => (
        <li key={action} className="card row">
          <span>{t(ASKED[action])}</span>
          <ButtonLink look="plain" to={`/cases/${found.id}/do/${action}`}>
            {t(`do.${action}`)}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
