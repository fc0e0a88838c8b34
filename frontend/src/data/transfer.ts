/** How a transfer ended: everything arrived, the person paused it, or it broke and can be gone on with. */
export type Ended = "arrived" | "paused" | "broken";

export interface Transfer {
  ended: Promise<Ended>;
  pause: () => void;
}

const WAITS = [0, 1000, 3000, 5000, 10_000, 20_000];

/**
 * Sends what is missing of a file to the address the service named. The service knows how much has arrived; while the
 * connection is bad, this asks again by itself. `onShare` hears how much has arrived, between 0 and 1.
 */
export function sendFile(url: string, file: File, onShare: (share: number) => void): Transfer {
  let stop: () => Promise<void> = () => Promise.resolve();
  let paused = false;
  let end: (how: Ended) => void = () => undefined;
  const ended = new Promise<Ended>((resolve) => (end = resolve));
  void import("tus-js-client").then(({ Upload }) => {
    if (paused) return;
    const upload = new Upload(file, {
      uploadUrl: url,
      retryDelays: WAITS,
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => onShare(total ? sent / total : 0),
      onSuccess: () => end("arrived"),
      onError: () => end("broken"),
    });
    stop = () => upload.abort();
    upload.start();
  });
  const pause = (): void => {
    paused = true;
    void stop().then(() => end("paused"));
  };
  return { ended, pause };
}

export interface Part {
  number: number;
  size: number;
  url: string;
  arrived: boolean;
}

/** Puts the parts that have not arrived straight into the store of files, one after the other. */
export function sendParts(parts: readonly Part[], file: File, onShare: (share: number) => void): Transfer {
  const stop = new AbortController();
  const ended = putAll(parts, file, onShare, stop.signal).then(
    (whole): Ended => (whole ? "arrived" : "broken"),
    (): Ended => "paused",
  );
  return { ended, pause: () => stop.abort() };
}

async function putAll(parts: readonly Part[], file: File, onShare: (share: number) => void, stop: AbortSignal): Promise<boolean> {
  let start = 0;
  for (const part of parts) {
    const piece = file.slice(start, start + part.size);
    if (!part.arrived && !(await put(part.url, piece, stop))) return false;
    start += part.size;
    onShare(start / file.size);
  }
  return true;
}

/** Once more after each wait; false when the store does not take it, an exception when the person paused. */
async function put(url: string, piece: Blob, stop: AbortSignal): Promise<boolean> {
  for (const wait of WAITS) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    stop.throwIfAborted();
    const answer = await fetch(url, { method: "PUT", body: piece, signal: stop }).catch(() => undefined);
    stop.throwIfAborted();
    if (answer?.ok) return true;
    if (answer && answer.status < 500) return false;
  }
  return false;
}

/** The person gives the file up: what has arrived of it is deleted. */
export async function giveUp(url: string): Promise<boolean> {
  const { Upload } = await import("tus-js-client");
  return Upload.terminate(url, { retryDelays: [0, 1000] }).then(
    () => true,
    () => false,
  );
}
