import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { Select, TextField, Tick } from "../../kit/Field";
import { FileUpload } from "../../kit/FileUpload";
import { Icon } from "../../kit/Icon";
import { Done } from "../../kit/states";
import type { CaseView } from "./documents";
import { useFiles, type Chosen, type Files, type Step, type WhichDocument as Which } from "./useFiles";

const ACCEPT = "image/*,application/pdf,audio/*,video/*,text/plain,message/rfc822";

/** Handing in files: announced, sent, then entered. What broke is gone on with, also after the page was closed. */
export function HandIn({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const files = useFiles(found.id, takesLabel(found) ? "RETURN_LABEL" : "");
  const ready = files.chosen.filter(({ step }) => step === "ready" || step === "paused");
  return (
    <section className="stack" aria-labelledby="hand-in">
      <h2 id="hand-in">{t("upload.title")}</h2>
      <p>{t(found.role === "THIRD_PARTY" ? "third.upload" : "upload.words")}</p>
      <FileUpload accept={ACCEPT} hint={t("upload.hint")} onFiles={files.choose} />
      {files.chosen.length ? (
        <ul className="stack plain">
          {files.chosen.map((one) => (
            <FileRow key={one.key} one={one} files={files} found={found} />
          ))}
        </ul>
      ) : null}
      {ready.length ? (
        <Button busy={files.busy} onClick={() => void files.handIn(ready)}>
          {t("upload.submit", { count: ready.length })}
        </Button>
      ) : null}
      {files.done && !files.chosen.length ? <Done>{t("upload.done", { count: files.done })}</Done> : null}
    </section>
  );
}

/** Whether goods are to come back to this side: most likely it hands in the label for them. */
function takesLabel({ compensation, role }: CaseView): boolean {
  return (compensation?.lines ?? []).some(({ canArrange, remedy }) => canArrange && remedy.owedBy === role);
}

const UNCHANGING: ReadonlySet<Step> = new Set(["elsewhere", "waiting", "over"]);

/** One file: what it shows, how far it has come, and what can be done with it now. */
function FileRow({ one, files, found }: { one: Chosen; files: Files; found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <li className="quiet-box stack tight">
      <p>
        <Icon name="file" /> <bdi>{one.name}</bdi>
      </p>
      <State one={one} />
      {UNCHANGING.has(one.step) ? null : (
        <>
          <TextField
            id={`shows-${one.key}`}
            label={t("upload.description")}
            hint={t("upload.description.hint")}
            className="long"
            value={one.description}
            onChange={({ target }) => files.describe(one, target.value)}
          />
          <WhichDocument one={one} files={files} found={found} />
          {found.role !== "THIRD_PARTY" && found.roomsOpen.some(({ room }) => room.startsWith("CAUCUS_")) ? (
            <Tick
              id={`caucus-${one.key}`}
              label={t("upload.caucus")}
              hint={t("upload.caucus.hint")}
              checked={one.inCaucus}
              onTick={(inCaucus) => files.confide(one, inCaucus)}
            />
          ) : null}
        </>
      )}
      <div className="row">
        {one.step === "sending" ? (
          <Button look="plain" aria-label={t("upload.pause.of", { name: one.name })} onClick={() => files.pause(one)}>
            {t("upload.pause")}
          </Button>
        ) : null}
        {one.step === "paused" ? (
          <Button
            look="plain"
            aria-label={t("upload.goOn.of", { name: one.name })}
            onClick={() => void files.handIn([one])}
          >
            {t("upload.goOn")}
          </Button>
        ) : null}
        {one.step === "sending" || one.step === "checking" ? null : (
          <Button
            look="link"
            aria-label={t("upload.remove.of", { name: one.name })}
            onClick={() => void files.remove(one)}
          >
            {t("upload.remove")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Which of the documents that the rulebook asks for it is; what is still missing says why it is asked. */
function WhichDocument({ one, files, found }: { one: Chosen; files: Files; found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const label = takesLabel(found);
  if (!found.checklist.length && !label) return null;
  const named = found.checklist.find(({ document }) => document === one.document);
  const choices = found.checklist.map(({ document, title, missing }) => ({
    value: document,
    label: missing ? t("checklist.wanted", { title }) : title,
  }));
  const asLabel = label ? [{ value: "RETURN_LABEL", label: t("checklist.label") }] : [];
  return (
    <Select
      id={`document-${one.key}`}
      label={t(label ? "checklist.which.label" : "checklist.which")}
      hint={one.document === "RETURN_LABEL" ? t("checklist.label.hint") : (named?.why ?? t("checklist.which.hint"))}
      value={one.document}
      choices={[...asLabel, { value: "", label: t(label ? "checklist.another" : "checklist.other") }, ...choices]}
      onChange={({ target }) => files.name(one, target.value as Which)}
    />
  );
}

function State({ one }: { one: Chosen }): ReactNode {
  const { t } = useLanguage();
  const percent = Math.floor(one.share * 100);
  return (
    <>
      {one.share > 0 || one.step === "sending" ? (
        <progress aria-label={t("upload.progress", { name: one.name })} max={100} value={percent} />
      ) : null}
      {one.problem ? (
        <p className="field-error" role="alert">
          <Icon name="alert" />
          <span>{one.problem}</span>
        </p>
      ) : (
        <p className="small" role="status">
          {one.step === "ready" || one.step === "over" ? "" : t(`upload.step.${one.step}`, { percent })}
        </p>
      )}
    </>
  );
}
