// The public tus client against the service: node client.mjs MODULE URL FILE PLAN, told as JSON what happened.
// PLAN: {"cuts": [share, ...], "create": bool, "terminate": bool}
import { readFileSync } from "node:fs";

const [module, url, path, given] = process.argv.slice(2);
const { Upload } = await import(module);
const { cuts, create, terminate } = JSON.parse(given);
const body = readFileSync(path);
const seen = { resumedAt: [], ended: "" };

/** One transfer, which is broken off once `share` of the file has left. */
function transfer(share) {
  return new Promise((resolve, reject) => {
    let first = true;
    const upload = new Upload(body, {
      ...(create && !seen.resumedAt.length ? { endpoint: url } : { uploadUrl: url }),
      retryDelays: [0, 200, 500, 1000],
      ...(cuts.length ? { chunkSize: Math.ceil(body.length / 7) } : {}),
      onProgress: (sent) => {
        if (first) seen.resumedAt.push(sent);
        first = false;
        if (sent >= share * body.length) upload.abort(terminate).then(() => resolve("cut"), reject);
      },
      onSuccess: () => resolve("arrived"),
      onError: reject,
    });
    upload.start();
  });
}

for (const share of cuts) seen.ended = await transfer(share);
if (!terminate) seen.ended = await transfer(2);
process.stdout.write(JSON.stringify(seen));
