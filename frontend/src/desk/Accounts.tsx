import { useState, type ReactNode } from "react";
import { useAct } from "../data/act";
import { ToSignIn } from "../data/Loaded";
import { useSession, type Viewer } from "../data/session";
import { graphql } from "../generated/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Select, TextArea, TextField } from "../kit/Field";
import { Page } from "../kit/Page";
import { Done } from "../kit/states";
import { useForm } from "../kit/useForm";
import { Rates } from "../pages/safety/Patterns";

const CloseSellerDocument = graphql(`
  mutation CloseSeller($input: CloseSellerInput!) {
    closeSeller(input: $input) {
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

const ReopenAccount = graphql(`
  mutation ReopenAccount($input: ReopenAccountInput!) {
    reopenAccount(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

/** Administrators close the account of a seller; registrars open an account again. */
export default function AccountsPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (!viewer) return <ToSignIn />;
  return (
    <Page title={t("accounts.title")}>
      {viewer.marketplaces.length ? <CloseSeller viewer={viewer} /> : null}
      {viewer.roles.includes("REGISTRAR") ? (
        <>
          <Reopen />
          <Rates />
        </>
      ) : null}
    </Page>
  );
}

function CloseSeller({ viewer }: { viewer: Viewer }): ReactNode {
  const { t } = useLanguage();
  const close = useAct(CloseSellerDocument);
  const [closed, setClosed] = useState(false);
  const form = useForm({ marketplace: viewer.marketplaces[0]?.id ?? "", externalId: "", reasons: "" }, (typed) => ({
    ...(typed.externalId.trim() ? {} : { externalId: t("accounts.seller.missing") }),
    ...(typed.reasons.trim() ? {} : { reasons: t("accounts.reasons.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const { errors } = await close(typed);
    setClosed(!errors.length);
    return errors;
  });
  return (
    <section className="stack" aria-labelledby="close-seller">
      <h2 id="close-seller">{t("accounts.close")}</h2>
      <p>{t("accounts.close.words")}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Select
          {...form.text("marketplace")}
          label={t("accounts.marketplace")}
          choices={viewer.marketplaces.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField {...form.text("externalId")} label={t("accounts.seller")} autoComplete="off" />
        <TextArea {...form.text("reasons")} label={t("accounts.reasons")} hint={t("accounts.reasons.hint")} rows={4} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("accounts.close.submit")}
        </Button>
        {closed ? <Done>{t("accounts.closed")}</Done> : null}
      </form>
    </section>
  );
}

function Reopen(): ReactNode {
  const { t } = useLanguage();
  const reopen = useAct(ReopenAccount);
  const [opened, setOpened] = useState(false);
  const form = useForm({ email: "", organisation: "", reasons: "" }, (typed) => ({
    ...(typed.email.trim() || typed.organisation.trim() ? {} : { email: t("accounts.which.missing") }),
    ...(typed.reasons.trim() ? {} : { reasons: t("accounts.reasons.missing") }),
  }));
  const submit = form.submit(async ({ email, organisation, reasons }) => {
    const { errors } = await reopen({ reasons, email: email.trim() || null, organisation: organisation.trim() || null });
    setOpened(!errors.length);
    return errors;
  });
  return (
    <section className="stack" aria-labelledby="reopen">
      <h2 id="reopen">{t("accounts.reopen")}</h2>
      <p>{t("accounts.reopen.words")}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("email")} label={t("accounts.email")} type="email" autoComplete="off" />
        <TextField
          {...form.text("organisation")}
          label={t("accounts.organisation")}
          hint={t("accounts.organisation.hint")}
          autoComplete="off"
        />
        <TextArea {...form.text("reasons")} id="reopen-reasons" label={t("accounts.reopen.reasons")} rows={3} />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("accounts.reopen.submit")}
        </Button>
        {opened ? <Done>{t("accounts.reopened")}</Done> : null}
      </form>
    </section>
  );
}
