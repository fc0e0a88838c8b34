import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import type { Action, CaseView } from "./documents";

const OF_YOU = {
  ANSWER_EXTENSION: "extend.asked",
  ANSWER_PAUSE: "pause.asked",
  ANSWER_RULEBOOK_CHANGE: "rules.asked",
} as const satisfies Partial<Record<Action, string>>;

/** More time, a pause, other rules: what one side asks for and the other one has not answered yet. */
export function Requests({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const open = found.availableActions.flatMap(({ action }) => (action in OF_YOU ? [action as keyof typeof OF_YOU] : []));
  const waiting = askedBy(found);
  if (!open.length && !waiting.length) return null;
  return (
    <ul className="stack near plain">
      {open.map((action) => (
        <li key={action} className="card row">
          <span>{t(OF_YOU[action])}</span>
          <ButtonLink look="plain" to={`/cases/${found.id}/do/${action}`}>
            {t(`do.${action}`)}
          </ButtonLink>
        </li>
      ))}
      {waiting.map((words) => (
        <li key={words} className="card">
          {t(words)}
        </li>
      ))}
    </ul>
  );
}

/** What this reader's own side asks for. */
function askedBy({ role, deadlines, pauseAsked, rulebookChangeAsked }: CaseView) {
  return [
    ...(deadlines.some(({ extensionAskedBy }) => extensionAskedBy === role) ? (["extend.waits"] as const) : []),
    ...(pauseAsked?.side === role ? (["pause.waits"] as const) : []),
    ...(rulebookChangeAsked?.side === role ? (["rules.waits"] as const) : []),
  ];
}
