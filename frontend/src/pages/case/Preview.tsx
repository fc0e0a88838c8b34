import { useState, type ReactNode } from "react";
import { useMutation } from "urql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { Icon } from "../../kit/Icon";
import { CreateEvidenceLink } from "./files";
import type { ExhibitFile } from "./useExhibitFiles";

type Rendition = ExhibitFile["renditions"][number];
type Opened = { rendition: Rendition; url: string; text: string };

interface Shown {
  caseId: string;
  file: ExhibitFile;
  name: string;
}

/** What can be seen of an exhibit without fetching its file, and what is to be known of that file. */
export function Preview({ caseId, file, name }: Shown): ReactNode {
  const { t } = useLanguage();
  const pages = file.renditions.filter(({ kind }) => kind !== "POSTER");
  return (
    <div className="stack tight">
      {file.activeContent.map((one) => (
        <p key={one} className="small">
          <Icon name="alert" /> {t(`evidence.file.active.${one}`)}
        </p>
      ))}
      {file.state === "PENDING" ? (
        <p className="small muted" role="status">
          {t("evidence.file.state.PENDING")}
        </p>
      ) : null}
      {file.state === "FAILED" ? <p className="small muted">{t("evidence.file.state.FAILED")}</p> : null}
      {pages.length ? <Pages caseId={caseId} file={file} name={name} pages={pages} /> : null}
    </div>
  );
}

/** One at a time: looking at a page is noted in the audit log, so none is opened that nobody asked for. */
function Pages({ caseId, file, name, pages }: Shown & { pages: Rendition[] }): ReactNode {
  const { t } = useLanguage();
  const [{ fetching }, create] = useMutation(CreateEvidenceLink);
  const [opened, setOpened] = useState<Opened>();
  const [failed, setFailed] = useState(false);
  const open = async (rendition: Rendition): Promise<void> => {
    try {
      const { data } = await create({ input: { case: caseId, exhibit: file.exhibit, rendition: rendition.id } });
      const url = data?.createEvidenceLink.link?.url ?? "";
      const text = url && rendition.kind === "TEXT" ? await textAt(url) : "";
      setOpened(url ? { rendition, url, text } : undefined);
      setFailed(!url);
    } catch {
      setFailed(true);
    }
  };
  const at = opened ? pages.findIndex(({ id }) => id === opened.rendition.id) : -1;
  const [before, after] = [pages[at - 1], pages[at + 1]];
  return (
    <>
      {opened ? (
        <figure className="preview">
          <Look opened={opened} label={t("evidence.file.shows", { name, page: opened.rendition.page })} />
          {pages.length > 1 || file.pages ? (
            <figcaption className="small">{t("evidence.file.page", { page: at + 1, of: file.pages ?? pages.length })}</figcaption>
          ) : null}
        </figure>
      ) : null}
      <div className="row">
        {opened && before ? (
          <Button look="plain" busy={fetching} onClick={() => void open(before)}>
            {t("evidence.file.before")}
          </Button>
        ) : null}
        {after ? (
          <Button look="plain" busy={fetching} onClick={() => void open(after)}>
            {t(opened ? "evidence.file.after" : "evidence.file.open")}
            <span className="hidden-text">: {name}</span>
          </Button>
        ) : null}
        {opened ? (
          <Button look="link" onClick={() => setOpened(undefined)}>
            {t("evidence.file.close")}
          </Button>
        ) : null}
      </div>
      {file.pages && at === pages.length - 1 ? <p className="small">{t("evidence.file.rest", { shown: pages.length })}</p> : null}
      {failed ? (
        <p role="alert" className="field-error">
          {t("errors.server")}
        </p>
      ) : null}
    </>
  );
}

function Look({ opened: { rendition, url, text }, label }: { opened: Opened; label: string }): ReactNode {
  switch (rendition.kind) {
    case "FILM":
      return <video src={url} controls aria-label={label} />;
    case "SOUND":
      return <audio src={url} controls aria-label={label} />;
    case "TEXT":
      return (
        <pre dir="auto" className="preview-text" aria-label={label}>
          {text}
        </pre>
      );
    default:
      return <img src={url} alt={label} width={rendition.width ?? undefined} height={rendition.height ?? undefined} />;
  }
}

async function textAt(url: string): Promise<string> {
  const answer = await fetch(url, { credentials: "omit" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}
