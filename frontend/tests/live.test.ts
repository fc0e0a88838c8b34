import { afterEach, expect, test, vi } from "vitest";
import { eventsOf, listen } from "../src/data/live";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function streamOf(...parts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(control) {
      parts.forEach((part) => control.enqueue(new TextEncoder().encode(part)));
      control.close();
    },
  });
}

const next = (version: number): string =>
  `event: next\ndata: ${JSON.stringify({ data: { caseChanged: { version } } })}\n\n`;

test("events are read however they are cut, and comments are passed over", async () => {
  const found = [];
  for await (const one of eventsOf(streamOf(":\n\nevent: ne", 'xt\ndata: {"a":1}\n', "\n:\n\nevent: complete\ndata:\n\n")))
    found.push(one);
  expect(found).toEqual([
    { name: "next", data: '{"a":1}' },
    { name: "complete", data: "" },
  ]);
});

test("who listens hears each version, and comes again when a stream is over", async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const asked = vi.fn((): Promise<Response> => Promise.resolve(new Response(streamOf(next(3), next(4), "event: complete\ndata:\n\n"))));
  vi.stubGlobal("fetch", asked);
  const heard: number[] = [];
  const told: boolean[] = [];
  void listen("c", { onVersion: (one) => heard.push(one), onTold: (is) => told.push(is) }, stop.signal);
  await vi.advanceTimersByTimeAsync(10);
  expect(heard).toEqual([3, 4]);
  expect(told).toEqual([true, true, false]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toHaveBeenCalledTimes(2);
  stop.abort();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(asked).toHaveBeenCalledTimes(2);
});

test("where no stream can be had it is tried less and less often, and the page is told that nobody tells", async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const asked = vi.fn((): Promise<Response> => Promise.resolve(new Response("{}", { status: 503 })));
  vi.stubGlobal("fetch", asked);
  const told: boolean[] = [];
  void listen("c", { onVersion: () => expect.unreachable(), onTold: (is) => told.push(is) }, stop.signal);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked.mock.calls.length).toBeLessThan(25);
  expect(new Set(told)).toEqual(new Set([false]));
  stop.abort();
});
