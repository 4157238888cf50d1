import type { Trial } from "#engine/trial.ts";

const address = "it speaks of the address, not of the message: what waits, waits for another address";
const taken = "a receiver need not say anything: its status is its answer";

export const trial: Trial = {
  publishes: ({ method, body }) => method === "POST" && body.includes('"type":"relaymap.post"'),
  limited: (until) => [{ status: 429, headers: { "retry-after": new Date(until).toUTCString() }, body: "" }],
  refused: [
    { status: 422, body: '{"error":"the text is too long for this receiver"}', says: "too long for this receiver" },
    { status: 403, body: '{"message":"not for this audience"}', says: "not for this audience" },
  ],
  twice: "accepted",
  moved: (login, base) => ({ ...login, fields: { ...login.fields, address: `${base}/hooks/lea_martin` } }),
  differs: {
    "404": { kind: "unauthorised", why: address },
    "a redirect": { kind: "unauthorised", why: address },
    "a 2xx that cannot be read": { kind: "published", why: taken },
    "a 2xx without a body": { kind: "published", why: taken },
  },
  without: {
    "who leaves is forgotten here, and at the network":
      "a receiver is given nothing that could be taken back: whoever leaves forgets the secret",
  },
};
