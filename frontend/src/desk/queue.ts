import type { QueueRow } from "./documents";

const SOON_MS = 3 * 86_400_000;

export const URGENCIES = ["overdue", "soon", "later", "waiting", "closed"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** How pressing a case is for this reader: only what waits for themselves can be overdue or due soon. */
export function urgencyOf(row: Pick<QueueRow, "myTurn" | "due" | "overdue" | "closedAt">, now: Date): Urgency {
  if (row.closedAt) return "closed";
  if (!row.myTurn) return "waiting";
  if (row.overdue) return "overdue";
  return row.due && new Date(row.due).getTime() - now.getTime() <= SOON_MS ? "soon" : "later";
}

/** The queue in groups, the most pressing first; within a group the earliest date first. */
export function grouped<R extends Pick<QueueRow, "myTurn" | "due" | "overdue" | "closedAt">>(
  rows: readonly R[],
  now: Date,
): [Urgency, R[]][] {
  const sorted = [...rows].sort((one, other) => (one.due ?? "9").localeCompare(other.due ?? "9"));
  return URGENCIES.map((urgency): [Urgency, R[]] => [
    urgency,
    sorted.filter((row) => urgencyOf(row, now) === urgency),
  ]).filter(([, found]) => found.length > 0);
}
