import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { OneThingFirst } from "../../kit/OneThingFirst";
import type { CaseView, Deadline } from "./documents";
import { oneThing, type Duty } from "./oneThing";
import { whoIs } from "./words";
import { Why } from "./Why";

/** Where the one button leads. */
export function wayTo(duty: Duty, { id, offers, proposals }: Pick<CaseView, "id" | "offers" | "proposals">): string {
  const open = offers.find((offer) => offer.standing === "OPEN" && !offer.yours);
  switch (duty) {
    case "ACCEPT_OFFER":
      return `/cases/${id}/offers/${open?.id ?? ""}`;
    case "MAKE_OFFER":
      return `/cases/${id}/offers/new`;
    case "ANSWER_PROPOSAL":
      return `/cases/${id}/proposals/${proposals.find(({ standing }) => standing === "OPEN")?.id ?? ""}`;
    case "HAND_IN_EVIDENCE":
      return `/cases/${id}/evidence`;
    case "ACCEPT_DECISION":
      return `/cases/${id}/decision`;
    case "REPORT_FULFILMENT":
      return `/cases/${id}/remedy`;
    case "ACKNOWLEDGE_COMPLAINT":
    case "ANSWER_COMPLAINT":
    case "ESCALATE_COMPLAINT":
    case "REQUEST_DECISION":
      return `/cases/${id}/do/${duty}`;
    case "ADMIT_CASE":
    case "APPOINT_NEUTRAL":
    case "COMPLETE_FILE":
    case "ISSUE_DECISION":
    case "MAKE_PROPOSAL":
      return `/desk/${id}/act/${duty}`;
  }
}

/** The box on top of a case: one sentence, one date, one button. */
export function FirstThing({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const thing = oneThing(found);
  if (thing.kind === "closed") return <OneThingFirst sentence={t("turn.closed", { ground: found.ground ? t(`ground.${found.ground}`) : "" })} />;
  const { deadline } = thing;
  const due = deadline ? { at: deadline.due, zone: deadline.zone } : undefined;
  const why = deadline ? <Why deadline={deadline} /> : undefined;
  if (thing.kind === "waiting") return <OneThingFirst sentence={waitingFor(deadline, found, t)} due={due} why={why} />;
  return (
    <OneThingFirst
      sentence={t("turn.yours", { act: t(`turn.${thing.duty}`) })}
      due={due}
      why={why}
      action={<ButtonLink to={wayTo(thing.duty, found)}>{t(`do.${thing.duty}`)}</ButtonLink>}
    />
  );
}

function waitingFor(deadline: Deadline | undefined, found: CaseView, t: Translate): string {
  if (!deadline) return t("wait.nobody");
  if (deadline.clause === "review") return t("wait.review");
  const others = deadline.actors.filter((role) => role !== found.role);
  const who = (others.length ? others : deadline.actors).map((role) => whoIs(role, found, t));
  return who.length > 1 ? t("wait.both") : t("wait.one", { who: who[0] ?? "" });
}
