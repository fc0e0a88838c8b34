import { dropDraft, loadDraft, saveDraft } from "../../lib/drafts";
import { takesAmount, type ComplaintType, type Remedy } from "../../lib/vocabulary";
import { EMPTY, EMPTY_CLAIM, type Answers } from "../complaint/answers";

/** What the questions led to, kept on the device until a complaint is begun. */
interface Kept {
  complaint: ComplaintType | "";
  remedy: Remedy | "";
}

const NAME = "diagnosis";
const NOTHING: Kept = { complaint: "", remedy: "" };

export function keepDiagnosis(complaint: ComplaintType, remedy: Remedy | undefined): void {
  saveDraft(NAME, { complaint, remedy: remedy ?? "" } satisfies Kept);
}

export function dropDiagnosis(): void {
  dropDraft(NAME);
}

/** The first answers of a complaint: those that were found out before signing in. */
export function answersFound(): Answers {
  const { complaint, remedy } = loadDraft(NAME, NOTHING);
  if (!complaint) return EMPTY;
  const wish = takesAmount(remedy) ? "" : remedy;
  return { ...EMPTY, claims: [{ ...EMPTY_CLAIM, problem: complaint, wish }] };
}
