import { useState, type ReactNode } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { useAct } from "../../data/act";
import { useSession, type Demo } from "../../data/session";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { useForm } from "../../kit/useForm";
import { SignIn as SignInDocument } from "./documents";

/** Only ways inside this service are followed after signing in. */
function safeWay(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}

export default function SignIn(): ReactNode {
  const { t } = useLanguage();
  const { demo, renew } = useSession();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const signIn = useAct(SignInDocument);
  const [asksForCode, setAsksForCode] = useState(false);
  const form = useForm({ email: "", password: "", code: "" }, ({ email, password }) => ({
    ...(email.trim() ? {} : { email: t("signIn.email.missing") }),
    ...(password ? {} : { password: t("signIn.password.missing") }),
  }));
  const submit = form.submit(async (values) => {
    const { errors } = await signIn({ ...values, code: values.code.trim() || null });
    if (errors.some(({ field }) => field === "code")) setAsksForCode(true);
    if (errors.length) return errors;
    renew();
    go(safeWay(search.get("next")), { replace: true });
    return [];
  });
  return (
    <Page title={t("signIn.title")}>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("email")} label={t("signIn.email")} type="email" autoComplete="username" />
        <TextField
          {...form.text("password")}
          label={t("signIn.password")}
          type="password"
          autoComplete="current-password"
        />
        {asksForCode ? (
          <TextField
            {...form.text("code")}
            label={t("factor.code")}
            hint={t("factor.code.hint")}
            autoComplete="one-time-code"
          />
        ) : null}
        <div className="row">
          <Button type="submit" id="sign-in" busy={form.busy}>
            {t("signIn.submit")}
          </Button>
          <Link href="/recover" className="link">
            {t("signIn.forgotten")}
          </Link>
        </div>
      </form>
      <p>
        {t("signIn.new")} <Link href="/register">{t("signIn.register")}</Link>
      </p>
      {demo ? (
        <KnownPeople
          demo={demo}
          choose={({ email, password }) => {
            form.set("email", email);
            form.set("password", password);
            document.getElementById("sign-in")?.focus();
          }}
        />
      ) : null}
    </Page>
  );
}

/** The demo's people and their passwords; in no other mode does the service know any. */
function KnownPeople({ demo, choose }: { demo: Demo; choose: (person: Demo["people"][number]) => void }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack near" aria-labelledby="known">
      <h2 id="known">{t("signIn.demo.title")}</h2>
      <p>{t("signIn.demo.words")}</p>
      <ul className="known-people">
        {demo.people.map((person) => (
          <li key={person.email} className="stack tight">
            <h3>
              <bdi>{person.name}</bdi>
            </h3>
            <p className="small muted">{person.part}</p>
            <p className="small">
              {person.email}
              <br />
              <code>{person.password}</code>
            </p>
            <Button look="link" onClick={() => choose(person)}>
              {t("signIn.demo.fill")}
              <span className="hidden-text">: {person.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
