// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { EMPTY } from "../src/pages/complaint/answers";
import { answersFound, dropDiagnosis, keepDiagnosis } from "../src/pages/diagnosis/kept";

beforeEach(() => localStorage.clear());

test("a complaint begins with what the questions led to", () => {
  keepDiagnosis("DEFECTIVE", "REPAIR");
  expect(answersFound().claims[0]).toMatchObject({ problem: "DEFECTIVE", wish: "REPAIR", line: "" });
});

test("a wish that needs an amount is asked again", () => {
  keepDiagnosis("DUPLICATE", "REFUND_PARTIAL");
  expect(answersFound().claims[0]).toMatchObject({ problem: "DUPLICATE", wish: "" });
});

test("once the complaint is filed nothing is left of it", () => {
  keepDiagnosis("DEFECTIVE", "REPAIR");
  dropDiagnosis();
  expect(answersFound()).toEqual(EMPTY);
});
