import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useParams } from "wouter";
import { Loaded, NotFound } from "../data/Loaded";
import { isRegistrar, useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { Page } from "../kit/Page";
import { Describe, NewConflict } from "./DescribeNeutral";
import { Away, Conflicts, Known, LanguageNames } from "./NeutralFacts";
import { NeutralListDocument, NeutralProfileDocument, type Candidate } from "./neutrals";

/** Everybody who mediates or decides: how much they carry, what they speak, when they are away. */
export default function Neutrals(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const [state, again] = useQuery({ query: NeutralListDocument, requestPolicy: "cache-and-network" });
  if (viewer && !viewer.marketplaces.length && !isRegistrar(viewer)) return <NotFound />;
  return (
    <Loaded state={state} again={again}>
      {({ mediators, deciders }) => (
        <Page title={t("neutrals.title")}>
          <p>{t("neutrals.words")}</p>
          <Serving title={t("neutrals.mediators")} people={mediators} />
          <Serving title={t("neutrals.deciders")} people={deciders} />
        </Page>
      )}
    </Loaded>
  );
}

function Serving({ title, people }: { title: string; people: readonly Candidate[] }): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  return (
    <section className="stack near" aria-label={title}>
      <h2>{title}</h2>
      {people.length ? null : <p className="muted">{t("neutrals.none")}</p>}
      <ul className="listing">
        {people.map(({ person, name, openCases, languages, awayFrom, awayUntil }) => (
          <li key={person}>
            <span>
              {viewer && isRegistrar(viewer) ? (
                <Link href={`/neutrals/${person}`}>
                  <bdi>{name}</bdi>
                </Link>
              ) : (
                <bdi>{name}</bdi>
              )}
            </span>
            <span className="small muted">
              {t("appoint.load", { count: openCases })} · <LanguageNames codes={languages} />
            </span>
            <span className="small muted">
              <Away from={awayFrom} until={awayUntil} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is known of one neutral, for registrars. */
export function OneNeutral(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const { person } = useParams<{ person: string }>();
  const [state, again] = useQuery({ query: NeutralProfileDocument, variables: { person } });
  if (viewer && !isRegistrar(viewer)) return <NotFound />;
  return (
    <Loaded state={state} again={again}>
      {({ neutralProfile: profile }) => (
        <Page title={profile.name}>
          <dl className="facts">
            <div>
              <dt>{t("neutral.languages")}</dt>
              <dd>
                <LanguageNames codes={profile.languages} />
              </dd>
            </div>
            <div>
              <dt>{t("neutral.absence")}</dt>
              <dd>
                <Away from={profile.awayFrom} until={profile.awayUntil} />
              </dd>
            </div>
          </dl>
          <Known profile={profile} />
          <Conflicts profile={profile} />
          {viewer && viewer.id !== profile.person ? (
            <>
              <Describe key={profile.person} profile={profile} />
              <NewConflict profile={profile} />
            </>
          ) : null}
          <p>
            <Link href="/neutrals">{t("neutrals.all")}</Link>
          </p>
        </Page>
      )}
    </Loaded>
  );
}
