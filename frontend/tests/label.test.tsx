// @vitest-environment happy-dom
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseView } from "../src/pages/case/documents";
import { Return, type Owed } from "../src/pages/case/Return";
import { settled, shown } from "./shown";

const exhibit = (number: string): object => ({ id: `id-${number}`, number, name: "label.pdf", erasure: null, mediaType: "application/pdf" });
const page = (number: string, at: number): object => ({ id: `${number}/${at}`, kind: "PAGE", page: at, mediaType: "image/webp" });
const files = [
  { exhibit: "id-R-1", state: "READY", renditions: [page("R-1", 1), page("R-1", 2)] },
  { exhibit: "id-R-2", state: "READY", renditions: [page("R-2", 1)] },
  { exhibit: "id-R-3", state: "NONE", renditions: [] },
];
const found = {
  id: "c",
  complainant: { side: "COMPLAINANT", you: true, name: "Ada" },
  respondent: { side: "RESPONDENT", you: false, name: "Holzhaus" },
  exhibits: ["R-1", "R-2", "R-3"].map(exhibit),
  availableActions: [],
  order: { currency: "EUR" },
} as unknown as CaseView;

function withLabel(labelExhibit: string): ReactNode {
  const arrangement = { address: "Lager 2", costBearer: "RESPONDENT", most: null, label: null, carrier: "", tracking: "", instructions: null, by: {}, at: "2026-04-01T10:00:00Z" };
  const owed = {
    id: "l",
    step: "AWAITING_RETURN",
    parcel: true,
    canArrange: false,
    reports: [],
    inspections: [],
    remedy: { owedBy: "RESPONDENT" },
    arrangement: { ...arrangement, labelExhibit },
  };
  return <Return found={found} owed={owed as unknown as Owed} />;
}

let reached = true;
let wanting = "CreateEvidenceLink";
let made: string[] = [];
const { page: main, show, press } = await shown((name, { input }) => {
  if (!reached && name === wanting) return undefined;
  if (name !== "CreateEvidenceLink") return { exhibitFiles: files };
  const { exhibit: of, rendition } = input as { exhibit: string; rendition?: string };
  made.push(rendition ?? of);
  return { createEvidenceLink: { link: { url: `https://files.example/${made.length}` }, userErrors: [] } };
}, "case");

const opened: { went: string[]; closed: boolean; opener: unknown }[] = [];
let blocked = false;

beforeEach(() => {
  reached = true;
  wanting = "CreateEvidenceLink";
  blocked = false;
  made = [];
  opened.length = 0;
  vi.spyOn(window, "open").mockImplementation(() => {
    if (blocked) return null;
    const tab = { went: [] as string[], closed: false, opener: window as unknown };
    opened.push(tab);
    const close = (): void => void (tab.closed = true);
    return Object.assign(tab, { close, location: { assign: (url: string) => tab.went.push(url) } }) as unknown as Window;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a label that was handed in", () => {
  it("opens each page by a link that is made when it is pressed, however long ago it was pressed before", async () => {
    await show(withLabel("R-1"));
    await press("Print page 2");
    await press("Print page 2");
    await press("Print page 1");
    expect(made).toEqual(["R-1/2", "R-1/2", "R-1/1"]);
    expect(opened.map(({ went }) => went)).toEqual([1, 2, 3].map((at) => [`https://files.example/${at}`]));
    expect(opened.map(({ opener }) => opener)).toEqual([null, null, null]);
  });

  it("that was replaced shows the new one's pages, and nothing that went wrong with the old one", async () => {
    reached = false;
    await show(withLabel("R-1"));
    await press("Print page 1");
    expect(main.querySelector("[role=alert]")).not.toBeNull();
    expect(opened.map(({ closed }) => closed)).toEqual([true]);
    await show(withLabel("R-2"));
    expect(main.querySelector("[role=alert]")).toBeNull();
    expect(main.textContent).not.toContain("Print page 2");
    reached = true;
    await press("Print page 1");
    expect(made).toEqual(["R-2/1"]);
  });

  it("is there as soon as what there is of it can be had again", async () => {
    vi.useFakeTimers();
    reached = false;
    wanting = "ExhibitFiles";
    await show(withLabel("R-1"));
    expect(main.textContent).not.toContain("Print page 1");
    reached = true;
    await settled(() => void vi.advanceTimersByTime(15_000));
    await settled(() => undefined);
    vi.useRealTimers();
    expect(main.textContent).toContain("Print page 1");
  });

  it("is fetched as a file where it has no pages, and without a tab where none may be opened", async () => {
    const went = vi.spyOn(window.location, "assign").mockImplementation(() => undefined);
    await show(withLabel("R-3"));
    await press("Get the label");
    blocked = true;
    await show(withLabel("R-2"));
    await press("Print page 1");
    expect(made).toEqual(["id-R-3", "R-2/1"]);
    expect(opened).toEqual([]);
    expect(went.mock.calls).toEqual([["https://files.example/1"], ["https://files.example/2"]]);
  });
});
