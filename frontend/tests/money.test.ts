import { describe, expect, it } from "vitest";
import { amountOf, fractionOf, moneyText } from "../src/lib/money";

describe("an amount", () => {
  it("is written as the server sent it, grouped, with its currency", () => {
    expect(moneyText("1234.50", "EUR", "en-GB")).toBe("1,234.50\u00a0EUR");
    expect(moneyText("90071992547409931.25", "EUR", "en-GB")).toBe("90,071,992,547,409,931.25\u00a0EUR");
    expect(moneyText("500", "JPY", "en-GB")).toBe("500\u00a0JPY");
  });

  it.each([
    ["80", "80.00"],
    ["80,5", "80.50"],
    [" 1 234.50 ", "1234.50"],
    ["80.555", undefined],
    ["-5", undefined],
    ["1.234,50", undefined],
    ["eighty", undefined],
  ])("typed as %j reads %j", (typed, amount) => {
    expect(amountOf(typed)).toBe(amount);
  });

  it("has as many places as its currency", () => {
    expect([fractionOf("EUR"), fractionOf("JPY"), fractionOf("KWD")]).toEqual([2, 0, 3]);
    expect(amountOf("500", 0)).toBe("500");
    expect(amountOf("500.5", 0)).toBeUndefined();
  });
});
