import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { ReactNode } from "react";
import type { AskSetAsideInput } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Radios, TextArea } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { ActForm, useCaseAct } from "./ActForm";
import type { Action, CaseView } from "./documents";

interface ReasonedProps<I> {
  found: CaseView;
  document: TypedDocumentNode<object, { input: I }>;
  act: Action;
  words: string;
  /** The button's words, where they are not the act's name. */
  action?: string;
  label?: string;
  hint?: string;
  /** What is said when no reasons were written. */
  missing?: string;
  /** Where a done act leads. */
  after?: string;
  children?: ReactNode;
}

interface ReasonsProps extends ReasonedProps<AskSetAsideInput> {
  optional?: boolean;
}

/** An act with reasons alone: what follows from it, and why. */
export function ReasonsForm({ found, document, act, after, missing, optional = false, ...said }: ReasonsProps): ReactNode {
  const { t } = useLanguage();
  const send = useCaseAct(document, found, after);
  const form = useForm({ reasons: "" }, ({ reasons }) =>
    optional || reasons.trim() ? {} : { reasons: missing ?? t("reasons.missing") },
  );
  const { words, action, label, hint, children } = said;
  return (
    <ActForm
      found={found}
      form={form}
      title={t(`do.${act}`)}
      words={words}
      action={action ?? t(`do.${act}`)}
      onSubmit={form.submit(({ reasons }) => send((reasons.trim() ? { reasons } : {}) as { reasons: string }))}
    >
      {children}
      <TextArea
        {...form.text("reasons")}
        label={label ?? t("reasons.label")}
        hint={hint ?? t("reasons.hint")}
        maxLength={10000}
      />
    </ActForm>
  );
}

interface GroundProps<G extends string> extends ReasonedProps<Omit<AskSetAsideInput, "reasons"> & Grounded<G>> {
  grounds: { label: string; missing: string; choices: { value: G; label: string }[] };
}

interface Grounded<G> {
  ground: G;
  reasons: string;
}

/** An act on one of a few grounds, and the reasons. */
export function GroundForm<G extends string>({ found, document, act, grounds, missing, ...said }: GroundProps<G>): ReactNode {
  const { t } = useLanguage();
  const send = useCaseAct(document, found, said.after);
  const form = useForm<{ ground: G | ""; reasons: string }>({ ground: "", reasons: "" }, ({ ground, reasons }) => ({
    ...(ground ? {} : { ground: grounds.missing }),
    ...(reasons.trim() ? {} : { reasons: missing ?? t("reasons.missing") }),
  }));
  const { words, action, label, hint, children } = said;
  return (
    <ActForm
      found={found}
      form={form}
      title={t(`do.${act}`)}
      words={words}
      action={action ?? t(`do.${act}`)}
      onSubmit={form.submit(async ({ ground, reasons }) => (ground ? send({ ground, reasons }) : []))}
    >
      {children}
      <Radios
        id="ground"
        label={grounds.label}
        error={form.error("ground")}
        value={form.values.ground}
        onChoose={(ground) => form.set("ground", ground as G)}
        choices={grounds.choices}
      />
      <TextArea
        {...form.text("reasons")}
        label={label ?? t("reasons.label")}
        hint={hint ?? t("reasons.hint")}
        maxLength={10000}
      />
    </ActForm>
  );
}
