import { useEffect, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useLocation, useParams } from "wouter";
import { Loaded, NotFound } from "../../data/Loaded";
import { isNeutral, useSession } from "../../data/session";
import type { ExhibitFilesQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Select } from "../../kit/Field";
import { Page } from "../../kit/Page";
import type { CaseView } from "../case/documents";
import { useCase } from "../case/useCase";
import "../../styles/viewer.css";
import { Pane } from "./Pane";
import { ExhibitFilesDocument } from "../case/fileDocuments";

type Exhibit = CaseView["exhibits"][number];

const SOON_MS = 4_000;

/** Looking at an exhibit, or at two of them side by side. */
export default function ViewerPage(): ReactNode {
  const { id, exhibit, beside } = useParams<{ id: string; exhibit: string; beside?: string }>();
  const [state, again] = useCase(id);
  return (
    <Loaded state={state} again={again}>
      {({ case: found }) => (found ? <Looking found={found} first={exhibit} second={beside} /> : <NotFound />)}
    </Loaded>
  );
}

interface LookingProps {
  found: CaseView;
  first: string;
  second: string | undefined;
}

function Looking({ found, first, second }: LookingProps): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const [state, again] = useQuery({ query: ExhibitFilesDocument, variables: { case: found.id } });
  const waits = state.data?.exhibitFiles.some(({ state: rendering }) => rendering === "PENDING") ?? false;
  const known = found.exhibits.map(({ id }) => id).join(" ");
  useEffect(() => again({ requestPolicy: "network-only" }), [known, again]);
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => again({ requestPolicy: "network-only" }), SOON_MS);
    return () => clearInterval(timer);
  }, [waits, again]);
  const exhibit = found.exhibits.find(({ id }) => id === first);
  const other = found.exhibits.find(({ id }) => id === second);
  if (!exhibit) return <NotFound />;
  const base = viewer && isNeutral(viewer) ? "/desk" : "/cases";
  return (
    <div className="viewer">
      <Page title={t("viewer.title")} eyebrow={<span className="figures">{found.number}</span>}>
        <p>
          <Link href={`${base}/${found.id}/evidence`}>{t("viewer.back")}</Link>
        </p>
        <Beside found={found} first={exhibit} second={other} />
      </Page>
      <Loaded state={state} again={again}>
        {({ exhibitFiles: files }) => (
          <div className={other ? "viewer-panes two" : "viewer-panes"}>
            <Pane key={exhibit.id} found={found} exhibit={exhibit} file={fileOf(exhibit, files)} />
            {other ? <Pane key={other.id} found={found} exhibit={other} file={fileOf(other, files)} /> : null}
          </div>
        )}
      </Loaded>
    </div>
  );
}

function fileOf({ id }: Exhibit, files: ExhibitFilesQuery["exhibitFiles"]): ExhibitFilesQuery["exhibitFiles"][number] | undefined {
  return files.find(({ exhibit }) => exhibit === id);
}

/** Which exhibit to put beside it. */
function Beside({ found, first, second }: { found: CaseView; first: Exhibit; second: Exhibit | undefined }): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const others = found.exhibits.filter(({ id, erasure }) => id !== first.id && !erasure);
  if (!others.length) return null;
  const choices = others.map(({ id, number, name }) => ({
    value: id,
    label: [number, name ?? t("confidential.title")].filter(Boolean).join(" "),
  }));
  return (
    <Select
      id="beside"
      label={t("viewer.beside")}
      value={second?.id ?? ""}
      choices={[{ value: "", label: t("viewer.alone") }, ...choices]}
      onChange={({ target }) => go(`/cases/${found.id}/view/${first.id}${target.value ? `/${target.value}` : ""}`)}
    />
  );
}
