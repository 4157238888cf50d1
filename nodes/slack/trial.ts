import type { Trial } from "#engine/trial.ts";

const dead = "Slack says so of an address that takes nothing any more: what waits, waits for another one";

export const trial: Trial = {
  publishes: ({ method, body }) => method === "POST" && body.includes('"mrkdwn":false'),
  // Whole seconds from now.
  limited: (until, now) => [
    {
      status: 429,
      headers: { "retry-after": String(Math.max(0, Math.ceil((until - now) / 1000))) },
      body: "rate_limited",
    },
  ],
  grain: 2000,
  refused: [
    { status: 400, body: "too_many_attachments", says: "too_many_attachments" },
    { status: 400, body: "invalid_payload", says: "invalid_payload" },
  ],
  twice: "accepted",
  shown: (base, word) => `${base}/search?q=${word}`,
  differs: {
    "403": { kind: "unauthorised", why: dead },
    "404": { kind: "unauthorised", why: dead },
  },
  without: {
    "who leaves is forgotten here, and at the network":
      "an address was given to us, not made by us: its owner deletes it at Slack; here it is forgotten",
  },
};
