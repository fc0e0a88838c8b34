// Runs the public audits of GraphQL over HTTP against a service. What a server MAY do is named where it is not
// done (requests by GET: they would leave identifiers in logs), what it SHOULD or MUST do is demanded.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
const having = (...kinds) => results.filter(({ status }) => kinds.includes(status));
for (const { status, id, name, reason } of having("notice", "warn", "error"))
  console.log(`${status.padEnd(6)} ${id}  ${name}: ${reason}`);
const failed = having("warn", "error").length;
console.log(`${having("ok").length} passed, ${failed} failed, ${having("notice").length} optional and not offered`);
process.exitCode = failed ? 1 : 0;
