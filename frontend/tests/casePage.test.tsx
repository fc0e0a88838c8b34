// @vitest-environment happy-dom
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { Client, Provider } from "urql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LanguageContext, loadArea, loadLanguage } from "../src/i18n/language";
import { NowContext } from "../src/lib/now";
import { BaseContext } from "../src/pages/case/base";
import { ActForm } from "../src/pages/case/ActForm";
import type { CaseView } from "../src/pages/case/documents";
import { FirstThing } from "../src/pages/case/FirstThing";
import { EndRepresentationPage } from "../src/pages/case/Mandates";
import Remedy from "../src/pages/case/Remedy";
import { ThirdStatements } from "../src/pages/case/ThirdParties";
import { Seen, wayOf } from "../src/pages/case/Tracking";
import { useForm } from "../src/kit/useForm";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const english = await loadLanguage("en");
await loadArea("case");
const now = (): Date => new Date("2026-04-04T10:00:00Z");
const client = new Client({ url: "http://localhost/graphql", exchanges: [], preferGetMethod: false });
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

function show(children: ReactNode): string {
  act(() =>
    root.render(
      <LanguageContext value={english}>
        <NowContext value={now}>
          <Provider value={client}>{children}</Provider>
        </NowContext>
      </LanguageContext>,
    ),
  );
  return page.textContent;
}

const SEEN = { id: "1", number: "KE-1", role: "COMPLAINANT", deadlines: [], offers: [], availableActions: [] };
const found = (part: object): CaseView => ({ ...SEEN, pastCompensations: [], ...part }) as unknown as CaseView;

describe("the first thing on a case page", () => {
  it("says with what reasons a case was ended, and says it once", () => {
    const closed = found({ closedAt: "2026-04-01T10:00:00Z", ground: "REFUSED", closingReasons: "A court has it." });
    expect(show(<FirstThing found={closed} />)).toContain("A court has it.");
    expect(show(<FirstThing found={closed} brief />)).not.toContain("A court has it.");
  });

  it("says with what reasons time stands still", () => {
    const pause = { ground: "EXPERT_REPORT", since: "2026-04-01T10:00:00Z", reasons: "The lamp is with an expert." };
    expect(show(<FirstThing found={found({ closedAt: null, pause })} />)).toContain("The lamp is with an expert.");
  });
});

describe("what is owed", () => {
  const line = (amount: string): object => ({
    id: amount,
    remedy: { remedy: "REFUND_PARTIAL", quantity: 1, owedBy: "RESPONDENT", amount: { amount, currency: "EUR" } },
    step: "ORDERED",
    nextSteps: [],
    nonCompliant: false,
    reports: [],
    nudges: [],
    nudgeFrom: null,
    parcel: null,
  });
  const owed = (amount: string): object => ({ id: amount, at: "2026-04-01T10:00:00Z", lines: [line(amount)] });
  const sides = { complainant: { name: "Ada" }, respondent: { name: "Holzhaus" }, exhibits: [] };

  it("keeps orders apart that were undone or replaced", () => {
    const both = found({ ...sides, compensation: owed("60.00"), pastCompensations: [owed("80.00")] });
    const words = show(<Remedy found={both} />);
    expect(words.indexOf("60.00")).toBeLessThan(words.indexOf("Earlier orders"));
    expect(words.indexOf("80.00")).toBeGreaterThan(words.indexOf("Earlier orders"));
  });

  it("says nothing of earlier orders where there are none", () => {
    const one = found({ ...sides, compensation: owed("60.00") });
    expect(show(<Remedy found={one} />)).not.toContain("Earlier orders");
  });
});

describe("the form of an act", () => {
  function Form(): ReactNode {
    const form = useForm({});
    return (
      <ActForm found={found({})} form={form} title="Ask" action="Ask it" onSubmit={(event) => event.preventDefault()}>
        {null}
      </ActForm>
    );
  }

  it.each([
    ["/cases", "H1"],
    ["/desk", "H2"],
  ])("under %s has a heading of its place and leads back there", (base, level) => {
    show(
      <BaseContext value={base}>
        <Form />
      </BaseContext>,
    );
    expect(page.querySelector("h1, h2")?.tagName).toBe(level);
    expect(page.querySelector("form a")?.getAttribute("href")).toBe(`${base}/1`);
  });
});

describe("ending a part", () => {
  const lawyer = { id: "m", side: "COMPLAINANT", basis: "MANDATE", name: "Ines", settles: true, joinedAt: "", ended: null };
  const guardian = { ...lawyer, id: "g", basis: "LAW", name: "Ada", you: true };

  it("lets a guardian choose between their own part and the mandate", () => {
    const words = show(<EndRepresentationPage found={found({ representations: [lawyer, guardian] })} />);
    expect(page.querySelectorAll("input[type=radio]")).toHaveLength(2);
    expect(words).toContain("Ines speaks for this side.");
    expect([...page.querySelectorAll("input")].map(({ value }) => value)).toEqual(["m", "g"]);
  });

  it("asks nobody else which one is meant", () => {
    for (const representations of [[lawyer], [guardian], [{ ...lawyer, you: true }], [guardian, { ...lawyer, side: "RESPONDENT" }]]) {
      show(<EndRepresentationPage found={found({ representations })} />);
      expect(page.querySelectorAll("input")).toHaveLength(0);
    }
  });
});

describe("what a third party said", () => {
  it("stays beside what it reads now", () => {
    const statement = { id: "s", number: "T417-1", words: "At the front door.", exhibits: [], at: "2026-04-01T10:00:00Z" };
    const carrier = { id: "t", kind: "CARRIER", name: "Carl", you: false, questions: [], statements: [statement] };
    const corrected = { what: "STATEMENT", subject: "s", reads: "At the back door.", withdrawn: false, reasons: null, at: "2026-04-02T10:00:00Z" };
    const words = show(<ThirdStatements found={found({ thirdParties: [carrier], amendments: [corrected] })} />);
    expect(words.indexOf("At the front door.")).toBeLessThan(words.indexOf("Corrected"));
    expect(words).toContain("At the back door.");
  });
});

describe("the way of a parcel", () => {
  const scan = (kind: string, at: string, place: string | null): object => ({ kind, at, place, carrier: "parcel-post" });
  const way = (more: object): Parameters<typeof Seen>[0]["way"] =>
    ({ number: "0034", tracedSince: null, scans: [], ...more });

  it("is told scan by scan, and by when it counts as lost", () => {
    const scans = [scan("ACCEPTED", "2026-04-01T10:00:00Z", "Leipzig"), scan("EXCEPTION", "2026-04-02T10:00:00Z", null)];
    const lost = { about: "l", clause: "compliance.return_lost_after", due: "2026-04-12T22:00:00Z", zone: "Europe/Berlin" };
    const words = show(<Seen found={found({ deadlines: [lost] })} line="l" way={way({ scans })} />);
    expect(words).toContain("0034");
    expect(words.indexOf("Handed in")).toBeLessThan(words.indexOf("Held up on the way"));
    expect(words).toContain("parcel-post · Leipzig");
    expect(words).toContain("It counts as lost if no carrier scans it");
  });

  it("says that nothing was scanned, and that it is looked for", () => {
    const words = show(<Seen found={found({})} line="l" way={way({ tracedSince: "2026-04-02T10:00:00Z" })} />);
    expect(words).toContain("No carrier has scanned it yet.");
    expect(words).toContain("It is looked for since");
  });

  it("is that of its own line, also of an order that was undone", () => {
    const order = (id: string): object => ({ lines: [{ id, tracking: way({ number: id }) }] });
    const read = { compensation: order("a"), pastCompensations: [order("b")] } as unknown as Parameters<typeof wayOf>[1];
    expect([wayOf("a", read)?.number, wayOf("b", read)?.number, wayOf("c", read)]).toEqual(["a", "b", null]);
  });
});
