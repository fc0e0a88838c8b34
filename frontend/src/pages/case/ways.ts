import type { Translate } from "../../i18n/language";
import type { Owed } from "./Return";

const GIVEN_UP = ["AWAITING_RETURN", "RETURN_IN_TRANSIT", "RETURN_RECEIVED", "INSPECTED"] as const;

/** A step in words. What has no parcel is given up, and not sent. */
export function stepWord(step: Owed["step"], parcel: Owed["parcel"], t: Translate): string {
  const without = parcel === false ? GIVEN_UP.find((one) => one === step) : undefined;
  return without ? t(`return.without.${without}`) : t(`step.${step}`);
}

/** What was found, in words. */
export function foundWord(found: Owed["inspections"][number]["found"], parcel: Owed["parcel"], t: Translate): string {
  if (parcel !== false) return t(`return.found.${found}`);
  return t(found === "AS_SENT" ? "return.without.unused" : "return.without.used");
}
