import { describe, expect, it } from "vitest";
import { between, onSheet, placed, turned, withSide, type Turn } from "../src/pages/viewer/geometry";

const CORNER = { x: 0.1, y: 0.2 };

/** Where a point of the sheet is seen once it is turned clockwise. */
function seen({ x, y }: { x: number; y: number }, turn: Turn): { x: number; y: number } {
  const once = { x: 1 - y, y: x };
  return turn === 0 ? { x, y } : seen(once, ((turn - 90) % 360) as Turn);
}

describe("a place on a sheet", () => {
  it.each([0, 90, 180, 270] as const)("is the same place of the file when the sheet is turned by %i", (turn) => {
    const found = onSheet(seen(CORNER, turn), turn);
    expect(found.x).toBeCloseTo(CORNER.x);
    expect(found.y).toBeCloseTo(CORNER.y);
  });

  it("is drawn from any corner and never beside the sheet", () => {
    expect(between({ x: 0.5, y: 0.5 }, { x: 0.25, y: 1.4 })).toEqual({ left: 2500, top: 5000, width: 2500, height: 5000 });
    expect(between({ x: 1, y: 1 }, { x: 1, y: 1 })).toEqual({ left: 9999, top: 9999, width: 1, height: 1 });
  });

  it("is set in numbers, and stays on the sheet", () => {
    const area = { left: 4000, top: 4000, width: 2000, height: 2000 };
    expect(withSide(area, "left", 95)).toEqual({ left: 9500, top: 4000, width: 500, height: 2000 });
    expect(withSide(area, "height", 500)).toEqual({ ...area, height: 6000 });
    expect(placed(area)).toEqual({ left: "40%", top: "40%", width: "20%", height: "20%" });
  });

  it("turns round in four steps", () => {
    expect(turned(turned(turned(turned(0))))).toBe(0);
  });
});
