import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Select, TextField } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { useForm } from "../../kit/useForm";
import { countries, zones } from "../../lib/places";
import { Register as RegisterDocument } from "./documents";

const EMPTY = {
  name: "",
  email: "",
  password: "",
  country: "",
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

export default function Register(): ReactNode {
  const { t, code, locale } = useLanguage();
  const register = useAct(RegisterDocument);
  const [sentTo, setSentTo] = useState("");
  const form = useForm(EMPTY, (typed) => ({
    ...(typed.name.trim() ? {} : { name: t("register.name.missing") }),
    ...(typed.email.includes("@") ? {} : { email: t("register.email.missing") }),
    ...(typed.password.length >= 15 ? {} : { password: t("register.password.short") }),
    ...(typed.country ? {} : { country: t("register.country.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const { errors } = await register({ ...typed, language: code });
    if (!errors.length) setSentTo(typed.email);
    return errors;
  });
  if (sentTo) return <LookInYourMail email={sentTo} />;
  return (
    <Page title={t("register.title")}>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("name")} label={t("register.name")} autoComplete="name" />
        <TextField {...form.text("email")} label={t("register.email")} type="email" autoComplete="username" />
        <TextField
          {...form.text("password")}
          label={t("register.password")}
          hint={t("register.password.hint")}
          type="password"
          autoComplete="new-password"
        />
        <Select
          {...form.text("country")}
          label={t("register.country")}
          autoComplete="country"
          choices={[{ value: "", label: t("choose") }, ...countries(locale)]}
        />
        <Select {...form.text("zone")} label={t("register.zone")} hint={t("register.zone.hint")} choices={zones()} />
        <div className="row">
          <Button type="submit" busy={form.busy}>
            {t("register.submit")}
          </Button>
          <Link href="/sign-in" className="link">
            {t("register.known")}
          </Link>
        </div>
      </form>
    </Page>
  );
}

function LookInYourMail({ email }: { email: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={t("register.sent.title")}>
      <p>{t("register.sent.words", { email })}</p>
      <p>{t("register.sent.nothing")}</p>
    </Page>
  );
}
