import type { Translate } from "../../i18n/language";
import type { Owed } from "./Return";

const KNOWN = ["ARTICLE_GONE", "INSUFFICIENT_STOCK_ERROR", "MORE_THAN_IS_LEFT", "ORDER_CANCELLED", "REFUND_FAILED"] as const;

/** Why a step failed, in plain words: a shop's own word is told only where it means something to everybody. */
export function whyFailed(failure: Owed["reports"][number]["failure"], t: Translate): string {
  if (!failure) return "";
  const known = KNOWN.find((one) => one === failure.code) ?? "OTHER";
  return `${t(`remedyPage.failed.${known}`)} ${t(`remedyPage.failed.${failure.retryable ? "again" : "first"}`)}`;
}
