import type { ReactNode } from "react";
import { Link, useLocation, useParams } from "wouter";
import { Loaded, NotFound } from "../data/Loaded";
import { isNeutral, isRegistrar, useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { ButtonLink } from "../kit/Button";
import { Tick } from "../kit/Field";
import { Page } from "../kit/Page";
import { BaseContext } from "../pages/case/base";
import type { CaseView } from "../pages/case/documents";
import { ClosedAccounts } from "../pages/case/ClosedAccounts";
import { FirstThing } from "../pages/case/FirstThing";
import { News } from "../pages/case/News";
import { Part, Tabs } from "../pages/case/Parts";
import { useCase } from "../pages/case/useCase";
import { DeskAct } from "./DeskAct";
import { isDeskAction, KEYS, useKeys, useKeysOn, type DeskAction } from "./keys";
import { FactorAdvice } from "./FactorAdvice";
import { Queue } from "./Queue";
import { RestsOn } from "./RestsOn";

/** The desk of neutrals and administrators: the queue alone, or three panes around one case. */
export default function Desk(): ReactNode {
  const { t } = useLanguage();
  const { id, part = "", detail = "" } = useParams<{ id?: string; part?: string; detail?: string }>();
  if (!id) {
    return (
      <Page title={t("desk.title")}>
        <FactorAdvice />
        <BesideCases />
        <Queue />
      </Page>
    );
  }
  return (
    <BaseContext value="/desk">
      <div className="desk">
        <section className="desk-queue" aria-label={t("desk.title")}>
          <Queue here={id} />
        </section>
        <Middle id={id} part={part} detail={detail} />
      </div>
    </BaseContext>
  );
}

/** Ways to what is done beside the cases: a neutral's own page, and what those who appoint look after. */
function BesideCases(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (!viewer) return null;
  const appoints = viewer.marketplaces.length > 0 || isRegistrar(viewer);
  return (
    <p className="row">
      {isNeutral(viewer) || appoints ? <Link href="/bundles">{t("bundles.title")}</Link> : null}
      {isNeutral(viewer) ? <Link href="/neutral">{t("neutral.title")}</Link> : null}
      {appoints ? (
        <>
          <Link href="/neutrals">{t("neutrals.title")}</Link>
          <Link href="/take-down">{t("assist.title")}</Link>
          <Link href="/accounts">{t("accounts.title")}</Link>
          <Link href="/lost">{t("lost.title")}</Link>
        </>
      ) : null}
      {viewer.marketplaces.length ? (
        <>
          <Link href="/pull-order">{t("pull.title")}</Link>
          <Link href="/webhooks">{t("webhooks.title")}</Link>
        </>
      ) : null}
    </p>
  );
}

function Middle({ id, part, detail }: { id: string; part: string; detail: string }): ReactNode {
  const [state, again, away] = useCase(id);
  return (
    <Loaded state={state} again={again}>
      {({ case: found }) => (found ? <OneCase found={found} away={away} part={part} detail={detail} /> : <NotFound />)}
    </Loaded>
  );
}

interface OneCaseProps {
  found: CaseView;
  /** Whether it could not be read again. */
  away: boolean;
  part: string;
  detail: string;
}

function OneCase({ found, away, part, detail }: OneCaseProps): ReactNode {
  const acting = part === "act" && isDeskAction(detail) ? detail : undefined;
  return (
    <>
      <div className="desk-case">
        <Page title={found.title} eyebrow={<span className="figures">{found.number}</span>}>
          <FirstThing found={found} brief />
          <ClosedAccounts found={found} />
          <Acts found={found} />
          <Tabs found={found} part={part} />
          {acting ? <DeskAct key={acting} found={found} act={acting} /> : <Part found={found} part={part} />}
        </Page>
        <News found={found} away={away} />
      </div>
      <aside className="desk-rests">
        <RestsOn found={found} />
      </aside>
    </>
  );
}

const OF_REMEDY: ReadonlySet<DeskAction> = new Set(["REPORT_FULFILMENT", "ARRANGE_RETURN", "REPORT_INSPECTION"]);

/** Where an act of the desk is done. */
export function deskWay(id: string, action: DeskAction): string {
  if (action === "SEND_MESSAGE") return `/desk/${id}/messages`;
  if (OF_REMEDY.has(action)) return `/desk/${id}/remedy`;
  return `/desk/${id}/act/${action}`;
}

/** Every act that is possible now, with its key written beside it. */
function Acts({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const [on, setOn] = useKeysOn();
  const possible = found.availableActions
    .filter(({ reasonIfBlocked }) => !reasonIfBlocked)
    .map(({ action }) => action)
    .filter(isDeskAction);
  useKeys(on, (key) => {
    const pressed = possible.find((action) => KEYS[action] === key);
    if (pressed) go(deskWay(found.id, pressed));
  });
  if (!possible.length) return null;
  return (
    <nav className="stack tight" aria-label={t("desk.acts")}>
      <ul className="row desk-acts">
        {possible.map((action) => (
          <li key={action}>
            <ButtonLink look="plain" to={deskWay(found.id, action)}>
              {t(`do.${action}`)}
              {on ? <kbd>{KEYS[action]}</kbd> : null}
            </ButtonLink>
          </li>
        ))}
      </ul>
      <Tick id="keys" label={t("desk.keys")} checked={on} onTick={setOn} />
    </nav>
  );
}
