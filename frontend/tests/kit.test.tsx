// @vitest-environment happy-dom
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LanguageContext, loadLanguage } from "../src/i18n/language";
import { Button } from "../src/kit/Button";
import { ErrorSummary } from "../src/kit/ErrorSummary";
import { TextField } from "../src/kit/Field";
import { OneThingFirst } from "../src/kit/OneThingFirst";
import { Progress } from "../src/kit/Progress";
import { NowContext } from "../src/lib/now";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const english = await loadLanguage("en");
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

function show(children: ReactNode): void {
  act(() =>
    root.render(
      <LanguageContext value={english}>
        <NowContext value={now}>{children}</NowContext>
      </LanguageContext>,
    ),
  );
}

const text = (): string => page.textContent.replaceAll("\u00a0", " ");

describe("the error summary", () => {
  const form = (problems: { field: string; message: string }[]): ReactNode => (
    <>
      <ErrorSummary problems={problems} />
      <TextField id="name" label="Name" error={problems[0]?.message} />
    </>
  );

  it("takes focus when the form comes back, and leads to the field", () => {
    show(form([]));
    expect(page.querySelector(".summary")).toBeNull();
    show(form([{ field: "name", message: "Enter your name" }]));
    expect(document.activeElement?.className).toBe("summary");
    act(() => page.querySelector<HTMLElement>(".summary a")?.click());
    expect(document.activeElement?.id).toBe("name");
  });

  it("stands beside the field too, and the field names it", () => {
    show(form([{ field: "name", message: "Enter your name" }]));
    const field = page.querySelector("#name");
    expect(field?.getAttribute("aria-invalid")).toBe("true");
    expect(page.querySelector(`#${field?.getAttribute("aria-describedby") ?? ""}`)?.textContent).toContain(
      "Enter your name",
    );
  });
});

describe("a button under way", () => {
  it("does nothing when it is pressed again, and keeps its focus", () => {
    const press = vi.fn();
    show(<Button onClick={press}>Accept</Button>);
    const button = page.querySelector("button");
    button?.focus();
    show(
      <Button busy onClick={press}>
        Accept
      </Button>,
    );
    act(() => button?.click());
    expect(press).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button?.getAttribute("aria-disabled")).toBe("true");
  });
});

describe("the first thing on a case", () => {
  it("says who acts, what, until when, and how long that is", () => {
    const due = { at: "2026-04-07T22:00:00Z", zone: "Europe/Warsaw" };
    show(<OneThingFirst sentence="It is your turn: answer the offer." due={due} why={<p>Seven days.</p>} />);
    expect(text()).toContain("It is your turn: answer the offer.");
    expect(text()).toContain("by the end of Tue 7 April (Warsaw time)");
    expect(text()).toContain("3 days left");
    expect(text()).toContain("Why this date?");
  });
});

describe("the progress", () => {
  it("marks the current step for those who do not see it", () => {
    show(<Progress steps={["Complaint", "Negotiation"].map((label) => ({ id: label, label }))} current={1} />);
    const steps = [...page.querySelectorAll("li")];
    expect(steps.map((step) => step.getAttribute("aria-current"))).toEqual([null, "step"]);
    expect(steps[0]?.textContent).toContain("done");
    expect(text()).toContain("Step 2 of 2: Negotiation");
  });
});
