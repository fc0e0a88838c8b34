import { use, useState, type ReactNode } from "react";
import { useMutation } from "urql";
import { useAct } from "../../data/act";
import { useLanguage, type Translate } from "../../i18n/language";
import { Button, ButtonLink } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Icon } from "../../kit/Icon";
import { BoundText, Moment } from "../../kit/Instant";
import { PrivateRoom } from "../../kit/Room";
import { EmptyState } from "../../kit/states";
import { ZoneContext } from "../../lib/now";
import { sizeText } from "../../lib/sizes";
import { CreateEvidenceLink, DiscloseExhibit } from "./files";
import { useSending } from "./ActPage";
import { Amended } from "./Amended";
import { Checklist } from "./Checklist";
import { calledExhibit, Claimed, claimable, isThere } from "./Confidential";
import { Custody } from "./Custody";
import type { CaseView, Room } from "./documents";
import { HandIn } from "./HandIn";
import { Notes } from "./Notes";
import { Preview } from "./Preview";
import { useExhibitFiles, type ExhibitFile } from "./useExhibitFiles";
import { whoIs } from "./words";

type Exhibit = CaseView["exhibits"][number];
type Request = CaseView["evidenceRequests"][number];

/** What was handed in: exhibits before everybody, drafts that only the own side sees, and handing in more. */
export default function Evidence({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const disclosed = found.exhibits.filter(({ disclosed: shown }) => shown);
  const drafts = found.exhibits.filter(({ disclosed: shown }) => !shown);
  const fileOf = useExhibitFiles(
    found.id,
    found.exhibits.map(({ id }) => id),
  );
  const mayHandIn = found.availableActions.find(({ action }) => action === "HAND_IN_EVIDENCE");
  return (
    <section className="stack" aria-labelledby="evidence">
      <h2 id="evidence">{t("evidence.title")}</h2>
      <Requests found={found} />
      <Checklist found={found} />
      {found.exhibits.length ? null : (
        <EmptyState title={t("evidence.none")}>
          <p>{t("evidence.none.words")}</p>
        </EmptyState>
      )}
      {disclosed.length ? (
        <ul className="listing">
          {disclosed.map((exhibit) => (
            <li key={exhibit.id}>
              <OneExhibit found={found} exhibit={exhibit} file={fileOf(exhibit.id)} />
            </li>
          ))}
        </ul>
      ) : null}
      {drafts.length ? <Drafts found={found} drafts={drafts} fileOf={fileOf} /> : null}
      {mayHandIn && !mayHandIn.reasonIfBlocked ? <HandIn found={found} /> : null}
      {mayHandIn?.reasonIfBlocked ? <p className="muted">{mayHandIn.reasonIfBlocked}</p> : null}
    </section>
  );
}

/** What was asked for, what it would show, and what came of it. */
function Requests({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const zone = use(ZoneContext);
  if (!found.evidenceRequests.length) return null;
  return (
    <ul className="listing">
      {found.evidenceRequests.map((one) => (
        <li key={one.id}>
          <h3>{t(one.binding ? "request.order.title" : "request.title", { name: whoIs(one.side, found, t) })}</h3>
          <p dir="auto" className="words">
            {one.what ?? t("erased")}
          </p>
          <p dir="auto" className="words muted">
            {one.why}
          </p>
          <p>{outcomeOf(one, t)}</p>
          {one.due ? (
            <p className="due small">
              {t("request.due")} <BoundText at={one.due} zone={zone} />
            </p>
          ) : null}
          {one.words ? (
            <p dir="auto" className="words">
              {one.words}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function outcomeOf({ answer, failed, exhibits, mayCountAgainst }: Request, t: Translate): string {
  if (failed) return t(mayCountAgainst ? "request.failed.order" : "request.failed");
  if (answer === "PRODUCED") return t("request.produced", { exhibits: exhibits.join(", ") });
  return answer ? t(`production.${answer}`) : t("request.waits");
}

interface Seen {
  found: CaseView;
  exhibit: Exhibit;
  file: ExhibitFile | undefined;
}

function OneExhibit({ found, exhibit, file }: Seen): ReactNode {
  const { t, locale } = useLanguage();
  const size = sizeText(exhibit.size, locale);
  return (
    <>
      <h3>
        <Icon name="file" /> {exhibit.number ? <span className="figures">{exhibit.number} </span> : null}
        <bdi>{calledExhibit(exhibit, t)}</bdi>
      </h3>
      {exhibit.erasure ? (
        <p>
          {t(`erase.ground.${exhibit.erasure.ground}`)}, <Moment at={exhibit.erasure.at} />
        </p>
      ) : null}
      {exhibit.summary === null ? null : (
        <p dir="auto" className="words">
          {exhibit.summary}
        </p>
      )}
      {exhibit.description ? (
        <p dir="auto" className="words">
          {exhibit.description}
        </p>
      ) : null}
      {exhibit.document ? <p className="small">{titleOf(exhibit, found, t)}</p> : null}
      {exhibit.redacted ? <p className="small">{t("evidence.redacted")}</p> : null}
      {exhibit.sealed ? <p className="small">{t("evidence.sealed")}</p> : null}
      <p className="small muted">
        {whoHandedIn(exhibit, found, t)} · {exhibit.summary === null ? `${exhibit.mediaType}, ${size} · ` : null}
        <Moment at={exhibit.at} />
      </p>
      <Amended found={found} what="EXHIBIT" subject={exhibit.id} />
      {file ? <Preview caseId={found.id} file={file} name={exhibit.name ?? ""} /> : null}
      <Claimed found={found} exhibit={exhibit} />
      {exhibit.summary === null && !exhibit.erasure ? (
        <ButtonLink look="link" to={`/cases/${found.id}/view/${exhibit.id}`}>
          {t("evidence.look")}
          <span className="hidden-text">: {exhibit.number ?? exhibit.name}</span>
        </ButtonLink>
      ) : null}
      {file?.originalForYou && !exhibit.erasure ? <Fetch found={found} exhibit={exhibit} /> : null}
      <Notes found={found} exhibit={exhibit} />
      {exhibit.sha256 ? (
        <details className="small">
          <summary>{t("evidence.fingerprint")}</summary>
          <code>{exhibit.sha256}</code>
        </details>
      ) : null}
      <Custody of={found.id} exhibit={exhibit} />
    </>
  );
}

function titleOf({ document }: Exhibit, { checklist }: CaseView, t: Translate): string {
  if (document === "RETURN_LABEL") return t("checklist.label");
  return checklist.find((one) => one.document === document)?.title ?? "";
}

function whoHandedIn({ side, thirdParty }: Exhibit, found: CaseView, t: Translate): string {
  if (side) return whoIs(side, found, t);
  const one = found.thirdParties.find(({ id }) => id === thirdParty);
  return one?.you ? t("you") : (one?.name ?? t("role.THIRD_PARTY"));
}

/** The file comes by a link that is made for this reader, works for minutes, and is noted in the audit log. */
function Fetch({ found, exhibit }: { found: CaseView; exhibit: Exhibit }): ReactNode {
  const { t } = useLanguage();
  const [{ fetching }, create] = useMutation(CreateEvidenceLink);
  const [failed, setFailed] = useState(false);
  const fetchFile = async (): Promise<void> => {
    const { data } = await create({ input: { case: found.id, exhibit: exhibit.id } });
    const url = data?.createEvidenceLink.link?.url;
    setFailed(!url);
    if (url) window.location.assign(url);
  };
  return (
    <div>
      <Button look="link" busy={fetching} onClick={() => void fetchFile()}>
        {t("evidence.fetch")}
        <span className="hidden-text">: {exhibit.name}</span>
      </Button>
      {failed ? (
        <p role="alert" className="field-error">
          {t("errors.server")}
        </p>
      ) : null}
    </div>
  );
}

interface Undisclosed {
  found: CaseView;
  drafts: Exhibit[];
  fileOf: (exhibit: string) => ExhibitFile | undefined;
}

const WHO_SEES = {
  OWN_THIRD_PARTY: "third.drafts",
  CAUCUS_COMPLAINANT: "evidence.draft.caucus",
  CAUCUS_RESPONDENT: "evidence.draft.caucus",
  CONFIDENTIAL_COMPLAINANT: "evidence.draft.confidential",
  CONFIDENTIAL_RESPONDENT: "evidence.draft.confidential",
} as const satisfies Partial<Record<Room, string>>;

/** What is not before everybody, by who sees it: the own side, it and the mediator, it and who decides. */
function Drafts({ found, drafts, fileOf }: Undisclosed): ReactNode {
  const { t } = useLanguage();
  const rooms = [...new Set(drafts.map(({ room }) => room))];
  return rooms.map((room) => (
    <PrivateRoom key={room} words={t(room in WHO_SEES ? WHO_SEES[room as keyof typeof WHO_SEES] : "evidence.draft.words")}>
      <ul className="stack">
        {drafts
          .filter((exhibit) => exhibit.room === room)
          .map((exhibit) => (
            <li key={exhibit.id} className="message">
              <OneExhibit found={found} exhibit={exhibit} file={fileOf(exhibit.id)} />
              {exhibit.side === found.role && !exhibit.sealed && isThere(exhibit, found) ? (
                <Disclose found={found} exhibit={exhibit} file={fileOf(exhibit.id)} />
              ) : null}
              {mayClaim(found) && claimable(exhibit, found) ? (
                <ButtonLink look="link" to={`/cases/${found.id}/do/CLAIM_CONFIDENTIALITY`}>
                  {t("do.CLAIM_CONFIDENTIALITY")}
                </ButtonLink>
              ) : null}
            </li>
          ))}
      </ul>
    </PrivateRoom>
  ));
}

function mayClaim({ availableActions }: CaseView): boolean {
  return availableActions.some(
    ({ action, reasonIfBlocked }) => action === "CLAIM_CONFIDENTIALITY" && !reasonIfBlocked,
  );
}

/** Putting an exhibit before the other side cannot be taken back, so it is asked twice. */
function Disclose({ found, exhibit, file }: Seen): ReactNode {
  const { t } = useLanguage();
  const disclose = useAct(DiscloseExhibit);
  const { busy, problems, send } = useSending(`/cases/${found.id}/evidence`);
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button look="plain" onClick={() => setAsked(true)}>
        {t("evidence.disclose")}
      </Button>
    );
  }
  return (
    <div className="stack near">
      <ErrorSummary problems={problems} />
      <p>{t("evidence.disclose.words")}</p>
      {file ? <p>{t(`evidence.othersSee.${file.othersSee}`)}</p> : null}
      <div className="row">
        <Button
          busy={busy}
          onClick={() => send(() => disclose({ case: found.id, expectedVersion: found.version, exhibit: exhibit.id }))}
        >
          {t("evidence.disclose.confirm")}
        </Button>
        <Button look="link" onClick={() => setAsked(false)}>
          {t("evidence.disclose.back")}
        </Button>
      </div>
    </div>
  );
}
