import { useState, type ReactNode } from "react";
import { useClient, useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import type { CaseKeepingQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { Moment } from "../../kit/Instant";
import { sizeText } from "../../lib/sizes";
import type { CaseView } from "./documents";
import { CaseCopyDocument, KeepingDocument } from "./erasingDocuments";

type Keeping = NonNullable<CaseKeepingQuery["case"]>["keeping"];

const SIDES = ["COMPLAINANT", "RESPONDENT", "RECIPIENT"];

/** How long the case is kept, what was erased of it, what keeps it longer, and the reader's own copy. */
export function KeepingPanel({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: KeepingDocument, variables: { id: found.id } });
  return (
    <section className="stack" aria-labelledby="keeping">
      <h3 id="keeping">{t("keeping.title")}</h3>
      <Loaded state={state} again={again}>
        {(data) => (data.case ? <Kept keeping={data.case.keeping} /> : null)}
      </Loaded>
      {SIDES.includes(found.role) ? <Copy id={found.id} /> : null}
    </section>
  );
}

function Kept({ keeping }: { keeping: Keeping }): ReactNode {
  const { t } = useLanguage();
  const { evidenceUntil, recordUntil, evidenceErasedAt, recordErasedAt, copyUntil, heldBy, legalHolds } = keeping;
  return (
    <>
      {evidenceUntil || recordUntil || recordErasedAt ? null : <p>{t("keeping.open")}</p>}
      <dl className="facts">
        <Dated label={t("keeping.evidence")} at={evidenceUntil} />
        <Dated label={t("keeping.record")} at={recordUntil} />
        <Dated label={t("keeping.copyUntil")} at={copyUntil} />
        <Dated label={t("keeping.evidenceErased")} at={evidenceErasedAt} />
        <Dated label={t("keeping.recordErased")} at={recordErasedAt} />
      </dl>
      {heldBy.map((hold) => (
        <p key={hold} role="status">
          {t(`keeping.held.${hold}`)}
        </p>
      ))}
      {legalHolds.map(({ id, reasons, authority, reference, at }) => (
        <p key={id} className="card">
          <strong>{t("keeping.hold")}</strong>, <Moment at={at} />
          {authority ? <> · <bdi>{[authority, reference].filter(Boolean).join(", ")}</bdi></> : null}
          <br />
          <bdi>{reasons ?? t("erased")}</bdi>
        </p>
      ))}
      <Gone keeping={keeping} />
    </>
  );
}

function Dated({ label, at }: { label: string; at: string | null }): ReactNode {
  return at ? (
    <div>
      <dt>{label}</dt>
      <dd>
        <Moment at={at} />
      </dd>
    </div>
  ) : null;
}

function Gone({ keeping: { erased, requests } }: { keeping: Keeping }): ReactNode {
  const { t } = useLanguage();
  return (
    <ul className="listing">
      {erased.map(({ what, subject, ground, at }) => (
        <li key={`${what}${subject ?? ""}`}>
          {t("keeping.erased", { what: t(`submission.${what}`) })}, <Moment at={at} />
          <p className="small muted">{t(`erase.ground.${ground}`)}</p>
        </li>
      ))}
      {requests.map(({ id, what, number, ground, reasons, at, erases, answer }) => (
        <li key={id}>
          {t("keeping.asked", { what: number ?? t(`submission.${what}`) })}, <Moment at={at} />
          <p className="small muted">{t(`erase.ground.${ground}`)}</p>
          {reasons ? <p><bdi>{reasons}</bdi></p> : null}
          <p>
            {t(erases === null ? "keeping.waits" : erases ? "keeping.granted" : "keeping.denied")}{" "}
            {answer ? <bdi>{answer}</bdi> : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A copy is made while it leaves; the browser shows how far it is. */
function Copy({ id }: { id: string }): ReactNode {
  const { t, locale } = useLanguage();
  const client = useClient();
  const [step, setStep] = useState<{ words: string; failed?: boolean; busy?: boolean }>({ words: "" });
  const fetchCopy = async (): Promise<void> => {
    setStep({ words: t("keeping.copy.asking"), busy: true });
    const { data } = await client.query(CaseCopyDocument, { case: id }, { requestPolicy: "network-only" }).toPromise();
    if (!data) {
      setStep({ words: t("keeping.copy.failed"), failed: true });
      return;
    }
    const { path, files, bytes, leftOut } = data.caseCopy;
    const size = sizeText(bytes, locale);
    setStep({ words: `${t("keeping.copy.begins", { files, size })} ${leftOut ? t("keeping.copy.leftOut", { count: leftOut }) : ""}` });
    window.location.assign(path);
  };
  return (
    <>
      <p>{t("keeping.copy.words")}</p>
      <div className="row">
        <Button busy={step.busy ?? false} onClick={() => void fetchCopy()}>
          {t("keeping.copy")}
        </Button>
        <span role={step.failed ? "alert" : "status"}>{step.words}</span>
      </div>
    </>
  );
}
