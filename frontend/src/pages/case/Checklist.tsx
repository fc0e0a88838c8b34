import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Icon } from "../../kit/Icon";
import type { CaseView } from "./documents";

type Item = CaseView["checklist"][number];

/** The documents that the rulebook asks for in such a case: what covers them, what is missing, and why it is asked. */
export function Checklist({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  if (!found.checklist.length) return null;
  const missing = found.checklist.filter((one) => one.missing).length;
  return (
    <section className="stack near" aria-labelledby="checklist">
      <h3 id="checklist">{t("checklist.title")}</h3>
      <p className="muted">{t("checklist.words", { missing })}</p>
      <ul className="listing">
        {found.checklist.map((one) => (
          <li key={one.document}>
            <p>
              <Icon name={one.missing ? "alert" : "check"} /> <strong>{one.title}</strong>
            </p>
            <p>{standOf(one, found, t)}</p>
            <p className="small muted">{one.why}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function standOf(one: Item, found: CaseView, t: ReturnType<typeof useLanguage>["t"]): string {
  const given = found.exhibits.filter(({ id }) => one.exhibits.includes(id));
  const numbers = given.flatMap(({ number }) => (number ? [number] : []));
  if (numbers.length) return t("checklist.given", { exhibits: numbers.join(", ") });
  return t(given.length ? "checklist.draft" : "checklist.missing");
}
