import type { Translate } from "../../i18n/language";
import type { Owed } from "./Return";

/** The clause of the time in which whoever is owed a line says whether it arrived. */
export const CONFIRMING = "compliance.confirm_done";

const GIVEN_UP = ["AWAITING_RETURN", "RETURN_IN_TRANSIT", "RETURN_RECEIVED", "INSPECTED"] as const;

/** A step in words. What has no parcel is given up, and not sent. */
export function stepWord(step: Owed["step"], parcel: Owed["parcel"], t: Translate): string {
  const without = parcel === false ? GIVEN_UP.find((one) => one === step) : undefined;
  return without ? t(`return.without.${without}`) : t(`step.${step}`);
}

type Report = Owed["reports"][number];

/** Whether it is whoever is owed the line who says that it did not arrive. */
function denies({ step, by }: Report, { owedBy }: Owed["remedy"]): boolean {
  const owedTo = owedBy === "COMPLAINANT" ? ["RESPONDENT"] : ["COMPLAINANT", "RECIPIENT"];
  return step === "FAILED" && owedTo.includes(by.role);
}

/** That it did not arrive, where nobody said anything else since. */
export function denialOf({ reports, remedy }: Pick<Owed, "reports" | "remedy">): Report | undefined {
  const last = reports.at(-1);
  return last && denies(last, remedy) ? last : undefined;
}

/** What was reported, in words. */
export function reportWord(report: Report, { remedy, parcel }: Pick<Owed, "remedy" | "parcel">, t: Translate): string {
  return denies(report, remedy) ? t("remedyPage.denied") : stepWord(report.step, parcel, t);
}

/** What was found, in words. */
export function foundWord(found: Owed["inspections"][number]["found"], parcel: Owed["parcel"], t: Translate): string {
  if (parcel !== false) return t(`return.found.${found}`);
  return t(found === "AS_SENT" ? "return.without.unused" : "return.without.used");
}
