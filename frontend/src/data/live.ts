import { graphql } from "../generated/graphql";

/** The build puts the operation's text here (operations.ts). */
const CaseChanged = graphql(`
  subscription CaseChanged($id: ID!) {
    caseChanged(id: $id) {
      version
    }
  }
`) as unknown as string;

const SOON_MS = 3_000;
const LATEST_MS = 60_000;

interface Ears {
  /** How far the case goes for this reader: at the beginning, and whenever it is another number. */
  onVersion: (version: number) => void;
  /** Whether the service tells by itself now. */
  onTold: (is: boolean) => void;
}

/** Listens until stopped. A stream ends by itself after a while; where none can be had, it is tried ever less often. */
export async function listen(id: string, ears: Ears, stop: AbortSignal): Promise<void> {
  for (let wait = SOON_MS; !stop.aborted; wait = Math.min(2 * wait, LATEST_MS)) {
    const whole = await once(id, ears, stop).catch(() => false);
    ears.onTold(false);
    if (whole) wait = SOON_MS;
    await pause(wait * (0.5 + Math.random() / 2), stop);
  }
}

/** One stream: true when it went well to its end. */
async function once(id: string, { onVersion, onTold }: Ears, signal: AbortSignal): Promise<boolean> {
  const answer = await fetch("/graphql", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream", "X-ODR-Request": "1" },
    body: JSON.stringify({ query: CaseChanged, variables: { id } }),
    signal,
  });
  if (!answer.ok || !answer.body) return false;
  for await (const { name, data } of eventsOf(answer.body)) {
    if (name === "complete") return true;
    const version = (JSON.parse(data) as Told).data?.caseChanged.version;
    if (version === undefined) return false;
    onTold(true);
    onVersion(version);
  }
  return false;
}

interface Told {
  data?: { caseChanged: { version: number } } | null;
}

export interface StreamEvent {
  name: string;
  data: string;
}

/** The events of a stream, as they come; comments keep the connection alive and are passed over. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let kept = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (kept + decoder.decode(part.value, { stream: true })).split("\n\n");
    kept = blocks.pop() ?? "";
    for (const block of blocks) {
      const name = fieldOf(block, "event");
      if (name) yield { name, data: fieldOf(block, "data") };
    }
  }
}

function fieldOf(block: string, name: string): string {
  const line = block.split("\n").find((one) => one.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop.addEventListener("abort", end);
  });
}
