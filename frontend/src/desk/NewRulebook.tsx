import type { ReactNode } from "react";
import { useParams } from "wouter";
import { NotFound } from "../data/Loaded";
import { useSession } from "../data/session";
import { useLanguage } from "../i18n/language";
import { Page } from "../kit/Page";
import { useNow } from "../lib/now";
import { holdsFrom } from "./beginning";
import { RulebookText } from "./RulebookText";

const beginning = (from: string): string => `overlay = "baseline"
id = "my-marketplace/1"
of = "odr-default/1"
in_force_from = ${from}

[complaint.answer]
limit = "5d"
source = "our terms"
checked = false
`;

/** A new draft, which begins with a layer that changes one number. */
export default function NewRulebook(): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const now = useNow();
  const { marketplace } = useParams<{ marketplace: string }>();
  const own = viewer?.marketplaces.find(({ id }) => id === marketplace);
  if (!own) return <NotFound />;
  return (
    <Page title={t("rulebooks.new", { marketplace: own.name })}>
      <RulebookText marketplace={own.id} text={beginning(holdsFrom(now))} />
    </Page>
  );
}
