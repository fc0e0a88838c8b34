import type { ReactNode } from "react";
import { Link } from "wouter";
import { useQuery } from "urql";
import { graphql } from "../generated/graphql";
import { useLanguage } from "../i18n/language";

const FactorAdviceDocument = graphql(`
  query FactorAdvice {
    viewer {
      id
      secondFactorAdvice
    }
  }
`);

/** Urges whoever serves or administers without a second factor to set one up. Nothing is shown while it loads. */
export function FactorAdvice(): ReactNode {
  const { t } = useLanguage();
  const [{ data }] = useQuery({ query: FactorAdviceDocument });
  const advice = data?.viewer?.secondFactorAdvice;
  if (!advice) return null;
  return (
    <p className="small" role="status">
      {t(advice === "REQUIRED" ? "desk.factor.required" : "desk.factor.advised")}{" "}
      <Link href="/account">{t("desk.factor.way")}</Link>
    </p>
  );
}
