import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import type { CaseView } from "./documents";
import { ObjectToNeutral } from "./objectionDocuments";
import { ReasonsForm } from "./ReasonedActs";

/** What the neutral at work disclosed, and who objected. */
export function Independence({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const said = found.disclosed.filter(({ active }) => active).flatMap(({ name, disclosures }) =>
    disclosures.map((one) => ({ name, ...one })),
  );
  return (
    <>
      {said.map(({ name, circumstances, nothing, at }) => (
        <blockquote key={at} className="words" dir="auto">
          {nothing ? t("independence.nothing", { name }) : (circumstances ?? t("erased"))}
        </blockquote>
      ))}
      {found.objections.map(({ id, name, reasons, sustained, answer, waits, byRule }) => (
        <div key={id} className="card stack near">
          <p className="muted">{t("independence.objection", { name })}</p>
          <p className="words" dir="auto">
            {reasons ?? t("erased")}
          </p>
          {sustained === null ? (
            <p>{t(waits ? "independence.open" : "independence.moot")}</p>
          ) : byRule ? (
            <p>{t("independence.byRule")}</p>
          ) : (
            <p className="words" dir="auto">
              {t(sustained ? "independence.sustained" : "independence.overruled")} {answer ?? t("erased")}
            </p>
          )}
        </div>
      ))}
    </>
  );
}

/** Objecting to the neutral at work: what follows, and the reasons. */
export function ObjectPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <ReasonsForm
      found={found}
      act="OBJECT_TO_NEUTRAL"
      document={ObjectToNeutral}
      words={t("independence.OBJECT_TO_NEUTRAL")}
      label={t("after.reasons")}
      hint={t("after.hint")}
      missing={t("after.missing")}
    >
      <Independence found={found} />
    </ReasonsForm>
  );
}
