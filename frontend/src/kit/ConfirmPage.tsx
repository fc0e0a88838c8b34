import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Button, ButtonLink } from "./Button";
import { ErrorSummary, type Problem } from "./ErrorSummary";
import { Page } from "./Page";

interface ConfirmProps {
  /** What follows from the act, each in one sentence. */
  effects: string[];
  /** What the button does, in its own words: "Accept 80.00 EUR and end the dispute". */
  action: string;
  back: string;
  busy: boolean;
  problems: Problem[];
  onConfirm: () => void;
  /** A statement to agree to before the button. */
  consent?: ReactNode;
  children?: ReactNode;
}

/** A binding act has a page of its own: what it is, what follows, one button, one way back. */
export function ConfirmPage({ title, ...confirm }: ConfirmProps & { title: string }): ReactNode {
  return (
    <Page title={title}>
      <Confirm {...confirm} />
    </Page>
  );
}

/** What follows from an act, one button, one way back. */
export function Confirm(props: ConfirmProps): ReactNode {
  const { effects, action, back, busy, problems, onConfirm, consent, children } = props;
  const { t } = useLanguage();
  return (
    <>
      <ErrorSummary problems={problems} />
      {children}
      <section className="stack near">
        <h2>{t("confirm.follows")}</h2>
        <ul>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      </section>
      <form
        className="stack near"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        {consent}
        <div className="row">
          <Button type="submit" busy={busy}>
            {action}
          </Button>
          <ButtonLink to={back} look="link">
            {t("confirm.back")}
          </ButtonLink>
        </div>
      </form>
    </>
  );
}
