import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../data/act";
import { Loaded } from "../data/Loaded";
import { graphql } from "../generated/graphql";
import type { ExportCasesMutation, ExportScopesQuery } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary, type Problem } from "../kit/ErrorSummary";
import { Moment } from "../kit/Instant";
import { Page } from "../kit/Page";
import { Done, EmptyState } from "../kit/states";
import { sizeText } from "../lib/sizes";

const ExportScopesDocument = graphql(`
  query ExportScopes {
    exportScopes {
      id
      openedFrom
      openedBefore
      legalBasis
      revoked
    }
  }
`);

const ExportCases = graphql(`
  mutation ExportCases($input: ExportCasesInput!) {
    exportCases(input: $input) {
      export {
        id
        asOf
        cases
        path
        files {
          name
          size
          sha256
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

type Scope = ExportScopesQuery["exportScopes"][number];
type Export = NonNullable<ExportCasesMutation["exportCases"]["export"]>;

/** The regulator's page: the recorded scopes, and a pseudonymised export of each. */
export default function Exports(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: ExportScopesDocument });
  return (
    <Page title={t("exports.title")}>
      <p>{t("exports.words")}</p>
      <Loaded state={state} again={again}>
        {({ exportScopes }) =>
          exportScopes.length ? (
            <ul className="listing">
              {exportScopes.map((scope) => (
                <li key={scope.id}>
                  <OneScope scope={scope} />
                </li>
              ))}
            </ul>
          ) : (
            <EmptyState title={t("exports.none")}>
              <p>{t("exports.none.words")}</p>
            </EmptyState>
          )
        }
      </Loaded>
    </Page>
  );
}

function OneScope({ scope }: { scope: Scope }): ReactNode {
  const { t } = useLanguage();
  const make = useAct(ExportCases);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Export>();
  const [problems, setProblems] = useState<Problem[]>([]);
  const ask = async (): Promise<void> => {
    setBusy(true);
    const { payload, errors } = await make({ scope: scope.id });
    setBusy(false);
    setProblems(errors.map(({ message }) => ({ field: "", message })));
    if (payload?.export) setMade(payload.export);
  };
  return (
    <div className="stack near">
      <h2 className="row-title" dir="auto">
        {scope.legalBasis}
      </h2>
      <p className="muted">
        {t("exports.from")} <Moment at={scope.openedFrom} /> {t("exports.before")} <Moment at={scope.openedBefore} />
      </p>
      <ErrorSummary problems={problems} />
      {scope.revoked ? (
        <p>{t("exports.revoked")}</p>
      ) : (
        <Button look="plain" busy={busy} onClick={() => void ask()}>
          {t("exports.submit")}
        </Button>
      )}
      {made ? <Made made={made} /> : null}
    </div>
  );
}

function Made({ made }: { made: Export }): ReactNode {
  const { t, locale } = useLanguage();
  return (
    <div className="stack near">
      <Done>{t("exports.done", { count: made.cases })}</Done>
      <p className="small muted">
        <Moment at={made.asOf} />
      </p>
      <div>
        <a className="button plain" href={made.path} download>
          {t("exports.download")}
        </a>
      </div>
      <dl className="facts">
        {made.files.map(({ name, size, sha256 }) => (
          <div key={name}>
            <dt>
              {name}, {sizeText(size, locale)}
            </dt>
            <dd className="small">
              <code>{sha256}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
