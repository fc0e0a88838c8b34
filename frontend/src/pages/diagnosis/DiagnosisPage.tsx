import { useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useQuery } from "urql";
import { Loaded } from "../../data/Loaded";
import { useSession } from "../../data/session";
import { useLanguage } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary, type Problem } from "../../kit/ErrorSummary";
import { Radios } from "../../kit/Field";
import { Page } from "../../kit/Page";
import { DiagnosisDocument, type DiagnosisOutcome, type DiagnosisQuestion } from "./documents";
import { keepDiagnosis } from "./kept";

interface Said {
  question: string;
  answer: string;
}

/** What fits somebody's trouble, one question at a time, before they sign in. Nothing is sent but the answers. */
export default function DiagnosisPage(): ReactNode {
  const { code } = useLanguage();
  const [answers, setAnswers] = useState<Said[]>([]);
  const [state, again] = useQuery({ query: DiagnosisDocument, variables: { answers, language: code } });
  const back = answers.length ? () => setAnswers(answers.slice(0, -1)) : undefined;
  return (
    <Loaded state={state} again={again}>
      {({ diagnosis: { question, outcome } }) => (
        <>
          {question ? (
            <Asked
              key={question.id}
              question={question}
              back={back}
              onAnswer={(answer) => setAnswers([...answers, { question: question.id, answer }])}
            />
          ) : null}
          {outcome ? <Found outcome={outcome} back={back} onAgain={() => setAnswers([])} /> : null}
        </>
      )}
    </Loaded>
  );
}

interface AskedProps {
  question: DiagnosisQuestion;
  back: (() => void) | undefined;
  onAnswer: (answer: string) => void;
}

function Asked({ question, back, onAnswer }: AskedProps): ReactNode {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const next = (): void => {
    setProblems(chosen ? [] : [{ field: question.id, message: t("diagnosis.missing") }]);
    if (chosen) onAnswer(chosen);
  };
  return (
    <Page title={question.text} ownHeading eyebrow={t("diagnosis.where")}>
      <ErrorSummary problems={problems} />
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <Radios
          id={question.id}
          question
          label={question.text}
          hint={question.hint ?? undefined}
          error={problems[0]?.message}
          choices={question.answers.map(({ id, text }) => ({ value: id, label: text }))}
          value={chosen}
          onChoose={setChosen}
        />
        <div className="row">
          <Button type="submit">{t("diagnosis.next")}</Button>
          {back ? (
            <Button look="link" onClick={back}>
              {t("diagnosis.back")}
            </Button>
          ) : null}
        </div>
      </form>
    </Page>
  );
}

interface FoundProps {
  outcome: DiagnosisOutcome;
  back: (() => void) | undefined;
  onAgain: () => void;
}

function Found({ outcome, back, onAgain }: FoundProps): ReactNode {
  const { t } = useLanguage();
  return (
    <Page title={outcome.title} eyebrow={t("diagnosis.where")}>
      <p>{outcome.text}</p>
      {outcome.letter ? <Letter letter={outcome.letter} /> : null}
      {outcome.complaint ? <Complaint outcome={outcome} /> : null}
      {outcome.complaint ? null : (
        <p>
          <ButtonLink look="link" to="/orders">
            {t("diagnosis.complainAnyway")}
          </ButtonLink>
        </p>
      )}
      <div className="row">
        {back ? (
          <Button look="link" onClick={back}>
            {t("diagnosis.back")}
          </Button>
        ) : null}
        <Button look="link" onClick={onAgain}>
          {t("diagnosis.again")}
        </Button>
      </div>
    </Page>
  );
}

function Letter({ letter }: { letter: string }): ReactNode {
  const { t } = useLanguage();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(letter);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <section className="stack near" aria-labelledby="letter">
      <h2 id="letter">{t("diagnosis.letter")}</h2>
      <p className="words" dir="auto">
        {letter}
      </p>
      <div className="row">
        <Button look="plain" onClick={() => void copy()}>
          {t("diagnosis.copy")}
        </Button>
        <span role="status">{copied ? t("diagnosis.copied") : ""}</span>
      </div>
    </section>
  );
}

/** What to have ready, and the way into the complaint: sign in, choose the order, go on. */
function Complaint({ outcome }: { outcome: DiagnosisOutcome }): ReactNode {
  const { t } = useLanguage();
  const { viewer } = useSession();
  const [, go] = useLocation();
  const begin = (): void => {
    if (outcome.complaint) keepDiagnosis(outcome.complaint, outcome.remedies[0]);
    go(viewer ? "/orders" : "/sign-in?next=%2Forders");
  };
  return (
    <section className="stack near" aria-labelledby="ready">
      <h2 id="ready">{t("diagnosis.ready")}</h2>
      <ul>
        {outcome.documents.map((document) => (
          <li key={document}>{document}</li>
        ))}
      </ul>
      <p className="small muted">
        {t("diagnosis.remedies", { remedies: outcome.remedies.map((remedy) => t(`remedy.${remedy}`)).join(", ") })}
      </p>
      <div className="row">
        <Button onClick={begin}>{viewer ? t("diagnosis.begin") : t("diagnosis.signIn")}</Button>
      </div>
    </section>
  );
}
