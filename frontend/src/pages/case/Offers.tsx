import type { ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage, type MessageId } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { BoundText, Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import { OfferCard } from "../../kit/Offer";
import { EmptyState } from "../../kit/states";
import type { CaseView } from "./documents";
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
      {found.offers.length + found.biddings.length + found.proposals.length ? null : (
        <EmptyState title={t("offers.none")}>
          <p>{t("offers.none.words")}</p>
        </EmptyState>
      )}
      <Proposals found={found} />
      <Biddings found={found} />
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

const WORDS: Record<string, MessageId> = {
  OPEN: "bids.open",
  GIVEN: "bids.given",
  ACCEPTED: "bids.met",
};

function Biddings({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const mayBid = found.availableActions.some(({ action }) => action === "GIVE_BID");
  return found.biddings.toReversed().map((bidding) => (
    <article key={bidding.id} className={bidding.standing === "OPEN" ? "offer" : "offer over"}>
      <h3>{t("bids.round", { round: bidding.round })}</h3>
      <p>{t(WORDS[bidding.standing === "OPEN" && bidding.given ? "GIVEN" : bidding.standing] ?? "bids.over")}</p>
      {bidding.yourBid ? (
        <p>
          {t("bids.yours")} <Money {...bidding.yourBid} />
        </p>
      ) : null}
      <p className="small muted">
        <Moment at={bidding.at} />
        <Until found={found} id={bidding.id} />
      </p>
      {mayBid && bidding.standing === "OPEN" ? (
        <Link href={`/cases/${found.id}/do/GIVE_BID`}>{t("do.GIVE_BID")}</Link>
      ) : null}
    </article>
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
        <Until found={found} id={offer.id} />
      </p>
      <Link href={`/cases/${found.id}/offers/${offer.id}`}>{t("offer.see")}</Link>
    </OfferCard>
  ));
}

/** Until when an open offer can be answered or a bid be given, in the zone of whoever acts. */
function Until({ found, id }: { found: CaseView; id: string }): ReactNode {
  const deadline = found.deadlines.find(({ about }) => about === id);
  if (!deadline) return null;
  return (
    <>
      {" · "}
      <BoundText at={deadline.due} zone={deadline.zone} />
    </>
  );
}
