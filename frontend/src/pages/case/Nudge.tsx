import type { ReactNode } from "react";
import { useAct } from "../../data/act";
import { graphql } from "../../generated/graphql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Moment } from "../../kit/Instant";
import { useForm } from "../../kit/useForm";
import { useNow } from "../../lib/now";
import type { CaseView } from "./documents";
import type { Owed } from "./Return";
import { whoIs } from "./words";

const NudgeLine = graphql(`
  mutation NudgeLine($input: NudgeLineInput!) { nudgeLine(input: $input) { ...Acted } }
`);

interface NudgeProps {
  found: CaseView;
  owed: Owed;
}

/** Reminding the other side of its next step, once its time is nearly over, and when it was reminded last. */
export function Nudge({ found, owed }: NudgeProps): ReactNode {
  const { t } = useLanguage();
  const now = useNow();
  const last = owed.nudges.at(-1);
  const from = owed.nudgeFrom;
  return (
    <>
      {last ? (
        <p className="small muted">
          {t("remedyPage.nudged", { name: whoIs(last.side, found, t) })} <Moment at={last.at} />
        </p>
      ) : null}
      {from && new Date(from) <= now ? <Remind found={found} owed={owed} /> : null}
      {from && new Date(from) > now ? (
        <p className="small">
          {t("remedyPage.nudgeFrom")} <Moment at={from} />
        </p>
      ) : null}
    </>
  );
}

function Remind({ found, owed }: NudgeProps): ReactNode {
  const { t } = useLanguage();
  const nudge = useAct(NudgeLine);
  const form = useForm({});
  const submit = form.submit(async () => {
    return (await nudge({ case: found.id, expectedVersion: found.version, line: owed.id })).errors;
  });
  return (
    <form className="stack near" noValidate onSubmit={submit}>
      <ErrorSummary problems={form.problems} />
      <Button type="submit" look="plain" busy={form.busy}>
        {t("do.NUDGE_LINE")}
      </Button>
    </form>
  );
}
