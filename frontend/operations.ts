import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const WRITTEN = new URL("src/generated/graphql/persisted-documents.json", import.meta.url);
const CALL = /graphql\(\s*`([^`]+)`,?\s*\)/g;
const NAME = /(?:query|mutation|subscription) (\w+)/;

/**
 * Puts the text of each operation, with its fragments, where it is used. Otherwise every page would load the
 * operations of all pages: the generated module holds them in one map.
 */
export function operations(): Plugin {
  let texts = new Map<string, string>();
  return {
    name: "operations",
    buildStart() {
      const written = JSON.parse(readFileSync(WRITTEN, "utf8")) as Record<string, string>;
      texts = new Map(Object.values(written).map((text) => [nameOf(text), text]));
    },
    transform: (code, id) =>
      /\/src\/.*\.tsx?$/.test(id) ? code.replaceAll(CALL, (_, text: string) => textOf(nameOf(text))) : null,
  };

  function textOf(name: string): string {
    if (!name) return '""'; // a fragment alone: it is in the text of each operation that uses it
    const text = texts.get(name);
    if (text === undefined) throw new Error(`The operation "${name}" is not generated yet: npm run codegen`);
    return JSON.stringify(text);
  }
}

function nameOf(text: string): string {
  return NAME.exec(text)?.[1] ?? "";
}
