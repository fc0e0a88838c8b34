import { use, useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../data/act";
import { Loaded, NotFound, ToSignIn } from "../data/Loaded";
import { isNeutral, useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Checkboxes, TextField } from "../kit/Field";
import { Page } from "../kit/Page";
import { Done } from "../kit/states";
import { useForm } from "../kit/useForm";
import { endOfDay, startOfDay } from "../lib/days";
import { languageChoices } from "../lib/languages";
import { ZoneContext } from "../lib/now";
import { toggled } from "../lib/toggled";
import { Away, Conflicts, Known } from "./NeutralFacts";
import { MarkAbsence, NeutralProfileDocument, StateLanguages, type Profile } from "./neutrals";

/** What a neutral says of themselves, and what a registrar wrote down of them. */
export default function OwnNeutral(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const [state, again] = useQuery({ query: NeutralProfileDocument });
  if (!viewer) return <ToSignIn />;
  if (!isNeutral(viewer)) return <NotFound />;
  return (
    <Loaded state={state} again={again}>
      {({ neutralProfile: profile }) => (
        <Page title={t("neutral.title")}>
          <Absence profile={profile} />
          <Languages profile={profile} />
          <Known profile={profile} />
          <Conflicts profile={profile} />
        </Page>
      )}
    </Loaded>
  );
}

function Absence({ profile }: { profile: Profile }): ReactNode {
  const { t } = useLanguage();
  const mark = useAct(MarkAbsence);
  const zone = use(ZoneContext);
  const form = useForm({ since: "", until: "" }, ({ since, until }) => ({
    ...(since ? {} : { since: t("neutral.since.missing") }),
    ...(until ? {} : { until: t("neutral.until.missing") }),
  }));
  const submit = form.submit(async ({ since, until }) => {
    const { errors } = await mark({ since: startOfDay(since, zone), until: endOfDay(until, zone) });
    return errors;
  });
  return (
    <section className="stack near" aria-labelledby="absence">
      <h2 id="absence">{t("neutral.absence")}</h2>
      <p role="status">
        <Away from={profile.awayFrom} until={profile.awayUntil} />
      </p>
      {profile.awayFrom ? (
        <div>
          <Button look="plain" onClick={() => void mark({})}>
            {t("neutral.back")}
          </Button>
        </div>
      ) : null}
      <p>{t("neutral.absence.words")}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("since")} type="date" className="short" label={t("neutral.first")} />
        <TextField {...form.text("until")} type="date" className="short" label={t("neutral.last")} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("neutral.absence.submit")}
        </Button>
      </form>
    </section>
  );
}

function Languages({ profile }: { profile: Profile }): ReactNode {
  const { t, locale } = useLanguage();
  const say = useAct(StateLanguages);
  const [saved, setSaved] = useState(false);
  const form = useForm({ languages: profile.languages });
  const submit = form.submit(async ({ languages }) => {
    const { errors } = await say({ languages });
    setSaved(!errors.length);
    return errors;
  });
  const { languages } = form.values;
  return (
    <section className="stack near" aria-labelledby="languages-title">
      <h2 id="languages-title">{t("neutral.languages")}</h2>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Checkboxes
          id="languages"
          label={t("neutral.languages.which")}
          hint={t("neutral.languages.words")}
          error={form.error("languages")}
          value={languages}
          onChoose={(code, chosen) => {
            setSaved(false);
            form.set("languages", toggled(languages, code, chosen));
          }}
          choices={languageChoices(profile.languages, locale)}
        />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("neutral.save")}
        </Button>
        {saved ? <Done>{t("neutral.saved")}</Done> : null}
      </form>
    </section>
  );
}
