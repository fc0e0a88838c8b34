import type { ReactNode } from "react";
import { Redirect } from "wouter";
import { isRegulator, useSession, worksAtDesk } from "../data/session";
import { useLanguage } from "../i18n/language";
import { ButtonLink } from "../kit/Button";
import { Page } from "../kit/Page";

/** Whoever is signed in goes to work; whoever is not reads what this place is. */
export default function Home(): ReactNode {
  const { viewer } = useSession();
  if (!viewer) return <Welcome />;
  if (isRegulator(viewer)) return <Redirect to="/exports" replace />;
  return <Redirect to={worksAtDesk(viewer) ? "/desk" : "/cases"} replace />;
}

function Welcome(): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={t("home.title")}>
      <p>{t("home.words")}</p>
      <ol className="steps">
        {(["COMPLAINT", "NEGOTIATION", "MEDIATION", "DECISION"] as const).map((phase) => (
          <li key={phase}>
            <h2>{t(`phase.${phase}`)}</h2>
            <p>{t(`home.${phase}`)}</p>
          </li>
        ))}
      </ol>
      <p>{t("home.free")}</p>
      <div className="row">
        <ButtonLink to="/sign-in">{t("nav.signIn")}</ButtonLink>
        <ButtonLink look="plain" to="/register">
          {t("nav.register")}
        </ButtonLink>
        <ButtonLink look="link" to="/diagnosis">
          {t("home.diagnosis")}
        </ButtonLink>
      </div>
    </Page>
  );
}
