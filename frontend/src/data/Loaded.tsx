import { useEffect, type ReactNode } from "react";
import type { CombinedError, UseQueryState } from "urql";
import { useLocation } from "wouter";
import { useLanguage } from "../i18n/language";
import { useSession } from "./session";
import { ButtonLink } from "../kit/Button";
import { Page } from "../kit/Page";
import { ErrorState, Loading } from "../kit/states";

interface LoadedProps<D> {
  state: Pick<UseQueryState<D>, "data" | "error" | "fetching">;
  again: () => void;
  /** What to show where there is no such thing; the page for that if left out. */
  missing?: ReactNode;
  children: (data: D) => ReactNode;
}

/** What a query found, or its loading and error states. Older data stays on the page while newer is fetched. */
export function Loaded<D>({ state, again, missing, children }: LoadedProps<D>): ReactNode {
  if (state.data) return children(state.data);
  if (state.error) return <Failed error={state.error} again={again} missing={missing ?? <NotFound />} />;
  return <Loading />;
}

interface FailedProps {
  error: CombinedError;
  again: () => void;
  missing: ReactNode;
}

function Failed({ error, again, missing }: FailedProps): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const code = error.graphQLErrors[0]?.extensions["code"];
  if (code === "NOT_SIGNED_IN" || (code === "NOT_FOUND" && !viewer)) return <ToSignIn />;
  if (code === "NOT_FOUND") return missing;
  const words = error.networkError ? t("errors.network") : t("errors.server");
  return <ErrorState title={t("errors.title.load")} words={words} onRetry={again} />;
}

/** One answer for what does not exist, is spelled wrong, or is not for this reader. */
export function NotFound(): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={t("notFound.title")}>
      <p>{t("notFound.words")}</p>
      <div>
        <ButtonLink to="/" look="plain">
          {t("notFound.home")}
        </ButtonLink>
      </div>
    </Page>
  );
}

/** Leads to signing in and back here afterwards. */
export function ToSignIn(): ReactNode {
  const [location, go] = useLocation();
  useEffect(() => go(`/sign-in?next=${encodeURIComponent(location)}`, { replace: true }), [go, location]);
  return <Loading />;
}
