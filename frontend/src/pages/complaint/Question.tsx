import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import type { Problem } from "../../kit/ErrorSummary";
import { Radios, TextArea, TextField, Tick, type Choice } from "../../kit/Field";
import { Money } from "../../kit/Money";
import { COMPLAINTS, WISHES, takesAmount, type ComplaintType, type Remedy } from "../../lib/vocabulary";
import { ASKS_CANCELLED, ASKS_REPAIRS, type Answers, type ClaimAnswers, type StepName } from "./answers";
import { sold, type Limit, type OrderToComplainOf, type Person } from "./documents";
import { TooLate, Until, WhyUntil, useLimits } from "./Limits";

export interface QuestionProps {
  step: Exclude<StepName, "check">;
  order: OrderToComplainOf;
  person: Person;
  answers: Answers;
  claim: ClaimAnswers;
  problems: Problem[];
  change: (part: Partial<Answers>) => void;
  changeClaim: (part: Partial<ClaimAnswers>) => void;
}

/** The one question of a page. */
export function Question({ step, ...rest }: QuestionProps): ReactNode {
  const Asked = QUESTIONS[step];
  return <Asked {...rest} error={(field) => rest.problems.find((one) => one.field === field)?.message} />;
}

type Asking = Omit<QuestionProps, "step"> & { error: (field: string) => string | undefined };

const QUESTIONS: Record<QuestionProps["step"], (asking: Asking) => ReactNode> = {
  item: Item,
  problem: ProblemKind,
  wish: Wish,
  story: (asking) => <Words {...asking} name="story" most={10000} />,
  contacted: (asking) => <YesNo {...asking} name="contacted" />,
  elsewhere: (asking) => <YesNo {...asking} name="elsewhere" />,
  needs: (asking) => <Words {...asking} name="needs" most={2000} />,
  details: Details,
};

function Item({ order, claim, changeClaim, error }: Asking): ReactNode {
  const { t } = useLanguage();
  const line = order.lines.find(({ id }) => id === claim.line);
  const choices = order.lines.map(({ id, title, total }) => ({
    value: id,
    label: <bdi>{title}</bdi>,
    hint: total ? <Money {...total} /> : undefined,
  }));
  return (
    <>
      <Radios
        id="item"
        question
        label={t("file.item.title")}
        hint={t("file.item.hint")}
        error={error("item")}
        choices={choices}
        value={claim.line}
        onChoose={(id) =>
          changeClaim({ line: id, quantity: String(order.lines.find((one) => one.id === id)?.quantity ?? 1) })
        }
      />
      {line && line.quantity > 1 ? (
        <TextField
          id="quantity"
          label={t("quantity.label")}
          hint={t("file.quantity.hint", { ordered: line.quantity })}
          error={error("quantity")}
          inputMode="numeric"
          className="short"
          value={claim.quantity}
          onChange={(event) => changeClaim({ quantity: event.target.value })}
        />
      ) : null}
    </>
  );
}

function ProblemKind({ order, person, claim, changeClaim, error }: Asking): ReactNode {
  const { t } = useLanguage();
  const limits = useLimits(order.id, claim.line);
  const limitOf = (kind: string): Limit | undefined => limits?.find(({ complaint }) => complaint === kind);
  const possible = (kind: ComplaintType): boolean => !limits || limitOf(kind)?.over === false;
  const choice = (value: ComplaintType): Choice => ({
    value,
    label: t(`complaint.${value}`),
    hint: <Until limit={limitOf(value)} />,
  });
  const seller = sold(order, person);
  const common = (seller ? COMPLAINTS.seller : COMPLAINTS.common).filter(possible).map(choice);
  const other = (seller ? [] : COMPLAINTS.other).filter(possible).map(choice);
  const chosen = limitOf(claim.problem);
  return (
    <>
      <Folded
        id="problem"
        label={t("file.problem.title")}
        hint={limits ? t("file.limit.hint") : undefined}
        error={error("problem")}
        common={common.length ? common : other}
        other={common.length ? other : []}
        value={claim.problem}
        onChoose={(value) => changeClaim({ problem: value as ComplaintType })}
      />
      {ASKS_REPAIRS.includes(claim.problem) ? (
        <TextField
          id="repairs"
          label={t("entitlement.ask.repairs")}
          hint={t("entitlement.ask.hint")}
          error={error("repairs")}
          inputMode="numeric"
          className="short"
          value={claim.repairs ?? ""}
          onChange={(event) => changeClaim({ repairs: event.target.value.trim() })}
        />
      ) : null}
      {ASKS_CANCELLED.includes(claim.problem) ? (
        <TextField
          id="cancelled"
          label={t("entitlement.ask.cancelled")}
          hint={t("entitlement.ask.hint")}
          type="date"
          className="short"
          value={claim.cancelled ?? ""}
          onChange={(event) => changeClaim({ cancelled: event.target.value })}
        />
      ) : null}
      {chosen && !chosen.over ? <WhyUntil limit={chosen} /> : null}
      <TooLate over={limits?.filter(({ over }) => over) ?? []} />
    </>
  );
}

function Wish({ order, person, claim, changeClaim, error }: Asking): ReactNode {
  const { t } = useLanguage();
  const total = order.lines.find(({ id }) => id === claim.line)?.total;
  const choice = (value: Remedy): Choice => ({ value, label: t(`remedy.${value}`) });
  const choose = (wish: Remedy): void =>
    changeClaim({ wish, amount: takesAmount(wish) ? claim.amount || (total?.amount ?? "") : "" });
  return (
    <>
      <Folded
        id="wish"
        label={t("file.wish.title")}
        hint={t("file.wish.hint")}
        error={error("wish")}
        common={(sold(order, person) ? WISHES.seller : WISHES.common).map(choice)}
        other={(sold(order, person) ? [] : WISHES.other).map(choice)}
        value={claim.wish}
        onChoose={(value) => choose(value as Remedy)}
      />
      {takesAmount(claim.wish) ? (
        <TextField
          id="amount"
          label={t("amount.label", { currency: order.currency })}
          hint={t("file.amount.hint")}
          error={error("amount")}
          inputMode="decimal"
          className="short"
          value={claim.amount}
          onChange={(event) => changeClaim({ amount: event.target.value })}
        />
      ) : null}
    </>
  );
}

interface FoldedProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error: string | undefined;
  common: Choice[];
  other: Choice[];
  value: string;
  onChoose: (value: string) => void;
}

/** The usual answers first; the rest behind one press, and in view once one of them is chosen. */
function Folded({ common, other, hint, ...rest }: FoldedProps): ReactNode {
  const { t } = useLanguage();
  const chosen = other.some(({ value }) => value === rest.value);
  return (
    <>
      <Radios {...rest} hint={hint} question choices={common} />
      {other.length ? (
        <details open={chosen || undefined}>
          <summary>{t("file.more")}</summary>
          <Radios
            id={`${rest.id}-more`}
            label={<span className="hidden-text">{t("file.more")}</span>}
            choices={other}
            value={rest.value}
            onChoose={rest.onChoose}
          />
        </details>
      ) : null}
    </>
  );
}

function Words({ name, most, answers, change, error }: Asking & { name: "story" | "needs"; most: number }): ReactNode {
  const { t } = useLanguage();
  return (
    <TextArea
      id={name}
      question
      label={t(`file.${name}.title`)}
      hint={t(`file.${name}.hint`)}
      error={error(name)}
      rows={9}
      maxLength={most}
      value={answers[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
}

function YesNo({ name, answers, change, error }: Asking & { name: "contacted" | "elsewhere" }): ReactNode {
  const { t } = useLanguage();
  return (
    <Radios
      id={name}
      question
      label={t(`file.${name}.title`)}
      hint={t(`file.${name}.hint`)}
      error={error(name)}
      choices={[
        { value: "yes", label: t("yes") },
        { value: "no", label: t("no") },
      ]}
      value={answers[name]}
      onChoose={(value) => change({ [name]: value })}
    />
  );
}

function Details({ order, person, answers, change, error }: Asking): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <header className="page-head">
        <h1>{t("file.details.title")}</h1>
        <p className="hint">{t("file.details.hint")}</p>
      </header>
      <dl className="facts">
        <div>
          <dt>{t("file.details.name")}</dt>
          <dd>
            <bdi>{person.name}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("file.details.email")}</dt>
          <dd>{person.email}</dd>
        </div>
        {order.addresses.map(({ kind, words, country }) => (
          <div key={kind}>
            <dt>{t("file.details.address")}</dt>
            <dd className="words" dir="auto">
              {words ?? t("erased")}, {country}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <ButtonLink to="/account" look="link">
          {t("file.details.change")}
        </ButtonLink>
      </p>
      <Tick
        id="details"
        label={t("file.details.right")}
        error={error("details")}
        checked={answers.details}
        onTick={(details) => change({ details })}
      />
    </>
  );
}
