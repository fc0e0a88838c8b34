import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { graphql } from "../../generated/graphql";
import type { CaseRecordsQuery, RecordScope } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { EmptyState } from "../../kit/states";
import { useForm } from "../../kit/useForm";
import { sizeText } from "../../lib/sizes";
import { IssueRecord } from "./files";
import { KeepingPanel } from "./Keeping";
import type { CaseView } from "./documents";

const CaseRecordsDocument = graphql(`
  query CaseRecords($case: ID!) {
    caseRecords(case: $case) {
      id
      scope
      entries
      sha256
      size
      issuedAt
      path
      withdrawnAt
    }
  }
`);

type IssuedRecord = CaseRecordsQuery["caseRecords"][number];

/** The signed record: make it as the case stands now, and fetch those made before. */
export default function RecordPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: CaseRecordsDocument, variables: { case: found.id } });
  return (
    <section className="stack" aria-labelledby="record">
      <h2 id="record">{t("record.title")}</h2>
      <p>{t("record.words")}</p>
      <p>{t("record.proves")}</p>
      <Make found={found} onMade={() => again({ requestPolicy: "network-only" })} />
      <h3>{t("record.made")}</h3>
      <Loaded state={state} again={again}>
        {({ caseRecords }) =>
          caseRecords.length ? <Records records={caseRecords} /> : <EmptyState title={t("record.none")} />
        }
      </Loaded>
      <KeepingPanel found={found} />
    </section>
  );
}

function Make({ found, onMade }: { found: CaseView; onMade: () => void }): ReactNode {
  const { t } = useLanguage();
  const issue = useAct(IssueRecord);
  const [made, setMade] = useState("");
  const form = useForm<{ scope: RecordScope }>({ scope: "SHARED" });
  const submit = form.submit(async ({ scope }) => {
    const { payload, errors } = await issue({ case: found.id, scope });
    setMade(payload?.record?.path ?? "");
    if (payload) onMade();
    return errors;
  });
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Radios
        id="scope"
        label={t("record.scope")}
        value={form.values.scope}
        onChoose={(scope) => form.set("scope", scope as RecordScope)}
        choices={[
          { value: "SHARED", label: t("record.shared"), hint: t("record.shared.hint") },
          { value: "PRIVATE", label: t("record.private"), hint: t("record.private.hint") },
          { value: "CERTIFICATE", label: t("record.certificate"), hint: t("record.certificate.hint") },
        ]}
      />
      <div className="row">
        <Button type="submit" busy={form.busy}>
          {t("record.make")}
        </Button>
        <span role="status">
          {made ? (
            <a className="link" href={made} download>
              {t("record.download")}
            </a>
          ) : null}
          {form.busy ? t("record.making") : ""}
        </span>
      </div>
    </form>
  );
}

const RECORDS = {
  SHARED: "record.shared",
  PRIVATE: "record.private",
  CERTIFICATE: "record.certificate",
} as const satisfies Record<RecordScope, string>;

function Records({ records }: { records: IssuedRecord[] }): ReactNode {
  const { t, locale } = useLanguage();
  return (
    <ul className="listing">
      {records.map(({ id, scope, entries, sha256, size, issuedAt, path, withdrawnAt }) => (
        <li key={id}>
          {path ? (
            <a href={path} download>
              {t(RECORDS[scope])}, <Moment at={issuedAt} />
            </a>
          ) : (
            <>
              {t(RECORDS[scope])}, <Moment at={issuedAt} />
            </>
          )}
          {withdrawnAt ? (
            <p>
              {t("record.withdrawn")} <Moment at={withdrawnAt} />
            </p>
          ) : null}
          <p className="small muted">
            {t("record.rests", { count: entries })} · {sizeText(size, locale)}
          </p>
          <details className="small">
            <summary>{t("evidence.fingerprint")}</summary>
            <code>{sha256}</code>
          </details>
        </li>
      ))}
    </ul>
  );
}
