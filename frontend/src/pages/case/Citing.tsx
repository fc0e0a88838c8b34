import { useState, type ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Checkboxes } from "../../kit/Field";
import { toggled } from "../../lib/toggled";
import type { CaseView } from "./documents";

interface Citing {
  numbers: string[];
  chooser: ReactNode;
  clear: () => void;
}

/**
 * The exhibits that words in a form rest on, and what lets somebody choose them; nothing where none was disclosed.
 * `name` tells its fields from those of another form on the page.
 */
export function useCiting(found: CaseView, name = ""): Citing {
  const { t } = useLanguage();
  const [numbers, setNumbers] = useState<string[]>([]);
  const citable = found.exhibits.flatMap(({ number, name, summary }) =>
    number ? [{ value: number, label: `${number} ${summary === null ? (name ?? "") : t("confidential.title")}` }] : [],
  );
  const chooser = citable.length ? (
    <details>
      <summary>{t("evidence.cite")}</summary>
      <Checkboxes
        id={`exhibits${name}`}
        label={t("evidence.cite.which")}
        value={numbers}
        onChoose={(number, chosen) => setNumbers((before) => toggled(before, number, chosen))}
        choices={citable}
      />
    </details>
  ) : null;
  return { numbers, chooser, clear: () => setNumbers([]) };
}
