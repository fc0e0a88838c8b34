// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { SessionContext, type Session } from "../src/data/session";
import WebhookPage from "../src/desk/WebhookPage";
import Webhooks from "../src/desk/Webhooks";
import { settled, shown, written } from "./shown";

const WEBHOOK = { id: "w", url: "https://hooks.example/odr", description: "The books", types: [], createdAt: "2026-04-01T10:00:00Z", enabled: true, disabledReason: null, disabledAt: null, failingSince: null };
const LAST = { hasNextPage: false, endCursor: null };
const MARKETPLACES = [
  { id: "m-1", name: "Kiezmarkt" },
  { id: "m-2", name: "Bazar" },
];

const wanted: { rotate: () => Promise<object> | object; added: string | null } = { rotate: () => ({}), added: "whsec_1" };
const asked: string[] = [];
const { page, show, press } = await shown(
  (name) => {
    asked.push(name);
    if (name === "Webhooks") return { webhooks: { edges: [{ node: WEBHOOK }], pageInfo: LAST } };
    if (name === "WebhookDeliveries") return { webhookDeliveries: { edges: [], pageInfo: LAST } };
    if (name === "AddWebhook") return { addWebhook: { webhook: { id: "n" }, secret: wanted.added, userErrors: [] } };
    return wanted.rotate();
  },
  "case",
  "staff",
);
const session = { viewer: { marketplaces: MARKETPLACES }, renew: () => undefined } as unknown as Session;

beforeEach(() => {
  asked.length = 0;
});

const all = (): Promise<void> =>
  show(
    <SessionContext value={session}>
      <Webhooks />
    </SessionContext>,
  );
const one = (): Promise<void> =>
  show(
    <Router hook={memoryLocation({ path: "/webhooks/m-1/w" }).hook}>
      <Route path="/webhooks/:marketplace/:id" component={WebhookPage} />
    </Router>,
  );
const buttonOf = (name: string): Element | undefined =>
  [...page.querySelectorAll("button")].find(({ textContent }) => textContent === name);
const doubled = (): string[] => {
  const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
};

describe("the webhooks of several marketplaces", () => {
  it("have forms that can be open at once: no two fields have one id, and each mistake leads to its own", async () => {
    await all();
    await press("Add a webhook");
    await press("Add a webhook");
    expect(page.querySelectorAll("form")).toHaveLength(2);
    for (const form of page.querySelectorAll("form"))
      await settled(() => form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
    expect(page.querySelectorAll(".summary")).toHaveLength(2);
    expect(doubled()).toEqual([]);
    const second = page.querySelectorAll("form")[1];
    await settled(() => second?.querySelector<HTMLElement>(".summary a")?.click());
    expect(second?.contains(document.activeElement)).toBe(true);
    expect(document.activeElement?.getAttribute("type")).toBe("url");
  });

  it("take the focus to the first field of what was opened, and back to the button", async () => {
    await all();
    page.querySelectorAll("button")[1]?.focus();
    await press("Add a webhook", 1);
    expect(document.activeElement).toBe(page.querySelector("form input"));
    await press("Go back without deciding");
    expect(document.activeElement).toBe(page.querySelectorAll("button")[1]);
  });

  it.each([
    ["whsec_1", "whsec_1", "DIV"],
    [null, "It was added already", "BUTTON"],
  ])("show a secret once (%s), or say that there is none to show", async (secret, words, focus) => {
    wanted.added = secret;
    await all();
    await press("Add a webhook");
    await written(page.querySelector("form input"), "https://hooks.example/odr");
    await press("Add it");
    await settled(() => page.querySelector("form")?.requestSubmit());
    expect(page.querySelector("[role=status]")?.textContent).toContain(words);
    expect(document.activeElement?.tagName).toBe(focus);
  });
});

describe("one webhook", () => {
  it("asks for a new secret once, however often the button is pressed, and shows it", async () => {
    let answer: (data: object) => void = () => undefined;
    wanted.rotate = () => new Promise((resolve) => (answer = resolve));
    await one();
    await press("Make a new secret");
    await press("Make a new secret");
    await press("Pause it");
    await settled(() => answer({ rotateWebhookSecret: { secret: "whsec_2", userErrors: [] } }));
    expect(asked.filter((name) => name === "RotateSecret" || name === "SwitchWebhook")).toHaveLength(1);
    expect(page.textContent).toContain("whsec_2");
  });

  it("takes the focus to what is asked before it is removed, and back", async () => {
    await one();
    await press("Remove it");
    expect(document.activeElement?.getAttribute("role")).toBe("group");
    await press("Go back without deciding");
    expect(document.activeElement).toBe(buttonOf("Remove it"));
  });
});
