import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import type { CaseView } from "./documents";
import { ObjectToNeutral } from "./objectionDocuments";
import { ActForm } from "./WordedActs";

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
  const object = useAct(ObjectToNeutral);
  const [, go] = useLocation();
  const form = useForm({ reasons: "" }, ({ reasons }) => (reasons.trim() ? {} : { reasons: t("after.missing") }));
  const submit = form.submit(async ({ reasons }) => {
    const { errors } = await object({ case: found.id, expectedVersion: found.version, reasons });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.OBJECT_TO_NEUTRAL")}
      words={t("independence.OBJECT_TO_NEUTRAL")}
      action={t("do.OBJECT_TO_NEUTRAL")}
      onSubmit={submit}
    >
      <Independence found={found} />
      <TextArea {...form.text("reasons")} label={t("after.reasons")} hint={t("after.hint")} maxLength={10000} />
    </ActForm>
  );
}
