// @vitest-environment happy-dom
import { useState, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readAgain } from "../src/data/fresh";
import { Loaded } from "../src/data/Loaded";
import { SessionContext, type Session } from "../src/data/session";
import { hear, tell } from "../src/data/told";
import Live from "../src/pages/case/Live";
import { News } from "../src/pages/case/News";
import { useCase } from "../src/pages/case/useCase";
import { settled, shown, written } from "./shown";

const TURN_MS = 20_000;
const SETTLED_MS = 500;
const WAITS = "The page waits for you, as you are writing.";
const SHOWN = "The page shows it now.";

let version = 1;
const found = (): object => ({ case: { id: "c", version } });
let answer: () => object | string | undefined = found;
const asked: string[] = [];
const { page, show, press } = await shown((name) => {
  asked.push(name);
  return answer();
}, "case");

beforeEach(() => {
  version = 1;
  answer = found;
  asked.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("<p>Not through this proxy.</p>", { status: 200 })));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = async (ms: number): Promise<void> => {
  await settled(() => undefined);
  await settled(() => void vi.advanceTimersByTime(ms));
  await settled(() => undefined);
};
const comeBack = (): Promise<void> => settled(() => document.dispatchEvent(new Event("visibilitychange")));
const field = (): HTMLTextAreaElement => page.querySelector("textarea") ?? expect.unreachable();
const read = (): string[] => asked.splice(0);

function Case(): ReactNode {
  const [state, again, away] = useCase("c");
  return (
    <Loaded state={state} again={again} missing={<p>It is gone</p>}>
      {({ case: read }) => (read ? <Form version={read.version} away={away} /> : null)}
    </Loaded>
  );
}

function Form({ version: read, away }: { version: number; away: boolean }): ReactNode {
  const [words, setWords] = useState("");
  return (
    <>
      <details key={read}>
        <summary>Version {read}</summary>
      </details>
      <textarea value={words} onChange={({ target }) => setWords(target.value)} />
      <Live id="c" version={read} away={away} />
    </>
  );
}

describe("a case, while its reader writes", () => {
  it.each([
    ["at intervals", () => pass(TURN_MS)],
    ["on coming back to the page", comeBack],
  ])("is not put in another's place %s; that there is news is said, and shown when they ask", async (_, look) => {
    await show(<Case />);
    await written(field(), "We have looked at the kettle, and");
    field().focus();
    field().setSelectionRange(3, 7);
    page.querySelector("details")?.setAttribute("open", "");
    version = 2;
    read();
    await look();
    expect(read()).toEqual(["CaseVersion"]);
    await pass(SETTLED_MS);
    expect(page.textContent).toContain("Version 1");
    expect(page.textContent).toContain(WAITS);
    expect(page.querySelector("details")?.open).toBe(true);
    expect(document.activeElement).toBe(field());
    expect([field().value, field().selectionStart, field().selectionEnd]).toEqual(["We have looked at the kettle, and", 3, 7]);
    await press("Show it");
    expect(page.textContent).toContain("Version 2");
    expect(page.textContent).toContain(SHOWN);
    expect(field().value).toBe("We have looked at the kettle, and");
  });

  it("is read again after a refusal all the same", async () => {
    await show(<Case />);
    await written(field(), "We agree.");
    version = 2;
    await settled(readAgain);
    expect(page.textContent).toContain("Version 2");
  });

  it("is read as soon as nothing is written any more", async () => {
    await show(<Case />);
    await written(field(), "We");
    await pass(TURN_MS);
    await written(field(), "");
    version = 2;
    read();
    await pass(TURN_MS);
    expect(read()).toEqual(["CasePage"]);
    expect(page.textContent).toContain("Version 2");
  });
});

describe("a case that cannot be read again", () => {
  it("stays on the page with what was typed, and it is said that it may be out of date", async () => {
    await show(<Case />);
    await written(field(), "We agree.");
    answer = () => undefined;
    await settled(readAgain);
    expect(page.textContent).toContain("Version 1");
    expect(field().value).toBe("We agree.");
    expect(page.querySelector(".news")?.textContent).toContain("What stands here may be out of date.");
    version = 2;
    answer = found;
    await press("Try again");
    expect(page.textContent).toContain("Version 2");
    expect(field().value).toBe("We agree.");
    expect(page.querySelector(".news")).toBeNull();
  });

  it("is gone from the page where it is not for its reader any more", async () => {
    const viewer = { id: "v" } as Session["viewer"];
    await show(<SessionContext value={{ viewer, demo: undefined, renew: () => undefined }}><Case /></SessionContext>);
    answer = () => "NOT_FOUND";
    await settled(readAgain);
    expect(page.textContent).toBe("It is gone");
  });

  it("is told as an error where it was never there", async () => {
    answer = () => undefined;
    await show(<Case />);
    expect(page.textContent).toContain("This page did not load");
  });
});

describe("news", () => {
  it("of one case is not told of the next that is opened", async () => {
    const one = (id: string): ReactNode => <News found={{ id, version: 1 }} away={false} />;
    await show(one("c"));
    await vi.waitFor(async () => {
      await pass(0);
      expect(page.querySelector("[role=status]")).not.toBeNull();
    });
    await settled(() => tell("c", 2));
    await pass(SETTLED_MS);
    await show(<News found={{ id: "c", version: 2 }} away={false} />);
    expect(page.textContent).toContain(SHOWN);
    await show(<News found={{ id: "d", version: 2 }} away={false} />);
    expect(page.textContent).not.toContain(SHOWN);
  });

  it("is heard by whoever listens last, and by nobody who left", () => {
    const heard: string[] = [];
    const before = hear("c", () => heard.push("before"));
    const after = hear("c", () => heard.push("after"));
    before();
    tell("c", 3);
    after();
    tell("c", 4);
    expect(heard).toEqual(["after"]);
  });
});
