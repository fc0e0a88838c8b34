import { useState, type ReactNode, type Ref } from "react";
import { useQuery } from "urql";
import { useLocation, useParams } from "wouter";
import { useAct, type Outcome } from "../data/act";
import { Loaded, NotFound } from "../data/Loaded";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";
import { ErrorSummary, type Problem } from "../kit/ErrorSummary";
import { Page } from "../kit/Page";
import { Done } from "../kit/states";
import { useOpening } from "../kit/useOpening";
import { Deliveries } from "./Deliveries";
import {
  RemoveWebhook,
  RotateSecret,
  spelt,
  SwitchWebhook,
  TestWebhook,
  WebhooksDocument,
  type Webhook,
} from "./webhookDocuments";
import { Health, Secret } from "./Webhooks";

/** One place where a marketplace is told what happens: its state, its acts, and what was sent to it. */
export default function WebhookPage(): ReactNode {
  const { marketplace, id } = useParams<{ marketplace: string; id: string }>();
  const [state, again] = useQuery({ query: WebhooksDocument, variables: { marketplace } });
  return (
    <Loaded state={state} again={again}>
      {({ webhooks: { edges } }) => {
        const found = edges.find(({ node }) => node.id === id)?.node;
        return found ? <One webhook={found} again={() => again({ requestPolicy: "network-only" })} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function One({ webhook, again }: { webhook: Webhook; again: () => void }): ReactNode {
  const { t } = useLanguage();
  const [sent, setSent] = useState(0);
  return (
    <Page title={webhook.description || t("webhooks.one")} eyebrow={t("webhooks.title")}>
      <dl className="facts">
        <div>
          <dt>{t("webhooks.url")}</dt>
          <dd>
            <code className="long-word">{webhook.url}</code>
          </dd>
        </div>
        <div>
          <dt>{t("webhooks.state")}</dt>
          <dd>
            <Health webhook={webhook} />
          </dd>
        </div>
        <div>
          <dt>{t("webhooks.types")}</dt>
          <dd>{webhook.types.length ? webhook.types.map(spelt).join(", ") : t("webhooks.types.all")}</dd>
        </div>
      </dl>
      <Acts webhook={webhook} again={again} onSent={() => setSent((count) => count + 1)} />
      <Deliveries key={sent} webhook={webhook.id} />
    </Page>
  );
}

interface ActsProps {
  webhook: Webhook;
  again: () => void;
  onSent: () => void;
}

type Said = "ENABLED" | "DISABLED" | "TESTED";

/** One press, one act; what was refused is told above the buttons. */
function Acts({ webhook, again, onSent }: ActsProps): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [said, setSaid] = useState<Said>();
  const [secret, setSecret] = useState<string>();
  const { open, setOpen, opened, button } = useOpening<HTMLDivElement>();
  const [busy, setBusy] = useState(false);
  const change = useAct(SwitchWebhook);
  const rotate = useAct(RotateSecret);
  const test = useAct(TestWebhook);
  const remove = useAct(RemoveWebhook);
  const id = { webhook: webhook.id };
  const did = <P,>({ payload, errors }: Outcome<P>, then: (payload: P) => void): void => {
    setProblems(errors.map(({ message }) => ({ field: "", message })));
    setSaid(undefined);
    setSecret(undefined);
    if (payload) then(payload);
  };
  /** One at a time: the answer to a second press has no secret any more. */
  const once = (act: () => Promise<void>) => async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await act();
    setBusy(false);
  };
  const turn = async (enabled: boolean): Promise<void> =>
    did(await change({ ...id, enabled }), () => {
      setSaid(enabled ? "ENABLED" : "DISABLED");
      again();
    });
  const renew = async (): Promise<void> => did(await rotate(id), (made) => setSecret(made.secret ?? undefined));
  const tryOut = async (): Promise<void> =>
    did(await test(id), () => {
      setSaid("TESTED");
      onSent();
    });
  const take = async (): Promise<void> => did(await remove(id), () => go("/webhooks"));
  return (
    <>
      <ErrorSummary problems={problems} />
      {said ? <Done>{t(`webhooks.said.${said}`)}</Done> : null}
      {secret ? <Secret secret={secret} /> : null}
      <div className="row">
        <Button look="plain" busy={busy} onClick={() => void once(tryOut)()}>
          {t("webhooks.test")}
        </Button>
        <Button look="plain" busy={busy} onClick={() => void once(() => turn(!webhook.enabled))()}>
          {t(webhook.enabled ? "webhooks.disable" : "webhooks.enable")}
        </Button>
        <Button look="plain" busy={busy} onClick={() => void once(renew)()}>
          {t("webhooks.rotate")}
        </Button>
        <Button ref={button} look="link" onClick={() => setOpen(true)}>
          {t("webhooks.remove")}
        </Button>
      </div>
      <p className="small muted">{t("webhooks.rotate.words")}</p>
      {open ? <Remove ref={opened} onRemove={() => void take()} onBack={() => setOpen(false)} /> : null}
    </>
  );
}

interface RemoveProps {
  ref: Ref<HTMLDivElement>;
  onRemove: () => void;
  onBack: () => void;
}

function Remove({ ref, onRemove, onBack }: RemoveProps): ReactNode {
  const { t } = useLanguage();
  return (
    <div ref={ref} className="saying stack tight" role="group" tabIndex={-1} aria-label={t("webhooks.remove")}>
      <p>{t("webhooks.remove.words")}</p>
      <div className="row">
        <Button onClick={onRemove}>{t("webhooks.remove.submit")}</Button>
        <Button look="link" onClick={onBack}>
          {t("confirm.back")}
        </Button>
      </div>
    </div>
  );
}
