import type { MessageId } from "../../i18n/language";
import { amountOf, fractionOf } from "../../lib/money";
import { takesAmount, type ComplaintType, type Remedy } from "../../lib/vocabulary";

/** The questions in their order, one a page. */
export const STEPS = ["item", "problem", "wish", "story", "contacted", "elsewhere", "needs", "details", "check"] as const;
export type StepName = (typeof STEPS)[number];

/** The questions that are asked anew for every further item. */
const PER_ITEM: readonly StepName[] = ["item", "problem", "wish"];

/** What is wrong with one line of the order, and what would put it right. */
export interface ClaimAnswers {
  line: string;
  quantity: string;
  problem: ComplaintType | "";
  wish: Remedy | "";
  amount: string;
  /** How often putting it right failed; asked for what is defective only. */
  repairs?: string;
  /** The day of the cancellation or withdrawal, as a date; asked where it matters only. */
  cancelled?: string;
}

/** Kinds of complaint for which it matters whether a repair failed, or when it was cancelled. */
export const ASKS_REPAIRS: readonly string[] = ["DEFECTIVE", "WARRANTY", "DAMAGED"];
export const ASKS_CANCELLED: readonly string[] = ["SUBSCRIPTION", "WITHDRAWAL_RIGHT"];

/** What happened since the sale, in the server's words; nothing where nothing was said. */
export function circumstancesOf({ problem, repairs, cancelled }: ClaimAnswers) {
  const failed = ASKS_REPAIRS.includes(problem) && repairs ? { repairsFailed: Number(repairs) } : {};
  const ended = ASKS_CANCELLED.includes(problem) && cancelled ? { cancelledAt: `${cancelled}T00:00:00Z` } : {};
  return { ...failed, ...ended };
}

/** Everything typed so far, as it is kept on the device. */
export interface Answers {
  claims: ClaimAnswers[];
  story: string;
  contacted: "" | "yes" | "no";
  elsewhere: "" | "yes" | "no";
  /** What this person needs to take part; may stay empty. */
  needs: string;
  /** Whether an adult has to act for them; not said in drafts kept before it was asked. */
  guardianship?: "no" | "UNDER_AGE" | "UNDER_GUARDIANSHIP";
  details: boolean;
}

export interface OrderedLine {
  id: string;
  quantity: number;
}

export const EMPTY_CLAIM: ClaimAnswers = { line: "", quantity: "1", problem: "", wish: "", amount: "" };
export const EMPTY: Answers = { claims: [EMPTY_CLAIM], story: "", contacted: "", elsewhere: "", needs: "", details: false };

/** Under which name the device keeps the answers about one order. */
export const draftName = (order: string): string => `complaint:${order}`;

export type Problems = Record<string, MessageId>;

/** What must be mended on one page before the next one. */
export function problemsOf(
  step: StepName,
  answers: Answers,
  at: number,
  order: { lines: OrderedLine[]; currency: string },
): Problems {
  const claim = answers.claims[at] ?? EMPTY_CLAIM;
  switch (step) {
    case "item":
      return itemProblems(claim, order.lines);
    case "problem":
      return problemProblems(claim);
    case "wish":
      return wishProblems(claim, order.currency);
    case "story":
      return missing(answers.story.trim(), { story: "file.story.missing" });
    case "contacted":
      return missing(answers.contacted, { contacted: "file.yesNo.missing" });
    case "elsewhere":
      return missing(answers.elsewhere, { elsewhere: "file.yesNo.missing" });
    case "details":
      return missing(answers.details, { details: "file.details.missing" });
    case "needs":
    case "check":
      return {};
  }
}

/** The page after this one; a further item goes straight back to checking. */
export function stepAfter(step: StepName, further: boolean): StepName {
  if (further && step === "wish") return "check";
  return STEPS[STEPS.indexOf(step) + 1] ?? "check";
}

export function stepBefore(step: StepName): StepName | undefined {
  return STEPS[STEPS.indexOf(step) - 1];
}

/** The first page that still lacks an answer, or the check page: nobody sees "check" with a hole in it. */
export function firstOpen(
  answers: Answers,
  order: { lines: OrderedLine[]; currency: string },
): { step: StepName; at: number } {
  for (const step of STEPS) {
    const items = PER_ITEM.includes(step) ? answers.claims.length : 1;
    for (let at = 0; at < items; at += 1) {
      if (Object.keys(problemsOf(step, answers, at, order)).length) return { step, at };
    }
  }
  return { step: "check", at: 0 };
}

function missing(answer: unknown, problems: Problems): Problems {
  return answer ? {} : problems;
}

function itemProblems(claim: ClaimAnswers, lines: OrderedLine[]): Problems {
  const line = lines.find(({ id }) => id === claim.line);
  if (!line) return { item: "file.item.missing" };
  const quantity = Number(claim.quantity);
  const fits = Number.isInteger(quantity) && quantity >= 1 && quantity <= line.quantity;
  return fits ? {} : { quantity: "file.quantity.wrong" };
}

function problemProblems(claim: ClaimAnswers): Problems {
  const asked = ASKS_REPAIRS.includes(claim.problem) && claim.repairs;
  if (asked && !/^\d{1,2}$/.test(asked)) return { repairs: "entitlement.ask.repairs.wrong" };
  return missing(claim.problem, { problem: "file.problem.missing" });
}

function wishProblems({ wish, amount }: ClaimAnswers, currency: string): Problems {
  if (!wish) return { wish: "file.wish.missing" };
  if (!takesAmount(wish)) return {};
  const read = amountOf(amount, fractionOf(currency));
  return read !== undefined && Number(read) > 0 ? {} : { amount: "amount.wrong" };
}
