import { useEffect } from "react";

const readings = new Set<() => void>();

/** Reads again what is on the page: after a refusal it may have been out of date. */
export function readAgain(): void {
  for (const again of readings) again();
}

/** Keeps a reading among those that are read again. */
export function useReadAgain(again: () => void): void {
  useEffect(() => {
    readings.add(again);
    return () => {
      readings.delete(again);
    };
  }, [again]);
}
