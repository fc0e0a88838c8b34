import { mapExchange } from "urql";

let ahead = 0;

/** The service's time, by which frames are judged; in a demonstration its clock is ahead of the device's. */
export const serverNow = (): Date => new Date(Date.now() + ahead);

/** Learns from every answer that tells the service's time. */
export const clockExchange = mapExchange({
  onResult: ({ data }) => {
    const now = (data as { demo?: { now?: string } } | undefined)?.demo?.now;
    if (now) ahead = new Date(now).getTime() - Date.now();
  },
});
