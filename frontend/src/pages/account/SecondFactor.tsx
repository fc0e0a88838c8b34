import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { useForm, type Form, type UserError } from "../../kit/useForm";
import { ConfirmSecondFactor, EnrolSecondFactor, OwnSecondFactor, RemoveSecondFactor } from "./factorDocuments";

interface Coded {
  code: string;
}

/** Asks for a code where the person has set up a second factor, and for nothing where they have not. */
export function CodeField<V extends Coded>({ form, id }: { form: Form<V>; id: string }): ReactNode {
  const { t } = useLanguage();
  const [{ data }] = useQuery({ query: OwnSecondFactor });
  if (!data?.secondFactor) return null;
  return (
    <TextField
      {...form.text("code")}
      id={id}
      label={t("factor.code")}
      hint={t("factor.code.hint")}
      autoComplete="one-time-code"
    />
  );
}

/** An authenticator app: set up with the password and a code, removed with both. */
export function SecondFactor(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: OwnSecondFactor, requestPolicy: "cache-and-network" });
  const [codes, setCodes] = useState<string[]>([]);
  const renew = (): void => again({ requestPolicy: "network-only" });
  return (
    <section className="stack" aria-labelledby="factor">
      <h2 id="factor">{t("factor.title")}</h2>
      <p>{t("factor.words")}</p>
      {codes.length ? <Codes codes={codes} /> : null}
      <Loaded state={state} again={again}>
        {({ secondFactor }) =>
          secondFactor ? (
            <>
              <p>
                {t("factor.since")} <Moment at={secondFactor.since} />.{" "}
                {t("factor.left", { count: secondFactor.recoveryCodesLeft })}
              </p>
              <Remove onRemoved={renew} />
            </>
          ) : (
            <SetUp
              onSet={(given) => {
                setCodes(given);
                renew();
              }}
            />
          )
        }
      </Loaded>
    </section>
  );
}

function Codes({ codes }: { codes: string[] }): ReactNode {
  const { t } = useLanguage();
  return (
    <div className="stack near" role="status">
      <h3>{t("factor.codes")}</h3>
      <p>{t("factor.codes.words")}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Key {
  uri: string;
  key: string;
}

function SetUp({ onSet }: { onSet: (codes: string[]) => void }): ReactNode {
  const { t } = useLanguage();
  const enrol = useAct(EnrolSecondFactor);
  const [key, setKey] = useState<Key>();
  const form = useForm({ password: "" }, ({ password }) => (password ? {} : { password: t("signIn.password.missing") }));
  const begin = async ({ password }: { password: string }): Promise<UserError[]> => {
    const { payload, errors } = await enrol({ password });
    if (payload?.key && payload.otpauthUri) setKey({ uri: payload.otpauthUri, key: payload.key });
    return errors;
  };
  if (key) return <Confirm shown={key} onSet={onSet} />;
  return (
    <form className="stack" noValidate onSubmit={form.submit(begin)}>
      <ErrorSummary problems={form.problems} />
      <TextField
        {...form.text("password")}
        id="factor-password"
        label={t("signIn.password")}
        type="password"
        autoComplete="current-password"
      />
      <Button type="submit" look="plain" busy={form.busy}>
        {t("factor.begin")}
      </Button>
    </form>
  );
}

function Confirm({ shown, onSet }: { shown: Key; onSet: (codes: string[]) => void }): ReactNode {
  const { t } = useLanguage();
  const confirm = useAct(ConfirmSecondFactor);
  const form = useForm({ code: "" }, ({ code }) => (code.trim() ? {} : { code: t("factor.code.missing") }));
  const submit = form.submit(async (typed) => {
    const { payload, errors } = await confirm(typed);
    if (payload) onSet(payload.recoveryCodes ?? []);
    return errors;
  });
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{t("factor.key.words")}</p>
      <p>
        <a href={shown.uri}>{t("factor.key.open")}</a>
      </p>
      <p>
        {t("factor.key")}: <code>{shown.key.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <ErrorSummary problems={form.problems} />
      <TextField {...form.text("code")} label={t("factor.code")} autoComplete="one-time-code" inputMode="numeric" />
      <Button type="submit" busy={form.busy}>
        {t("factor.confirm")}
      </Button>
    </form>
  );
}

function Remove({ onRemoved }: { onRemoved: () => void }): ReactNode {
  const { t } = useLanguage();
  const remove = useAct(RemoveSecondFactor);
  const form = useForm({ password: "", code: "" }, (typed) => ({
    ...(typed.password ? {} : { password: t("signIn.password.missing") }),
    ...(typed.code.trim() ? {} : { code: t("factor.code.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const { errors } = await remove(typed);
    if (!errors.length) onRemoved();
    return errors;
  });
  return (
    <details>
      <summary>{t("factor.remove")}</summary>
      <form className="stack" noValidate onSubmit={submit}>
        <ErrorSummary problems={form.problems} />
        <TextField
          {...form.text("password")}
          id="factor-password"
          label={t("signIn.password")}
          type="password"
          autoComplete="current-password"
        />
        <TextField {...form.text("code")} label={t("factor.code")} hint={t("factor.code.hint")} autoComplete="off" />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("factor.remove.submit")}
        </Button>
      </form>
    </details>
  );
}
