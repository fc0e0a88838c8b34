import type { ReactNode } from "react";
import { useQuery } from "urql";
import { Link, useParams } from "wouter";
import { Loaded } from "../../data/Loaded";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { Page } from "../../kit/Page";
import { Done } from "../../kit/states";
import { FiledCaseDocument } from "./documents";

/** The cases that one filing became, each with its number and its receipt. */
export default function Filed(): ReactNode {
  const { t } = useLanguage();
  const { cases } = useParams<{ cases: string }>();
  return (
    <Page title={t("file.filed.title")}>
      <Done>{t("file.filed.words")}</Done>
      <ul className="listing">
        {cases.split(",").map((id) => (
          <li key={id}>
            <One id={id} />
          </li>
        ))}
      </ul>
      <div>
        <ButtonLink look="plain" to="/cases">
          {t("nav.cases")}
        </ButtonLink>
      </div>
    </Page>
  );
}

function One({ id }: { id: string }): ReactNode {
  const { t } = useLanguage();
  const [state, again] = useQuery({ query: FiledCaseDocument, variables: { id } });
  return (
    <Loaded state={state} again={again}>
      {({ case: found }) =>
        found ? (
          <>
            <h2 className="row-title">
              <bdi>{found.title}</bdi>
            </h2>
            <p className="small muted">
              {t("file.others.which", { number: found.number, seller: found.respondent.name })}
            </p>
            <Link href={`/cases/${found.id}/receipt`}>
              {t("file.filed.receipt")}
              <span className="hidden-text">: {found.number}</span>
            </Link>
          </>
        ) : (
          <p>{t("notFound.title")}</p>
        )
      }
    </Loaded>
  );
}
