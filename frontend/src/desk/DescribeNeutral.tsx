import { use, useState, type ReactNode } from "react";
import { useAct } from "../data/act";
import { graphql } from "../generated/graphql";
import type { ComplaintType, LineKind } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Checkboxes, TextArea, TextField } from "../kit/Field";
import { Done } from "../kit/states";
import { useForm } from "../kit/useForm";
import { endOfDay, startOfDay } from "../lib/days";
import { languageChoices } from "../lib/languages";
import { ZoneContext } from "../lib/now";
import { toggled } from "../lib/toggled";
import { COMPLAINTS } from "../lib/vocabulary";
import type { Profile } from "./neutrals";

const DescribeNeutralDocument = graphql(`
  mutation DescribeNeutral($input: DescribeNeutralInput!) {
    describeNeutral(input: $input) {
      profile {
        ...NeutralFields
      }
      userErrors {
        field
        message
      }
    }
  }
`);

const RecordConflictDocument = graphql(`
  mutation RecordConflict($input: RecordConflictInput!) {
    recordConflict(input: $input) {
      profile {
        ...NeutralFields
      }
      userErrors {
        field
        message
      }
    }
  }
`);

const KINDS: readonly ComplaintType[] = [...new Set(Object.values(COMPLAINTS).flat())];
const PRODUCTS: readonly LineKind[] = ["GOODS", "VIRTUAL", "BOOKING", "SERVICE"];

/** A registrar writes down what a neutral can do, and who pays them. */
export function Describe({ profile }: { profile: Profile }): ReactNode {
  const { t, locale } = useLanguage();
  const describe = useAct(DescribeNeutralDocument);
  const [saved, setSaved] = useState(false);
  const { person, languages, complaints, products } = profile;
  const form = useForm({ languages, complaints, products, payer: profile.payerId ?? "" });
  const submit = form.submit(async ({ payer, ...said }) => {
    const { errors } = await describe({ person, ...said, payer: payer.trim() || null });
    setSaved(!errors.length);
    return errors;
  });
  const { values, set } = form;
  return (
    <section className="stack near" aria-labelledby="describe">
      <h2 id="describe">{t("neutral.describe")}</h2>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Checkboxes
          id="languages"
          label={t("neutral.languages")}
          error={form.error("languages")}
          value={values.languages}
          onChoose={(code, on) => set("languages", toggled(values.languages, code, on))}
          choices={languageChoices(languages, locale)}
        />
        <Checkboxes
          id="complaints"
          label={t("neutral.complaints")}
          value={values.complaints}
          onChoose={(kind, on) => set("complaints", toggled(values.complaints, kind as ComplaintType, on))}
          choices={KINDS.map((value) => ({ value, label: t(`complaint.${value}`) }))}
        />
        <Checkboxes
          id="products"
          label={t("neutral.products")}
          value={values.products}
          onChoose={(kind, on) => set("products", toggled(values.products, kind as LineKind, on))}
          choices={PRODUCTS.map((value) => ({ value, label: t(`neutral.product.${value}`) }))}
        />
        <TextField {...form.text("payer")} label={t("neutral.payer")} hint={t("neutral.payer.hint")} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("neutral.save")}
        </Button>
        {saved ? <Done>{t("neutral.saved")}</Done> : null}
      </form>
    </section>
  );
}

/** A registrar writes down a conflict of interest; one with the same other is replaced. */
export function NewConflict({ profile: { person } }: { profile: Profile }): ReactNode {
  const { t } = useLanguage();
  const record = useAct(RecordConflictDocument);
  const zone = use(ZoneContext);
  const [saved, setSaved] = useState(false);
  const form = useForm({ other: "", reason: "", since: "", until: "" }, ({ other, reason, since }) => ({
    ...(other.trim() ? {} : { other: t("neutral.conflict.other.missing") }),
    ...(reason.trim() ? {} : { reason: t("reasons.missing") }),
    ...(since ? {} : { since: t("neutral.conflict.since.missing") }),
  }));
  const submit = form.submit(async ({ other, reason, since, until }) => {
    const named = other.includes("@") ? { otherEmail: other.trim() } : { other: other.trim() };
    const times = { since: startOfDay(since, zone), until: until ? endOfDay(until, zone) : null };
    const { errors } = await record({ person, ...named, reason, ...times });
    setSaved(!errors.length);
    return errors;
  });
  return (
    <section className="stack near" aria-labelledby="conflict">
      <h2 id="conflict">{t("neutral.conflict.new")}</h2>
      <p>{t("neutral.conflict.words")}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("other")} label={t("neutral.conflict.other")} hint={t("neutral.conflict.other.hint")} />
        <TextArea {...form.text("reason")} label={t("neutral.conflict.reason")} rows={2} maxLength={200} />
        <TextField {...form.text("since")} type="date" className="short" label={t("neutral.conflict.since")} />
        <TextField {...form.text("until")} type="date" className="short" label={t("neutral.conflict.until")} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("neutral.conflict.submit")}
        </Button>
        {saved ? <Done>{t("neutral.saved")}</Done> : null}
      </form>
    </section>
  );
}
