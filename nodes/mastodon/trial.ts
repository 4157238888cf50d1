import type { Trial } from "#engine/trial.ts";

export const trial: Trial = {
  publishes: ({ method, path }) => method === "POST" && /^\/api\/v1\/statuses(?:\/\d+\/reblog)?$/u.test(path),
  limited: (until) => [
    {
      status: 429,
      headers: { "x-ratelimit-reset": new Date(until).toISOString() },
      body: '{"error":"Too many requests"}',
    },
    // A proxy before the server answers for it.
    { status: 429, headers: { "retry-after": new Date(until).toUTCString() }, body: "" },
  ],
  refused: [
    {
      status: 422,
      body: JSON.stringify({ error: "Validation failed: Text can't be blank" }),
      says: "Validation failed: Text can't be blank",
    },
    {
      status: 403,
      body: JSON.stringify({ error: "This action is outside the authorized scopes" }),
      says: "This action is outside the authorized scopes",
    },
  ],
  twice: "accepted",
  open: (base, id) => `${base}/api/v1/statuses/${id}`,
};
