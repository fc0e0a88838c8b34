import { useEffect, useRef, useState, type ReactNode, type Ref } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { useAct } from "../data/act";
import { Loaded, ToSignIn } from "../data/Loaded";
import { More } from "../data/More";
import { useSession } from "../data/session";
import type { WebhookType } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { Checkboxes, TextField } from "../kit/Field";
import { Moment } from "../kit/Instant";
import { Page } from "../kit/Page";
import { EmptyState } from "../kit/states";
import { useForm } from "../kit/useForm";
import { useOpening } from "../kit/useOpening";
import { AddWebhook, spelt, TYPES, WebhooksDocument, type Webhook } from "./webhookDocuments";

/** Where the marketplaces of an administrator are told what happens. */
export default function Webhooks(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  if (!viewer) return <ToSignIn />;
  return (
    <Page title={t("webhooks.title")}>
      <p>{t("webhooks.words")}</p>
      {viewer.marketplaces.map(({ id, name }) => (
        <OneMarketplace key={id} marketplace={id} name={name} />
      ))}
      {viewer.marketplaces.length ? null : (
        <EmptyState title={t("webhooks.noMarketplace")}>
          <p>{t("webhooks.noMarketplace.words")}</p>
        </EmptyState>
      )}
    </Page>
  );
}

function OneMarketplace({ marketplace, name }: { marketplace: string; name: string }): ReactNode {
  const { t } = useLanguage();
  const [after, setAfter] = useState<string>();
  const [state, again] = useQuery({ query: WebhooksDocument, variables: { marketplace, after } });
  return (
    <section className="stack near" aria-label={name}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <Loaded state={state} again={again}>
        {({ webhooks: { edges, pageInfo } }) => (
          <>
            {edges.length ? (
              <ul className="listing">
                {edges.map(({ node }) => (
                  <Row key={node.id} marketplace={marketplace} webhook={node} />
                ))}
              </ul>
            ) : (
              <EmptyState title={t("webhooks.none")}>
                <p>{t("webhooks.none.words")}</p>
              </EmptyState>
            )}
            <More pageInfo={pageInfo} onMore={setAfter} />
          </>
        )}
      </Loaded>
      <Add marketplace={marketplace} onAdded={() => again({ requestPolicy: "network-only" })} />
    </section>
  );
}

function Row({ marketplace, webhook }: { marketplace: string; webhook: Webhook }): ReactNode {
  return (
    <li>
      <div className="stack tight">
        <h3 className="row-title">
          <Link href={`/webhooks/${marketplace}/${webhook.id}`} className="whole">
            <bdi className="figures long-word">{webhook.url}</bdi>
          </Link>
        </h3>
        {webhook.description ? <p>{webhook.description}</p> : null}
        <p className="small muted">
          <Health webhook={webhook} />
        </p>
      </div>
    </li>
  );
}

/** Whether anything is sent, and how that goes. */
export function Health({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useLanguage();
  const { disabledReason, disabledAt, failingSince } = webhook;
  const since = disabledAt ?? failingSince;
  const words = disabledReason
    ? t(`webhooks.disabled.${disabledReason}`)
    : t(failingSince ? "webhooks.failing" : "webhooks.enabled");
  return (
    <>
      {words}
      {since ? (
        <>
          {" "}
          {t("webhooks.since")} <Moment at={since} />
        </>
      ) : null}
    </>
  );
}

/** A secret, which nobody can ask for again. */
export function Secret({ secret }: { secret: string }): ReactNode {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [secret]);
  return (
    <div className="saying" role="status" tabIndex={-1} ref={box}>
      <p>
        <strong>{t("webhooks.secret")}</strong>
      </p>
      <p>
        <code className="long-word">{secret}</code>
      </p>
      <p>{t("webhooks.secret.words")}</p>
    </div>
  );
}

function Add({ marketplace, onAdded }: { marketplace: string; onAdded: () => void }): ReactNode {
  const { t } = useLanguage();
  const { open, setOpen, opened, button } = useOpening<HTMLFormElement>();
  const [secret, setSecret] = useState<string | null>();
  const added = (made: string | null | undefined): void => {
    setOpen(false);
    setSecret(made ?? null);
    onAdded();
  };
  if (open) return <AddForm ref={opened} marketplace={marketplace} onAdded={added} onBack={() => setOpen(false)} />;
  return (
    <>
      {secret ? <Secret secret={secret} /> : null}
      {secret === null ? <p role="status">{t("webhooks.secret.gone")}</p> : null}
      <div>
        <Button ref={button} look="plain" onClick={() => setOpen(true)}>
          {t("webhooks.add")}
        </Button>
      </div>
    </>
  );
}

interface AddFormProps {
  ref: Ref<HTMLFormElement>;
  marketplace: string;
  onAdded: (secret: string | null | undefined) => void;
  onBack: () => void;
}

function AddForm({ ref, marketplace, onAdded, onBack }: AddFormProps): ReactNode {
  const { t } = useLanguage();
  const add = useAct(AddWebhook);
  const name = `-${marketplace}`;
  const form = useForm(
    { url: "", description: "", types: [] as WebhookType[] },
    ({ url }) => (url.trim() ? {} : { url: t("webhooks.url.missing") }),
    name,
  );
  const submit = form.submit(async ({ url, description, types }) => {
    const { payload, errors } = await add({ marketplace, url, description, types: types.length ? types : null });
    if (!errors.length) onAdded(payload?.secret);
    return errors;
  });
  const choose = (type: string, chosen: boolean): void => {
    const others = form.values.types.filter((one) => one !== type);
    form.set("types", chosen ? [...others, type as WebhookType] : others);
  };
  return (
    <form ref={ref} className="stack near" noValidate onSubmit={submit} aria-label={t("webhooks.add")}>
      <ErrorSummary problems={form.problems} />
      <TextField {...form.text("url")} label={t("webhooks.url")} hint={t("webhooks.url.hint")} type="url" autoComplete="off" />
      <TextField {...form.text("description")} label={t("webhooks.description")} autoComplete="off" />
      <Checkboxes
        id={`types${name}`}
        label={t("webhooks.types")}
        hint={t("webhooks.types.hint")}
        error={form.error("types")}
        choices={TYPES.map((type) => ({ value: type, label: <code>{spelt(type)}</code> }))}
        value={form.values.types}
        onChoose={choose}
      />
      <div className="row">
        <Button type="submit" busy={form.busy}>
          {t("webhooks.add.submit")}
        </Button>
        <Button look="link" onClick={onBack}>
          {t("confirm.back")}
        </Button>
      </div>
    </form>
  );
}
