import { use, type ReactNode } from "react";
import { useSearchParams } from "wouter";
import { useLanguage } from "../../i18n/language";
import { Radios, TextArea, TextField } from "../../kit/Field";
import { OfferCard } from "../../kit/Offer";
import { endOfDay } from "../../lib/days";
import { ZoneContext } from "../../lib/now";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import { MakeOffer } from "./acts";
import { ActPage } from "./ActPage";
import type { CaseView, Offer } from "./documents";
import { asInput, asTyped, complete, EMPTY_LINE, Lines, type TypedLine } from "./Lines";
import { offerTitle, useRemedyRows } from "./words";

/** Making an offer, or answering one with another, which stays in the room of what it answers. */
export default function OfferForm(): ReactNode {
  const [search] = useSearchParams();
  const counters = search.get("counters");
  return (
    <ActPage>{(found) => <Form found={found} countered={found.offers.find(({ id }) => id === counters)} />}</ActPage>
  );
}

interface Typed {
  lines: TypedLine[];
  conditions: string;
  expires: string;
  room: "OPEN" | "WITHOUT_PREJUDICE";
}

const EARLY: readonly CaseView["stage"][] = ["COMPLAINT", "ESCALATION", "INTAKE", "RESPONSE"];

function Form({ found, countered }: { found: CaseView; countered: Offer | undefined }): ReactNode {
  const { t } = useLanguage();
  const early = EARLY.includes(found.stage);
  const start: Typed = {
    lines: countered ? asTyped(countered.lines) : [EMPTY_LINE],
    conditions: "",
    expires: "",
    room: early || countered?.room === "OPEN" ? "OPEN" : "WITHOUT_PREJUDICE",
  };
  const form = useForm(start, ({ lines }) =>
    complete(lines, found.order.currency) ? {} : { lines: t("lines.incomplete") },
  );
  const submit = useMaking(found, countered, form);
  return (
    <ActForm
      found={found}
      form={form}
      title={countered ? t("offerForm.counter") : t("offerForm.title")}
      action={t("offerForm.submit")}
      onSubmit={submit}
    >
      {countered ? <Answered found={found} countered={countered} /> : null}
      <Lines
        found={found}
        lines={form.values.lines}
        error={form.error("lines")}
        onChange={(lines) => form.set("lines", lines)}
      />
      <TextArea
        {...form.text("conditions")}
        label={t("offerForm.conditions")}
        hint={t("offerForm.conditions.hint")}
        rows={4}
      />
      <TextField
        {...form.text("expires")}
        type="date"
        className="short"
        label={t("offerForm.expires")}
        hint={t("offerForm.expires.hint")}
      />
      {early || countered ? null : <HowMade room={form.values.room} onChoose={(room) => form.set("room", room)} />}
    </ActForm>
  );
}

/** The offer that this one answers and takes the place of. */
function Answered({ found, countered }: { found: CaseView; countered: Offer }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  return (
    <>
      <p>{t("offerForm.replaces")}</p>
      <OfferCard level={2} title={offerTitle(countered.side, found, t, "offers")} rows={rows(countered.lines)} />
    </>
  );
}

function HowMade({ room, onChoose }: { room: Typed["room"]; onChoose: (room: Typed["room"]) => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <Radios
      id="room"
      label={t("offerForm.room")}
      value={room}
      onChoose={(chosen) => onChoose(chosen as Typed["room"])}
      choices={[
        { value: "WITHOUT_PREJUDICE", label: t("roomName.WITHOUT_PREJUDICE"), hint: t("room.WITHOUT_PREJUDICE") },
        { value: "OPEN", label: t("roomName.OPEN"), hint: t("room.OPEN") },
      ]}
    />
  );
}

function useMaking(found: CaseView, countered: Offer | undefined, form: ReturnType<typeof useForm<Typed>>) {
  const make = useCaseAct(MakeOffer, found);
  const zone = use(ZoneContext);
  return form.submit(({ lines, conditions, expires, room }) =>
    make({
      lines: asInput(lines, found.order.currency),
      room,
      ...(conditions.trim() ? { conditions } : {}),
      ...(expires ? { expiresAt: endOfDay(expires, zone) } : {}),
      ...(countered ? { counters: countered.id } : {}),
    }),
  );
}
