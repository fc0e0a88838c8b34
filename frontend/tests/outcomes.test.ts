import { expect, test } from "vitest";
import { asRuling, missingOutcomes, NO_OUTCOMES, ordersSomething } from "../src/desk/outcomes";
import { EMPTY_LINE, type TypedLine } from "../src/pages/case/Lines";
import type { CaseView } from "../src/pages/case/documents";

const order = { currency: "EUR" } as CaseView["order"];
const made = { withdrawn: false } as NonNullable<CaseView["counterclaim"]>;
const alone = { order, complaintWithdrawn: false, counterclaim: null };
const both = { ...alone, counterclaim: made };
const inReturn = { ...both, complaintWithdrawn: true };
const lines: TypedLine[] = [{ ...EMPTY_LINE, remedy: "APOLOGY" }];
const said = (key: string): string => key;

test("an outcome is asked for each claim that stands, and for no other", () => {
  expect(Object.keys(missingOutcomes(NO_OUTCOMES, alone, said))).toEqual(["outcome"]);
  expect(Object.keys(missingOutcomes(NO_OUTCOMES, both, said))).toEqual(["outcome", "counterclaim"]);
  expect(Object.keys(missingOutcomes(NO_OUTCOMES, inReturn, said))).toEqual(["counterclaim"]);
  const withdrawn = { ...both, counterclaim: { ...made, withdrawn: true } };
  expect(Object.keys(missingOutcomes(NO_OUTCOMES, withdrawn, said))).toEqual(["outcome"]);
});

test("with everything dismissed nothing is ordered", () => {
  const dismissed = { outcome: "DISMISSED", counterclaim: "DISMISSED", setOff: true } as const;
  expect(ordersSomething(dismissed, both)).toBe(false);
  expect(asRuling({ ...dismissed, lines }, both)).toEqual({
    outcome: "DISMISSED",
    counterclaim: "DISMISSED",
    lines: [],
  });
  expect(ordersSomething({ ...dismissed, counterclaim: "GRANTED" }, both)).toBe(true);
  expect(ordersSomething({ ...dismissed, counterclaim: "GRANTED" }, alone)).toBe(false);
});

test("of a withdrawn complaint nothing is sent, though something was chosen before", () => {
  const typed = { outcome: "GRANTED", counterclaim: "GRANTED", setOff: true, lines } as const;
  const sent = asRuling({ ...typed, lines }, inReturn);
  expect(sent).not.toHaveProperty("outcome");
  expect(sent.counterclaim).toBe("GRANTED");
  expect(sent).not.toHaveProperty("setOff");
  expect(asRuling({ ...typed, lines }, both)).toHaveProperty("setOff", true);
});
