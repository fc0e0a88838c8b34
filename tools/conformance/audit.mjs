// Runs the public audits of GraphQL over HTTP against a service, and says which of them it does not pass.
import { auditServer } from "graphql-http";

const url = process.argv[2];
const results = await auditServer({ url });
const found = results.filter((result) => result.status !== "ok");
for (const { status, id, name, reason } of found) console.log(`${status.padEnd(6)} ${id}  ${name}: ${reason}`);
console.log(`${results.length - found.length} passed, ${found.length} failed`);
process.exitCode = found.length ? 1 : 0;
