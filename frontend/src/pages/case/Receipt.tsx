import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Day, Moment } from "../../kit/Instant";
import { OfferCard } from "../../kit/Offer";
import { Page } from "../../kit/Page";
import { Done } from "../../kit/states";
import { Timeline } from "../../kit/Timeline";
import { ActPage } from "./ActPage";
import type { CaseView } from "./documents";
import { offerTitle, useRemedyRows } from "./words";

/** What the complainant holds in hand at once: the number, what is expected, and the dated way ahead. */
export default function Receipt(): ReactNode {
  return <ActPage>{(found) => <OneReceipt found={found} />}</ActPage>;
}

function OneReceipt({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return (
    <Page title={t("receipt.title")}>
      <Done>{t("receipt.done")}</Done>
      <section className="stack tight">
        <p className="muted">{t("receipt.number")}</p>
        <p className="receipt-number figures">{found.number}</p>
        <p className="small muted">
          <Moment at={found.openedAt} />
        </p>
      </section>
      <OfferCard
        level={2}
        title={offerTitle("COMPLAINANT", found, t, "asks")}
        rows={rows(found.claims.flatMap(({ remedies }) => remedies))}
      />
      <section className="stack near">
        <h2>{t("receipt.next")}</h2>
        <p>{t("receipt.next.words", { name: found.respondent.name })}</p>
        <Timeline
          happenings={found.receiptTimeline.map(({ stage, until }) => ({
            id: stage,
            place: "ahead",
            when: <Day date={until} />,
            what: t("course.atLatest", { stage: t(`stage.${stage}`) }),
          }))}
        />
      </section>
      <div className="row">
        <ButtonLink to={`/cases/${found.id}`}>{t("receipt.toCase")}</ButtonLink>
        <ButtonLink look="plain" to={`/cases/${found.id}/evidence`}>
          {t("receipt.toEvidence")}
        </ButtonLink>
      </div>
    </Page>
  );
}
