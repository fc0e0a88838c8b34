import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../data/act";
import { graphql } from "../generated/graphql";
import type { TerminationGround } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea } from "../kit/Field";
import { useForm } from "../kit/useForm";
import type { CaseView } from "../pages/case/documents";
import { DeskForm } from "./acts";

export const NoticeInactivity = graphql(`
  mutation NoticeInactivity($input: NoticeInactivityInput!) {
    noticeInactivity(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const EndCase = graphql(`
  mutation EndCase($input: EndCaseInput!) {
    endCase(input: $input) {
      case {
        id
        version
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Ending a case before its outcome: one of the grounds of the rulebook, and the reasons. */
export function EndCaseForm({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const end = useAct(EndCase);
  const [, go] = useLocation();
  const form = useForm<{ ground: TerminationGround | ""; reasons: string }>(
    { ground: "", reasons: "" },
    ({ ground, reasons }) => ({
      ...(ground ? {} : { ground: t("end.ground.missing") }),
      ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
    }),
  );
  const submit = form.submit(async ({ ground, reasons }) => {
    if (!ground) return [];
    const { errors } = await end({ case: found.id, expectedVersion: found.version, ground, reasons });
    if (!errors.length) go(`/desk/${found.id}`);
    return errors;
  });
  return (
    <DeskForm
      found={found}
      form={form}
      title={t("do.END_CASE")}
      words={t("end.words")}
      action={t("do.END_CASE")}
      onSubmit={submit}
    >
      <Radios
        id="ground"
        label={t("end.ground")}
        error={form.error("ground")}
        value={form.values.ground}
        onChoose={(ground) => form.set("ground", ground as TerminationGround)}
        choices={found.terminationGrounds.map((value) => ({ value, label: t(`ground.${value}`) }))}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </DeskForm>
  );
}
