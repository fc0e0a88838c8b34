import { useState, type ReactNode } from "react";
import { useMutation } from "urql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import type { CaseView } from "./documents";
import { CreateEvidenceLink } from "./files";
import { useExhibitFiles } from "./useExhibitFiles";

/**
 * The pages of a label that was handed in, each in a tab of its own; or the file, where there are none. A link works for
 * minutes, so each press makes a new one.
 */
export function Label({ found, number }: { found: CaseView; number: string }): ReactNode {
  const { t } = useLanguage();
  const exhibit = found.exhibits.find((one) => one.number === number && !one.erasure);
  const file = useExhibitFiles(found.id, exhibit ? [exhibit.id] : [])(exhibit?.id ?? "");
  const [{ fetching }, create] = useMutation(CreateEvidenceLink);
  const [failed, setFailed] = useState(false);
  if (!exhibit) return t("return.label.gone", { number });
  if (!file || file.state === "PENDING") return t("evidence.file.state.PENDING");
  const pages = file.renditions.filter(({ kind }) => kind === "PICTURE" || kind === "PAGE");
  const fetchLink = async (rendition?: string): Promise<void> => {
    const tab = rendition ? emptyTab() : null;
    const page = rendition ? { rendition } : {};
    const { data } = await create({ input: { case: found.id, exhibit: exhibit.id, ...page } });
    const url = data?.createEvidenceLink.link?.url;
    setFailed(!url);
    if (!url) tab?.close();
    else (tab ?? window).location.assign(url);
  };
  return (
    <>
      {number}
      <span className="row">
        {pages.map(({ id }, at) => (
          <Button key={id} look="link" busy={fetching} onClick={() => void fetchLink(id)}>
            {t("return.label.page", { page: at + 1 })}
          </Button>
        ))}
        {pages.length ? null : (
          <Button look="link" busy={fetching} onClick={() => void fetchLink()}>
            {t("return.label.get")}
          </Button>
        )}
      </span>
      {failed ? (
        <p role="alert" className="field-error">
          {t("errors.server")}
        </p>
      ) : null}
    </>
  );
}

/** Browsers open a tab while a press lasts, and not after an answer. Without one the page itself goes there. */
function emptyTab(): Window | null {
  const tab = window.open("", "_blank");
  if (tab) tab.opener = null;
  return tab;
}
