/** How far a sheet is turned, clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** A rectangle in ten-thousandths of its page. */
export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

const WHOLE = 10_000;

export function turned(turn: Turn): Turn {
  return ((turn + 90) % 360) as Turn;
}

/** Where on the sheet as it was handed in a point lies that was seen on the turned one; both between 0 and 1. */
export function onSheet({ x, y }: Point, turn: Turn): Point {
  if (turn === 90) return { x: y, y: 1 - x };
  if (turn === 180) return { x: 1 - x, y: 1 - y };
  return turn === 270 ? { x: 1 - y, y: x } : { x, y };
}

/** The rectangle between two points of the sheet, whichever was set first; nothing of it lies beside the sheet. */
export function between(one: Point, other: Point): Area {
  const left = inside(Math.min(one.x, other.x), WHOLE - 1);
  const top = inside(Math.min(one.y, other.y), WHOLE - 1);
  const right = inside(Math.max(one.x, other.x), WHOLE);
  const bottom = inside(Math.max(one.y, other.y), WHOLE);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

function inside(share: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(share * WHOLE)));
}

/** The same rectangle with one of its sides changed, still on the sheet. */
export function withSide(area: Area, side: keyof Area, percent: number): Area {
  const value = Math.round(Math.min(100, Math.max(0, percent)) * 100);
  const wanted = { ...area, [side]: value };
  const left = Math.min(wanted.left, WHOLE - 1);
  const top = Math.min(wanted.top, WHOLE - 1);
  const width = Math.min(Math.max(1, wanted.width), WHOLE - left);
  return { left, top, width, height: Math.min(Math.max(1, wanted.height), WHOLE - top) };
}

/** As the browser places it on the sheet. */
export function placed({ left, top, width, height }: Area): Record<"left" | "top" | "width" | "height", string> {
  const percent = (value: number): string => `${value / 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
