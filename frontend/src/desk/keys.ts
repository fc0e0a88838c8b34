import { useEffect, useState } from "react";
import type { Action } from "../pages/case/documents";

/** The key of each act, as it is written beside it. Two acts share one only where no role can do both. */
export const KEYS = {
  ADMIT_CASE: "a",
  REFUSE_CASE: "r",
  APPOINT_NEUTRAL: "n",
  SEND_MESSAGE: "m",
  MAKE_PROPOSAL: "p",
  END_MEDIATION: "e",
  COMPLETE_FILE: "c",
  ISSUE_DECISION: "d",
  DECIDE_BUNDLE: "d",
  RELEASE_FROM_BUNDLE: "9",
  DRAFT_DECISION: "d",
  READ_DRAFT: "d",
  ISSUE_DRAFT: "e",
  CORRECT_DECISION: "k",
  DECLINE_CORRECTION: "l",
  DECIDE_REVIEW: "v",
  DECIDE_SET_ASIDE: "b",
  END_CASE: "x",
  NOTICE_INACTIVITY: "1",
  REPORT_FULFILMENT: "f",
  ARRANGE_RETURN: "a",
  REPORT_INSPECTION: "c",
  RULE_ON_CONFIDENTIALITY: "r",
  ANNOTATE_EXHIBIT: "a",
  NOTE_TRANSLATION: "0",
  REQUEST_EVIDENCE: "v",
  REOPEN_RECORD: "o",
  EXTEND_FRAME: "t",
  ORDER_PAUSE: "s",
  RESUME_CASE: "g",
  ANSWER_HUMAN_REVIEW: "h",
  DISCLOSE_CIRCUMSTANCES: "i",
  DECIDE_OBJECTION: "j",
  RECUSE_NEUTRAL: "q",
  HAND_OVER_CASE: "w",
  ASK_CLARIFICATION: "u",
  CORRECT_SUBMISSION: "y",
  WITHDRAW_SUBMISSION: "z",
  REPORT_PARALLEL_PROCEEDING: "p",
  CONFIRM_PARALLEL_PROCEEDING: "k",
  END_PARALLEL_PROCEEDING: "e",
  REQUIRE_GUARDIAN: "2",
  NAME_GUARDIAN: "3",
  RELIEVE_GUARDIAN: "4",
  CONFIRM_CAPACITY: "5",
  INVITE_THIRD_PARTY: "6",
  ASK_THIRD_PARTY: "7",
  END_THIRD_PARTY: "8",
  ANSWER_ERASURE: "d",
  PLACE_LEGAL_HOLD: "l",
  LIFT_LEGAL_HOLD: "v",
} as const satisfies Partial<Record<Action, string>>;
export type DeskAction = keyof typeof KEYS;

export function isDeskAction(action: string): action is DeskAction {
  return action in KEYS;
}

const STORED = "desk-keys";

/** Whether single keys act; people who speak to their computer, or share it, switch them off. */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(STORED) !== "off");
  const set = (wanted: boolean): void => {
    localStorage.setItem(STORED, wanted ? "on" : "off");
    setOn(wanted);
  };
  return [on, set];
}

/** Tells which single key was pressed, unless somebody is typing or a modifier is held. */
export function useKeys(on: boolean, onKey: (key: string) => void): void {
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
      if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) onKey(event.key);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}
