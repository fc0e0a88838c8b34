import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import { ToSignIn } from "../../data/Loaded";
import { useSession, type Viewer } from "../../data/session";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Select, TextField } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { Done } from "../../kit/states";
import { useForm } from "../../kit/useForm";
import { dropAllDrafts } from "../../lib/drafts";
import { zones } from "../../lib/places";
import { RequestEmailChange, SignOut, UpdateProfile } from "./documents";
import { CloseOwnAccount } from "./Closing";
import { Payout } from "./Payout";
import { OneOrganisation } from "./Organisation";
import { CodeField, SecondFactor } from "./SecondFactor";

export default function Account(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (!viewer) return <ToSignIn />;
  return (
    <Page title={t("account.title")}>
      <Profile viewer={viewer} />
      <NewEmail viewer={viewer} />
      <SecondFactor />
      <Payout />
      {viewer.organisations.map((own) => (
        <OneOrganisation key={own.id} own={own} viewer={viewer} />
      ))}
      <Leave />
      <CloseOwnAccount />
    </Page>
  );
}

function Profile({ viewer }: { viewer: Viewer }): ReactNode {
  const { t } = useLanguage();
  const update = useAct(UpdateProfile);
  const [saved, setSaved] = useState(false);
  const form = useForm({ name: viewer.name, zone: viewer.zone }, ({ name }) =>
    name.trim() ? {} : { name: t("register.name.missing") },
  );
  const submit = form.submit(async (typed) => {
    const { errors } = await update({ ...typed, language: viewer.language });
    setSaved(!errors.length);
    return errors;
  });
  return (
    <section className="stack" aria-labelledby="profile">
      <h2 id="profile">{t("account.profile")}</h2>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("name")} label={t("register.name")} autoComplete="name" />
        <Select {...form.text("zone")} label={t("register.zone")} hint={t("register.zone.hint")} choices={zones()} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("account.save")}
        </Button>
        {saved ? <Done>{t("account.saved")}</Done> : null}
      </form>
    </section>
  );
}

function NewEmail({ viewer }: { viewer: Viewer }): ReactNode {
  const { t } = useLanguage();
  const request = useAct(RequestEmailChange);
  const [sent, setSent] = useState(false);
  const form = useForm({ email: "", password: "", code: "" }, (typed) => ({
    ...(typed.email.includes("@") ? {} : { email: t("register.email.missing") }),
    ...(typed.password ? {} : { password: t("signIn.password.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const { errors } = await request(typed);
    setSent(!errors.length);
    return errors;
  });
  return (
    <section className="stack" aria-labelledby="new-email">
      <h2 id="new-email">{t("account.email")}</h2>
      <p>{t("account.email.now", { email: viewer.email })}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField
          {...form.text("email")}
          label={t("account.email.new")}
          hint={t("account.email.hint")}
          type="email"
          autoComplete="email"
        />
        <TextField
          {...form.text("password")}
          label={t("signIn.password")}
          type="password"
          autoComplete="current-password"
        />
        <CodeField form={form} id="email-code" />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("account.email.submit")}
        </Button>
        {sent ? <Done>{t("account.email.sent")}</Done> : null}
      </form>
    </section>
  );
}

function Leave(): ReactNode {
  const { t } = useLanguage();
  const { renew } = useSession();
  const signOut = useAct(SignOut);
  const [, go] = useLocation();
  const leave = async (): Promise<void> => {
    const { errors } = await signOut({});
    if (errors.length) return;
    dropAllDrafts();
    renew();
    go("/sign-in");
  };
  return (
    <section className="stack near" aria-labelledby="leave">
      <h2 id="leave">{t("account.leave")}</h2>
      <p>{t("account.leave.words")}</p>
      <Button look="plain" onClick={() => void leave()}>
        {t("account.leave.submit")}
      </Button>
    </section>
  );
}
