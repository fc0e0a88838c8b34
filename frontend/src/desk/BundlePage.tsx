import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useParams } from "wouter";
import { useAct } from "../data/act";
import { Loaded, ToSignIn } from "../data/Loaded";
import { useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Radios, Select } from "../kit/Field";
import { Comparison } from "../kit/Offer";
import { Page } from "../kit/Page";
import { Done } from "../kit/states";
import { useForm } from "../kit/useForm";
import type { Action } from "../pages/case/documents";
import { ClaimList } from "../pages/case/Said";
import { AppointForBundle, BundleDocument, type Bundle, type BundledCase } from "./bundleDocuments";
import { DecideTogether } from "./DecideTogether";
import { NeutralListDocument } from "./neutrals";

/** The cases of a bundle side by side; below them one neutral for all, and one text. */
export default function BundlePage(): ReactNode {
  const { viewer } = useSession();
  const { id } = useParams<{ id: string }>();
  const [state, again] = useQuery({ query: BundleDocument, variables: { id }, requestPolicy: "cache-and-network" });
  if (!viewer) return <ToSignIn />;
  return (
    <Loaded state={state} again={again}>
      {({ bundle }) => <Shown bundle={bundle} />}
    </Loaded>
  );
}

function Shown({ bundle }: { bundle: Bundle }): ReactNode {
  const { t } = useLanguage();
  const inside = bundle.cases.flatMap(({ standing, case: one }) =>
    one && (standing === "PROPOSED" || standing === "JOINED") ? [one] : [],
  );
  const whole = inside.length === bundle.standing && inside.length > 1;
  const administers = whole && inside.every(({ role }) => role === "MARKETPLACE" || role === "REGISTRAR");
  const decides = whole && inside.every(({ role }) => role === "DECIDER");
  return (
    <Page title={t("bundles.of", { trader: bundle.respondent })}>
      <p>
        {t(`complaint.${bundle.complaint}`)} · {t("bundles.count", { count: bundle.standing })}
      </p>
      <p className="words" dir="auto">
        {bundle.reasons ?? t("erased")}
      </p>
      {bundle.standing < 2 ? <p>{t("bundles.over")}</p> : null}
      <Comparison>
        {bundle.cases.map(({ standing, case: one }, at) =>
          one ? <OneCase key={one.id} one={one} standing={standing} /> : <p key={at}>{t("bundles.hidden")}</p>,
        )}
      </Comparison>
      {administers ? <AppointForAll bundle={bundle} cases={inside} /> : null}
      {decides ? <DecideTogether bundle={bundle} cases={inside} /> : null}
      <p>
        <Link href="/bundles">{t("bundles.all")}</Link>
      </p>
    </Page>
  );
}

function mayNow({ availableActions }: BundledCase, act: Action): boolean {
  return availableActions.some(({ action, reasonIfBlocked }) => action === act && !reasonIfBlocked);
}

interface OneCaseProps {
  one: BundledCase;
  standing: Bundle["cases"][number]["standing"];
}

function OneCase({ one, standing }: OneCaseProps): ReactNode {
  const { t } = useLanguage();
  const serving = one.neutrals.filter(({ active }) => active).map(({ name }) => name);
  return (
    <article className="card stack tight">
      <h2>
        <Link href={`/desk/${one.id}`}>
          <span className="figures">{one.number}</span>
        </Link>
      </h2>
      <p className="small muted">
        {t(`stage.${one.stage}`)} · {t(`bundles.standing.${standing}`)}
      </p>
      <p>
        <bdi>{one.complainant.name}</bdi>
      </p>
      <ClaimList claims={one.claims} />
      <p className="words" dir="auto">
        {one.narrative ?? t("erased")}
      </p>
      <p className="small muted">{one.answer ? t(`position.${one.answer.position}`) : t("bundles.unanswered")}</p>
      {serving.length ? (
        <p className="small muted">
          <bdi>{serving.join(", ")}</bdi>
        </p>
      ) : null}
    </article>
  );
}

/** One neutral for every case, by the rules of each. */
function AppointForAll({ bundle, cases }: { bundle: Bundle; cases: BundledCase[] }): ReactNode {
  const { t } = useLanguage();
  const now = cases.every((one) => mayNow(one, "APPOINT_NEUTRAL"));
  const [state, again] = useQuery({ query: NeutralListDocument });
  const appoint = useAct(AppointForBundle);
  const form = useForm<{ function: "MEDIATOR" | "DECIDER"; person: string; done: boolean }>(
    { function: "DECIDER", person: "", done: false },
    ({ person }) => (person ? {} : { person: t("appoint.missing") }),
  );
  const submit = form.submit(async (said) => {
    const { errors } = await appoint({ bundle: bundle.id, function: said.function, person: said.person });
    form.set("done", !errors.length);
    return errors;
  });
  return (
    <section className="stack near" aria-labelledby="appoint-all">
      <h2 id="appoint-all">{t("bundles.appoint")}</h2>
      <p>{t("bundles.appoint.words")}</p>
      <ErrorSummary problems={form.problems} />
      {form.values.done ? <Done>{t("bundles.appoint.done")}</Done> : null}
      {now || form.values.done ? null : <p className="muted">{t("bundles.appoint.notNow")}</p>}
      {now ? (
        <Loaded state={state} again={again}>
          {({ mediators, deciders }) => (
            <form className="stack" noValidate onSubmit={submit}>
              <Radios
                id="function"
                label={t("bundles.appoint.as")}
                value={form.values.function}
                onChoose={(chosen) => form.set("function", chosen as "MEDIATOR" | "DECIDER")}
                choices={[
                  { value: "DECIDER", label: t("neutrals.deciders") },
                  { value: "MEDIATOR", label: t("neutrals.mediators") },
                ]}
              />
              <Select
                {...form.text("person")}
                label={t("appoint.person")}
                choices={[
                  { value: "", label: t("choose") },
                  ...(form.values.function === "DECIDER" ? deciders : mediators).map(({ person, name }) => ({
                    value: person,
                    label: name,
                  })),
                ]}
              />
              <Button type="submit" look="plain" busy={form.busy}>
                {t("bundles.appoint.submit", { count: bundle.standing })}
              </Button>
            </form>
          )}
        </Loaded>
      ) : null}
    </section>
  );
}
