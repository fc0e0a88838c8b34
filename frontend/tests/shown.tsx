import { Kind } from "graphql";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { Client, CombinedError, Provider, type Operation, type OperationResult } from "urql";
import { afterEach, beforeEach } from "vitest";
import { filter, fromPromise, mergeMap, pipe } from "wonka";
import { LanguageContext, loadArea, loadLanguage, type Area } from "../src/i18n/language";
import { NowContext } from "../src/lib/now";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const english = await loadLanguage("en");
const now = (): Date => new Date("2026-04-04T10:00:00Z");

/** What the service answers to an operation, by its name; a word is a refusal, and nothing a service that cannot be reached. */
export type Service = (name: string, variables: Record<string, unknown>) => Answer | Promise<Answer>;
type Answer = object | string | undefined;

/** A client of a service that answers so; everything that it was asked is kept in `asked`. */
export function clientOf(service: Service, asked: string[] = []): Client {
  const answer = async (operation: Operation): Promise<OperationResult> => {
    const asks = operation.query.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
    const name = asks?.name?.value ?? "";
    asked.push(name);
    const data = await service(name, operation.variables as Record<string, unknown>);
    if (typeof data === "object") return { operation, data, stale: false, hasNext: false };
    const refused = data ? { graphQLErrors: [{ message: data, extensions: { code: data } }] } : { networkError: new Error(name) };
    return { operation, data: undefined, error: new CombinedError(refused), stale: false, hasNext: false };
  };
  return new Client({
    url: "http://localhost/graphql",
    preferGetMethod: false,
    exchanges: [
      () => (operations) =>
        pipe(
          operations,
          filter(({ kind }) => kind !== "teardown"),
          mergeMap((operation) => fromPromise(answer(operation))),
        ),
    ],
  });
}

/** Does something on the page, and waits until what it asks for is answered. */
export function settled(something: () => void): Promise<void> {
  return act(async () => {
    something();
    await Promise.resolve();
  });
}

/** Somebody types these words into a field. */
export function written(field: Element | null | undefined, words: string): Promise<void> {
  if (!field) throw new Error("There is no such field.");
  const write = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
  return settled(() => {
    write?.set?.call(field, words);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

interface Shown {
  page: HTMLElement;
  show: (children: ReactNode) => Promise<void>;
  press: (name: string, at?: number) => Promise<void>;
}

/** A page for each test of a file, with the texts of these areas. */
export async function shown(service: Service, ...areas: Area[]): Promise<Shown> {
  for (const area of areas) await loadArea(area);
  const page = document.createElement("main");
  let root: Root;
  let client: Client;
  beforeEach(() => {
    document.body.append(page);
    root = createRoot(page);
    client = clientOf(service);
  });
  afterEach(() => {
    act(() => root.unmount());
    page.remove();
  });
  const within = (children: ReactNode): ReactNode => (
    <LanguageContext value={english}>
      <NowContext value={now}>
        <Provider value={client}>{children}</Provider>
      </NowContext>
    </LanguageContext>
  );
  return {
    page,
    show: (children) => settled(() => root.render(within(children))),
    press: (name, at = 0) => {
      const button = [...page.querySelectorAll("button")].filter((one) => one.textContent.trim() === name)[at];
      if (!button) throw new Error(`There is no button "${name}" on the page: ${page.textContent}`);
      return settled(() => button.click());
    },
  };
}
