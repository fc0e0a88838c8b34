import { useState, type ReactNode } from "react";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { useForm } from "../../kit/useForm";
import { RecoverAccount, RequestRecovery } from "./documents";
import { useOneTimeToken } from "./oneTime";

/** Without a token it asks for the address; with one out of a mail, for a new password. */
export default function Recover(): ReactNode {
  const token = useOneTimeToken();
  return token ? <NewPassword token={token} /> : <AskForLink />;
}

function AskForLink(): ReactNode {
  const { t } = useLanguage();
  const request = useAct(RequestRecovery);
  const [sent, setSent] = useState(false);
  const form = useForm({ email: "" }, ({ email }) =>
    email.includes("@") ? {} : { email: t("register.email.missing") },
  );
  const submit = form.submit(async (typed) => {
    const { errors } = await request(typed);
    setSent(!errors.length);
    return errors;
  });
  if (sent) {
    return (
      <Page title={t("recover.sent.title")}>
        <p>{t("recover.sent.words", { email: form.values.email })}</p>
      </Page>
    );
  }
  return (
    <Page title={t("recover.title")}>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField
          {...form.text("email")}
          label={t("register.email")}
          hint={t("recover.hint")}
          type="email"
          autoComplete="username"
        />
        <Button type="submit" busy={form.busy}>
          {t("recover.submit")}
        </Button>
      </form>
    </Page>
  );
}

function NewPassword({ token }: { token: string }): ReactNode {
  const { t } = useLanguage();
  const recover = useAct(RecoverAccount);
  const [done, setDone] = useState(false);
  const form = useForm({ password: "" }, ({ password }) =>
    password.length >= 15 ? {} : { password: t("register.password.short") },
  );
  const submit = form.submit(async ({ password }) => {
    const { errors } = await recover({ token, password });
    setDone(!errors.length);
    return errors;
  });
  if (done) {
    return (
      <Page title={t("recover.done.title")}>
        <p>{t("recover.done.words")}</p>
        <div>
          <ButtonLink to="/sign-in">{t("signIn.submit")}</ButtonLink>
        </div>
      </Page>
    );
  }
  return (
    <Page title={t("recover.new.title")}>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField
          {...form.text("password")}
          label={t("recover.new.password")}
          hint={t("register.password.hint")}
          type="password"
          autoComplete="new-password"
        />
        <Button type="submit" busy={form.busy}>
          {t("recover.new.submit")}
        </Button>
      </form>
    </Page>
  );
}
