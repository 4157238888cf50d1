import type { Trial } from "#engine/trial.ts";

export const trial: Trial = {
  publishes: ({ method, path }) => method === "POST" && path === "/rest/posts",
  limited: (until, now) => [
    {
      status: 429,
      headers: { "retry-after": new Date(until).toUTCString() },
      body: '{"status":429,"code":"TOO_MANY_REQUESTS","message":"Resource level throttle limit for calls to this resource is reached."}',
    },
    { status: 429, headers: { "retry-after": String(Math.ceil((until - now) / 1000)) }, body: "" },
  ],
  refused: [
    {
      status: 400,
      body: '{"message":"Field Value validation failed in REQUEST_BODY","status":400}',
      says: "Field Value validation failed",
    },
    {
      status: 422,
      body: '{"message":"m","status":422,"errorDetails":{"inputErrors":[{"code":"MISSING_FIELD","description":"commentary is too long"}]}}',
      says: "commentary is too long",
    },
    {
      status: 403,
      body: '{"status":403,"code":"ACCESS_DENIED","message":"Not enough permissions"}',
      says: "Not enough permissions",
    },
  ],
  twice: "refused",
  videos: { mute: "nothing documented takes one", unheard: { person: "a member’s access may not ask how it went" } },
  differs: {
    "accepted, and cut in the answer": { kind: "published", why: "the id comes in a header, and the body is empty" },
  },
  without: {
    "an access that ends is renewed before it is used":
      "a usual app is given nothing to renew it with: the person is told in time and connects again",
  },
};
