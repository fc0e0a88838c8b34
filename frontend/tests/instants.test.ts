import { describe, expect, it } from "vitest";
import { loadLanguage } from "../src/i18n/language";
import { boundText } from "../src/kit/Instant";
import { daysLeft, endsWithDay } from "../src/lib/instants";

const english = await loadLanguage("en");
const WARSAW = "Europe/Warsaw";
const END_OF_7_APRIL = { at: new Date("2026-04-07T22:00:00Z"), zone: WARSAW };
const spaces = (text: string): string => text.replaceAll("\u00a0", " ");

describe("the server's exclusive bound", () => {
  it("is spoken of as the end of the day before", () => {
    const now = new Date("2026-04-04T10:00:00Z");
    expect(spaces(boundText(english, END_OF_7_APRIL, now))).toBe("by the end of Tue 7 April (Warsaw time)");
  });

  it("names the time when it is not midnight there", () => {
    const bound = { at: new Date("2026-04-07T14:30:00Z"), zone: "America/New_York" };
    const now = new Date("2026-04-04T10:00:00Z");
    expect(spaces(boundText(english, bound, now))).toBe("by 10:30 on Tue 7 April (New York time)");
    expect(endsWithDay(bound)).toBe(false);
  });

  it("names the year when it is another one", () => {
    const now = new Date("2025-12-30T10:00:00Z");
    expect(spaces(boundText(english, END_OF_7_APRIL, now))).toBe("by the end of Tue 7 April 2026 (Warsaw time)");
  });
});

describe("days left", () => {
  it.each([
    ["2026-04-04T10:00:00Z", 3],
    ["2026-04-06T22:00:00Z", 0],
    ["2026-04-07T21:59:59Z", 0],
    ["2026-04-07T22:00:00Z", -1],
  ])("at %s are %i", (now, days) => {
    expect(daysLeft(END_OF_7_APRIL, new Date(now))).toBe(days);
  });

  it("count local days over the night the clocks change", () => {
    const bound = { at: new Date("2026-03-29T22:00:00Z"), zone: WARSAW };
    expect(daysLeft(bound, new Date("2026-03-28T12:00:00Z"))).toBe(1);
  });

  it("are worded with the language's plurals", () => {
    expect([0, 1, 2].map((days) => english.t("due.daysLeft", { days }))).toEqual([
      "today is the last day",
      "1 day left",
      "2 days left",
    ]);
  });
});
