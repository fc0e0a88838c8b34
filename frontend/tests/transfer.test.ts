import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendParts, type Part } from "../src/data/transfer";

const FILE = new File(["abcdefgh"], "crack.jpg");
const sent = vi.fn<(url: string, body: string) => number>();

function parts(...arrived: boolean[]): Part[] {
  return arrived.map((here, place) => ({ number: place + 1, size: 4, url: `/part/${String(place + 1)}`, arrived: here }));
}

beforeEach(() => {
  sent.mockReset().mockReturnValue(200);
  vi.stubGlobal("fetch", async (url: string, { body, signal }: { body: Blob; signal: AbortSignal }) => {
    signal.throwIfAborted();
    return new Response(null, { status: sent(url, await body.text()) });
  });
});

afterEach(() => vi.unstubAllGlobals());

test("each part goes to its own address, and the share grows", async () => {
  const shares: number[] = [];
  expect(await sendParts(parts(false, false), FILE, (share) => shares.push(share)).ended).toBe("arrived");
  expect(sent.mock.calls).toEqual([
    ["/part/1", "abcd"],
    ["/part/2", "efgh"],
  ]);
  expect(shares).toEqual([0.5, 1]);
});

test("what has arrived is not sent again", async () => {
  expect(await sendParts(parts(true, false), FILE, () => undefined).ended).toBe("arrived");
  expect(sent.mock.calls).toEqual([["/part/2", "efgh"]]);
});

test("an address that is over breaks the transfer at once", async () => {
  sent.mockReturnValue(403);
  expect(await sendParts(parts(false, false), FILE, () => undefined).ended).toBe("broken");
  expect(sent).toHaveBeenCalledTimes(1);
});

test("a store in trouble is asked again", async () => {
  vi.useFakeTimers();
  sent.mockReturnValueOnce(503);
  const { ended } = sendParts(parts(false), FILE, () => undefined);
  await vi.runAllTimersAsync();
  expect(await ended).toBe("arrived");
  expect(sent).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test("who pauses sends no further part", async () => {
  const transfer = sendParts(parts(false, false), FILE, () => transfer.pause());
  expect(await transfer.ended).toBe("paused");
  expect(sent).toHaveBeenCalledTimes(1);
});
