// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { CaseView } from "../src/pages/case/documents";
import { Denied } from "../src/pages/case/Reports";
import type { Owed } from "../src/pages/case/Return";
import { denialOf } from "../src/pages/case/ways";
import { shown } from "./shown";

const { page, show } = await shown(() => undefined, "case");
const report = (step: string, role: string): object => ({ step, by: { role, name: role } });
const owedBy = (side: string, ...reports: object[]): Owed => ({ remedy: { owedBy: side }, reports }) as unknown as Owed;
const seenBy = (role: string): CaseView =>
  ({
    role,
    complainant: { side: "COMPLAINANT", name: "Ada", you: role === "COMPLAINANT" || role === "RECIPIENT" },
    respondent: { side: "RESPONDENT", name: "Holzhaus", you: role === "RESPONDENT" },
  }) as unknown as CaseView;

describe("that something did not arrive", () => {
  it.each([
    ["RESPONDENT", "COMPLAINANT"],
    ["RESPONDENT", "RECIPIENT"],
    ["COMPLAINANT", "RESPONDENT"],
  ])("is said of what the %s owes by the %s", (owes, denies) => {
    expect(denialOf(owedBy(owes, report("SETTLING", owes), report("FAILED", denies)))).toBeDefined();
  });

  it("is not what whoever owes it, the marketplace or a shop says, nor what was said before it was done anew", () => {
    for (const role of ["RESPONDENT", "MARKETPLACE", "SYSTEM"])
      expect(denialOf(owedBy("RESPONDENT", report("FAILED", role)))).toBeUndefined();
    expect(denialOf(owedBy("RESPONDENT", report("FAILED", "COMPLAINANT"), report("SETTLING", "RESPONDENT")))).toBeUndefined();
    expect(denialOf(owedBy("RESPONDENT"))).toBeUndefined();
  });

  it.each([
    ["COMPLAINANT", "You said that it did not arrive. It is owed again: Holzhaus has to look"],
    ["RECIPIENT", "COMPLAINANT says that it did not arrive."],
    ["RESPONDENT", "COMPLAINANT says that it did not arrive. It is owed again. Look where it is"],
    ["MARKETPLACE", "COMPLAINANT says that it did not arrive. It is owed again: Holzhaus has to look"],
  ])("is told the %s with what follows", async (role, words) => {
    await show(<Denied found={seenBy(role)} owed={owedBy("RESPONDENT", report("FAILED", "COMPLAINANT"))} />);
    expect(page.textContent).toContain(words);
  });
});
