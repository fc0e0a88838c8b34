import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Button } from "./Button";
import { Icon } from "./Icon";

export interface Upload {
  name: string;
  /** Between 0 and 1; undefined before the first byte left. */
  share?: number;
}

interface FileUploadProps {
  accept: string;
  /** What may be sent and how large. */
  hint: string;
  /** The name of the file that was chosen and not sent yet. */
  chosen?: string | undefined;
  upload?: Upload | undefined;
  onFile: (file: File) => void;
}

/** A button that opens the device's own chooser or camera; dropping a file is an alternative, never the only way. */
export function FileUpload({ accept, hint, chosen, upload, onFile }: FileUploadProps): ReactNode {
  const { t } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className={over ? "drop over" : "drop"}
      onDrop={drop}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
    >
      <input
        ref={input}
        type="file"
        id="file"
        hidden
        accept={accept}
        aria-label={t("transfer.choose")}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      <Button look="plain" busy={upload !== undefined} onClick={() => input.current?.click()}>
        {t("transfer.choose")}
      </Button>
      <p className="hint">{hint}</p>
      {chosen && !upload ? (
        <p role="status">
          <Icon name="file" /> <bdi>{chosen}</bdi>
        </p>
      ) : null}
      {upload ? <UploadProgress {...upload} /> : null}
    </div>
  );
}

function UploadProgress({ name, share }: Upload): ReactNode {
  const { t } = useLanguage();
  const percent = Math.floor((share ?? 0) * 100);
  return (
    <div className="stack tight">
      <label htmlFor="upload-progress">
        <bdi>{name}</bdi>
      </label>
      <progress id="upload-progress" max={100} value={percent} />
      <p className="small" role="status">
        {percent < 100 ? t("transfer.percent", { percent }) : t("transfer.checking")}
      </p>
    </div>
  );
}
