/** The closed lists of the field, in the server's words and in the order they are offered. */
export const COMPLAINTS = {
  common: [
    "NOT_RECEIVED",
    "DAMAGED",
    "DEFECTIVE",
    "NOT_AS_DESCRIBED",
    "WRONG",
    "INCOMPLETE",
    "LATE",
    "REFUND_NOT_PAID",
  ],
  other: [
    "COUNTERFEIT",
    "DUPLICATE",
    "WRONG_AMOUNT",
    "SUBSCRIPTION",
    "WITHDRAWAL_RIGHT",
    "SERVICE_POOR",
    "PRECONTRACT_INFO",
    "CUSTOMS",
    "WARRANTY",
    "DATA_AS_PRICE",
  ],
  seller: ["RETURN_EMPTY", "RETURN_DAMAGED", "RETURN_MISSING", "ABUSE"],
} as const;
export type ComplaintType = (typeof COMPLAINTS)[keyof typeof COMPLAINTS][number];

const REFUNDS = [
  "REFUND_FULL",
  "REFUND_PARTIAL",
  "REFUND_ON_RETURN",
  "REPLACE_PLUS_REFUND",
  "PRICE_REDUCTION",
  "PRICE_PROTECTION",
  "FREIGHT_REIMBURSE",
] as const;
const OTHER_MONEY = ["FREIGHT_INSURANCE", "VOUCHER", "DAMAGES", "RESTITUTION"] as const;
const IN_KIND = [
  "REPLACE",
  "REPAIR",
  "FREE_ITEM",
  "UPGRADE",
  "DELIVER_NOW",
  "CANCEL_CONTRACT",
  "DATE_CHANGE",
  "VALIDITY_EXTENSION",
  "APOLOGY",
  "CORRECT_LISTING",
  "UNDERTAKING",
  "NO_REMEDY",
] as const;
export type Remedy = (typeof REFUNDS | typeof OTHER_MONEY | typeof IN_KIND)[number];

/** What people ask for most, and the rest behind one more press. */
export const WISHES: Record<"common" | "other" | "seller", Remedy[]> = {
  seller: ["DAMAGES", "PRICE_REDUCTION", "APOLOGY"],
  common: ["REFUND_FULL", "REFUND_ON_RETURN", "REFUND_PARTIAL", "REPLACE", "REPAIR"],
  other: [
    "DELIVER_NOW",
    "PRICE_REDUCTION",
    "DATE_CHANGE",
    "VALIDITY_EXTENSION",
    "CANCEL_CONTRACT",
    "FREIGHT_REIMBURSE",
    "FREIGHT_INSURANCE",
    "PRICE_PROTECTION",
    "REPLACE_PLUS_REFUND",
    "VOUCHER",
    "DAMAGES",
    "UPGRADE",
    "FREE_ITEM",
    "APOLOGY",
    "CORRECT_LISTING",
  ],
};

export const REMEDIES: readonly Remedy[] = [...REFUNDS, ...OTHER_MONEY, ...IN_KIND];

const OF_MONEY: ReadonlySet<Remedy> = new Set<Remedy>([...REFUNDS, ...OTHER_MONEY]);

/** Whether a remedy is a sum of money, so that an amount has to be named. */
export function takesAmount(remedy: Remedy | ""): boolean {
  return remedy !== "" && OF_MONEY.has(remedy);
}
