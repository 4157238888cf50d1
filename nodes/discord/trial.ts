import type { Trial } from "#engine/trial.ts";

const gone = "a webhook that is not there is told so: what waits, waits for another one";

export const trial: Trial = {
  publishes: ({ method, query }) => method === "POST" && query.get("wait") === "true",
  // Seconds with decimals: in the body, in headers, or in both, of which the later counts.
  limited: (until, now) => {
    const seconds = Math.max(0, (until - now) / 1000);
    const body = JSON.stringify({ message: "You are being rate limited.", retry_after: seconds, global: false });
    return [
      { status: 429, body },
      { status: 429, headers: { "retry-after": String(Math.ceil(seconds)) }, body: "{}" },
      { status: 429, headers: { "retry-after": seconds > 1 ? "1" : "0", "x-ratelimit-scope": "shared" }, body },
    ];
  },
  grain: 2000,
  refused: [
    {
      status: 400,
      body: '{"code":50035,"errors":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}},"message":"Invalid Form Body"}',
      says: "Invalid Form Body: Must be 2000 or fewer in length.",
    },
    { status: 400, body: '{"message":"Cannot send an empty message","code":50006}', says: "empty message" },
    {
      status: 400,
      body: '{"message":"Webhooks can only create threads in forum channels","code":220003}',
      says: "only create threads in forum channels",
    },
    { status: 413, body: '{"message":"Request entity too large","code":40005}', says: "Request entity too large" },
  ],
  twice: "accepted",
  differs: { "404": { kind: "unauthorised", why: gone } },
  without: {
    "who leaves is forgotten here, and at the network":
      "an address was given to us, not made by us: its owner deletes it at Discord; here it is forgotten",
  },
};
