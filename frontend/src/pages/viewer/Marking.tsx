import { useState, type ReactNode } from "react";
import { useAct } from "../../data/act";
import { readAgain } from "../../data/fresh";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios, TextArea, TextField } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { AnnotateExhibit } from "../case/disclosingDocuments";
import type { CaseView, Room } from "../case/documents";
import { roomWords } from "../case/Notes";
import { withSide, type Area } from "./geometry";

type Exhibit = CaseView["exhibits"][number];

interface MarkingProps {
  found: CaseView;
  exhibit: Exhibit;
  page: number;
  drawn: Area | null | undefined;
  onDraw: (area: Area | null | undefined) => void;
  /** Whether a place on it can be marked. */
  sized: boolean;
}

const MIDDLE: Area = { left: 4000, top: 4000, width: 2000, height: 2000 };
const SIDES = ["left", "top", "width", "height"] as const;

/** Noting something on this page: a place drawn with finger or mouse, or set in numbers, and the words. */
export function Marking({ found, exhibit, page, drawn, onDraw, sized }: MarkingProps): ReactNode {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div>
        <Button
          look="plain"
          onClick={() => {
            setOpen(true);
            onDraw(sized ? null : undefined);
          }}
        >
          {t("viewer.annotate")}
        </Button>
      </div>
    );
  const close = (): void => {
    setOpen(false);
    onDraw(undefined);
  };
  return (
    <NoteForm found={found} exhibit={exhibit} page={page} area={drawn} onArea={onDraw} onDone={close} sized={sized} />
  );
}

interface NoteFormProps {
  found: CaseView;
  exhibit: Exhibit;
  page: number;
  area: Area | null | undefined;
  onArea: (area: Area | null | undefined) => void;
  onDone: () => void;
  sized: boolean;
}

function NoteForm({ found, exhibit, page, area, onArea, onDone, sized }: NoteFormProps): ReactNode {
  const { t } = useLanguage();
  const annotate = useAct(AnnotateExhibit);
  const rooms = exhibit.noteRooms;
  const form = useForm<{ words: string; room: Room | "" }>({ words: "", room: rooms[0] ?? "" }, ({ words }) =>
    words.trim() ? {} : { words: t("note.words.missing") },
  );
  const submit = form.submit(async ({ words, room }) => {
    const place = { page, ...(area ? { area } : {}), ...(room ? { room } : {}) };
    const asked = { case: found.id, expectedVersion: found.version, exhibit: exhibit.id, words, ...place };
    const { errors } = await annotate(asked);
    if (!errors.length) {
      onDone();
      readAgain();
    }
    return errors;
  });
  return (
    <form className="stack near quiet-box" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      {sized ? <PlaceFields id={exhibit.id} area={area ?? null} onArea={onArea} /> : null}
      <TextArea {...form.text("words")} label={t("note.words")} maxLength={10000} />
      {rooms.length > 1 ? (
        <Radios
          id="room"
          label={t("note.room")}
          value={form.values.room}
          onChoose={(room) => form.set("room", room as Room)}
          choices={rooms.map((room) => ({ value: room, label: roomWords(room, found, t) }))}
        />
      ) : null}
      <div className="row">
        <Button type="submit" busy={form.busy}>
          {t("note.submit")}
        </Button>
        <Button look="link" onClick={onDone}>
          {t("viewer.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface PlaceFieldsProps {
  id: string;
  area: Area | null;
  onArea: (area: Area | null) => void;
}

/** A place on the page in numbers, for whoever does not draw it. */
export function PlaceFields({ id, area, onArea }: PlaceFieldsProps): ReactNode {
  const { t } = useLanguage();
  return (
    <fieldset>
      <legend>{t("viewer.place")}</legend>
      <p className="hint">{t("viewer.place.hint")}</p>
      {area ? (
        <>
          <div className="sides">
            {SIDES.map((side) => (
              <TextField
                key={side}
                id={`${side}-${id}`}
                type="number"
                min={0}
                max={100}
                label={t(`viewer.side.${side}`)}
                value={String(Math.round(area[side] / 100))}
                onChange={({ target }) => onArea(withSide(area, side, Number(target.value)))}
              />
            ))}
          </div>
          <Button look="link" onClick={() => onArea(null)}>
            {t("viewer.place.none")}
          </Button>
        </>
      ) : (
        <Button look="plain" onClick={() => onArea(MIDDLE)}>
          {t("viewer.place.set")}
        </Button>
      )}
    </fieldset>
  );
}
