import type { ReactNode } from "react";
import { useLocation, useParams } from "wouter";
import { NotFound } from "../../data/Loaded";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Radios, Tick } from "../../kit/Field";
import { OfferCard } from "../../kit/Offer";
import { Page } from "../../kit/Page";
import { PrivateRoom } from "../../kit/Room";
import { useForm } from "../../kit/useForm";
import { AnswerProposal } from "./acts";
import { ActPage } from "./ActPage";
import type { CaseView } from "./documents";
import { GuardianNotice } from "./Guardian";
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
      <OfferCard
        level={2}
        title={t("proposal.title")}
        rows={rows(proposal.lines)}
        over={proposal.standing !== "OPEN"}
      />
      <section className="stack tight">
        <h2>{t("proposal.reasons")}</h2>
        <p className="words" dir="auto">
          {proposal.reasons ?? t("erased")}
        </p>
      </section>
      <GuardianNotice found={found} />
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
  const [, go] = useLocation();
  const form = useForm({ answer: "", understood: false }, (typed) => ({
    ...(typed.answer ? {} : { answer: t("proposal.choose") }),
    ...(typed.answer === "yes" && !typed.understood ? { understood: t("understood.missing") } : {}),
  }));
  const submit = form.submit(async (typed) => {
    const accepts = typed.answer === "yes";
    const asked = { case: found.id, expectedVersion: found.version, proposal: proposal.id };
    const { errors } = await answer({ ...asked, accepts, effectUnderstood: accepts });
    if (!errors.length) go(`/cases/${found.id}`);
    return errors;
  });
  return (
    <PrivateRoom words={t("proposal.private")}>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <Radios
          id="answer"
          label={t("proposal.question")}
          hint={t("proposal.hint")}
          error={form.error("answer")}
          value={form.values.answer}
          onChoose={(chosen) => form.set("answer", chosen)}
          choices={[
            { value: "yes", label: t("proposal.yes"), hint: found.effectText },
            { value: "no", label: t("proposal.no") },
          ]}
        />
        {form.values.answer === "yes" ? (
          <Tick
            id="understood"
            label={t("understood.words")}
            checked={form.values.understood}
            onTick={(understood) => form.set("understood", understood)}
            error={form.error("understood")}
          />
        ) : null}
        <Button type="submit" busy={form.busy}>
          {t("proposal.send")}
        </Button>
      </form>
    </PrivateRoom>
  );
}
