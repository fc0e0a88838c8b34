import { createContext, use } from "react";

/** The server's time: frames are judged by its clock, not the device's. */
export type ServerNow = () => Date;

export const NowContext = createContext<ServerNow>(() => new Date());

/** The zone in which this reader is told dates that belong to nobody's time frame. */
export const ZoneContext = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone);

export function useNow(): Date {
  return use(NowContext)();
}
