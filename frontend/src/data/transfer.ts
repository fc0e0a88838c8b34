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

/** The person gives the file up: what has arrived of it is deleted. */
export async function giveUp(url: string): Promise<boolean> {
  const { Upload } = await import("tus-js-client");
  return Upload.terminate(url, { retryDelays: [0, 1000] }).then(
    () => true,
    () => false,
  );
}
