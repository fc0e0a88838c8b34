import { use, type ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { BoundText, Moment } from "../kit/Instant";
import { languageName } from "../lib/languages";
import { useNow, ZoneContext } from "../lib/now";
import type { Profile } from "./neutrals";

/** Languages by their names, or that none were named. */
export function LanguageNames({ codes }: { codes: readonly string[] }): ReactNode {
  const { t, locale } = useLanguage();
  const names = codes.map((code) => languageName(code, locale)).sort((one, other) => one.localeCompare(other, locale));
  return names.length ? names.join(", ") : t("neutral.languages.none");
}

/** From when until when somebody is away, while that is not over. */
export function Away({ from, until }: { from: string | null; until: string | null }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  const now = useNow();
  if (!from || !until || new Date(until) <= now) return t("neutral.here");
  return (
    <>
      {t("neutral.away")} <Moment at={from} /> – <BoundText at={until} zone={zone} />
    </>
  );
}

/** What a registrar wrote down: skills and payer. */
export function Known({ profile: { complaints, products, payer } }: { profile: Profile }): ReactNode {
  const { t } = useLanguage();
  const none = t("neutral.none");
  return (
    <section className="stack near" aria-labelledby="known">
      <h2 id="known">{t("neutral.known")}</h2>
      <dl className="facts">
        <div>
          <dt>{t("neutral.complaints")}</dt>
          <dd>{complaints.map((kind) => t(`complaint.${kind}`)).join(", ") || none}</dd>
        </div>
        <div>
          <dt>{t("neutral.products")}</dt>
          <dd>{products.map((kind) => t(`neutral.product.${kind}`)).join(", ") || none}</dd>
        </div>
        <div>
          <dt>{t("neutral.payer")}</dt>
          <dd>
            <bdi>{payer ?? t("neutral.payer.service")}</bdi>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** With whom there is a conflict of interest, why, and how long. */
export function Conflicts({ profile: { conflicts } }: { profile: Profile }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  return (
    <section className="stack near" aria-labelledby="conflicts">
      <h2 id="conflicts">{t("neutral.conflicts")}</h2>
      <p className="small muted">{t("neutral.conflicts.words")}</p>
      {conflicts.length ? null : <p>{t("neutral.conflicts.none")}</p>}
      <ul className="listing">
        {conflicts.map(({ other, name, reason, since, until }) => (
          <li key={other}>
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <span className="words" dir="auto">
              {reason}
            </span>
            <span className="small muted">
              {t("neutral.since")} <Moment at={since} />
              {until ? (
                <>
                  , <BoundText at={until} zone={zone} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
