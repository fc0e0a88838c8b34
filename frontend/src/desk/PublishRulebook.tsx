import { useState, type ReactNode } from "react";
import { useQuery } from "urql";
import { useLocation, useParams } from "wouter";
import { useAct } from "../data/act";
import { Loaded } from "../data/Loaded";
import { useLanguage } from "../i18n/language";
import { ConfirmPage } from "../kit/ConfirmPage";
import type { Problem } from "../kit/ErrorSummary";
import { Judgements } from "./Judgements";
import { Differences } from "./RulebookFindings";
import { PublishRulebookDocument, RulebookVersionDocument, type Version } from "./rulebooks";

/** A second person publishes exactly the text that stands here. */
export default function PublishRulebook(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const [state, again] = useQuery({ query: RulebookVersionDocument, variables: { id } });
  return (
    <Loaded state={state} again={again}>
      {({ rulebookVersion }) => <Confirm version={rulebookVersion} />}
    </Loaded>
  );
}

function Confirm({ version }: { version: Version }): ReactNode {
  const { t } = useLanguage();
  const [, go] = useLocation();
  const publish = useAct(PublishRulebookDocument);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const name = version.name ?? t("rulebooks.unnamed");
  const confirm = async (): Promise<void> => {
    setBusy(true);
    const { payload, errors } = await publish({ draft: version.id, hash: version.hash });
    setBusy(false);
    setProblems(errors.map(({ message }) => ({ field: "", message })));
    if (payload?.version) go(`/rulebooks/${version.id}`);
  };
  return (
    <ConfirmPage
      title={t("rulebooks.publish.title", { name })}
      effects={[
        t("rulebooks.publish.effect.new", { day: version.inForceFrom ?? "" }),
        t("rulebooks.publish.effect.kept"),
        t("rulebooks.publish.effect.told"),
        t("rulebooks.publish.effect.final"),
      ]}
      action={t("rulebooks.publish.action", { name })}
      back={`/rulebooks/${version.id}`}
      busy={busy}
      problems={problems}
      onConfirm={() => void confirm()}
    >
      {version.organisation ? <Judgements version={version.id} hash={version.hash} /> : null}
      <Differences before={version.inForce} after={version.id} hash={version.hash} />
      <section className="stack near">
        <h2>{t("rulebooks.text")}</h2>
        <pre className="source" dir="ltr" tabIndex={0} aria-label={t("rulebooks.text")}>
          {version.text}
        </pre>
      </section>
    </ConfirmPage>
  );
}
