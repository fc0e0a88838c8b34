import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField } from "../../kit/Field";
import { Moment } from "../../kit/Instant";
import { Done } from "../../kit/states";
import { useForm } from "../../kit/useForm";
import { OwnPayout, RequestPayoutChange } from "./documents";
import { CodeField } from "./SecondFactor";

/** Where the person is paid when money cannot go back the way it came. */
export function Payout(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: OwnPayout, requestPolicy: "cache-and-network" });
  const request = useAct(RequestPayoutChange);
  const [sent, setSent] = useState(false);
  const form = useForm({ holder: "", iban: "", payoutPassword: "", code: "" }, (typed) => ({
    ...(typed.holder.trim() ? {} : { holder: t("payout.holder.missing") }),
    ...(typed.iban.trim() ? {} : { iban: t("payout.iban.missing") }),
    ...(typed.payoutPassword ? {} : { payoutPassword: t("signIn.password.missing") }),
  }));
  const submit = form.submit(async ({ holder, iban, payoutPassword, code }) => {
    const { errors } = await request({ holder, iban, password: payoutPassword, code });
    setSent(!errors.length);
    return errors.map(({ field, message }) => ({ field: field === "password" ? "payoutPassword" : (field ?? null), message }));
  });
  return (
    <section className="stack" aria-labelledby="payout">
      <h2 id="payout">{t("payout.account")}</h2>
      <p>{t("payout.account.words")}</p>
      <Loaded state={state} again={again}>
        {({ payoutAccount }) =>
          payoutAccount ? (
            <p>
              <bdi>{payoutAccount.holder}</bdi>, <span className="figures">{payoutAccount.iban}</span>
              {payoutAccount.notBefore ? (
                <>
                  . {t("payout.notBefore")} <Moment at={payoutAccount.notBefore} />
                </>
              ) : null}
            </p>
          ) : (
            <p className="muted">{t("payout.none")}</p>
          )
        }
      </Loaded>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <TextField {...form.text("holder")} label={t("payout.holder")} autoComplete="name" />
        <TextField {...form.text("iban")} label={t("payout.iban")} autoComplete="off" />
        <TextField
          {...form.text("payoutPassword")}
          label={t("signIn.password")}
          type="password"
          autoComplete="current-password"
        />
        <CodeField form={form} id="payout-code" />
        <Button type="submit" look="plain" busy={form.busy}>
          {t("payout.submit")}
        </Button>
        {sent ? <Done>{t("payout.sent")}</Done> : null}
      </form>
    </section>
  );
}
