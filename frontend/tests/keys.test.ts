import { describe, expect, it } from "vitest";
import { keyKeeper, randomKey } from "../src/lib/keys";

describe("the key of a form", () => {
  it("stays while the same input is sent again, and changes with the input", () => {
    const { keyFor } = keyKeeper();
    const first = keyFor({ amount: "80.00" });
    expect(keyFor({ amount: "80.00" })).toBe(first);
    expect(keyFor({ amount: "70.00" })).not.toBe(first);
  });

  it("is a new one once the service has answered: to export again is another act", () => {
    const { keyFor, answered } = keyKeeper();
    const first = keyFor({ scope: "a" });
    answered();
    expect(keyFor({ scope: "a" })).not.toBe(first);
  });

  it("has 128 random bits", () => {
    expect(randomKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(randomKey()).not.toBe(randomKey());
  });
});
