// The official JavaScript SDK against any server: calls, and what they return, as JSON.
//
//     node --input-type=module - URL UUID [runs] < langgraph_calls.mjs
//
// Read from stdin in build/peers/node, so that the SDK is found there; the same calls in
// the same order as in `langgraph_calls.py`, printed alike.

import { Client } from "@langchain/langgraph-sdk";

const [url, known, ...more] = process.argv.slice(2);
const client = new Client({ apiUrl: url, callerOptions: { maxRetries: 0 } });
const { threads, runs } = client;
const HELLO = { messages: [{ role: "user", content: "hello" }] };
const FAIL = { messages: [{ role: "user", content: "fail" }] };
const UNKNOWN = "00000000-0000-4000-8000-000000000000";

async function stream(input) {
  const parts = [];
  for await (const part of runs.stream(known, "agent", { input })) {
    parts.push([part.event, part.data]);
  }
  return parts;
}

const create = (given) => () => threads.create(given);

// What the vendor's pages describe.
const steps = [
  ["create", create()],
  ["metadata", create({ metadata: { source: "email", is_done: false } })],
  ["minutes to live", create({ ttl: 5 })],
  ["own id", create({ threadId: known, metadata: { mine: known } })],
  ["again", create({ threadId: known })],
  ["again, raise", create({ threadId: known, ifExists: "raise" })],
  [
    "again, do_nothing",
    create({ threadId: known, ifExists: "do_nothing", metadata: { b: 2 } }),
  ],
  ["no UUID", create({ threadId: "optional-custom-uuid" })],
  ["no choice", create({ ifExists: "replace" })],
];

// What the vendor's OpenAPI document describes as well.
if (more.length > 0) {
  steps.push(
    ["get", () => threads.get(known)],
    ["get, unknown", () => threads.get(UNKNOWN)],
    ["search", () => threads.search({ metadata: { mine: known } })],
    ["update", () => threads.update(known, { metadata: { second: 2 } })],
    ["wait", () => runs.wait(known, "agent", { input: HELLO })],
    ["stream", () => stream(HELLO)],
    ["stream, error", () => stream(FAIL)],
    ["unknown assistant", () => runs.create(known, "nobody", { input: HELLO })],
    ["delete", () => threads.delete(known)],
    ["delete again", () => threads.delete(known)],
  );
}

const said = [];
for (const [name, call] of steps) {
  let value;
  try {
    value = (await call()) ?? null;
  } catch (error) {
    if (error.status === undefined) throw error;
    value = { status: error.status, detail: error.text };
  }
  said.push([name, value]);
}
console.log(JSON.stringify(said));
