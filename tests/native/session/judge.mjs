// Runs src/session.js on responses: reads [source, cases] as JSON, and writes the outcome of each case.
import { readFileSync } from "node:fs";

const [source, cases] = JSON.parse(readFileSync(0, "utf8"));
const { judge, logoutOf } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const results = cases.map(({ status, body, check, question, pointer }) => {
  const { answer, ...found } = judge({ status, body }, question);
  return pointer && answer ? { ...found, logOut: logoutOf(pointer, answer, check) ?? null } : found;
});
process.stdout.write(JSON.stringify(results));
