import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import { useSession } from "../../data/session";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextArea, TextField } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { useForm } from "../../kit/useForm";
import { dropAllDrafts } from "../../lib/drafts";
import { CodeField } from "./SecondFactor";

const CloseAccount = graphql(`
  mutation CloseAccount($input: CloseAccountInput!) {
    closeAccount(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

const CloseOrganisation = graphql(`
  mutation CloseOrganisation($input: CloseOrganisationInput!) {
    closeOrganisation(input: $input) {
      closure {
        at
      }
      userErrors {
        field
        message
      }
    }
  }
`);

/** Closes the account of the person who is signed in, with the password. */
export function CloseOwnAccount(): ReactNode {
  const { t } = useLanguage();
  const { renew } = useSession();
  const close = useAct(CloseAccount);
  const [, go] = useLocation();
  const form = useForm({ password: "", code: "" }, ({ password }) =>
    password ? {} : { password: t("signIn.password.missing") },
  );
  const submit = form.submit(async (typed) => {
    const { errors } = await close(typed);
    if (errors.length) return errors;
    dropAllDrafts();
    renew();
    go("/", { replace: true });
    return [];
  });
  return (
    <details>
      <summary>{t("closing.own")}</summary>
      <form className="stack" noValidate onSubmit={submit}>
        <p>{t("closing.own.words")}</p>
        <ErrorSummary problems={form.problems} />
        <TextField
          {...form.text("password")}
          id="closing-password"
          label={t("signIn.password")}
          type="password"
          autoComplete="current-password"
        />
        <CodeField form={form} id="closing-code" />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("closing.own.submit")}
        </Button>
      </form>
    </details>
  );
}

interface Closed {
  at: string;
  by: "HOLDER" | "MARKETPLACE" | "REGISTRAR";
  reasons: string;
}

/** Since when the account of an organisation is closed, by whom, why, and what can be done. */
export function ClosedNote({ id, closure }: { id: string; closure: Closed }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="stack near" role="note">
      <p>
        <strong>{t(`closing.by.${closure.by}`)}</strong> <Moment at={closure.at} />
      </p>
      {closure.reasons ? (
        <blockquote className="words" dir="auto">
          {closure.reasons}
        </blockquote>
      ) : null}
      <p>{t("closing.closed.words")}</p>
      <p className="small muted">
        {t("closing.id")} <code>{id}</code>
      </p>
    </div>
  );
}

/** Closes an organisation, for its owners. */
export function CloseOwnOrganisation({ id, onClosed }: { id: string; onClosed: () => void }): ReactNode {
  const { t } = useLanguage();
  const close = useAct(CloseOrganisation);
  const [sure, setSure] = useState(false);
  const form = useForm({ reasons: "" });
  const submit = form.submit(async (typed) => {
    const { errors } = await close({ organisation: id, ...typed });
    if (!errors.length) onClosed();
    return errors;
  });
  return (
    <details open={sure} onToggle={({ currentTarget }) => setSure(currentTarget.open)}>
      <summary>{t("closing.organisation")}</summary>
      <form className="stack" noValidate onSubmit={submit}>
        <p>{t("closing.organisation.words")}</p>
        <ErrorSummary problems={form.problems} />
        <TextArea {...form.text("reasons")} id={`closing-${id}`} label={t("closing.reasons")} rows={3} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("closing.organisation.submit")}
        </Button>
      </form>
    </details>
  );
}
