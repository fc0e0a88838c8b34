// Compiles locales/*.json (ICU texts by explicit id) to modules, and fails on a missing or unused id.
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const locales = join(root, "locales");
const target = join(root, "src/generated/messages");
const problems = [];

const sources = readdirSync(join(root, "src"), { recursive: true })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("generated"))
  .map((path) => readFileSync(join(root, "src", path), "utf8"))
  .join("\n");
const called = matches(/\bt\(\s*"([^"]+)"/g);
const quoted = new Set(matches(/"([^"\n]*)"/g));
const patterns = [...sources.matchAll(/`([a-zA-Z.]+\.)\$\{[^}`]+\}([a-zA-Z.]*)`/g)].map(([, head, tail]) => ({ head, tail }));

const base = read("en.json");
checkUse(base);
mkdirSync(target, { recursive: true });
for (const file of readdirSync(locales)) compile(file);
writeFileSync(join(target, "ids.ts"), `export type MessageId =\n${Object.keys(base).map((id) => `  | "${id}"`).join("\n")};\n`);
if (problems.length) {
  process.stderr.write(problems.map((line) => `catalogue: ${line}\n`).join(""));
  process.exit(1);
}

function matches(pattern) {
  return [...sources.matchAll(pattern)].map((match) => match[1]);
}

function read(file) {
  return JSON.parse(readFileSync(join(locales, file), "utf8"));
}

function checkUse(messages) {
  const used = (id) => quoted.has(id) || patterns.some(({ head, tail }) => id.startsWith(head) && id.endsWith(tail));
  for (const id of called) if (!(id in messages)) problems.push(`"${id}" is used but en.json has no text for it`);
  for (const id of Object.keys(messages)) if (!used(id)) problems.push(`"${id}" is in en.json but nothing uses it`);
}

function compile(file) {
  const messages = read(file);
  for (const id of Object.keys(base)) if (!(id in messages)) problems.push(`${file} has no text for "${id}"`);
  for (const id of Object.keys(messages)) if (!(id in base)) problems.push(`${file} has "${id}", which en.json has not`);
  const compiled = Object.fromEntries(Object.entries(messages).map(([id, text]) => [id, compileMessage(text)]));
  const name = file.replace(".json", ".ts");
  writeFileSync(join(target, name), `import type { Messages } from "@lingui/core";\nexport const messages: Messages = ${JSON.stringify(compiled)};\n`);
}
