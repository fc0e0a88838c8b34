import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useParams } from "wouter";
import { useAct } from "../data/act";
import { Loaded } from "../data/Loaded";
import { useLanguage } from "../i18n/language";
import { Button, ButtonLink } from "../kit/Button";
import { ErrorSummary, type Problem } from "../kit/ErrorSummary";
import { Page } from "../kit/Page";
import { Done, Saying } from "../kit/states";
import { Judgements } from "./Judgements";
import { Differences, Findings } from "./RulebookFindings";
import { RulebookVersionDocument, WithdrawRulebookDraft, type Version } from "./rulebooks";
import { RulebookText } from "./RulebookText";

/** One text of a rulebook: the words, what was found in them beside, and what they change. */
export default function RulebookPage(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const [state, again] = useQuery({ query: RulebookVersionDocument, variables: { id } });
  const afresh = (): void => again({ requestPolicy: "network-only" });
  return (
    <Loaded state={state} again={again}>
      {({ rulebookVersion }) => <OneText version={rulebookVersion} afresh={afresh} />}
    </Loaded>
  );
}

function OneText({ version, afresh }: { version: Version; afresh: () => void }): ReactNode {
  const { t } = useLanguage();
  const [kept, setKept] = useState(false);
  const draft = version.state === "DRAFT";
  return (
    <Page
      title={version.name ?? t("rulebooks.unnamed")}
      eyebrow={t(`rulebooks.state.${version.state}`)}
      aside={<Findings findings={version.findings} />}
    >
      <p className="muted">
        {t("rulebooks.written", { person: version.draftedBy })}
        {version.inForceFrom ? ` · ${t("rulebooks.since", { day: version.inForceFrom })}` : ""}
      </p>
      {kept ? <Done>{t("rulebooks.saved")}</Done> : null}
      {draft ? (
        <RulebookText
          key={version.hash}
          marketplace={version.marketplace}
          organisation={version.organisation}
          text={version.text}
          draft={version}
          onKept={() => {
            setKept(true);
            afresh();
          }}
        />
      ) : (
        <Published version={version} />
      )}
      {version.organisation ? <Judgements version={version.id} hash={version.hash} /> : null}
      <Differences before={version.inForce} after={version.id} hash={version.hash} />
      {draft ? <Next version={version} afresh={afresh} /> : null}
    </Page>
  );
}

function Published({ version }: { version: Version }): ReactNode {
  const { t } = useLanguage();
  return (
    <section className="stack near">
      <p>{t("rulebooks.readOnly")}</p>
      {version.state === "PUBLISHED" && !version.organisation ? (
        <p>
          <a href={`/policy/${version.name ?? ""}`}>{t("rulebooks.policy")}</a>
        </p>
      ) : null}
      <pre className="source" dir="ltr" tabIndex={0} aria-label={t("rulebooks.text")}>
        {version.text}
      </pre>
    </section>
  );
}

/** What can follow: a second person publishes, anybody of them takes it back. */
function Next({ version, afresh }: { version: Version; afresh: () => void }): ReactNode {
  const { t } = useLanguage();
  const withdraw = useAct(WithdrawRulebookDraft);
  const [problems, setProblems] = useState<Problem[]>([]);
  const errors = version.findings.some(({ severity }) => severity === "ERROR");
  const leave = async (): Promise<void> => {
    const answer = await withdraw({ draft: version.id });
    setProblems(answer.errors.map(({ message }) => ({ field: "", message })));
    afresh();
  };
  return (
    <section className="stack near">
      <ErrorSummary problems={problems} />
      {version.secondPerson ? null : (
        <Saying>
          <p>{t("rulebooks.second")}</p>
        </Saying>
      )}
      <div className="row">
        {version.secondPerson && !errors ? (
          <ButtonLink to={`/rulebooks/${version.id}/publish`}>{t("rulebooks.publish")}</ButtonLink>
        ) : null}
        <Button look="link" onClick={() => void leave()}>
          {t("rulebooks.withdraw")}
        </Button>
      </div>
    </section>
  );
}
