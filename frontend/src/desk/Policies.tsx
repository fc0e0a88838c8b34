import type { ReactNode } from "react";
import { useQuery } from "urql";
import { useParams } from "wouter";
import { Loaded, NotFound } from "../data/Loaded";
import type { SellerDesksQuery } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { ButtonLink } from "../kit/Button";
import { Page } from "../kit/Page";
import { EmptyState } from "../kit/states";
import { useNow } from "../lib/now";
import { holdsFrom } from "./beginning";
import { SellerDesksDocument } from "./policies";
import { AllVersions } from "./Rulebooks";
import { RulebookText } from "./RulebookText";

type Desk = SellerDesksQuery["sellerDesks"][number];

/** The own policies of the sellers for whom somebody acts, marketplace by marketplace. */
export default function Policies(): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: SellerDesksDocument });
  return (
    <Loaded state={state} again={again}>
      {({ sellerDesks }) => (
        <Page title={t("policies.title")}>
          <p>{t("policies.words")}</p>
          {sellerDesks.map((desk) => (
            <OneDesk key={`${desk.marketplace} ${desk.seller}`} desk={desk} />
          ))}
          {sellerDesks.length ? null : (
            <EmptyState title={t("policies.noSeller")}>
              <p>{t("policies.noSeller.words")}</p>
            </EmptyState>
          )}
        </Page>
      )}
    </Loaded>
  );
}

function OneDesk({ desk }: { desk: Desk }): ReactNode {
  const { t } = useLanguage();
  const name = t("policies.desk", { seller: desk.organisationName, marketplace: desk.marketplaceName });
  return (
    <section className="stack near" aria-label={name}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <div>
        <ButtonLink to={`/policies/new/${desk.marketplace}/${desk.seller}`} look="plain">
          {t("policies.new", { marketplace: desk.marketplaceName })}
        </ButtonLink>
      </div>
      <AllVersions marketplace={desk.marketplace} organisation={desk.organisation} />
    </section>
  );
}

/** A new draft, which begins with a policy that changes one number for the better. */
export function NewPolicy(): ReactNode {
  const { marketplace, seller } = useParams<{ marketplace: string; seller: string }>();
  const [state, again] = useQuery({ query: SellerDesksDocument });
  return (
    <Loaded state={state} again={again}>
      {({ sellerDesks }) => {
        const desk = sellerDesks.find((one) => one.marketplace === marketplace && one.seller === seller);
        return desk ? <Begin desk={desk} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function Begin({ desk }: { desk: Desk }): ReactNode {
  const { t } = useLanguage();
  const now = useNow();
  return (
    <Page title={t("policies.new", { marketplace: desk.marketplaceName })}>
      <p>{t("policies.words")}</p>
      <RulebookText marketplace={desk.marketplace} organisation={desk.organisation} text={beginning(desk, holdsFrom(now))} />
    </Page>
  );
}

const beginning = ({ seller, rulebook }: Desk, from: string): string => `overlay = "seller"
id = "${seller.toLowerCase().replace(/[^a-z0-9-]/g, "-")}/1"
of = "${rulebook}"
where = ["${seller}"]
in_force_from = ${from}

[complaint.answer]
limit = "3d"
source = "our policy"
checked = false
`;
