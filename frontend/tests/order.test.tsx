// @vitest-environment happy-dom
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LanguageContext, loadArea, loadLanguage } from "../src/i18n/language";
import { NowContext } from "../src/lib/now";
import type { CaseView } from "../src/pages/case/documents";
import OrderPage from "../src/pages/case/OrderPage";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const english = await loadLanguage("en");
await loadArea("case");
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

const verified = { by: "VERIFIED_BY_MARKETPLACE" };
const total = {
  of: "LINE",
  subject: "1",
  title: "Lamp",
  aspect: "TOTAL",
  registered: { words: null, amount: { amount: "80.00", currency: "EUR" }, quantity: null, at: null },
  inShop: null,
};

function show(part: object): string {
  const order = {
    number: "A-1",
    marketplace: "Kiezmarkt",
    placedAt: "2026-02-16T10:00:00Z",
    lines: [{ id: "1", title: "Lamp", quantity: 1, total: null, listing: "A lamp.", vouched: verified }],
    payments: [],
    shipments: [],
    addresses: [],
    policies: [],
    guarantees: [],
    shopAwaited: false,
    lookUp: null,
    ...part,
  };
  const found = { order, recoveries: [], paymentsLeft: [] } as unknown as CaseView;
  const children: ReactNode = <OrderPage found={found} />;
  act(() =>
    root.render(
      <LanguageContext value={english}>
        <NowContext value={() => new Date("2026-04-04T10:00:00Z")}>{children}</NowContext>
      </LanguageContext>,
    ),
  );
  return page.textContent;
}

describe("the order", () => {
  it("says of each fact who vouches for it, and what the shop says otherwise, with both values", () => {
    const words = show({ lookUp: { answer: "FOUND", askedAt: "2026-03-02T10:00:00Z", state: "Delivered", differences: [total] } });
    expect(words).toContain("Verified by the marketplace");
    expect(words).toContain("which says: Delivered");
    expect(words).toMatch(/Lamp: what they cost.*Registered: .*80\.00.*In the shop: nothing/);
  });

  it("says that a shop gave no answer, and that one was never asked", () => {
    expect(show({ shopAwaited: true })).toContain("gave no answer yet");
    expect(show({})).toContain("Nobody has looked this up");
  });
});
