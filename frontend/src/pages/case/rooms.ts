import type { Room } from "./documents";

/** The rooms in which people talk; each has its own page and its own audience. */
export const TALKING_ROOMS = [
  "WITHOUT_PREJUDICE",
  "OPEN",
  "CAUCUS_COMPLAINANT",
  "CAUCUS_RESPONDENT",
] as const satisfies readonly Room[];
export type TalkingRoom = (typeof TALKING_ROOMS)[number];

export function isPrivate(room: TalkingRoom): boolean {
  return room === "CAUCUS_COMPLAINANT" || room === "CAUCUS_RESPONDENT";
}

export function isTalkingRoom(room: string): room is TalkingRoom {
  return (TALKING_ROOMS as readonly string[]).includes(room);
}

/** The rooms to show: those that can be spoken in now, and those in which something was said. */
export function roomsOf(open: readonly { room: Room }[], messages: readonly { room: Room }[]): TalkingRoom[] {
  return TALKING_ROOMS.filter(
    (room) => open.some((one) => one.room === room) || messages.some((message) => message.room === room),
  );
}
