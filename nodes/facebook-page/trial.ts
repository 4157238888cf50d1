import type { Trial, TrialAnswer } from "#engine/trial.ts";

const failure = (code: number, message: string, more: object = {}): string =>
  JSON.stringify({ error: { message, type: "OAuthException", code, fbtrace_id: "A", ...more } });
const minutesUntil = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 60_000));

/** As Facebook tells it: in a header that is a JSON string, in whole minutes from now. */
const limited = (code: number, status: number, until: number, now: number): TrialAnswer => ({
  status,
  headers: {
    "x-business-use-case-usage": JSON.stringify({
      "104857601234567": [
        { type: "pages", call_count: 100, estimated_time_to_regain_access: minutesUntil(until, now) },
      ],
    }),
  },
  body: failure(code, `(#${code}) There have been too many calls`),
});

export const trial: Trial = {
  publishes: ({ method, path }) => method === "POST" && path.endsWith("/feed"),
  grain: 60_000,
  limited: (until, now) => [
    limited(32, 400, until, now),
    limited(80_001, 400, until, now),
    limited(4, 403, until, now),
    // A proxy before the API answers for it.
    { status: 429, headers: { "retry-after": new Date(until).toUTCString() }, body: "" },
  ],
  refused: [
    {
      status: 400,
      body: failure(100, "(#100) Name parameter too long", { error_subcode: 1_349_125 }),
      says: "Name parameter too long",
    },
    {
      status: 400,
      body: failure(1500, "The url you supplied is invalid", {
        error_subcode: 7_777_777,
        error_user_msg: "Cette page ne publie pas le dimanche.",
      }),
      says: "Cette page ne publie pas le dimanche.",
    },
  ],
  twice: "refused",
  videos: { mute: "nothing documented takes one" },
  without: {
    "an access that ends is renewed before it is used":
      "a token that has ended can be exchanged for none: it is renewed a week ahead (test/networks/facebook.test.ts)",
  },
};
