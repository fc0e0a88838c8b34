import { useState, type ReactNode } from "react";
import { useAct } from "../../data/act";
import { putFile } from "../../data/transfer";
import { useLanguage } from "../../i18n/language";
import { Button } from "../../kit/Button";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { TextField } from "../../kit/Field";
import { FileUpload, type Upload } from "../../kit/FileUpload";
import { Done } from "../../kit/states";
import { useForm, type UserError } from "../../kit/useForm";
import { CreateEvidenceUpload, FinalizeEvidenceUpload } from "./files";
import type { CaseView } from "./documents";

const ACCEPT = "image/*,application/pdf,audio/*,video/*,text/plain,message/rfc822";

interface Typed {
  file: File | undefined;
  description: string;
}

/** Handing in a file: announced, sent with progress, then entered. Only the own side sees it until it is disclosed. */
export function HandIn({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const [upload, setUpload] = useState<Upload>();
  const [done, setDone] = useState(false);
  const form = useForm<Typed>({ file: undefined, description: "" }, ({ file }) =>
    file ? {} : { file: t("upload.missing") },
  );
  const transfer = useTransfer(found);
  const submit = form.submit(async ({ file, description }) => {
    if (!file) return [];
    setUpload({ name: file.name });
    const errors = await transfer(file, description, (share) => setUpload({ name: file.name, share }));
    setUpload(undefined);
    if (errors.length) return errors;
    form.set("file", undefined);
    form.set("description", "");
    setDone(true);
    return [];
  });
  const { file } = form.values;
  return (
    <section className="stack" aria-labelledby="hand-in">
      <h2 id="hand-in">{t("upload.title")}</h2>
      <p>{t("upload.words")}</p>
      <ErrorSummary problems={form.problems} />
      <form className="stack" noValidate onSubmit={submit}>
        <FileUpload
          accept={ACCEPT}
          hint={t("upload.hint")}
          chosen={file?.name}
          upload={upload}
          onFile={(chosen) => {
            setDone(false);
            form.set("file", chosen);
          }}
        />
        <TextField
          {...form.text("description")}
          label={t("upload.description")}
          hint={t("upload.description.hint")}
          className="long"
        />
        <Button type="submit" busy={form.busy}>
          {t("upload.submit")}
        </Button>
        {done ? <Done>{t("upload.done")}</Done> : null}
      </form>
    </section>
  );
}

function useTransfer(
  found: CaseView,
): (file: File, description: string, onShare: (share: number) => void) => Promise<UserError[]> {
  const { t } = useLanguage();
  const create = useAct(CreateEvidenceUpload);
  const finalize = useAct(FinalizeEvidenceUpload);
  return async (file, description, onShare) => {
    const declaredType = file.type || "application/octet-stream";
    const created = await create({ case: found.id, filename: file.name, declaredType, sizeBytes: file.size });
    const { upload } = created.payload ?? {};
    if (!upload) return created.errors;
    const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]));
    // Without an address everything has arrived already: an earlier try went further than it seemed.
    if (upload.url && !(await putFile(upload.url, file, headers, onShare))) return [{ message: t("upload.broken") }];
    const { errors } = await finalize({ upload: upload.id, ...(description.trim() ? { description } : {}) });
    return errors;
  };
}
