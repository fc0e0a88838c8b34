// @vitest-environment happy-dom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { Provider, type Client } from "urql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fromValue, never, type Source } from "wonka";
import { LanguageContext, loadArea, loadLanguage } from "../src/i18n/language";
import { NowContext } from "../src/lib/now";
import CustodySheet from "../src/pages/case/CustodySheet";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const english = await loadLanguage("en");
await loadArea("case");
const now = (): Date => new Date("2026-04-04T10:00:00Z");
let root: Root;
let page: HTMLElement;

beforeEach(() => {
  page = document.body.appendChild(document.createElement("main"));
  root = createRoot(page);
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
});

function show(answer: Source<object>): string {
  const client = { executeQuery: () => answer } as unknown as Client;
  act(() =>
    root.render(
      <LanguageContext value={english}>
        <NowContext value={now}>
          <Provider value={client}>
            <CustodySheet of="1" exhibit="x" />
          </Provider>
        </NowContext>
      </LanguageContext>,
    ),
  );
  return page.textContent;
}

const BUYER = { role: "COMPLAINANT", name: "Anna", person: null, byMandate: false, you: true };
const VIEWED = {
  at: "2026-04-04T07:00:00Z",
  until: "2026-04-04T09:30:00Z",
  by: BUYER,
  sentence: "opened it on the screen.",
  times: 3,
  entry: null,
};
const answered = (part: object): Source<object> => {
  const custodySheet = { number: "C-1", mediaType: "image/jpeg", size: 10, sha256: "ab", withLog: true, lines: [], ...part };
  return fromValue({ data: { custodySheet }, stale: false, hasNext: false });
};

describe("the custody sheet", () => {
  it("says that it is being fetched", () => {
    expect(show(never)).toContain("Loading");
  });

  it("says that nothing happened yet", () => {
    expect(show(answered({}))).toContain("Nothing happened to it yet that you can see.");
  });

  it("tells once what was done several times on a day, and who sees the log", () => {
    const told = show(answered({ lines: [VIEWED], withLog: false }));
    expect(told).toMatch(/You opened it on the screen\. 3 times; the last: .*4 April.*\d\d:30/);
    expect(told).toContain("Who opened and fetched it is seen by the side that handed it in");
  });

  it("tells that a file was erased, and what nobody wrote down", () => {
    const told = show(answered({ sha256: null, lines: [{ ...VIEWED, by: null, times: 1 }] }));
    expect(told).toContain("erased");
    expect(told).toContain("Somebody opened it on the screen.");
    expect(told).not.toContain("the last:");
  });
});
