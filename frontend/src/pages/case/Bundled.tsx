import { use, type ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { BoundText } from "../../kit/Instant";
import { ZoneContext } from "../../lib/now";
import { ReleaseFromBundle } from "./bundleDocuments";
import type { CaseView } from "./documents";
import { ReasonsForm } from "./ReasonedActs";

type Bundle = NonNullable<CaseView["bundle"]>;

/** That this case is handled together with similar ones: how many, why, what it means, and how to object. */
export function Bundled({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const { bundle } = found;
  if (!bundle) return null;
  return (
    <section className="card stack tight" aria-labelledby="bundle">
      <h2 id="bundle">{bundle.left ? t("bundle.left") : t("bundle.title", { count: bundle.cases })}</h2>
      {bundle.left ? <p>{t(`bundle.leaving.${bundle.left}`)}</p> : <Meaning bundle={bundle} />}
      <p className="words" dir="auto">
        {(bundle.left ? bundle.releasedBecause : bundle.reasons) ?? ""}
      </p>
      {found.availableActions.some(({ action }) => action === "OBJECT_TO_BUNDLE") ? (
        <ButtonLink look="plain" to={`/cases/${found.id}/do/OBJECT_TO_BUNDLE`}>
          {t("do.OBJECT_TO_BUNDLE")}
        </ButtonLink>
      ) : null}
      {bundle.id ? (
        <p>
          <Link href={`/bundles/${bundle.id}`}>{t("bundle.see")}</Link>
        </p>
      ) : null}
    </section>
  );
}

function Meaning({ bundle }: { bundle: Bundle }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  return (
    <>
      <p>{t("bundle.meaning")}</p>
      <p>{t(`bundle.standing.${bundle.standing}`)}</p>
      {bundle.objectionDue ? (
        <p>
          {t("bundle.until")} <BoundText at={bundle.objectionDue} zone={zone} />
        </p>
      ) : null}
    </>
  );
}

/** Whoever leads or administers the case takes it out, and says why. */
export function ReleasePage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <ReasonsForm
      found={found}
      act="RELEASE_FROM_BUNDLE"
      document={ReleaseFromBundle}
      words={t("bundle.release.words")}
    />
  );
}
