import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { Radios, Select, TextArea, TextField, Tick } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import { Amended } from "./Amended";
import { useWay } from "./base";
import { AnnotateExhibit, NoteTranslation } from "./disclosingDocuments";
import type { CaseView, Room } from "./documents";

interface Found {
  found: CaseView;
}

type Exhibit = CaseView["exhibits"][number];
export type Note = CaseView["exhibitNotes"][number];

/** Where a note lies, and who made it. */
export function NoteHead({ note, found }: Found & { note: Note }): ReactNode {
  const { t } = useLanguage();
  return (
    <p className="small muted">
      {note.by.you ? t("you") : note.by.name} · {placeOf(note, t)} <Moment at={note.at} /> · {roomWords(note.room, found, t)}
    </p>
  );
}

export function placeOf({ page, second }: Note, t: Translate): string {
  if (page !== null) return t("note.page", { page });
  return second !== null ? t("note.second", { second }) : "";
}

/** Everything that was noted on an exhibit and not taken back, where the reader can read it. */
export function Notes({ found, exhibit }: Found & { exhibit: Exhibit }): ReactNode {
  const { t } = useLanguage();
  const notes = found.exhibitNotes.filter((one) => one.exhibit === exhibit.id);
  if (!notes.length) return null;
  return (
    <details>
      <summary>{t("note.count", { count: notes.length })}</summary>
      <ul className="stack plain">
        {notes.map((note) => (
          <li key={note.id} className="stack tight">
            <NoteHead note={note} found={found} />
            <NoteWords note={note} />
            <Amended found={found} what={note.what} subject={note.id} />
          </li>
        ))}
      </ul>
    </details>
  );
}

export function NoteWords({ note }: { note: Note }): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <p className="words" dir="auto" lang={note.language ?? undefined}>
        {note.words ?? t("erased")}
      </p>
      {note.language ? (
        <p className="small muted">
          {t(note.certified ? "note.certified" : "note.translated", {
            language: note.language,
            translator: note.translator ?? t("erased"),
          })}
        </p>
      ) : null}
    </>
  );
}

/** Who reads what is noted there. */
export function roomWords(room: Room, found: CaseView, t: Translate): string {
  switch (room) {
    case "OPEN":
      return t("note.room.open");
    case "WITHOUT_PREJUDICE":
      return t("note.room.mediation");
    case "CAUCUS_COMPLAINANT":
    case "CAUCUS_RESPONDENT":
      return t("note.room.caucus");
    case "CONFIDENTIAL_COMPLAINANT":
    case "CONFIDENTIAL_RESPONDENT":
      return t("note.room.confidential");
    default:
      return t(found.role === "MEDIATOR" ? "note.room.caucus" : "note.room.own");
  }
}

interface Values {
  exhibit: string;
  room: Room | "";
  page: string;
  words: string;
}

const numbered = ({ number, name }: Exhibit): string => [number, name].filter(Boolean).join(" ");

function useNoting(found: CaseView): { exhibits: Exhibit[]; first: Values; check: (values: Values) => object } {
  const { t } = useLanguage();
  const exhibits = found.exhibits.filter(({ noteRooms }) => noteRooms.length);
  const asked = new URLSearchParams(window.location.search);
  const exhibit = asked.get("exhibit") ?? "";
  return {
    exhibits,
    first: { exhibit, room: "", page: asked.get("page") ?? "", words: "" },
    check: ({ exhibit: chosen, words, page }) => ({
      ...(chosen ? {} : { exhibit: t("note.which.missing") }),
      ...(words.trim() ? {} : { words: t("note.words.missing") }),
      ...(/^\d*$/.test(page.trim()) ? {} : { page: t("note.page.missing") }),
    }),
  };
}

/** What the forms have in common: on which exhibit, on which page, who reads it, the words. */
function NoteFields<V extends Values>({
  found,
  form,
  exhibits,
  label,
}: Found & { form: ReturnType<typeof useForm<V>>; exhibits: Exhibit[]; label: string }): ReactNode {
  const { t } = useLanguage();
  const rooms = exhibits.find(({ id }) => id === form.values.exhibit)?.noteRooms ?? [];
  const choices = exhibits.map((one) => ({ value: one.id, label: numbered(one) || t("erased") }));
  return (
    <>
      <Select {...form.text("exhibit")} label={t("note.which")} choices={[{ value: "", label: t("choose") }, ...choices]} />
      <TextField {...form.text("page")} label={t("note.page.label")} hint={t("note.page.hint")} inputMode="numeric" />
      <TextArea {...form.text("words")} label={label} maxLength={10000} />
      {rooms.length > 1 ? (
        <Radios
          id="room"
          label={t("note.room")}
          value={form.values.room || (rooms[0] ?? "")}
          onChoose={(room) => form.set("room", room as V["room"])}
          choices={rooms.map((room) => ({ value: room, label: roomWords(room, found, t) }))}
        />
      ) : null}
    </>
  );
}

function said({ exhibit, room, page, words }: Values): { exhibit: string; words: string; page?: number; room?: Room } {
  return { exhibit, words, ...(page.trim() ? { page: Number(page) } : {}), ...(room ? { room } : {}) };
}

/** Noting something on an exhibit, in words and by its page; the viewer also marks the place. */
export function AnnotatePage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const annotate = useCaseAct(AnnotateExhibit, found, useWay(found.id)("/evidence"));
  const { exhibits, first, check } = useNoting(found);
  const form = useForm(first, check);
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ANNOTATE_EXHIBIT")}
      words={t("note.about")}
      action={t("note.submit")}
      onSubmit={form.submit((values) => annotate(said(values)))}
    >
      <NoteFields found={found} form={form} exhibits={exhibits} label={t("note.words")} />
    </ActForm>
  );
}

/** Saying what an exhibit says in another language. */
export function TranslatePage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const note = useCaseAct(NoteTranslation, found, useWay(found.id)("/evidence"));
  const { exhibits, first, check } = useNoting(found);
  const form = useForm({ ...first, language: document.documentElement.lang, translator: "", certified: false }, (values) => ({
    ...check(values),
    ...(values.language.trim() ? {} : { language: t("note.language.missing") }),
    ...(values.translator.trim() ? {} : { translator: t("note.translator.missing") }),
  }));
  const submit = form.submit((values) => {
    const { language, translator, certified } = values;
    return note({ ...said(values), language: language.trim(), translator, certified });
  });
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.NOTE_TRANSLATION")}
      words={t("note.translation.about")}
      action={t("note.submit")}
      onSubmit={submit}
    >
      <NoteFields found={found} form={form} exhibits={exhibits} label={t("note.translation")} />
      <TextField {...form.text("language")} label={t("note.language")} hint={t("note.language.hint")} />
      <TextField {...form.text("translator")} label={t("note.translator")} hint={t("note.translator.hint")} />
      <Tick
        id="certified"
        label={t("note.certified.label")}
        checked={form.values.certified}
        onTick={(certified) => form.set("certified", certified)}
      />
    </ActForm>
  );
}
