import { describe, expect, it } from "vitest";
import { grouped } from "../src/desk/queue";

const NOW = new Date("2026-04-01T12:00:00Z");
const row = (id: string, due: string | null, part: object = {}) => ({
  id,
  due,
  myTurn: true,
  overdue: false,
  closedAt: null,
  ...part,
});

describe("the desk's queue", () => {
  it("puts what is overdue first, then what is due soon, then the rest", () => {
    const rows = [
      row("others", "2026-04-02T00:00:00Z", { myTurn: false }),
      row("soon-later", "2026-04-03T00:00:00Z"),
      row("late", "2026-03-30T00:00:00Z", { overdue: true }),
      row("far", "2026-05-01T00:00:00Z"),
      row("soon-first", "2026-04-02T00:00:00Z"),
      row("done", null, { closedAt: "2026-03-01T00:00:00Z" }),
    ];
    expect(grouped(rows, NOW).map(([urgency, found]) => [urgency, found.map(({ id }) => id)])).toEqual([
      ["overdue", ["late"]],
      ["soon", ["soon-first", "soon-later"]],
      ["later", ["far"]],
      ["waiting", ["others"]],
      ["closed", ["done"]],
    ]);
  });
});
