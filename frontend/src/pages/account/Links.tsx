import { useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useAct } from "../../data/act";
import { useSession } from "../../data/session";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Page } from "../../kit/Page";
import { useForm, type UserError } from "../../kit/useForm";
import {
  AcceptCaseInvitation,
  AcceptMemberInvitation,
  AcceptPart,
  ConfirmEmail,
  ConfirmEmailChange,
  ConfirmPayoutChange,
  JoinCase,
} from "./documents";
import { useOneTimeToken } from "./oneTime";

interface OneTimePageProps {
  title: string;
  words: string;
  action: string;
  use: (token: string) => Promise<UserError[]>;
}

/** A link out of a mail does nothing by itself: a person presses the button. Mail scanners open links too. */
function OneTimePage({ title, words, action, use }: OneTimePageProps): ReactNode {
  const { t } = useLanguage();
  const token = useOneTimeToken();
  const form = useForm({ token });
  if (!token) return <BrokenLink title={title} />;
  return (
    <Page title={title}>
      <ErrorSummary problems={form.problems.map(({ message }) => ({ field: "", message }))} />
      <p>{words}</p>
      <form onSubmit={form.submit(() => use(token))}>
        <Button type="submit" busy={form.busy}>
          {action}
        </Button>
      </form>
      <p className="small muted">{t("link.once")}</p>
    </Page>
  );
}

function BrokenLink({ title }: { title: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={title}>
      <p>{t("link.broken")}</p>
      <div>
        <ButtonLink to="/" look="plain">
          {t("notFound.home")}
        </ButtonLink>
      </div>
    </Page>
  );
}

export function ConfirmEmailPage(): ReactNode {
  const { t } = useLanguage();
  const confirm = useAct(ConfirmEmail);
  const [done, setDone] = useState(false);
  const use = async (token: string): Promise<UserError[]> => {
    const { errors } = await confirm({ token });
    setDone(!errors.length);
    return errors;
  };
  if (done) return <ToSignInNow title={t("confirmEmail.done")} words={t("confirmEmail.done.words")} />;
  return (
    <OneTimePage
      title={t("confirmEmail.title")}
      words={t("confirmEmail.words")}
      action={t("confirmEmail.action")}
      use={use}
    />
  );
}

export function ConfirmEmailChangePage(): ReactNode {
  const { t } = useLanguage();
  const confirm = useAct(ConfirmEmailChange);
  const [state, setState] = useState<"" | "half" | "whole">("");
  const use = async (token: string): Promise<UserError[]> => {
    const { payload, errors } = await confirm({ token });
    if (payload) setState(payload.inEffect ? "whole" : "half");
    return errors;
  };
  if (state === "half") return <ToSignInNow title={t("emailChange.half")} words={t("emailChange.half.words")} />;
  if (state === "whole") return <ToSignInNow title={t("emailChange.whole")} words={t("emailChange.whole.words")} />;
  return (
    <OneTimePage
      title={t("emailChange.title")}
      words={t("emailChange.words")}
      action={t("emailChange.action")}
      use={use}
    />
  );
}

export function ConfirmPayoutChangePage(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const confirm = useAct(ConfirmPayoutChange);
  const [, go] = useLocation();
  const use = async (token: string): Promise<UserError[]> => {
    const { errors } = await confirm({ token });
    if (!errors.length) go("/account", { replace: true });
    return errors;
  };
  if (!viewer) return <SignInFirst path="/confirm-payout-change" title={t("payout.title")} words={t("payout.signIn")} />;
  return (
    <OneTimePage title={t("payout.title")} words={t("payout.words")} action={t("payout.action")} use={use} />
  );
}

export function MemberInvitationPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer, renew } = useSession();
  const accept = useAct(AcceptMemberInvitation);
  const [, go] = useLocation();
  const use = async (token: string): Promise<UserError[]> => {
    const { errors } = await accept({ token });
    if (!errors.length) {
      renew();
      go("/account", { replace: true });
    }
    return errors;
  };
  if (!viewer) return <SignInFirst path="/member-invitation" title={t("member.title")} words={t("member.signIn")} />;
  return (
    <OneTimePage
      title={t("member.title")}
      words={t("member.words", { name: viewer.name })}
      action={t("member.action")}
      use={use}
    />
  );
}

export function InvitationPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer, renew } = useSession();
  const accept = useAct(AcceptCaseInvitation);
  const join = useAct(JoinCase);
  const [, go] = useLocation();
  const use = async (token: string): Promise<UserError[]> => {
    const { payload, errors } = await accept({ token });
    if (!payload?.caseId) return errors;
    await join({ case: payload.caseId });
    renew();
    go(`/cases/${payload.caseId}`, { replace: true });
    return [];
  };
  if (!viewer) return <SignInFirst path="/invitation" title={t("invitation.title")} words={t("invitation.signIn")} />;
  return (
    <OneTimePage
      title={t("invitation.title")}
      words={t("invitation.words", { name: viewer.name })}
      action={t("invitation.action")}
      use={use}
    />
  );
}

/** A part beside the two sides, such as speaking for one of them. */
export function PartPage(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const accept = useAct(AcceptPart);
  const [, go] = useLocation();
  const use = async (token: string): Promise<UserError[]> => {
    const { payload, errors } = await accept({ token });
    if (payload?.caseId) go(`/cases/${payload.caseId}`, { replace: true });
    return errors;
  };
  if (!viewer) return <SignInFirst path="/part" title={t("takePart.title")} words={t("takePart.signIn")} />;
  return (
    <OneTimePage
      title={t("takePart.title")}
      words={t("takePart.words", { name: viewer.name })}
      action={t("takePart.action")}
      use={use}
    />
  );
}

/** The invitation waits in the link while its reader signs in: the link works until it is used. */
export function SignInFirst({ path, title, words }: { path: string; title: string; words: string }): ReactNode {
  const { t } = useLanguage();
  const way = encodeURIComponent(`${path}?token=${useOneTimeToken()}`);
  return (
    <Page title={title}>
      <p>{words}</p>
      <div className="row">
        <ButtonLink to={`/sign-in?next=${way}`}>{t("signIn.submit")}</ButtonLink>
        <Link href="/register" className="link">
          {t("signIn.register")}
        </Link>
      </div>
      <p className="small muted">{t("invitation.keep")}</p>
    </Page>
  );
}

function ToSignInNow({ title, words }: { title: string; words: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={title}>
      <p>{words}</p>
      <div>
        <ButtonLink to="/sign-in">{t("signIn.submit")}</ButtonLink>
      </div>
    </Page>
  );
}
