import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { Page } from "../../kit/Page";
import type { UserError } from "../../kit/useForm";

const FeedDocument = graphql(`
  query Feed {
    deadlineFeed {
      createdAt
    }
  }
`);

const CreateFeed = graphql(`
  mutation CreateFeed($input: CreateDeadlineFeedInput!) {
    createDeadlineFeed(input: $input) {
      url
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const RevokeFeed = graphql(`
  mutation RevokeFeed($input: RevokeDeadlineFeedInput!) {
    revokeDeadlineFeed(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** What waits for the reader, for the calendar that they use anyway: its address is a secret, and shown once. */
export default function CalendarFeed(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: FeedDocument, requestPolicy: "network-only" });
  const [url, setUrl] = useState("");
  return (
    <Page title={t("feed.title")}>
      <p>{t("feed.words")}</p>
      {url ? <Address url={url} /> : null}
      <Loaded state={state} again={again}>
        {({ deadlineFeed }) => (
          <Choice
            since={deadlineFeed?.createdAt}
            onChange={(made) => {
              setUrl(made);
              again();
            }}
          />
        )}
      </Loaded>
      <p>
        <ButtonLink look="link" to="/cases">
          {t("cases.title")}
        </ButtonLink>
      </p>
    </Page>
  );
}

function Address({ url }: { url: string }): ReactNode {
  const { t } = useLanguage();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <section className="stack near">
      <TextField
        id="address"
        label={t("feed.address")}
        hint={t("feed.once")}
        value={url}
        readOnly
        onFocus={(event) => event.target.select()}
      />
      <div className="row">
        <Button look="plain" onClick={() => void copy()}>
          {t("feed.copy")}
        </Button>
        <span role="status">{copied ? t("feed.copied") : ""}</span>
      </div>
    </section>
  );
}

interface ChoiceProps {
  since: string | undefined;
  /** Tells the new address, or that there is none any more. */
  onChange: (url: string) => void;
}

function Choice({ since, onChange }: ChoiceProps): ReactNode {
  const { t } = useLanguage();
  const create = useAct(CreateFeed);
  const revoke = useAct(RevokeFeed);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<UserError[]>([]);
  const run = async (ask: () => Promise<{ errors: UserError[]; url: string }>): Promise<void> => {
    setBusy(true);
    const done = await ask();
    setBusy(false);
    setErrors(done.errors);
    if (!done.errors.length) onChange(done.url);
  };
  const make = async (): Promise<{ errors: UserError[]; url: string }> => {
    const { payload, errors: refused } = await create({});
    return { errors: refused, url: payload?.url ?? "" };
  };
  const end = async (): Promise<{ errors: UserError[]; url: string }> => ({ ...(await revoke({})), url: "" });
  return (
    <section className="stack near">
      <ErrorSummary problems={errors.map(({ message }) => ({ field: "", message }))} />
      {since ? (
        <p className="muted">
          {t("feed.since")} <Moment at={since} />
        </p>
      ) : null}
      <div className="row">
        <Button busy={busy} onClick={() => void run(make)}>
          {since ? t("feed.replace") : t("feed.create")}
        </Button>
        {since ? (
          <Button look="plain" busy={busy} onClick={() => void run(end)}>
            {t("feed.revoke")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
