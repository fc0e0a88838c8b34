import { useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { NotFound } from "../../data/Loaded";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ConfirmPage } from "../../kit/ConfirmPage";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { Tick } from "../../kit/Field";
import { BoundText, DaysLeft, Moment } from "../../kit/Instant";
import { Comparison, OfferCard } from "../../kit/Offer";
import { Page } from "../../kit/Page";
import { moneyText } from "../../lib/money";
import { AcceptOffer, DeclineOffer, WithdrawOffer } from "./acts";
import { ActPage, useSending } from "./ActPage";
import type { Action, CaseView, Offer } from "./documents";
import { offerTitle, sumOf, useRemedyRows, whoIs } from "./words";

function WithOffer({ children }: { children: (found: CaseView, offer: Offer) => ReactNode }): ReactNode {
  const { offer: id } = useParams<{ offer: string }>();
  return (
    <ActPage>
      {(found) => {
        const offer = found.offers.find((one) => one.id === id);
        return offer ? children(found, offer) : <NotFound />;
      }}
    </ActPage>
  );
}

const may = (found: CaseView, asked: Action): boolean =>
  found.availableActions.some(({ action, reasonIfBlocked }) => action === asked && !reasonIfBlocked);

/** One offer beside what was asked, and what can be done about it. */
export function OfferPage(): ReactNode {
  return <WithOffer>{(found, offer) => <OneOffer found={found} offer={offer} />}</WithOffer>;
}

function OneOffer({ found, offer }: { found: CaseView; offer: Offer }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  const deadline = found.deadlines.find(({ about }) => about === offer.id);
  return (
    <Page title={offerTitle(offer.side, found, t, "offers")} eyebrow={<span className="figures">{found.number}</span>}>
      <Comparison>
        <OfferCard
          level={2}
          title={offerTitle("COMPLAINANT", found, t, "asks")}
          rows={rows(found.claims.flatMap(({ remedies }) => remedies))}
        />
        <OfferCard
          level={2}
          title={offerTitle(offer.side, found, t, "offers")}
          rows={rows(offer.lines)}
          over={offer.standing !== "OPEN"}
        />
      </Comparison>
      {offer.conditions ? (
        <section className="stack tight">
          <h2>{t("offer.conditions")}</h2>
          <p className="words" dir="auto">
            {offer.conditions}
          </p>
        </section>
      ) : null}
      <p className="muted">
        {t(`standing.${offer.standing}`)} · {t(`offer.room.${offer.room === "OPEN" ? "open" : "withoutPrejudice"}`)} ·{" "}
        <Moment at={offer.at} />
      </p>
      {deadline ? (
        <p className="due">
          {t("offer.answerBy")} <BoundText at={deadline.due} zone={deadline.zone} />{" "}
          <DaysLeft at={deadline.due} zone={deadline.zone} />
        </p>
      ) : null}
      <Answers found={found} offer={offer} />
      <ButtonLink look="link" to={`/cases/${found.id}`}>
        {t("case.back")}
      </ButtonLink>
    </Page>
  );
}

function Answers({ found, offer }: { found: CaseView; offer: Offer }): ReactNode {
  const { t, locale } = useLanguage();
  const { busy, problems, send } = useSending(`/cases/${found.id}`);
  const withdraw = useAct(WithdrawOffer);
  const input = { case: found.id, expectedVersion: found.version, offer: offer.id };
  if (offer.standing !== "OPEN") return null;
  if (offer.yours) {
    return (
      <div className="stack near">
        <ErrorSummary problems={problems} />
        <Button look="plain" busy={busy} onClick={() => send(() => withdraw(input))}>
          {t("do.WITHDRAW_OFFER")}
        </Button>
      </div>
    );
  }
  if (!may(found, "ACCEPT_OFFER")) return null;
  const base = `/cases/${found.id}/offers`;
  const sum = sumOf(offer.lines);
  const words = sum ? moneyText(sum.amount, sum.currency, locale) : "";
  return (
    <div className="row">
      <ButtonLink to={`${base}/${offer.id}/accept`}>
        {sum ? t("offer.acceptSum", { sum: words }) : t("offer.accept")}
      </ButtonLink>
      <ButtonLink look="plain" to={`${base}/new?counters=${encodeURIComponent(offer.id)}`}>
        {t("offer.counter")}
      </ButtonLink>
      <ButtonLink look="plain" to={`${base}/${offer.id}/decline`}>
        {t("do.DECLINE_OFFER")}
      </ButtonLink>
    </div>
  );
}

/** Accepting binds: a page of its own, its effect told first, and a statement that it was read. */
export function AcceptOfferPage(): ReactNode {
  return <WithOffer>{(found, offer) => <Accept found={found} offer={offer} />}</WithOffer>;
}

function Accept({ found, offer }: { found: CaseView; offer: Offer }): ReactNode {
  const { t, locale } = useLanguage();
  const rows = useRemedyRows();
  const accept = useAct(AcceptOffer);
  const { busy, problems, send } = useSending(`/cases/${found.id}`);
  const [understood, setUnderstood] = useState(false);
  const [unread, setUnread] = useState<Problem[]>([]);
  const sum = sumOf(offer.lines);
  const confirm = (): void => {
    setUnread(understood ? [] : [{ field: "understood", message: t("understood.missing") }]);
    const input = { case: found.id, expectedVersion: found.version, offer: offer.id, effectUnderstood: true };
    if (understood) send(() => accept(input));
  };
  return (
    <ConfirmPage
      title={t("accept.title")}
      effects={[t("accept.ends"), found.effectText]}
      action={sum ? t("accept.sum", { sum: moneyText(sum.amount, sum.currency, locale) }) : t("accept.plain")}
      back={`/cases/${found.id}/offers/${offer.id}`}
      busy={busy}
      problems={unread.length ? unread : problems}
      onConfirm={confirm}
      consent={
        <Tick
          id="understood"
          label={t("understood.words")}
          checked={understood}
          onTick={setUnderstood}
          error={unread[0]?.message}
        />
      }
    >
      <OfferCard
        level={2}
        title={offerTitle(offer.side, found, t, "offers")}
        rows={rows(offer.lines)}
        note={offer.conditions}
      />
    </ConfirmPage>
  );
}

/** Declining ends this offer, nothing else. */
export function DeclineOfferPage(): ReactNode {
  return <WithOffer>{(found, offer) => <Decline found={found} offer={offer} />}</WithOffer>;
}

function Decline({ found, offer }: { found: CaseView; offer: Offer }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  const decline = useAct(DeclineOffer);
  const { busy, problems, send } = useSending(`/cases/${found.id}`);
  return (
    <ConfirmPage
      title={t("decline.title", { name: whoIs(offer.side, found, t) })}
      effects={[t("decline.ends"), t("decline.goesOn")]}
      action={t("do.DECLINE_OFFER")}
      back={`/cases/${found.id}/offers/${offer.id}`}
      busy={busy}
      problems={problems}
      onConfirm={() => send(() => decline({ case: found.id, expectedVersion: found.version, offer: offer.id }))}
    >
      <OfferCard level={2} title={offerTitle(offer.side, found, t, "offers")} rows={rows(offer.lines)} />
    </ConfirmPage>
  );
}
