import { createContext, use } from "react";

/** The server's time: frames are judged by its clock, not the device's. */
export type ServerNow = () => Date;

export const NowContext = createContext<ServerNow>(() => new Date());

export function useNow(): Date {
  return use(NowContext)();
}
