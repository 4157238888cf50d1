import type { Trial } from "#engine/trial.ts";

const off = "it speaks of the flow, not of the message: what waits, waits for another address";
const taken = "a flow need not say anything: its status is its answer, and proves nothing but that it was taken";

export const trial: Trial = {
  publishes: ({ method, body }) => method === "POST" && body.includes("AdaptiveCard"),
  // Whole seconds from now.
  limited: (until, now) => [
    {
      status: 429,
      headers: { "retry-after": String(Math.max(0, Math.ceil((until - now) / 1000))) },
      body: '{"error":{"code":"WorkflowTriggerRequestsThrottled","message":"Rate limit is exceeded."}}',
    },
  ],
  grain: 2000,
  refused: [
    {
      status: 400,
      body: '{"error":{"code":"TriggerInputSchemaMismatch","message":"The input body for trigger \'manual\' did not match its schema definition."}}',
      says: "did not match its schema definition",
    },
    {
      status: 413,
      body: '{"error":{"code":"RequestEntityTooLarge","message":"The request entity is too large."}}',
      says: "too large",
    },
  ],
  twice: "accepted",
  shown: (base, word) => `${base}/search?q=${word}`,
  moved: (login, base) => ({
    ...login,
    token: `${base}/workflows/0/triggers/manual/paths/invoke?sig=0123456789abcdef`,
  }),
  differs: {
    "403": { kind: "unauthorised", why: off },
    "404": { kind: "unauthorised", why: off },
    "accepted, and cut in the answer": { kind: "published", why: "its answer has no body that could be cut" },
    "a 2xx without a body": { kind: "published", why: taken },
  },
  without: {
    "who leaves is forgotten here, and at the network":
      "an address was given to us, not made by us: its owner deletes the flow in Teams; here it is forgotten",
  },
};
