import { describe, expect, it } from "vitest";
import {
  circumstancesOf,
  EMPTY,
  EMPTY_CLAIM,
  firstOpen,
  problemsOf,
  stepAfter,
  stepBefore,
  type Answers,
} from "../src/pages/complaint/answers";

const ORDER = {
  lines: [
    { id: "lamp", quantity: 1 },
    { id: "bulb", quantity: 4 },
  ],
  currency: "EUR",
};
const CLAIM = { line: "bulb", quantity: "2", problem: "DAMAGED", wish: "REFUND_PARTIAL", amount: "12,50" } as const;
const FULL: Answers = {
  claims: [CLAIM],
  story: "Two are cracked.",
  contacted: "yes",
  elsewhere: "no",
  needs: "",
  details: true,
};
const withClaim = (change: object): Answers => ({ ...FULL, claims: [{ ...CLAIM, ...change }] });

describe("a page of the complaint form", () => {
  it.each([
    ["item", { line: "" }, "item"],
    ["item", { line: "gone" }, "item"],
    ["item", { quantity: "5" }, "quantity"],
    ["item", { quantity: "1.5" }, "quantity"],
    ["problem", { problem: "" }, "problem"],
    ["wish", { wish: "" }, "wish"],
    ["wish", { amount: "" }, "amount"],
    ["wish", { amount: "0" }, "amount"],
    ["wish", { amount: "12.345" }, "amount"],
  ] as const)("%s says what to mend when the answer is %j", (step, change, field) => {
    expect(Object.keys(problemsOf(step, withClaim(change), 0, ORDER))).toEqual([field]);
  });

  it("asks for no amount where the remedy is none of money", () => {
    expect(problemsOf("wish", withClaim({ wish: "REPAIR", amount: "" }), 0, ORDER)).toEqual({});
  });
});

describe("the way through the form", () => {
  it("begins with the item and ends with checking", () => {
    expect(firstOpen(EMPTY, ORDER)).toEqual({ step: "item", at: 0 });
    expect(firstOpen(FULL, ORDER)).toEqual({ step: "check", at: 0 });
    expect(stepBefore("item")).toBeUndefined();
    expect(stepAfter("check", false)).toBe("check");
  });

  it("never shows the check page with a hole in it", () => {
    expect(firstOpen({ ...FULL, contacted: "" }, ORDER).step).toBe("contacted");
    expect(firstOpen({ ...FULL, claims: [CLAIM, EMPTY_CLAIM] }, ORDER)).toEqual({ step: "item", at: 1 });
  });

  it("asks only about the item itself when one is added", () => {
    expect(stepAfter("wish", true)).toBe("check");
    expect(stepAfter("wish", false)).toBe("story");
  });
});

describe("what happened since the sale", () => {
  it("is told only where it matters", () => {
    const claim = { ...EMPTY_CLAIM, repairs: "2", cancelled: "2026-03-01" };
    expect(circumstancesOf({ ...claim, problem: "DEFECTIVE" })).toEqual({ repairsFailed: 2 });
    expect(circumstancesOf({ ...claim, problem: "SUBSCRIPTION" })).toEqual({ cancelledAt: "2026-03-01T00:00:00Z" });
    expect(circumstancesOf({ ...claim, problem: "LATE" })).toEqual({});
  });
});
