import { expect, test } from "vitest";
import { holdsFrom } from "../src/desk/beginning";

test("a new draft holds thirty days after it was begun, in any year", () => {
  expect(holdsFrom(new Date("2026-12-15T10:00:00Z"))).toBe("2027-01-14");
  expect(holdsFrom(new Date("2028-03-01T00:00:00Z"))).toBe("2028-03-31");
});
