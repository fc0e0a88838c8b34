import { describe, expect, it } from "vitest";
import { endOfDay, startOfDay } from "../src/lib/days";

describe("a day in a zone", () => {
  it.each([
    ["2026-07-01", "Europe/Warsaw", "2026-06-30T22:00:00.000Z"],
    ["2026-12-01", "Europe/Lisbon", "2026-12-01T00:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-01-01", "Pacific/Auckland", "2025-12-31T11:00:00.000Z"],
  ])("%s begins in %s at %s", (date, zone, at) => {
    expect(startOfDay(date, zone)).toBe(at);
  });

  it("ends where the next one begins, also when the clocks change", () => {
    expect(endOfDay("2026-10-25", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
    expect(endOfDay("2026-12-31", "America/New_York")).toBe("2027-01-01T05:00:00.000Z");
  });
});
