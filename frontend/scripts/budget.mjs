// Fails when the JavaScript that every page needs, its English texts included, is over 100 kB compressed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 100_000;
const built = join(import.meta.dirname, "../../odr/static");
const manifest = JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8"));
const files = new Set();
["index.html", "src/generated/messages/en.ts"].forEach(collect);
const size = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file)), { level: 9 }).length, 0);
process.stdout.write(`initial JavaScript: ${(size / 1000).toFixed(1)} kB gzip of ${LIMIT / 1000}\n`);
if (size > LIMIT) process.exit(1);

function collect(key) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(collect);
}
