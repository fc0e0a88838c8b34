import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useLocation } from "wouter";
import { useAct } from "../data/act";
import { Loaded, ToSignIn } from "../data/Loaded";
import { useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Checkboxes, TextArea } from "../kit/Field";
import { Page } from "../kit/Page";
import { EmptyState } from "../kit/states";
import { useForm } from "../kit/useForm";
import { BundlesDocument, ProposeBundle, type Suggestion } from "./bundleDocuments";

/** Cases that are handled together, and for administrators those that could be. */
export default function Bundles(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const [state, again] = useQuery({ query: BundlesDocument, requestPolicy: "cache-and-network" });
  if (!viewer) return <ToSignIn />;
  return (
    <Loaded state={state} again={again}>
      {({ bundles, bundleSuggestions }) => (
        <Page title={t("bundles.title")}>
          <p>{t("bundles.words")}</p>
          {bundles.length || bundleSuggestions.length ? null : (
            <EmptyState title={t("bundles.none")}>
              <p>{t("bundles.none.words")}</p>
            </EmptyState>
          )}
          <ul className="listing">
            {bundles.map(({ id, respondent, complaint, standing }) => (
              <li key={id}>
                <Link href={`/bundles/${id}`} className="whole">
                  <bdi>{respondent}</bdi>
                </Link>
                <p className="small muted">
                  {t(`complaint.${complaint}`)} · {t("bundles.count", { count: standing })}
                </p>
              </li>
            ))}
          </ul>
          {bundleSuggestions.map((one) => (
            <Suggested key={one.cases[0]?.id} one={one} />
          ))}
        </Page>
      )}
    </Loaded>
  );
}

function Suggested({ one }: { one: Suggestion }): ReactNode {
  const { t } = useLanguage();
  const propose = useAct(ProposeBundle);
  const [, go] = useLocation();
  const name = one.cases[0]?.id ?? "";
  const form = useForm({ cases: one.cases.map(({ id }) => id), reasons: "" }, ({ cases, reasons }) => ({
    ...(cases.length > 1 ? {} : { cases: t("bundles.cases.missing") }),
    ...(reasons.trim() ? {} : { reasons: t("bundles.reasons.missing") }),
  }));
  const submit = form.submit(async (said) => {
    const { payload, errors } = await propose(said);
    if (payload?.bundle) go(`/bundles/${payload.bundle.id}`);
    return errors;
  });
  const { cases } = form.values;
  return (
    <section className="card stack near" aria-label={one.respondent}>
      <h2>
        <bdi>{one.respondent}</bdi>
      </h2>
      <p>
        {t(`complaint.${one.complaint}`)} · <span className="small muted">{one.rulebook}</span>
      </p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Checkboxes
          id={`cases-${name}`}
          label={t("bundles.cases")}
          error={form.error("cases")}
          value={cases}
          onChoose={(id, chosen) => form.set("cases", chosen ? [...cases, id] : cases.filter((known) => known !== id))}
          choices={one.cases.map(({ id, number, title, narrative }) => ({
            value: id,
            label: (
              <>
                <span className="figures">{number}</span> <bdi>{title}</bdi>
              </>
            ),
            hint: narrative ?? t("erased"),
          }))}
        />
        <TextArea
          {...form.text("reasons")}
          id={`reasons-${name}`}
          label={t("bundles.reasons")}
          hint={t("bundles.reasons.hint")}
          rows={3}
          maxLength={10000}
        />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("bundles.propose", { count: cases.length })}
        </Button>
      </form>
    </section>
  );
}
