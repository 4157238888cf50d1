import type { Trial } from "#engine/trial.ts";

const failure = (error: string, message: string): string => JSON.stringify({ error, message });

export const trial: Trial = {
  publishes: ({ method, path }) => method === "POST" && path === "/xrpc/com.atproto.repo.putRecord",
  limited: (until) => [
    // Seconds since the epoch; for the limit of a day it may lie a day ahead.
    {
      status: 429,
      headers: { "ratelimit-reset": String(until / 1000), "ratelimit-policy": "5000;w=3600" },
      body: failure("RateLimitExceeded", "Rate Limit Exceeded"),
    },
    // A proxy before the server answers for it.
    { status: 429, headers: { "retry-after": new Date(until).toUTCString() }, body: "" },
  ],
  refused: [
    {
      status: 400,
      body: failure(
        "InvalidRequest",
        "Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text",
      ),
      says: "grapheme too big (maximum 300, got 301)",
    },
    { status: 403, body: failure("Forbidden", "Not here"), says: "Not here" },
  ],
  twice: "accepted",
};
