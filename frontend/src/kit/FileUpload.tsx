import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Button } from "./Button";

interface FileUploadProps {
  accept: string;
  /** What may be sent and how large. */
  hint: string;
  onFiles: (files: File[]) => void;
}

/** Buttons that open the device's own chooser and its camera; dropping is an alternative, never the only way. */
export function FileUpload({ accept, hint, onFiles }: FileUploadProps): ReactNode {
  const { t } = useLanguage();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
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
      <div className="row">
        <Chooser id="files" label={t("transfer.choose")} accept={accept} multiple onFiles={onFiles} />
        <Chooser id="photo" label={t("transfer.photo")} accept="image/*" capture="environment" onFiles={onFiles} />
      </div>
      <p className="hint">{hint}</p>
    </div>
  );
}

interface ChooserProps {
  id: string;
  label: string;
  accept: string;
  multiple?: boolean;
  capture?: "environment";
  onFiles: (files: File[]) => void;
}

function Chooser({ label, onFiles, ...input }: ChooserProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  return (
    <span className={input.capture && "camera"}>
      <input
        {...input}
        ref={field}
        type="file"
        hidden
        aria-label={label}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <Button look="plain" onClick={() => field.current?.click()}>
        {label}
      </Button>
    </span>
  );
}
