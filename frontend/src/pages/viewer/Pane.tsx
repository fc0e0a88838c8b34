import { useState, type KeyboardEvent, type ReactNode } from "react";
import type { ExhibitFilesQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { EmptyState, ErrorState, Loading } from "../../kit/states";
import type { CaseView } from "../case/documents";
import { NoteHead, NoteWords, type Note } from "../case/Notes";
import { Blacking, canBlackOut, type Blacked } from "./Blacking";
import { turned, type Area, type Turn } from "./geometry";
import { Marking } from "./Marking";
import { Sheet } from "./Sheet";
import { useFile, useWords } from "./useFile";

type Exhibit = CaseView["exhibits"][number];
type File = ExhibitFilesQuery["exhibitFiles"][number];
type Rendition = File["renditions"][number];

interface PaneProps {
  found: CaseView;
  exhibit: Exhibit;
  file: File | undefined;
}

const ZOOMS = [1, 1.5, 2, 3, 4];

/** One exhibit: its pages, larger or smaller, turned, with what was noted on them. */
export function Pane({ found, exhibit, file }: PaneProps): ReactNode {
  const { t } = useLanguage();
  const name = [exhibit.number, exhibit.name].filter(Boolean).join(" ") || t("confidential.title");
  return (
    <section className="stack near viewer-pane" aria-labelledby={`pane-${exhibit.id}`}>
      <h2 id={`pane-${exhibit.id}`}>
        <bdi>{name}</bdi>
      </h2>
      {exhibit.description ? (
        <p className="words" dir="auto">
          {exhibit.description}
        </p>
      ) : null}
      <Shown found={found} exhibit={exhibit} file={file} name={name} />
    </section>
  );
}

function Shown({ found, exhibit, file, name }: PaneProps & { name: string }): ReactNode {
  const { t } = useLanguage();
  if (exhibit.summary !== null)
    return (
      <p className="words" dir="auto">
        {exhibit.summary}
      </p>
    );
  if (!file || file.state === "FAILED" || file.state === "NONE")
    return (
      <EmptyState title={t("viewer.none")}>
        <p>{t(file?.originalForYou ? "viewer.none.original" : "viewer.none.words")}</p>
      </EmptyState>
    );
  if (file.state === "PENDING" || !file.renditions.length) return <p role="status">{t("viewer.pending")}</p>;
  return <Pages found={found} exhibit={exhibit} file={file} name={name} />;
}

function Pages({ found, exhibit, file, name }: { found: CaseView; exhibit: Exhibit; file: File; name: string }): ReactNode {
  const { t } = useLanguage();
  const [at, setAt] = useState(0);
  const [zoom, setZoom] = useState(0);
  const [turn, setTurn] = useState<Turn>(0);
  const [blacked, setBlacked] = useState<Blacked[]>();
  const shown = file.renditions[Math.min(at, file.renditions.length - 1)];
  const last = file.renditions.length - 1;
  if (!shown) return null;
  const larger = (by: number): void => setZoom((before) => Math.min(ZOOMS.length - 1, Math.max(0, before + by)));
  const go = (to: number): void => setAt(Math.min(last, Math.max(0, to)));
  const press = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
    const acts: Record<string, () => void> = {
      "+": () => larger(1),
      "=": () => larger(1),
      "-": () => larger(-1),
      r: () => setTurn(turned),
      PageDown: () => go(at + 1),
      PageUp: () => go(at - 1),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const pictured = shown.width !== null && shown.height !== null && shown.mediaType.startsWith("image/");
  return (
    <div className="stack near" onKeyDown={press}>
      <div className="row tools" role="group" aria-label={t("viewer.tools", { name })}>
        {last > 0 ? (
          <>
            <Button look="plain" busy={at === 0} onClick={() => go(at - 1)}>
              {t("viewer.previous")}
            </Button>
            <Button look="plain" busy={at === last} onClick={() => go(at + 1)}>
              {t("viewer.next")}
            </Button>
          </>
        ) : null}
        {pictured ? (
          <>
            <Button look="plain" busy={zoom === 0} onClick={() => larger(-1)}>
              {t("viewer.smaller")}
            </Button>
            <Button look="plain" busy={zoom === ZOOMS.length - 1} onClick={() => larger(1)}>
              {t("viewer.larger")}
            </Button>
            <Button look="plain" onClick={() => setTurn(turned)}>
              {t("viewer.turn")}
            </Button>
          </>
        ) : null}
      </div>
      {last > 0 ? (
        <Select
          id={`page-${exhibit.id}`}
          label={t("viewer.page")}
          value={String(at)}
          choices={file.renditions.map(({ page }, place) => ({ value: String(place), label: String(page) }))}
          onChange={({ target }) => go(Number(target.value))}
        />
      ) : null}
      {file.pages !== null ? <p className="small muted">{t("viewer.some", { pages: file.pages })}</p> : null}
      <OnePage
        key={shown.id}
        found={found}
        exhibit={exhibit}
        shown={shown}
        name={name}
        zoom={ZOOMS[zoom] ?? 1}
        turn={turn}
        blacked={blacked}
        onBlacked={setBlacked}
      />
      <p className="small muted">{t(pictured ? "viewer.keys" : "viewer.noKeys")}</p>
    </div>
  );
}

interface OnePageProps {
  found: CaseView;
  exhibit: Exhibit;
  shown: Rendition;
  name: string;
  zoom: number;
  turn: Turn;
  /** What is blacked out so far, over all pages; undefined while nobody does that. */
  blacked: Blacked[] | undefined;
  onBlacked: (places: Blacked[] | undefined) => void;
}

function OnePage(props: OnePageProps): ReactNode {
  const { found, exhibit, shown, name, zoom, turn, blacked } = props;
  const { t } = useLanguage();
  const file = useFile({ case: found.id, exhibit: exhibit.id, rendition: shown.id });
  const [broken, setBroken] = useState(false);
  const [drawn, setDrawn] = useState<Area | null | undefined>(blacked ? null : undefined);
  const here = found.exhibitNotes.filter(
    ({ exhibit: on, page, withdrawn }) => on === exhibit.id && !withdrawn && (page ?? shown.page) === shown.page,
  );
  const marks = here.flatMap(({ id, area }, place) => (area ? [{ id: `note-${id}`, number: place + 1, area }] : []));
  const retry = (): void => {
    setBroken(false);
    file.again();
  };
  if (file.failed || broken)
    return <ErrorState title={t("errors.title.load")} words={t("viewer.broken")} onRetry={retry} />;
  if (!file.url) return <Loading />;
  const alt = t(exhibit.description ? "viewer.alt.said" : "viewer.alt", {
    name,
    page: shown.page,
    said: exhibit.description ?? "",
  });
  const size = shown.width !== null && shown.height !== null ? { width: shown.width, height: shown.height } : undefined;
  return (
    <>
      {shown.mediaType.startsWith("image/") && size ? (
        <div className="viewport" tabIndex={0} role="region" aria-label={t("viewer.sheet", { name, page: shown.page })}>
          <Sheet
            url={file.url}
            alt={alt}
            size={size}
            zoom={zoom}
            turn={turn}
            marks={marks}
            blacked={(blacked ?? []).filter(({ page }) => page === shown.page).map(({ area }) => area)}
            drawn={drawn}
            onDraw={setDrawn}
            onFail={() => setBroken(true)}
          />
        </div>
      ) : (
        <Played url={file.url} mediaType={shown.mediaType} name={name} onFail={() => setBroken(true)} />
      )}
      <NotesHere found={found} notes={here} />
      {blacked ? (
        <Blacking
          found={found}
          exhibit={exhibit}
          page={shown.page}
          places={blacked}
          onPlaces={props.onBlacked}
          drawn={drawn}
          onDraw={setDrawn}
        />
      ) : null}
      {!blacked && drawn === undefined && size && canBlackOut(exhibit, found) ? (
        <div>
          <Button
            look="plain"
            onClick={() => {
              props.onBlacked([]);
              setDrawn(null);
            }}
          >
            {t("viewer.black")}
          </Button>
        </div>
      ) : null}
      {!blacked && exhibit.noteRooms.length ? (
        <Marking found={found} exhibit={exhibit} page={shown.page} drawn={drawn} onDraw={setDrawn} sized={Boolean(size)} />
      ) : null}
    </>
  );
}

interface PlayedProps {
  url: string;
  mediaType: string;
  name: string;
  onFail: () => void;
}

function Played({ url, mediaType, name, onFail }: PlayedProps): ReactNode {
  if (mediaType.startsWith("video/")) return <video controls src={url} aria-label={name} onError={onFail} />;
  if (mediaType.startsWith("audio/")) return <audio controls src={url} aria-label={name} onError={onFail} />;
  return <Text url={url} name={name} />;
}

function Text({ url, name }: { url: string; name: string }): ReactNode {
  const { t } = useLanguage();
  const { words, failed } = useWords(url);
  if (failed) return <p role="alert">{t("viewer.broken")}</p>;
  if (words === undefined) return <Loading />;
  return (
    <div className="viewport" tabIndex={0} role="region" aria-label={name}>
      <p className="words" dir="auto">
        {words}
      </p>
    </div>
  );
}

/** What was noted on this page, under the numbers that the marks have. */
function NotesHere({ found, notes }: { found: CaseView; notes: Note[] }): ReactNode {
  const { t } = useLanguage();
  if (!notes.length) return <p className="muted">{t("viewer.noNotes")}</p>;
  return (
    <ol className="stack plain">
      {notes.map((note, place) => (
        <li key={note.id} id={`note-${note.id}`} tabIndex={-1} className="stack tight">
          <p>
            <strong>{t("viewer.note", { number: place + 1 })}</strong>
          </p>
          <NoteHead note={note} found={found} />
          <NoteWords note={note} />
        </li>
      ))}
    </ol>
  );
}
