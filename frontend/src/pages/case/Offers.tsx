import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { BoundText, Moment } from "../../kit/Instant";
import { OfferCard } from "../../kit/Offer";
import { EmptyState } from "../../kit/states";
import type { CaseView, Offer } from "./documents";
import { offerTitle, useRemedyRows } from "./words";

/** Every offer and proposal, newest first, each with what became of it. */
export default function Offers({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const mayOffer = found.availableActions.some(
    ({ action, reasonIfBlocked }) => action === "MAKE_OFFER" && !reasonIfBlocked,
  );
  return (
    <section className="stack" aria-labelledby="offers">
      <div className="row apart">
        <h2 id="offers">{t("offers.title")}</h2>
        {mayOffer ? (
          <ButtonLink look="plain" to={`/cases/${found.id}/offers/new`}>
            {t("do.MAKE_OFFER")}
          </ButtonLink>
        ) : null}
      </div>
      {found.offers.length + found.proposals.length ? null : (
        <EmptyState title={t("offers.none")}>
          <p>{t("offers.none.words")}</p>
        </EmptyState>
      )}
      <Proposals found={found} />
      <Made found={found} />
    </section>
  );
}

function Proposals({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return found.proposals.toReversed().map((proposal) => (
    <OfferCard
      key={proposal.id}
      title={t("proposal.title")}
      rows={rows(proposal.lines)}
      over={proposal.standing !== "OPEN"}
    >
      <p className="words" dir="auto">
        {proposal.reasons ?? t("erased")}
      </p>
      <p className="small muted">
        {t(`standing.${proposal.standing}`)} · <Moment at={proposal.at} />
      </p>
      {proposal.standing === "OPEN" ? (
        <Link href={`/cases/${found.id}/proposals/${proposal.id}`}>{t("proposal.see")}</Link>
      ) : null}
    </OfferCard>
  ));
}

function Made({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return found.offers.toReversed().map((offer) => (
    <OfferCard
      key={offer.id}
      title={offerTitle(offer.side, found, t, "offers")}
      rows={rows(offer.lines)}
      over={offer.standing !== "OPEN"}
    >
      {offer.conditions ? (
        <p dir="auto" className="words">
          {offer.conditions}
        </p>
      ) : null}
      <p className="small muted">
        {t(`standing.${offer.standing}`)} · <Moment at={offer.at} />
        <Until found={found} offer={offer} />
      </p>
      <Link href={`/cases/${found.id}/offers/${offer.id}`}>{t("offer.see")}</Link>
    </OfferCard>
  ));
}

/** Until when an open offer can be answered, in the zone of whoever answers. */
function Until({ found, offer }: { found: CaseView; offer: Offer }): ReactNode {
  const deadline = found.deadlines.find(({ about }) => about === offer.id);
  if (!deadline) return null;
  return (
    <>
      {" · "}
      <BoundText at={deadline.due} zone={deadline.zone} />
    </>
  );
}
