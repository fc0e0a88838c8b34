import { useEffect, useRef, useState, type RefObject } from "react";
import { useClient } from "urql";
import { useAct } from "../../data/act";
import { giveUp, sendFile, sendParts, type Part, type Transfer } from "../../data/transfer";
import type { AskedDocument, EvidenceUploadsQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { dropDraft, loadDraft, saveDraft } from "../../lib/drafts";
import { CreateEvidenceUpload, EvidenceUploads, FinalizeEvidenceUpload } from "./files";

/**
 * "elsewhere": some of it has arrived, and this page does not have the file. "ready": it can be sent or entered.
 * "waiting": it was handed in and waits for its check; "over": its check came to nothing.
 */
export type Step = "elsewhere" | "ready" | "sending" | "paused" | "checking" | "waiting" | "over";

/** Which document it is of those asked for, or a label for a return; empty: another one. */
export type WhichDocument = AskedDocument | "";

export interface Chosen {
  key: string;
  name: string;
  size: number;
  file: File | undefined;
  upload: { id: string; url: string | null; parts: readonly Part[] } | undefined;
  description: string;
  document: WhichDocument;
  /** Whether the mediator sees it too, in private. */
  inCaucus: boolean;
  step: Step;
  /** How much has arrived, between 0 and 1. */
  share: number;
  problem: string;
}

export interface Files {
  chosen: Chosen[];
  /** How many were handed in since the page was opened. */
  done: number;
  busy: boolean;
  choose: (files: File[]) => void;
  describe: (one: Chosen, words: string) => void;
  confide: (one: Chosen, inCaucus: boolean) => void;
  name: (one: Chosen, document: WhichDocument) => void;
  handIn: (some: Chosen[]) => Promise<void>;
  pause: (one: Chosen) => void;
  remove: (one: Chosen) => Promise<void>;
}

/** The files that somebody hands in for a case, also those that an earlier visit did not finish; `as`: what they are at first. */
export function useFiles(caseId: string, as: WhichDocument = ""): Files {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [done, setDone] = useState(0);
  const [busy, setBusy] = useState(false);
  const transfers = useRef(new Map<string, Transfer>());
  const draft = `evidence:${caseId}`;
  const change = (one: Chosen, values: Partial<Chosen>): void =>
    setChosen((before) => before.map((each) => (each.key === one.key ? { ...each, ...values } : each)));
  const drop = (one: Chosen): void => setChosen((before) => before.filter(({ key }) => key !== one.key));
  const send = useSending(caseId, transfers, change);

  useLeftovers(caseId, (left) => setChosen((before) => withLeftovers(before, left, loadDraft(draft, {}), as)));
  useEffect(() => {
    const words = Object.fromEntries(chosen.flatMap((one) => (one.description ? [[one.key, one.description]] : [])));
    if (Object.keys(words).length) saveDraft(draft, words);
  }, [chosen, draft]);

  const handIn = async (some: Chosen[]): Promise<void> => {
    setBusy(true);
    for (const one of some)
      if (await send(one)) {
        drop(one);
        setDone((before) => before + 1);
        dropDraft(draft);
      }
    setBusy(false);
  };
  return {
    chosen,
    done,
    busy,
    choose: (files) => {
      setDone(0);
      setChosen((before) => files.reduce((all, file) => withFile(all, file, as), before));
    },
    describe: (one, description) => change(one, { description }),
    confide: (one, inCaucus) => change(one, { inCaucus }),
    name: (one, document) => change(one, { document }),
    handIn,
    pause: (one) => transfers.current.get(one.key)?.pause(),
    remove: async (one) => {
      if (one.upload?.url && !(await giveUp(one.upload.url))) change(one, { problem: t("upload.kept") });
      else drop(one);
    },
  };
}

/** Announce, send what is missing, enter; whether it became an exhibit. */
function useSending(
  caseId: string,
  transfers: RefObject<Map<string, Transfer>>,
  change: (one: Chosen, values: Partial<Chosen>) => void,
): (one: Chosen) => Promise<boolean> {
  const { t } = useLanguage();
  const client = useClient();
  const create = useAct(CreateEvidenceUpload);
  const finalize = useAct(FinalizeEvidenceUpload);

  const announce = async ({ file }: Chosen): Promise<{ upload?: Chosen["upload"]; problem?: string }> => {
    if (!file) return { problem: t("upload.missing") };
    const declaredType = file.type || "application/octet-stream";
    const { payload, errors } = await create({ case: caseId, filename: file.name, declaredType, sizeBytes: file.size });
    const problem = errors[0]?.message;
    return problem === undefined ? { upload: payload?.upload ?? undefined } : { problem };
  };

  /** Addresses of parts are good for an hour, and some parts may have arrived. */
  const fresh = async (upload: Upload): Promise<Upload> => {
    if (!upload.parts.length) return upload;
    const asked = client.query(EvidenceUploads, { case: caseId }, { requestPolicy: "network-only" });
    const { data } = await asked.toPromise();
    return data?.evidenceUploads.find(({ id }) => id === upload.id) ?? upload;
  };

  return async (one) => {
    change(one, { problem: "" });
    const begun = one.upload ? { upload: one.upload } : await announce(one);
    const { upload } = begun;
    if (!upload) {
      change(one, { problem: begun.problem ?? t("upload.broken") });
      return false;
    }
    if (upload.url && one.file) {
      const transfer = sending(await fresh(upload), one.file, (share) => change(one, { share }));
      transfers.current.set(one.key, transfer);
      change(one, { upload, step: "sending" });
      const ended = await transfer.ended;
      transfers.current.delete(one.key);
      if (ended !== "arrived") {
        change(one, { step: "paused", problem: ended === "broken" ? t("upload.broken") : "" });
        return false;
      }
    }
    change(one, { upload, step: "checking", share: 1 });
    const words = one.description.trim();
    const { document, inCaucus } = one;
    const said = { ...(words ? { description: words } : {}), ...(document ? { document } : {}), inCaucus };
    const { payload, errors } = await finalize({ upload: upload.id, ...said });
    if (payload?.upload?.waits) change(one, { step: "waiting" });
    else if (!errors.length) return true;
    else change(one, { step: "ready", problem: errors[0]?.message ?? t("upload.broken") });
    return false;
  };
}

function sending({ url, parts }: Upload, file: File, onShare: (share: number) => void): Transfer {
  return parts.length ? sendParts(parts, file, onShare) : sendFile(url ?? "", file, onShare);
}

type Upload = NonNullable<Chosen["upload"]>;
type Leftover = EvidenceUploadsQuery["evidenceUploads"][number];

/** What an earlier visit began, asked for once. */
function useLeftovers(caseId: string, found: (left: Leftover[]) => void): void {
  const client = useClient();
  const tell = useRef(found);
  useEffect(() => {
    void client
      .query(EvidenceUploads, { case: caseId }, { requestPolicy: "network-only" })
      .toPromise()
      .then(({ data }) => tell.current(data?.evidenceUploads ?? []));
  }, [client, caseId]);
}

function withLeftovers(before: Chosen[], left: Leftover[], words: Record<string, string>, as: WhichDocument): Chosen[] {
  const known = new Set(before.map(({ upload }) => upload?.id));
  const others = left.filter(({ id }) => !known.has(id)).map((one) => ({ ...leftover(one, words), document: as }));
  return [...others, ...before];
}

function leftover({ id, url, parts, filename, sizeLimit, arrivedBytes, waits, problem }: Leftover, words: Record<string, string>): Chosen {
  const key = keyOf(filename, sizeLimit);
  return {
    key,
    name: filename,
    size: sizeLimit,
    file: undefined,
    upload: { id, url, parts },
    description: words[key] ?? "",
    document: "",
    inCaucus: false,
    step: problem ? "over" : waits ? "waiting" : arrivedBytes < sizeLimit ? "elsewhere" : "ready",
    share: arrivedBytes / sizeLimit,
    problem: problem ?? "",
  };
}

/** The same file chosen again goes on where it broke; a file chosen twice is there once. */
function withFile(before: Chosen[], file: File, as: WhichDocument): Chosen[] {
  const key = keyOf(file.name, file.size);
  const known = before.find((one) => one.key === key);
  if (known)
    return before.map((one) =>
      one === known ? { ...one, file, step: one.step === "elsewhere" ? "paused" : one.step } : one,
    );
  const { name, size } = file;
  return [
    ...before,
    { key, name, size, file, upload: undefined, description: "", document: as, inCaucus: false, step: "ready", share: 0, problem: "" },
  ];
}

function keyOf(name: string, size: number): string {
  return `${encodeURIComponent(name)}:${size}`;
}
