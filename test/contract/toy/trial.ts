import type { Trial } from "#engine/trial.ts";

export const trial: Trial = {
  publishes: ({ method, path }) => method === "POST" && path === "/notes",
  limited: (until) => [{ status: 429, headers: { "retry-after": new Date(until).toUTCString() }, body: "{}" }],
  refused: [{ status: 422, body: '{"error":"the note is too long for the board"}', says: "too long for the board" }],
  twice: "accepted",
  slow: { text: "a large note" },
};
