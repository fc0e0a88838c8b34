import { useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { NotFound } from "../../data/Loaded";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { Radios, Tick } from "../../kit/Field";
import { OfferCard } from "../../kit/Offer";
import { Page } from "../../kit/Page";
import { PrivateRoom } from "../../kit/Room";
import { AnswerProposal } from "./acts";
import { ActPage, useSending } from "./ActPage";
import type { CaseView } from "./documents";
import { useRemedyRows } from "./words";

type Proposal = CaseView["proposals"][number];

/** The mediator's proposal; each side answers privately, and who did not accept is never told. */
export default function ProposalPage(): ReactNode {
  const { proposal: id } = useParams<{ proposal: string }>();
  return (
    <ActPage>
      {(found) => {
        const proposal = found.proposals.find((one) => one.id === id);
        return proposal ? <OneProposal found={found} proposal={proposal} /> : <NotFound />;
      }}
    </ActPage>
  );
}

function OneProposal({ found, proposal }: { found: CaseView; proposal: Proposal }): ReactNode {
  const { t } = useLanguage();
  const rows = useRemedyRows();
  const mine = found.availableActions.some(
    ({ action, reasonIfBlocked }) => action === "ANSWER_PROPOSAL" && !reasonIfBlocked,
  );
  return (
    <Page title={t("proposal.title")} eyebrow={<span className="figures">{found.number}</span>}>
      <OfferCard level={2} title={t("proposal.title")} rows={rows(proposal.lines)} over={proposal.standing !== "OPEN"} />
      <section className="stack tight">
        <h2>{t("proposal.reasons")}</h2>
        <p className="words" dir="auto">
          {proposal.reasons ?? t("erased")}
        </p>
      </section>
      {mine && proposal.standing === "OPEN" ? (
        <Answering found={found} proposal={proposal} />
      ) : (
        <Answered found={found} proposal={proposal} />
      )}
      <ButtonLink look="link" to={`/cases/${found.id}`}>
        {t("case.back")}
      </ButtonLink>
    </Page>
  );
}

function Answered({ found, proposal }: { found: CaseView; proposal: Proposal }): ReactNode {
  const { t } = useLanguage();
  if (proposal.standing !== "OPEN") return <p>{t(`standing.${proposal.standing}`)}</p>;
  const own = proposal.answers.find(({ side }) => side === found.role);
  if (!own) return null;
  return (
    <PrivateRoom words={t("proposal.private")}>
      {own.accepts ? t("proposal.youAccept") : t("proposal.youDecline")}
    </PrivateRoom>
  );
}

function Answering({ found, proposal }: { found: CaseView; proposal: Proposal }): ReactNode {
  const { t } = useLanguage();
  const answer = useAct(AnswerProposal);
  const { busy, problems, send } = useSending(`/cases/${found.id}`);
  const [choice, setChoice] = useState("");
  const [understood, setUnderstood] = useState(false);
  const [missing, setMissing] = useState<Problem[]>([]);
  const confirm = (): void => {
    const open = [
      ...(choice ? [] : [{ field: "answer", message: t("proposal.choose") }]),
      ...(choice === "yes" && !understood ? [{ field: "understood", message: t("understood.missing") }] : []),
    ];
    setMissing(open);
    const accepts = choice === "yes";
    const input = {
      case: found.id,
      expectedVersion: found.version,
      proposal: proposal.id,
      accepts,
      effectUnderstood: accepts,
    };
    if (!open.length) send(() => answer(input));
  };
  const error = (field: string): string | undefined => missing.find((one) => one.field === field)?.message;
  return (
    <PrivateRoom words={t("proposal.private")}>
      <ErrorSummary problems={missing.length ? missing : problems} />
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <Radios
          id="answer"
          label={t("proposal.question")}
          hint={t("proposal.hint")}
          error={error("answer")}
          value={choice}
          onChoose={setChoice}
          choices={[
            { value: "yes", label: t("proposal.yes"), hint: found.effectText },
            { value: "no", label: t("proposal.no") },
          ]}
        />
        {choice === "yes" ? (
          <Tick
            id="understood"
            label={t("understood.words")}
            checked={understood}
            onTick={setUnderstood}
            error={error("understood")}
          />
        ) : null}
        <Button type="submit" busy={busy}>
          {t("proposal.send")}
        </Button>
      </form>
    </PrivateRoom>
  );
}
