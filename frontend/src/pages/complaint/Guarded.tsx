import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Radios } from "../../kit/Field";
import type { Answers } from "./answers";

/** Whether an adult has to act for who complains; no date of birth is asked for. */
export function Guarded({
  answers,
  change,
}: {
  answers: Answers;
  change: (changed: Partial<Answers>) => void;
}): ReactNode {
  const { t } = useLanguage();
  const guardianship = answers.guardianship ?? "no";
  return (
    <Radios
      id="guardianship"
      label={t("file.guardianship.title")}
      hint={t("file.guardianship.hint")}
      error={undefined}
      choices={[
        { value: "no", label: t("no") },
        { value: "UNDER_AGE", label: t("file.guardianship.UNDER_AGE") },
        { value: "UNDER_GUARDIANSHIP", label: t("file.guardianship.UNDER_GUARDIANSHIP") },
      ]}
      value={guardianship}
      onChoose={(value) => change({ guardianship: value as typeof guardianship })}
    />
  );
}
