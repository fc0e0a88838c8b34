import { useState, type ReactNode } from "react";
import { useMutation } from "urql";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import type { CaseView } from "./documents";
import { CreateEvidenceLink } from "./files";
import { useExhibitFiles } from "./useExhibitFiles";

/** The pages of a label that was handed in, each by a link that works for minutes; or the file, where there are none. */
export function Label({ found, number }: { found: CaseView; number: string }): ReactNode {
  const { t } = useLanguage();
  const exhibit = found.exhibits.find((one) => one.number === number && !one.erasure);
  const file = useExhibitFiles(found.id, exhibit ? [exhibit.id] : [])(exhibit?.id ?? "");
  const [{ fetching }, create] = useMutation(CreateEvidenceLink);
  const [links, setLinks] = useState<string[]>([]);
  const [failed, setFailed] = useState(false);
  if (!exhibit) return t("return.label.gone", { number });
  if (!file || file.state === "PENDING") return t("evidence.file.state.PENDING");
  const pages = file.renditions.filter(({ kind }) => kind === "PICTURE" || kind === "PAGE").map(({ id }) => ({ rendition: id }));
  const fetchPages = async (): Promise<void> => {
    const urls: string[] = [];
    for (const page of pages.length ? pages : [{}]) {
      const { data } = await create({ input: { case: found.id, exhibit: exhibit.id, ...page } });
      const url = data?.createEvidenceLink.link?.url;
      if (url) urls.push(url);
    }
    const whole = urls.length === (pages.length || 1);
    setLinks(whole ? urls : []);
    setFailed(!whole);
  };
  return (
    <>
      {number}{" "}
      {links.length ? (
        links.map((url, at) => (
          <a key={url} className="link" href={url} target="_blank" rel="noopener noreferrer">
            {t("return.label.page", { page: at + 1 })}
          </a>
        ))
      ) : (
        <Button look="link" busy={fetching} onClick={() => void fetchPages()}>
          {t("return.label.get")}
        </Button>
      )}
      {failed ? (
        <p role="alert" className="field-error">
          {t("errors.server")}
        </p>
      ) : null}
    </>
  );
}
