import type { ReactNode, Ref } from "react";
import { useAct } from "../../data/act";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios, Select, TextArea, TextField } from "../../kit/Field";
import { useForm } from "../../kit/useForm";
import { amountOf, fractionOf } from "../../lib/money";
import type { CaseView, Side } from "./documents";
import type { Owed } from "./Return";
import { whoIs } from "./words";

const Arrange = graphql(`
  mutation ArrangeReturn($input: ArrangeReturnInput!) { arrangeReturn(input: $input) { ...Acted } }
`);

interface ArrangeReturnProps {
  ref: Ref<HTMLFormElement>;
  found: CaseView;
  owed: Owed;
  onDone: () => void;
}

/** Where to, how, and who pays: the sender is told all of it before anything is sent. */
export function ArrangeReturn({ ref, found, owed, onDone }: ArrangeReturnProps): ReactNode {
  const { t } = useLanguage();
  const arrange = useAct(Arrange);
  const { currency } = found.order;
  const takesBack = owed.remedy.owedBy;
  const said = owed.arrangement;
  const form = useForm(
    {
      address: said?.address ?? "",
      costBearer: said?.costBearer ?? takesBack,
      most: said?.most?.amount ?? "",
      carrier: said?.carrier ?? "",
      tracking: said?.tracking ?? "",
      label: said?.label ?? "",
      labelExhibit: said?.labelExhibit ?? "",
      instructions: said?.instructions ?? "",
    },
    ({ address, costBearer, most, label, labelExhibit }) => ({
      ...(label.trim() && labelExhibit ? { label: t("return.label.both") } : {}),
      ...(address.trim() ? {} : { address: t("return.address.missing") }),
      ...(costBearer !== takesBack && !amountOf(most, fractionOf(currency)) ? { most: t("return.most.missing") } : {}),
    }),
    `-${owed.id}`,
  );
  const labels = found.exhibits.flatMap(({ number, name, mediaType }) =>
    number && /^(image\/|application\/pdf$)/.test(mediaType) ? [{ value: number, label: `${number} ${name ?? ""}` }] : [],
  );
  const bearers = owed.returnCost && owed.returnCost !== takesBack ? [takesBack, owed.returnCost] : [takesBack];
  const submit = form.submit(async ({ address, costBearer, most, carrier, tracking, label, labelExhibit, instructions }) => {
    const amount = costBearer === takesBack ? undefined : amountOf(most, fractionOf(currency));
    const { errors } = await arrange({
      case: found.id,
      expectedVersion: found.version,
      line: owed.id,
      address,
      costBearer,
      carrier,
      tracking,
      ...(amount ? { most: { amount, currency } } : {}),
      ...(label.trim() ? { label: label.trim() } : {}),
      ...(labelExhibit ? { labelExhibit } : {}),
      ...(instructions.trim() ? { instructions } : {}),
    });
    if (!errors.length) onDone();
    return errors;
  });
  return (
    <form ref={ref} className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <TextArea {...form.text("address")} label={t("return.address")} hint={t("return.address.hint")} maxLength={1000} />
      <Radios
        id={`costBearer-${owed.id}`}
        label={t("return.cost.ask")}
        error={form.error("costBearer")}
        value={form.values.costBearer}
        onChoose={(side) => form.set("costBearer", side as Side)}
        choices={bearers.map((side) => ({ value: side, label: whoIs(side, found, t) }))}
      />
      {form.values.costBearer === takesBack ? null : (
        <TextField {...form.text("most")} label={t("return.most.ask", { currency })} className="short" inputMode="decimal" />
      )}
      <TextField {...form.text("label")} type="url" label={t("return.label.ask")} hint={t("return.label.hint")} />
      {labels.length ? (
        <Select
          {...form.text("labelExhibit")}
          label={t("return.label.exhibit")}
          choices={[{ value: "", label: t("return.label.none") }, ...labels]}
        />
      ) : null}
      <TextField {...form.text("carrier")} label={t("return.carrier.ask")} />
      <TextField {...form.text("tracking")} label={t("return.tracking.ask")} />
      <TextArea {...form.text("instructions")} label={t("return.instructions.ask")} maxLength={10000} />
      <Button type="submit" busy={form.busy}>
        {t("return.submit")}
      </Button>
    </form>
  );
}
