import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import { readAgain } from "../../data/fresh";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { RedactExhibit } from "../case/disclosingDocuments";
import type { CaseView } from "../case/documents";
import type { Area } from "./geometry";
import { PlaceFields } from "./Marking";

type Exhibit = CaseView["exhibits"][number];

/** A place to be blacked out; without an area all of the page. */
export interface Blacked {
  page: number;
  area: Area | null;
}

interface BlackingProps {
  found: CaseView;
  exhibit: Exhibit;
  page: number;
  places: Blacked[];
  onPlaces: (places: Blacked[] | undefined) => void;
  drawn: Area | null | undefined;
  onDraw: (area: Area | null | undefined) => void;
}

/** Whether the reader's side can black places out of this exhibit now. */
export function canBlackOut(exhibit: Exhibit, found: CaseView): boolean {
  const own = exhibit.room === "OWN_COMPLAINANT" || exhibit.room === "OWN_RESPONDENT";
  const may = found.availableActions.some(({ action, reasonIfBlocked }) => action === "REDACT_EXHIBIT" && !reasonIfBlocked);
  return may && own && !exhibit.sealed && exhibit.side === found.role;
}

/** Blacking places out, on as many pages as there are: a copy is made without them, and the original is not shown any more. */
export function Blacking({ found, exhibit, page, places, onPlaces, drawn, onDraw }: BlackingProps): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const redact = useAct(RedactExhibit);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const add = (): void => {
    onPlaces([...places, { page, area: drawn ?? null }]);
    onDraw(null);
  };
  const close = (): void => {
    onPlaces(undefined);
    onDraw(undefined);
  };
  const make = async (): Promise<void> => {
    setBusy(true);
    const asked = { case: found.id, expectedVersion: found.version, exhibit: exhibit.id, places };
    const { payload, errors } = await redact(asked);
    setBusy(false);
    setProblems(errors.map(({ message }) => ({ field: "", message })));
    if (errors.length) return;
    readAgain();
    const made = payload?.exhibit?.id;
    go(made ? `/cases/${found.id}/view/${made}/${exhibit.id}` : `/cases/${found.id}/evidence`);
  };
  return (
    <section className="stack near quiet-box" aria-label={t("viewer.black")}>
      <ErrorSummary problems={problems} />
      <p>{t("viewer.black.words")}</p>
      <PlaceFields id={`black-${exhibit.id}`} area={drawn ?? null} onArea={onDraw} />
      <Button look="plain" onClick={add}>
        {t(drawn ? "viewer.black.add" : "viewer.black.page")}
      </Button>
      {places.length ? (
        <ol className="stack plain">
          {places.map((place, at) => (
            <li key={`${place.page}-${at}`} className="row">
              <span>{t(place.area ? "viewer.black.place" : "viewer.black.whole", { number: at + 1, page: place.page })}</span>
              <Button look="link" onClick={() => onPlaces(places.filter((_, other) => other !== at))}>
                {t("viewer.black.remove", { number: at + 1 })}
              </Button>
            </li>
          ))}
        </ol>
      ) : null}
      <div className="row">
        {places.length ? (
          <Button busy={busy} onClick={() => void make()}>
            {t("viewer.black.make")}
          </Button>
        ) : null}
        <Button look="link" onClick={close}>
          {t("viewer.black.cancel")}
        </Button>
      </div>
    </section>
  );
}
