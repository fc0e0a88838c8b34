const DEVICE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The first instant of a day in a zone; in that of this device if none is said. */
export function startOfDay(date: string, zone = DEVICE): string {
  return midnight(date, 0, zone);
}

/** The bound after a day in a zone: the start of the next one there. */
export function endOfDay(date: string, zone = DEVICE): string {
  return midnight(date, 1, zone);
}

function midnight(date: string, later: number, zone: string): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const wanted = Date.UTC(year, month - 1, day + later);
  const near = wanted - ahead(wanted, zone);
  return new Date(wanted - ahead(near, zone)).toISOString();
}

/** By how many milliseconds the clocks of a zone are ahead of UTC at an instant. */
function ahead(at: number, zone: string): number {
  const written = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(at);
  return Date.parse(`${written.replace(" ", "T")}Z`) - at;
}
