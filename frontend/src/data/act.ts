import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useRef } from "react";
import { useMutation } from "urql";
import { useLanguage } from "../i18n/language";
import type { UserError } from "../kit/useForm";
import { readAgain } from "./fresh";
import { keyKeeper } from "../lib/keys";

/** A mutation of ours: one payload, with what was refused as data. */
export type Answered<P> = Record<string, P | null | undefined>;
export interface Refusable {
  userErrors: UserError[];
}

export interface Outcome<P> {
  /** The payload; absent when the service refused or could not be reached. */
  payload?: P;
  errors: UserError[];
}

type PayloadOf<R> = Extract<R[keyof R], Refusable>;

/**
 * Asks the service for one act. Nothing on the page changes before the service has answered. The same input
 * sent again carries the same key until then, so an answer that got lost is asked for again without a second effect.
 */
export function useAct<R extends object, I extends object>(
  document: TypedDocumentNode<R, { input: I }>,
): (input: Omit<I, "idempotencyKey">) => Promise<Outcome<PayloadOf<R>>> {
  const [, execute] = useMutation(document);
  const { t } = useLanguage();
  const keys = useRef(keyKeeper());
  return async (input) => {
    const keyed = { ...input, idempotencyKey: keys.current.keyFor(input) };
    const { data } = await execute({ input: keyed as unknown as I });
    const payload = data ? (Object.values(data).find(isPayload) as PayloadOf<R> | undefined) : undefined;
    if (!payload) return { errors: [{ message: t("errors.unsent") }] };
    keys.current.answered();
    if (!payload.userErrors.length) return { payload, errors: [] };
    readAgain();
    return { errors: payload.userErrors };
  };
}

function isPayload(value: unknown): value is Refusable {
  return typeof value === "object" && value !== null && "userErrors" in value;
}
