import { useState } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import type { Problem } from "../../kit/ErrorSummary";
import type { UserError } from "../../kit/useForm";
import { dropDraft, loadDraft } from "../../lib/drafts";
import { amountOf, fractionOf } from "../../lib/money";
import { takesAmount, type ComplaintType, type Remedy } from "../../lib/vocabulary";
import { dropDiagnosis } from "../diagnosis/kept";
import { circumstancesOf, draftName, EMPTY, type Answers, type ClaimAnswers } from "./answers";
import { FileComplaintDocument, FileComplaintsDocument, type OrderToComplainOf } from "./documents";

export interface Filing {
  send: () => Promise<void>;
  busy: boolean;
  problems: Problem[];
}

/** Sends what was answered of an order, and of others with it; then leads to the receipt, or to all of them. */
export function useFiling(order: OrderToComplainOf, answers: Answers, others: readonly OrderToComplainOf[]): Filing {
  const file = useAct(FileComplaintDocument);
  const fileAll = useAct(FileComplaintsDocument);
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const orders = [order, ...others];
  const ask = async (): Promise<{ cases: string[]; errors: UserError[] }> => {
    if (!others.length) {
      const { payload, errors } = await file(complaintOf(order, answers));
      return { cases: payload?.case ? [payload.case.id] : [], errors };
    }
    const said = others.map((one) => complaintOf(one, loadDraft(draftName(one.id), EMPTY)));
    const { payload, errors } = await fileAll({ complaints: [complaintOf(order, answers), ...said] });
    return { cases: payload?.cases?.map(({ id }) => id) ?? [], errors };
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    const { cases, errors } = await ask();
    setBusy(false);
    setProblems(errors.map((error) => ({ field: "", message: toldOf(error, orders) })));
    if (!cases.length) return;
    for (const { id } of orders) dropDraft(draftName(id));
    dropDiagnosis();
    go(cases.length > 1 ? `/filed/${cases.join(",")}` : `/cases/${cases[0] ?? ""}/receipt`, { replace: true });
  };
  return { send, busy, problems };
}

/** What was refused, with the order it is about where there are several. */
function toldOf({ field, message }: UserError, orders: readonly OrderToComplainOf[]): string {
  const part = /complaints\.(\d+)/.exec(field ?? "")?.[1];
  const about = part === undefined ? undefined : orders[Number(part)];
  return about ? `${about.number}: ${message}` : message;
}

/** The answers in the server's words. */
function complaintOf(order: OrderToComplainOf, { claims, story, contacted, elsewhere, needs, guardianship = "no" }: Answers) {
  return {
    order: order.id,
    claims: claims.map((claim) => claimOf(claim, order.currency)),
    narrative: story,
    contactedBefore: contacted === "yes",
    otherProceedings: elsewhere === "yes",
    ...(needs.trim() ? { needs } : {}),
    ...(guardianship === "no" ? {} : { guardianship }),
  };
}

function claimOf(claim: ClaimAnswers, currency: string) {
  const { line, quantity, problem, wish, amount } = claim;
  const wished = amountOf(amount, fractionOf(currency));
  const money = takesAmount(wish) && wished ? { amount: { amount: wished, currency } } : {};
  return {
    line,
    quantity: Number(quantity),
    complaint: problem as ComplaintType,
    circumstances: circumstancesOf(claim),
    remedies: [{ remedy: wish as Remedy, line, quantity: Number(quantity), ...money }],
  };
}
