import type { ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useLanguage, type Translate } from "../../i18n/language";
import { Icon } from "../../kit/Icon";
import { Moment } from "../../kit/Instant";
import { PrivateRoom, SharedRoom } from "../../kit/Room";
import { EmptyState } from "../../kit/states";
import { useWay } from "./base";
import { Amended } from "./Amended";
import { Cited } from "./Cited";
import type { CaseView } from "./documents";
import { isPrivate, isTalkingRoom, roomsOf, type TalkingRoom } from "./rooms";
import { calledBy, whoIs } from "./words";
import { Write } from "./Write";

/** What is said in the case, one room at a time: who hears it is never in doubt. */
export default function Messages({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const { detail: asked = "" } = useParams<{ detail?: string }>();
  const rooms = roomsOf(found.roomsOpen, found.messages);
  const room = isTalkingRoom(asked) && rooms.includes(asked) ? asked : rooms[0];
  if (!room) {
    return (
      <EmptyState title={t("messages.none")}>
        <p>{whyNot(found) ?? t("messages.closed")}</p>
      </EmptyState>
    );
  }
  return (
    <section className="stack" aria-labelledby="messages">
      <h2 id="messages">{t("messages.title")}</h2>
      <RoomTabs found={found} rooms={rooms} here={room} />
      <OneRoom key={room} found={found} room={room} />
    </section>
  );
}

/** Why this reader can write nowhere now, such as that the other side takes no messages. */
function whyNot({ availableActions }: CaseView): string | null {
  return availableActions.find(({ action }) => action === "SEND_MESSAGE")?.reasonIfBlocked ?? null;
}

/** Who hears what is said in a room, told to this reader. */
export function audience(room: TalkingRoom, found: CaseView, t: Translate): string {
  if (room === "OPEN") return t("room.OPEN");
  if (room === "WITHOUT_PREJUDICE") return t("room.WITHOUT_PREJUDICE");
  if (found.role !== "MEDIATOR") return t("room.caucus");
  const side = room === "CAUCUS_COMPLAINANT" ? "COMPLAINANT" : "RESPONDENT";
  return t("room.caucusWith", { name: whoIs(side, found, t) });
}

function roomName(room: TalkingRoom, found: CaseView, t: Translate): string {
  if (!isPrivate(room)) return t(`roomName.${room as "OPEN" | "WITHOUT_PREJUDICE"}`);
  if (found.role !== "MEDIATOR") return t("roomName.caucus");
  return t("roomName.caucusWith", {
    name: whoIs(room === "CAUCUS_COMPLAINANT" ? "COMPLAINANT" : "RESPONDENT", found, t),
  });
}

function RoomTabs({ found, rooms, here }: { found: CaseView; rooms: TalkingRoom[]; here: TalkingRoom }): ReactNode {
  const { t } = useLanguage();
  const way = useWay(found.id);
  return (
    <nav className="tabs" aria-label={t("messages.rooms")}>
      {rooms.map((room) => (
        <Link
          key={room}
          href={way(`/messages/${room}`)}
          className={isPrivate(room) ? "for-private" : ""}
          aria-current={room === here ? "page" : undefined}
        >
          <Icon name={isPrivate(room) ? "lock" : "people"} />
          {roomName(room, found, t)}
        </Link>
      ))}
    </nav>
  );
}

function OneRoom({ found, room }: { found: CaseView; room: TalkingRoom }): ReactNode {
  const { t } = useLanguage();
  const Frame = isPrivate(room) ? PrivateRoom : SharedRoom;
  const said = found.messages.filter((message) => message.room === room);
  return (
    <Frame words={audience(room, found, t)}>
      {said.length ? null : <p className="muted">{t("messages.empty")}</p>}
      <ol className="stack near">
        {said.map(({ id, words, hidden, from, at, exhibits }) => (
          <li key={id} className="message">
            <p className="message-head">
              <strong>
                <bdi>{calledBy(from, t)}</bdi>
              </strong>
              <span className="muted">{t(`role.${from.role}`)}</span>
              <Moment at={at} />
              {from.you ? null : (
                <Link className="small" href={`/safety/report/${found.id}?message=${id}`}>
                  {t("messages.report")}
                </Link>
              )}
            </p>
            <p className="words" dir="auto">
              {words ?? (hidden ? t("messages.hidden") : t("erased"))}
            </p>
            <Cited found={found} numbers={exhibits} />
            <Amended found={found} what="MESSAGE" subject={id} />
          </li>
        ))}
      </ol>
      {found.roomsOpen.some((open) => open.room === room) ? (
        <Write found={found} room={room} audience={audience(room, found, t)} />
      ) : (
        <p className="muted">{whyNot(found) ?? t("messages.over")}</p>
      )}
    </Frame>
  );
}
