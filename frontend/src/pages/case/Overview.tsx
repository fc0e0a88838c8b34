import { use, type ReactNode } from "react";
import { Link } from "wouter";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Moment } from "../../kit/Instant";
import { Comparison, OfferCard } from "../../kit/Offer";
import { Progress } from "../../kit/Progress";
import { BaseContext, useWay } from "./base";
import type { Action, CaseView, Offer, Side } from "./documents";
import { Entitled } from "../entitlement/Entitled";
import { Looked } from "./Looked";
import { Bundled } from "./Bundled";
import { Amended } from "./Amended";
import { Clarified } from "./Clarifying";
import { Counterclaimed } from "./Counterclaim";
import { Elsewhere } from "./Elsewhere";
import { Ordered, outcomeText } from "./Outcome";
import { Requests } from "./Requests";
import { ClaimList, Said } from "./Said";
import { GuardianNotice } from "./Guardian";
import { ThirdStatements } from "./ThirdParties";
import { progressOf } from "./progress";
import { offerTitle, useRemedyRows, whoIs } from "./words";

/** The case at a glance: how far it is, where both sides stand, what happened, what else can be done. */
export function Overview({ found }: { found: CaseView }): ReactNode {
  return (
    <>
      <CaseProgress found={found} />
      <GuardianNotice found={found} />
      <Requests found={found} />
      <Bundled found={found} />
      <Positions found={found} />
      <Elsewhere found={found} />
      <Story found={found} />
      <ThirdStatements found={found} />
      <Computed found={found} />
      <OtherActs found={found} />
    </>
  );
}

export function CaseProgress({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const { phases, current } = progressOf(found.progress);
  return <Progress steps={phases.map((phase) => ({ id: phase, label: t(`phase.${phase}`) }))} current={current} />;
}

/** What was agreed or decided; before that, where both sides stand now, the complainant always first. */
function Positions({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  if (found.settlement) return <Agreed found={found} settlement={found.settlement} />;
  if (found.decision) return <Decided found={found} decision={found.decision} />;
  const asking = newest(found.offers, "COMPLAINANT");
  const offering = newest(found.offers, "RESPONDENT");
  return (
    <section className="stack near" aria-labelledby="positions">
      <h2 id="positions">{asking || offering ? t("case.positions") : t("case.asked")}</h2>
      <Comparison>
        {asking ? <OfferPosition found={found} offer={asking} /> : <Asked found={found} />}
        {offering ? <OfferPosition found={found} offer={offering} /> : null}
      </Comparison>
    </section>
  );
}

function Agreed({
  found,
  settlement,
}: {
  found: CaseView;
  settlement: NonNullable<CaseView["settlement"]>;
}): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return (
    <section className="stack near" aria-labelledby="agreed">
      <h2 id="agreed">{t("case.agreed")}</h2>
      <OfferCard title={t("bothSides")} rows={rows(settlement.lines)} note={settlement.conditions} />
      <p className="small muted">{found.effectText}</p>
    </section>
  );
}

function Decided({ found, decision }: { found: CaseView; decision: NonNullable<CaseView["decision"]> }): ReactNode {
  const { t } = useLanguage();
  const way = useWay(found.id);
  return (
    <section className="stack near" aria-labelledby="decided">
      <h2 id="decided">{outcomeText(decision, t)}</h2>
      {decision.lines.length ? (
        <Ordered found={found} title={t("decision.ordered")} lines={decision.lines} net={decision.net} />
      ) : null}
      <p>
        <Link href={way("/decision")}>{t("decision.see")}</Link>
      </p>
    </section>
  );
}

function OfferPosition({ found, offer }: { found: CaseView; offer: Offer }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return (
    <OfferCard
      title={offerTitle(offer.side, found, t, "offers")}
      rows={rows(offer.lines)}
      note={t(`standing.${offer.standing}`)}
      over={offer.standing !== "OPEN"}
    >
      <Link href={`/cases/${found.id}/offers/${offer.id}`}>{t("offer.see")}</Link>
    </OfferCard>
  );
}

function Asked({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return (
    <OfferCard
      title={offerTitle("COMPLAINANT", found, t, "asks")}
      rows={rows(found.claims.flatMap(({ remedies }) => remedies))}
    />
  );
}

function newest(offers: readonly Offer[], side: Side): Offer | undefined {
  const own = offers.filter((offer) => offer.side === side);
  return own.findLast(({ standing }) => standing === "OPEN" || standing === "ACCEPTED") ?? own.at(-1);
}

function Story({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack near" aria-labelledby="story">
      <h2 id="story">{t("case.story")}</h2>
      <article className="message">
        <p className="message-head">
          <strong>{whoIs("COMPLAINANT", found, t)}</strong>
          <Moment at={found.openedAt} />
        </p>
        <ClaimList claims={found.claims} />
        <p className="words" dir="auto">
          {found.narrative ?? t("erased")}
        </p>
        <Amended found={found} what="COMPLAINT" />
      </article>
      {found.answer ? <Said found={found} side="RESPONDENT" answer={found.answer} /> : null}
      <Counterclaimed found={found} />
      <Clarified found={found} />
    </section>
  );
}

/** What was computed at intake, and whether a person looked at it. */
function Computed({ found }: { found: CaseView }): ReactNode {
  if (!found.entitlement) return null;
  return (
    <Entitled found={found.entitlement}>
      <Looked found={found} about="ENTITLEMENT" review={found.entitlement.review} />
    </Entitled>
  );
}

/** What else can be done now, and what cannot, under the one reason why (the desk shows its own acts on top): straight from the service's own guards. */
function OtherActs({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const base = use(BaseContext);
  const acts =
    base === "/desk"
      ? []
      : Object.keys(WAYS).flatMap((name) => found.availableActions.filter(({ action }) => action === name));
  if (!acts.length) return null;
  const possible = acts.filter(({ reasonIfBlocked }) => !reasonIfBlocked);
  const reasons = new Set(acts.flatMap(({ reasonIfBlocked }) => reasonIfBlocked ?? []));
  return (
    <section className="stack near no-print" aria-labelledby="other-acts">
      <h2 id="other-acts">{t("case.otherActs")}</h2>
      <ul className="ways">
        {possible.map(({ action }) => (
          <li key={action}>
            <ButtonLink look="link" to={`/cases/${found.id}${WAYS[action] ?? ""}`}>
              {t(`do.${action}`)}
            </ButtonLink>
          </li>
        ))}
        {[...reasons].map((reason) => (
          <li key={reason}>
            {acts.map(({ action, reasonIfBlocked }) =>
              reasonIfBlocked === reason ? (
                <p key={action} className="muted">
                  {t(`do.${action}`)}
                </p>
              ) : null,
            )}
            <p className="small muted">{reason}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const WAYS: Partial<Record<Action, string>> = {
  MAKE_OFFER: "/offers/new",
  SEND_MESSAGE: "/messages",
  HAND_IN_EVIDENCE: "/evidence",
  ANSWER_COMPLAINT: "/do/ANSWER_COMPLAINT",
  GIVE_CLARIFICATION: "/do/GIVE_CLARIFICATION",
  MAKE_COUNTERCLAIM: "/do/MAKE_COUNTERCLAIM",
  ANSWER_COUNTERCLAIM: "/do/ANSWER_COUNTERCLAIM",
  ESCALATE_COMPLAINT: "/do/ESCALATE_COMPLAINT",
  LEAVE_NEGOTIATION: "/do/LEAVE_NEGOTIATION",
  CLAIM_CONFIDENTIALITY: "/do/CLAIM_CONFIDENTIALITY",
  ANNOTATE_EXHIBIT: "/do/ANNOTATE_EXHIBIT",
  NOTE_TRANSLATION: "/do/NOTE_TRANSLATION",
  REQUEST_EVIDENCE: "/do/REQUEST_EVIDENCE",
  ANSWER_EVIDENCE_REQUEST: "/do/ANSWER_EVIDENCE_REQUEST",
  NUDGE_RESPONDENT: "/do/NUDGE_RESPONDENT",
  OPEN_BIDDING: "/do/OPEN_BIDDING",
  NAME_REPRESENTATIVE: "/do/NAME_REPRESENTATIVE",
  INVITE_RECIPIENT: "/do/INVITE_RECIPIENT",
  END_REPRESENTATION: "/do/END_REPRESENTATION",
  REQUIRE_GUARDIAN: "/do/REQUIRE_GUARDIAN",
  NAME_GUARDIAN: "/do/NAME_GUARDIAN",
  CLAIM_CAPACITY: "/do/CLAIM_CAPACITY",
  OBJECT_TO_BUNDLE: "/do/OBJECT_TO_BUNDLE",
  INVITE_THIRD_PARTY: "/do/INVITE_THIRD_PARTY",
  ASK_THIRD_PARTY: "/do/ASK_THIRD_PARTY",
  END_THIRD_PARTY: "/do/END_THIRD_PARTY",
  STATE_NEEDS: "/do/STATE_NEEDS",
  WITHDRAW_NEEDS: "/do/WITHDRAW_NEEDS",
  BLOCK_MESSAGES: "/do/BLOCK_MESSAGES",
  UNBLOCK_MESSAGES: "/do/UNBLOCK_MESSAGES",
  GIVE_BID: "/do/GIVE_BID",
  REQUEST_DECISION: "/do/REQUEST_DECISION",
  FORGO_DECISION: "/do/FORGO_DECISION",
  ARRANGE_RETURN: "/remedy",
  REPORT_INSPECTION: "/remedy",
  ANSWER_INSPECTION: "/remedy",
  REPORT_FULFILMENT: "/remedy",
  TAKE_VOUCHER: "/remedy",
  NUDGE_LINE: "/remedy",
  ANSWER_EXTENSION: "/do/ANSWER_EXTENSION",
  ANSWER_PAUSE: "/do/ANSWER_PAUSE",
  ANSWER_RULEBOOK_CHANGE: "/do/ANSWER_RULEBOOK_CHANGE",
  EXTEND_FRAME: "/do/EXTEND_FRAME",
  OBJECT_TO_NEUTRAL: "/do/OBJECT_TO_NEUTRAL",
  ASK_CORRECTION: "/do/ASK_CORRECTION",
  ASK_REVIEW: "/do/ASK_REVIEW",
  ASK_SET_ASIDE: "/do/ASK_SET_ASIDE",
  REPORT_BREACH: "/do/REPORT_BREACH",
  CONTINUE_CASE: "/do/CONTINUE_CASE",
  ASK_PAUSE: "/do/ASK_PAUSE",
  RESUME_CASE: "/do/RESUME_CASE",
  ASK_RULEBOOK_CHANGE: "/do/ASK_RULEBOOK_CHANGE",
  CORRECT_SUBMISSION: "/do/CORRECT_SUBMISSION",
  WITHDRAW_SUBMISSION: "/do/WITHDRAW_SUBMISSION",
  ASK_ERASURE: "/do/ASK_ERASURE",
  WITHDRAW_COUNTERCLAIM: "/do/WITHDRAW_COUNTERCLAIM",
  CONFIRM_PARALLEL_PROCEEDING: "/do/CONFIRM_PARALLEL_PROCEEDING",
  REPORT_PARALLEL_PROCEEDING: "/do/REPORT_PARALLEL_PROCEEDING",
  END_PARALLEL_PROCEEDING: "/do/END_PARALLEL_PROCEEDING",
  WITHDRAW_COMPLAINT: "/do/WITHDRAW_COMPLAINT",
};
