import { useEffect, useState, type ReactNode } from "react";
import { Provider, useQuery } from "urql";
import { useLocation } from "wouter";
import { makeClient } from "./data/client";
import { serverNow } from "./data/clock";
import { isRegulator, looksAfterSafety, SessionContext, Shell, worksAtDesk, type Viewer } from "./data/session";
import {
  LanguageContext,
  loadLanguage,
  useLanguage,
  type Language,
  type LanguageCode,
  type Translate,
} from "./i18n/language";
import { Layout, type NavItem } from "./kit/Layout";
import { ErrorState } from "./kit/states";
import { NowContext, ZoneContext } from "./lib/now";
import { Routes } from "./routes";
import { Boundary } from "./shell/Boundary";
import { DemoStrip } from "./shell/DemoStrip";

const DEVICE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The application: one language, one client, one session at a time. */
export function App({ first }: { first: Language }): ReactNode {
  const [spoken, setSpoken] = useState(first);
  const [client, setClient] = useState(() => makeClient(first.code));
  const speak = async (code: LanguageCode): Promise<void> => {
    setSpoken(await loadLanguage(code));
    setClient(makeClient(code));
  };
  useEffect(() => {
    document.documentElement.lang = spoken.code;
    document.documentElement.dir = spoken.direction;
  }, [spoken]);
  return (
    <LanguageContext value={spoken}>
      <Provider value={client}>
        <House renew={() => setClient(makeClient(spoken.code))} onLanguage={(code) => void speak(code)} />
      </Provider>
    </LanguageContext>
  );
}

interface HouseProps {
  /** Another person, another clock: nothing fetched before is kept. */
  renew: () => void;
  onLanguage: (code: LanguageCode) => void;
}

function House({ renew, onLanguage }: HouseProps): ReactNode {
  const { t } = useLanguage();
  const [location] = useLocation();
  const [{ data, error }, again] = useQuery({ query: Shell });
  const viewer = data?.viewer ?? undefined;
  const demo = data?.demo ?? undefined;
  return (
    <SessionContext value={{ viewer, demo, renew }}>
      <NowContext value={serverNow}>
        <ZoneContext value={viewer?.zone ?? DEVICE_ZONE}>
          <Layout
            home="/"
            items={itemsFor(viewer, t)}
            desk={location.startsWith("/desk")}
            strip={demo ? <DemoStrip demo={demo} /> : null}
            onLanguage={onLanguage}
          >
            {data ? (
              <Boundary at={location} fallback={<Broken />}>
                <Routes />
              </Boundary>
            ) : null}
            {error && !data ? (
              <ErrorState title={t("errors.title.load")} words={t("errors.network")} onRetry={() => again()} />
            ) : null}
          </Layout>
        </ZoneContext>
      </NowContext>
    </SessionContext>
  );
}

function Broken(): ReactNode {
  const { t } = useLanguage();
  return (
    <ErrorState title={t("errors.title.load")} words={t("errors.broken")} onRetry={() => window.location.reload()} />
  );
}

/** The ways in the masthead: what this person's part in the service makes useful. */
function itemsFor(viewer: Viewer | undefined, t: Translate): NavItem[] {
  if (!viewer) {
    return [
      { to: "/sign-in", label: t("nav.signIn") },
      { to: "/register", label: t("nav.register") },
    ];
  }
  const notices = { to: "/notices", label: t("nav.notices", { count: viewer.unreadNotices }) };
  const account = { to: "/account", label: t("nav.account") };
  if (isRegulator(viewer)) return [{ to: "/exports", label: t("nav.exports") }, account];
  const rulebooks = viewer.marketplaces.length ? [{ to: "/rulebooks", label: t("nav.rulebooks") }] : [];
  if (looksAfterSafety(viewer)) return [{ to: "/safety", label: t("nav.safety") }, notices, account];
  if (worksAtDesk(viewer)) return [{ to: "/desk", label: t("nav.desk") }, ...rulebooks, notices, account];
  return [{ to: "/cases", label: t("nav.cases") }, { to: "/orders", label: t("nav.orders") }, notices, account];
}
