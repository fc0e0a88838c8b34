import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { NotFound } from "../../data/Loaded";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField, Tick } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { PrivateRoom } from "../../kit/Room";
import { useForm } from "../../kit/useForm";
import { amountOf, fractionOf } from "../../lib/money";
import { GiveBid } from "./bidDocuments";
import type { CaseView } from "./documents";

/** Giving one's secret bid: one amount, and what it means when the bids meet. */
export function BidPage({ found }: { found: CaseView }): ReactNode {
  const open = found.biddings.find(({ standing }) => standing === "OPEN");
  return open ? <Bidding found={found} bidding={open.id} /> : <NotFound />;
}

function Bidding({ found, bidding }: { found: CaseView; bidding: string }): ReactNode {
  const { t } = useLanguage();
  const { currency } = found.order;
  const give = useAct(GiveBid);
  const [, go] = useLocation();
  const form = useForm({ amount: "", understood: false }, (typed) => ({
    ...(amountOf(typed.amount, fractionOf(currency)) ? {} : { amount: t("bids.missing") }),
    ...(typed.understood ? {} : { understood: t("understood.missing") }),
  }));
  const submit = form.submit(async (typed) => {
    const amount = { amount: amountOf(typed.amount, fractionOf(currency)) ?? "", currency };
    const asked = { case: found.id, expectedVersion: found.version, bidding, amount, effectUnderstood: true };
    const { errors } = await give(asked);
    if (!errors.length) go(`/cases/${found.id}/offers`);
    return errors;
  });
  return (
    <Page title={t("do.GIVE_BID")} eyebrow={<span className="figures">{found.number}</span>}>
      <PrivateRoom words={t("bids.private")}>
        <ErrorSummary problems={form.problems} />
        <p>{t("bids.how")}</p>
        <form className="stack" noValidate onSubmit={submit}>
          <TextField
            {...form.text("amount")}
            inputMode="decimal"
            className="short"
            label={t(found.role === "COMPLAINANT" ? "bids.least" : "bids.most", { currency })}
          />
          <p>{found.effectText}</p>
          <Tick
            id="understood"
            label={t("understood.words")}
            checked={form.values.understood}
            onTick={(understood) => form.set("understood", understood)}
            error={form.error("understood")}
          />
          <div className="row">
            <Button type="submit" busy={form.busy}>
              {t("do.GIVE_BID")}
            </Button>
            <ButtonLink look="link" to={`/cases/${found.id}`}>
              {t("case.back")}
            </ButtonLink>
          </div>
        </form>
      </PrivateRoom>
    </Page>
  );
}
