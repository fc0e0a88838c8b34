const part = (id) => document.getElementById(id);

async function run(event) {
  event?.preventDefault();
  const headers = { "content-type": "application/json", "x-odr-request": "console" };
  headers.accept = "application/graphql-response+json";
  if (part("token").value) headers.authorization = `Bearer ${part("token").value}`;
  const begun = performance.now();
  try {
    const variables = JSON.parse(part("variables").value || "{}");
    const body = JSON.stringify({ query: part("document").value, variables });
    const answer = await fetch("/graphql", { method: "POST", headers, body });
    part("answer").textContent = JSON.stringify(await answer.json(), null, 2);
    part("status").textContent = `${answer.status} in ${Math.round(performance.now() - begun)} ms`;
  } catch (problem) {
    part("status").textContent = String(problem);
  }
}

part("ask").addEventListener("submit", run);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event);
});
fetch("/graphiql/schema.graphql").then(async (answer) => {
  part("schema").textContent = await answer.text();
});
