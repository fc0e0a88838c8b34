import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { Loaded, NotFound } from "../data/Loaded";
import { More } from "../data/More";
import { useSession, type Viewer } from "../data/session";
import type { RulebookVersionsQuery } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { ButtonLink } from "../kit/Button";
import { Page } from "../kit/Page";
import { EmptyState } from "../kit/states";
import { RulebookVersionsDocument } from "./rulebooks";

type Marketplace = Viewer["marketplaces"][number];
type Row = RulebookVersionsQuery["rulebookVersions"]["edges"][number]["node"];

/** The texts of the rulebooks of the marketplaces that somebody administers. */
export default function Rulebooks(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (!viewer?.marketplaces.length) return <NotFound />;
  return (
    <Page title={t("rulebooks.title")}>
      <p>{t("rulebooks.words")}</p>
      {viewer.marketplaces.map((one) => (
        <OneMarketplace key={one.id} marketplace={one} />
      ))}
    </Page>
  );
}

function OneMarketplace({ marketplace }: { marketplace: Marketplace }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack near" aria-label={marketplace.name}>
      <h2>
        <bdi>{marketplace.name}</bdi>
      </h2>
      <div>
        <ButtonLink to={`/rulebooks/new/${marketplace.id}`} look="plain">
          {t("rulebooks.new", { marketplace: marketplace.name })}
        </ButtonLink>
      </div>
      <AllVersions marketplace={marketplace.id} />
    </section>
  );
}

interface AllVersionsProps {
  marketplace: string;
  /** Of this seller's own policy only. */
  organisation?: string;
}

/** Every text of a marketplace, or of one of its sellers, page by page. */
export function AllVersions(whose: AllVersionsProps): ReactNode {
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return pages.map((after, at) => (
    <Versions
      key={after ?? ""}
      {...whose}
      after={after}
      last={at === pages.length - 1}
      onMore={(end) => setPages([...pages, end])}
    />
  ));
}

interface VersionsProps extends AllVersionsProps {
  after: string | null;
  last: boolean;
  onMore: (end: string) => void;
}

function Versions({ marketplace, organisation, after, last, onMore }: VersionsProps): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: RulebookVersionsDocument, variables: { marketplace, after } });
  return (
    <Loaded state={state} again={again}>
      {({ rulebookVersions: { edges, pageInfo } }) => {
        const shown = edges.filter(({ node }) => !organisation || node.organisation === organisation);
        return shown.length || after || pageInfo.hasNextPage ? (
          <>
            <ul className="listing">
              {shown.map(({ node }) => (
                <li key={node.id}>
                  <OneVersion row={node} />
                </li>
              ))}
            </ul>
            {last ? <More pageInfo={pageInfo} onMore={onMore} /> : null}
          </>
        ) : (
          <EmptyState title={t(organisation ? "policies.none" : "rulebooks.none")}>
            <p>{t(organisation ? "policies.none.words" : "rulebooks.none.words")}</p>
          </EmptyState>
        );
      }}
    </Loaded>
  );
}

function OneVersion({ row }: { row: Row }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="stack tight">
      <h3 className="row-title">
        <Link href={`/rulebooks/${row.id}`} className="whole">
          {row.name ?? t("rulebooks.unnamed")}
        </Link>
        <span className="tag">{t(`rulebooks.state.${row.state}`)}</span>
      </h3>
      <p className="small muted">
        {t("rulebooks.written", { person: row.draftedBy })}
        {row.inForceFrom ? ` · ${t("rulebooks.since", { day: row.inForceFrom })}` : ""}
      </p>
    </div>
  );
}
