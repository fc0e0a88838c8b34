import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { useSession } from "../../data/session";
import { graphql } from "../../generated/graphql";
import type { ComplaintToConfirmQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Moment } from "../../kit/Instant";
import { Money } from "../../kit/Money";
import { Page } from "../../kit/Page";
import { useForm } from "../../kit/useForm";
import { SignInFirst } from "./Links";
import { useOneTimeToken } from "./oneTime";

const ComplaintToConfirm = graphql(`
  query ComplaintToConfirm($token: String!) {
    complaintToConfirm(token: $token) {
      order {
        number
        seller
      }
      via
      takenAt
      expiresAt
      narrative
      case
      claims {
        id
        title
        quantity
        complaint
        remedies {
          remedy
          amount {
            amount
            currency
          }
        }
      }
    }
  }
`);

const ConfirmComplaintDocument = graphql(`
  mutation ConfirmComplaint($input: ConfirmComplaintInput!) {
    confirmComplaint(input: $input) {
      case {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

type Draft = ComplaintToConfirmQuery["complaintToConfirm"];

/** What staff took down for somebody: they read it, and only their press files it. */
export default function ConfirmComplaint(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const token = useOneTimeToken();
  const [state, again] = useQuery({ query: ComplaintToConfirm, variables: { token }, pause: !viewer });
  if (!viewer) return <SignInFirst path="/confirm-complaint" title={t("taken.title")} words={t("taken.signIn")} />;
  return (
    <Loaded state={state} again={again}>
      {({ complaintToConfirm: draft }) => (
        <Page title={t("taken.title")}>
          {draft.case ? (
            <>
              <p>{t("taken.filed")}</p>
              <ButtonLink to={`/cases/${draft.case}`}>{t("taken.see")}</ButtonLink>
            </>
          ) : (
            <Waiting draft={draft} token={token} />
          )}
        </Page>
      )}
    </Loaded>
  );
}

function Waiting({ draft, token }: { draft: Draft; token: string }): ReactNode {
  const { t } = useLanguage();
  const confirm = useAct(ConfirmComplaintDocument);
  const [, go] = useLocation();
  const form = useForm({});
  const submit = form.submit(async () => {
    const { payload, errors } = await confirm({ token });
    if (payload?.case) go(`/cases/${payload.case.id}/receipt`, { replace: true });
    return errors;
  });
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{t("taken.words", { number: draft.order.number, seller: draft.order.seller })}</p>
      <p className="muted">
        {t(`taken.via.${draft.via}`)} <Moment at={draft.takenAt} />
      </p>
      <ul className="listing">
        {draft.claims.map((claim) => (
          <li key={claim.id}>
            <p>
              <bdi>{claim.title}</bdi> × {claim.quantity}: {t(`complaint.${claim.complaint}`)}
            </p>
            {claim.remedies.map(({ remedy, amount }) => (
              <p key={remedy}>
                {t(`remedy.${remedy}`)} {amount ? <Money {...amount} /> : null}
              </p>
            ))}
          </li>
        ))}
      </ul>
      <blockquote className="words" dir="auto">
        {draft.narrative}
      </blockquote>
      <ErrorSummary problems={form.problems} />
      <p>{t("taken.wrong")}</p>
      <div className="row">
        <Button type="submit" busy={form.busy}>
          {t("taken.confirm")}
        </Button>
      </div>
      <p className="small muted">
        {t("taken.until")} <Moment at={draft.expiresAt} />
      </p>
    </form>
  );
}
