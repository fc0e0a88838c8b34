import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { use, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Page } from "../../kit/Page";
import type { Form, UserError } from "../../kit/useForm";
import { BaseContext, useWay } from "./base";
import type { CaseView } from "./documents";

interface ActPlaceProps {
  found: CaseView;
  title: string;
  children: ReactNode;
}

/** Where an act is done: a party has a page for it, at the desk it takes the place of the case's part. */
export function ActPlace({ found, title, children }: ActPlaceProps): ReactNode {
  if (use(BaseContext) === "/cases") {
    return (
      <Page title={title} eyebrow={<span className="figures">{found.number}</span>}>
        {children}
      </Page>
    );
  }
  return (
    <section className="stack" aria-labelledby="act">
      <h2 id="act">{title}</h2>
      {children}
    </section>
  );
}

interface ActFormProps<V> extends ActPlaceProps {
  form: Form<V>;
  words?: string;
  action: string;
  onSubmit: (event: { preventDefault: () => void }) => void;
}

/** An act that needs words: what it is, the words, one button. */
export function ActForm<V>({ found, form, title, words, action, onSubmit, children }: ActFormProps<V>): ReactNode {
  const { t } = useLanguage();
  const way = useWay(found.id);
  return (
    <ActPlace found={found} title={title}>
      <ErrorSummary problems={form.problems} />
      {words ? <p>{words}</p> : null}
      <form className="stack" noValidate onSubmit={onSubmit}>
        {children}
        <div className="row">
          <Button type="submit" busy={form.busy}>
            {action}
          </Button>
          <ButtonLink look="link" to={way("")}>
            {t("case.back")}
          </ButtonLink>
        </div>
      </form>
    </ActPlace>
  );
}

type Said<I> = Omit<I, "idempotencyKey" | "case" | "expectedVersion">;

/**
 * Sends one act on the case as it was seen. Done, it leads to `after`: the case where this reader reads it, if nothing
 * else is said. The answer is what was refused.
 */
export function useCaseAct<R extends object, I extends object>(
  document: TypedDocumentNode<R, { input: I }>,
  found: CaseView,
  after?: string,
): (said: Said<I>) => Promise<UserError[]> {
  const act = useAct(document);
  const [, go] = useLocation();
  const way = useWay(found.id);
  return async (said) => {
    const asked = { ...said, case: found.id, expectedVersion: found.version };
    const { errors } = await act(asked as unknown as Omit<I, "idempotencyKey">);
    if (!errors.length) go(after ?? way(""));
    return errors;
  };
}
