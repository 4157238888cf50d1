import type { Trial } from "#engine/trial.ts";

/** X in seconds since the epoch; the day's allowance, where it is what ran out, decides. */
const seconds = (until: number): string => String(until / 1000);

export const trial: Trial = {
  publishes: ({ method, path }) => method === "POST" && /^\/2\/(?:tweets|users\/\d+\/retweets)$/u.test(path),
  limited: (until) => [
    { status: 429, headers: { "x-rate-limit-remaining": "0", "x-rate-limit-reset": seconds(until) }, body: "{}" },
    {
      status: 429,
      headers: {
        "x-rate-limit-reset": seconds(until - 3_600_000),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": seconds(until),
      },
      body: "{}",
    },
    {
      status: 429,
      headers: { "x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": seconds(until) },
      body: "{}",
    },
  ],
  refused: [
    {
      status: 403,
      body: JSON.stringify({
        detail: "You are not permitted to perform this action.",
        type: "about:blank",
        title: "Forbidden",
        status: 403,
      }),
      says: "You are not permitted to perform this action.",
    },
    {
      status: 400,
      body: JSON.stringify({
        errors: [{ message: "$.text: is too long" }],
        title: "Invalid Request",
        detail: "One or more",
      }),
      says: "$.text: is too long",
    },
  ],
  twice: "refused",
  videos: { mute: "it takes alternative texts of pictures only" },
};
