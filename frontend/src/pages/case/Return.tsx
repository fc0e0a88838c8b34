import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import { Timeline, type Happening } from "../../kit/Timeline";
import { useOpening } from "../../kit/useOpening";
import { ArrangeReturn } from "./ArrangeReturn";
import type { CaseView } from "./documents";
import { Label } from "./Label";
import { Found, Inspect } from "./Inspect";
import { useReports } from "./Reports";
import { stepWord } from "./ways";
import { calledBy, whoIs } from "./words";

export type Owed = NonNullable<CaseView["compensation"]>["lines"][number];

interface ReturnProps {
  found: CaseView;
  owed: Owed;
}

/** Goods on their way back: where to, who pays for it, and every step from the label to the money. */
export function Return({ found, owed }: ReturnProps): ReactNode {
  const { t } = useLanguage();
  const { open, setOpen, opened, button } = useOpening<HTMLFormElement>();
  const waits = owed.step === "AWAITING_RETURN";
  return (
    <div className="stack near" role="group" aria-label={t("return.title")}>
      <Next found={found} owed={owed} />
      {owed.parcel ? <How found={found} owed={owed} /> : null}
      {open && owed.canArrange ? <ArrangeReturn ref={opened} found={found} owed={owed} onDone={() => setOpen(false)} /> : null}
      {waits && owed.canArrange && !open ? (
        <Button ref={button} look={owed.arrangement ? "link" : "plain"} onClick={() => setOpen(true)}>
          {t(owed.arrangement ? "return.change" : "return.arrange")}
        </Button>
      ) : null}
      <Timeline happenings={useSteps(found, owed)} />
      <Found found={found} owed={owed} />
      <Inspect found={found} owed={owed} />
    </div>
  );
}

/** What the reader does next, or waits for. */
function Next({ found, owed }: ReturnProps): ReactNode {
  const { t } = useLanguage();
  const own = [found.complainant, found.respondent].find(({ you }) => you)?.side;
  const sends = own !== undefined && own !== owed.remedy.owedBy;
  if (owed.step !== "AWAITING_RETURN") return null;
  if (!owed.parcel) return <p>{t(sends ? "return.next.giveUp" : "return.next.waitForIt")}</p>;
  if (!owed.arrangement) return <p>{t(sends ? "return.next.wait" : "return.next.arrange")}</p>;
  return sends ? <p>{t("return.next.send")}</p> : <p>{t("return.next.waitForGoods")}</p>;
}

/** Where the goods go, with which label, and at whose cost. */
function How({ found, owed: { arrangement, returnCost } }: ReturnProps): ReactNode {
  const { t } = useLanguage();
  const bearer = arrangement?.costBearer ?? returnCost;
  const who = bearer ? whoIs(bearer, found, t) : "";
  return (
    <dl className="lines">
      <Fact name={t("return.cost")}>
        {t("return.bears", { name: who })}{" "}
        {arrangement?.most ? (
          <>
            {t("return.most")} <Money {...arrangement.most} />
          </>
        ) : null}
      </Fact>
      {arrangement ? (
        <>
          <Fact name={t("return.address")}>
            <span className="words" dir="auto">
              {arrangement.address ?? t("return.erased")}
            </span>
          </Fact>
          {arrangement.label ? (
            <Fact name={t("return.label")}>
              <a href={arrangement.label} target="_blank" rel="noopener noreferrer">
                {t("return.label.print")}
              </a>
            </Fact>
          ) : null}
          {arrangement.labelExhibit ? (
            <Fact name={t("return.label")}>
              <Label key={arrangement.labelExhibit} found={found} number={arrangement.labelExhibit} />
            </Fact>
          ) : null}
          {arrangement.carrier || arrangement.tracking ? (
            <Fact name={t("return.carrier")}>
              <bdi>{[arrangement.carrier, arrangement.tracking].filter(Boolean).join(" · ")}</bdi>
            </Fact>
          ) : null}
          {arrangement.instructions ? (
            <Fact name={t("return.instructions")}>
              <span className="words" dir="auto">
                {arrangement.instructions}
              </span>
            </Fact>
          ) : null}
        </>
      ) : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const AHEAD = ["RETURN_IN_TRANSIT", "RETURN_RECEIVED", "INSPECTED", "FULFILLED"] as const;

/** What happened, each with its day, and what is still to come. */
function useSteps(found: CaseView, owed: Owed): Happening[] {
  const { t } = useLanguage();
  const { arrangement, reports, step, parcel } = owed;
  const happened = useReports(found, owed);
  const told = arrangement
    ? [
        {
          id: "arranged",
          when: <Moment at={arrangement.at} />,
          what: t("return.arranged"),
          more: <p className="small muted">{calledBy(arrangement.by, t)}</p>,
        },
      ]
    : [];
  const over = step === "LAPSED" || step === "FULFILLED";
  const last = AHEAD.findLastIndex((one) => reports.some((report) => report.step === one));
  const ahead = over ? [] : AHEAD.slice(last + 1);
  const words = arrangement || reports.length || !parcel ? [] : [t("return.arranged")];
  const toCome = [...words, ...ahead.map((one) => (one === "FULFILLED" ? t("return.money") : stepWord(one, parcel, t)))];
  const place: Happening["place"] = "ahead";
  return [
    ...told,
    ...happened,
    ...toCome.map((what, at) => ({ id: `ahead-${at}`, when: <span className="small">{t("return.ahead")}</span>, what, place })),
  ];
}
