import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { ReactNode } from "react";
import { useAct } from "../../data/act";
import type { AcknowledgeComplaintInput } from "../../generated/graphql/graphql";
import { useLanguage, type MessageId } from "../../i18n/language";
import { Confirm } from "../../kit/ConfirmPage";
import { ActPlace } from "./ActForm";
import { useSending } from "./ActPage";
import { useWay } from "./base";
import type { Action, CaseView } from "./documents";

/** An act that needs nothing but the case. */
export type PlainMutation = TypedDocumentNode<object, { input: AcknowledgeComplaintInput }>;

type Told<M> = M extends `effects.${infer A extends Action}` ? A : never;
/** Each act of which the catalogue tells what follows from it. */
export type PlainActs = Partial<Record<Told<MessageId>, PlainMutation>>;

interface PlainActProps<A> {
  found: CaseView;
  act: A;
  document: PlainMutation;
}

/** One act, its effects, one button. */
export function PlainAct<A extends keyof PlainActs>({ found, act, document }: PlainActProps<A>): ReactNode {
  const { t } = useLanguage();
  const send = useAct(document);
  const back = useWay(found.id)("");
  const sending = useSending(back);
  return (
    <ActPlace found={found} title={t(`do.${act}`)}>
      <Confirm
        effects={t(`effects.${act}`).split("\n")}
        action={t(`do.${act}`)}
        back={back}
        busy={sending.busy}
        problems={sending.problems}
        onConfirm={() => sending.send(() => send({ case: found.id, expectedVersion: found.version }))}
      />
    </ActPlace>
  );
}
