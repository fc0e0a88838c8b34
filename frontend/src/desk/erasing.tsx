import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Loaded } from "../data/Loaded";
import type { CaseKeepingQuery } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Radios, TextArea, TextField } from "../kit/Field";
import { Moment } from "../kit/Instant";
import { EmptyState } from "../kit/states";
import { useForm } from "../kit/useForm";
import { ActForm, useCaseAct } from "../pages/case/ActForm";
import type { CaseView } from "../pages/case/documents";
import { calledBy } from "../pages/case/words";
import { AnswerErasure, KeepingDocument, LiftLegalHold, PlaceLegalHold } from "../pages/case/erasingDocuments";

type Keeping = NonNullable<CaseKeepingQuery["case"]>["keeping"];

interface Found {
  found: CaseView;
}

function WithKeeping({ found, children }: Found & { children: (keeping: Keeping) => ReactNode }): ReactNode {
  const [state, again] = useQuery({ query: KeepingDocument, variables: { id: found.id } });
  return (
    <Loaded state={state} again={again}>
      {(data) => (data.case ? children(data.case.keeping) : null)}
    </Loaded>
  );
}

/** Deciding whether something is erased: which request, yes or no, and why. */
export function AnswerErasureForm({ found }: Found): ReactNode {
  return (
    <WithKeeping found={found}>
      {({ requests }) => <Answer found={found} waiting={requests.filter(({ erases }) => erases === null)} />}
    </WithKeeping>
  );
}

function Answer({ found, waiting }: Found & { waiting: Keeping["requests"] }): ReactNode {
  const { t } = useLanguage();
  const answer = useCaseAct(AnswerErasure, found);
  const form = useForm({ request: waiting[0]?.id ?? "", erases: "", reasons: "" }, ({ erases, reasons }) => ({
    ...(erases ? {} : { erases: t("erase.answer.missing") }),
    ...(reasons.trim() ? {} : { reasons: t("reasons.missing") }),
  }));
  if (!waiting.length) return <EmptyState title={t("erase.none")} />;
  const chosen = waiting.find(({ id }) => id === form.values.request);
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.ANSWER_ERASURE")}
      words={t("erase.answer.words")}
      action={t("do.ANSWER_ERASURE")}
      onSubmit={form.submit(({ request, erases, reasons }) => answer({ request, erases: erases === "yes", reasons }))}
    >
      <Radios
        id="request"
        label={t("erase.request")}
        value={form.values.request}
        onChoose={(request) => form.set("request", request)}
        choices={waiting.map(({ id, what, number, ground, by, at }) => ({
          value: id,
          label: number ?? t(`submission.${what}`),
          hint: (
            <>
              {t(`erase.ground.${ground}`)} · <bdi>{calledBy(by, t)}</bdi> · <Moment at={at} />
            </>
          ),
        }))}
      />
      {chosen?.reasons ? <p><bdi>{chosen.reasons}</bdi></p> : null}
      <Radios
        id="erases"
        label={t("erase.answer")}
        value={form.values.erases}
        {...(form.text("erases").error ? { error: form.text("erases").error } : {})}
        onChoose={(erases) => form.set("erases", erases)}
        choices={[
          { value: "yes", label: t("erase.yes"), hint: t("erase.yes.hint") },
          { value: "no", label: t("erase.no") },
        ]}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}

/** Letting nothing of a case be erased. */
export function PlaceHoldForm({ found }: Found): ReactNode {
  const { t } = useLanguage();
  const place = useCaseAct(PlaceLegalHold, found);
  const form = useForm({ reasons: "", authority: "", reference: "" }, ({ reasons }) =>
    reasons.trim() ? {} : { reasons: t("reasons.missing") },
  );
  const submit = form.submit(({ reasons, authority, reference }) =>
    place({ reasons, authority: authority.trim() || null, reference: reference.trim() || null }),
  );
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.PLACE_LEGAL_HOLD")}
      words={t("hold.words")}
      action={t("do.PLACE_LEGAL_HOLD")}
      onSubmit={submit}
    >
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
      <TextField {...form.text("authority")} label={t("hold.authority")} maxLength={200} />
      <TextField {...form.text("reference")} label={t("hold.reference")} maxLength={200} />
    </ActForm>
  );
}

/** Lifting one of the holds that stand. */
export function LiftHoldForm({ found }: Found): ReactNode {
  return (
    <WithKeeping found={found}>{({ legalHolds }) => <Lift found={found} holds={legalHolds} />}</WithKeeping>
  );
}

function Lift({ found, holds }: Found & { holds: Keeping["legalHolds"] }): ReactNode {
  const { t } = useLanguage();
  const lift = useCaseAct(LiftLegalHold, found);
  const form = useForm({ hold: holds[0]?.id ?? "", reasons: "" }, ({ reasons }) =>
    reasons.trim() ? {} : { reasons: t("reasons.missing") },
  );
  if (!holds.length) return <EmptyState title={t("hold.none")} />;
  return (
    <ActForm
      found={found}
      form={form}
      title={t("do.LIFT_LEGAL_HOLD")}
      words={t("hold.lift.words")}
      action={t("do.LIFT_LEGAL_HOLD")}
      onSubmit={form.submit(({ hold, reasons }) => lift({ hold, reasons }))}
    >
      <Radios
        id="hold"
        label={t("hold.which")}
        value={form.values.hold}
        onChoose={(hold) => form.set("hold", hold)}
        choices={holds.map(({ id, reasons, authority }) => ({
          value: id,
          label: authority ?? t("keeping.hold"),
          hint: reasons ?? t("erased"),
        }))}
      />
      <TextArea {...form.text("reasons")} label={t("reasons.label")} hint={t("reasons.hint")} maxLength={10000} />
    </ActForm>
  );
}
