// Compiles locales/*.json (ICU texts by explicit id) to modules, and fails on a missing or unused id.
// Texts that belong to some pages only go into modules of their own, which are loaded with those pages.
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const AREAS = {
  account: {
    ids: /^(account|closing|confirmEmail|emailChange|factor|invitation|link|member|organisation|payout|recover|rating|register|signIn|taken)\./,
    folders: /^pages\/account\//,
  },
  lists: {
    ids: /^(cases|feed|orders)\./,
    folders: /^pages\/lists\//,
  },
  complaint: {
    ids: /^file\./,
    folders: /^pages\/complaint\//,
  },
  staff: {
    ids: /^(accounts|appoint|assist|bundles|decide|desk|exports|lost|neutral|neutrals|policies|propose|pull|refusal|refuse|rests|rulebooks|urgency|webhooks)\./,
    folders: /^desk\//,
  },
  safety: {
    ids: /^safety\./,
    folders: /^(pages\/safety|desk)\//,
  },
  entitlement: {
    ids: /^(diagnosis|entitlement)\./,
    folders: /^pages\/(diagnosis|entitlement|case|complaint)\//,
  },
  viewer: {
    ids: /^viewer\./,
    folders: /^pages\/viewer\//,
  },
  case: {
    ids: /^(accept|after|agree|amend|amended|answer|aside|audience|bids|breach|bundle|case|checklist|clarify|confidential|counterclaim|course|custody|decision|decline|do|effects|elsewhere|end|erase|escalate|evidence|extend|guardian|guardianship|hold|human|independence|keeping|limit|lines|live|mandate|messages|needs|note|offer|offerForm|offers|order|outcome|parallelEffect|parallelKind|parallelOutcome|part|pause|pauseGround|position|production|proposal|reasons|receipt|record|recovered|remedyPage|reopen|request|return|review|reviewGround|reviewResult|room|roomName|rules|setAside|slip|standing|step|submission|third|tracking|turn|understood|upload|wait|why|withdraw)\./,
    folders: /^(desk|pages\/(case|viewer))\//,
  },
};

const root = join(import.meta.dirname, "..");
const target = join(root, "src/generated/messages");
const problems = [];
const sources = readdirSync(join(root, "src"), { recursive: true })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("generated"))
  .map((path) => ({ path, ...usesOf(readFileSync(join(root, "src", path), "utf8")) }));

const base = read("en.json");
checkUse();
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
readdirSync(join(root, "locales")).forEach(compile);
write(
  "ids.ts",
  `export type MessageId =\n${Object.keys(base)
    .map((id) => `  | "${id}"`)
    .join("\n")};`,
);
if (problems.length) {
  process.stderr.write(problems.map((line) => `catalogue: ${line}\n`).join(""));
  process.exit(1);
}

/** What a source asks of the catalogue: calls, all quoted words, and patterns such as `stage.${name}`. */
function usesOf(code) {
  const all = (pattern) => [...code.matchAll(pattern)];
  return {
    called: all(/\bt\(\s*"([^"]+)"/g).map(([, id]) => id),
    quoted: new Set(all(/"([^"\n]*)"/g).map(([, id]) => id)),
    patterns: all(/`([a-zA-Z.]+\.)\$\{[^}`]+\}([a-zA-Z.]*)`/g).map(([, head, tail]) => ({ head, tail })),
  };
}

function checkUse() {
  for (const { path, called } of sources)
    for (const id of called) if (!(id in base)) problems.push(`${path} uses "${id}", but en.json has no text for it`);
  for (const id of Object.keys(base)) checkId(id);
}

function checkId(id) {
  const users = sources.filter(
    ({ quoted, patterns }) =>
      quoted.has(id) || patterns.some(({ head, tail }) => id.startsWith(head) && id.endsWith(tail)),
  );
  if (!users.length) problems.push(`"${id}" is in en.json, but nothing uses it`);
  const folders = AREAS[areaOf(id)]?.folders;
  for (const { path } of users)
    if (folders && !folders.test(path)) problems.push(`${path} uses "${id}", which is loaded for ${folders} only`);
}

function areaOf(id) {
  return Object.keys(AREAS).find((area) => AREAS[area].ids.test(id)) ?? "";
}

function compile(file) {
  const messages = read(file);
  for (const id of Object.keys(base)) if (!(id in messages)) problems.push(`${file} has no text for "${id}"`);
  for (const id of Object.keys(messages))
    if (!(id in base)) problems.push(`${file} has "${id}", which en.json has not`);
  const compiled = Object.entries(messages).map(([id, text]) => [id, compileMessage(text)]);
  for (const area of ["", ...Object.keys(AREAS)]) {
    const own = Object.fromEntries(compiled.filter(([id]) => areaOf(id) === area));
    const name = [file.replace(".json", ""), area, "ts"].filter(Boolean).join(".");
    write(
      name,
      `import type { Messages } from "@lingui/core";\nexport const messages: Messages = ${JSON.stringify(own)};`,
    );
  }
}

function read(file) {
  return JSON.parse(readFileSync(join(root, "locales", file), "utf8"));
}

function write(name, code) {
  writeFileSync(join(target, name), `${code}\n`);
}
