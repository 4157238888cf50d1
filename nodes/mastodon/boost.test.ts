import { expect, test } from "vitest";
import { judge } from "#engine/delivery.ts";
import type { NetworkContext, Sending } from "#engine/network.ts";
import type { Original } from "#engine/post.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";

const home = "https://social.example";
const login = loginOf(card, { remoteId: "12", handle: "lea@social.example", server: home, token: "TOKEN" });
const status = (more: object = {}) => ({ id: "77", url: `${home}/@hugo/77`, visibility: "public", ...more });

function answering(...replies: [status: number, body: unknown][]) {
  const asked: string[] = [];
  const context: NetworkContext = {
    fetch: async (url, { method }) => {
      asked.push(`${method} ${url.slice(home.length)}`);
      const [code, body] = replies[asked.length - 1] ?? [500, {}];
      return new Response(JSON.stringify(body), { status: code });
    },
    apiBase: home,
    webBase: home,
    timeout: 1000,
    medium: noMedium,
    now: () => Date.parse("2026-03-02T09:00:00Z"),
  };
  return { context, asked };
}

const boostOf = (original: Original): Sending => sendingOf({ kind: "repost", text: "", original });
const prepare = (context: NetworkContext, original: Original) =>
  network.prepare!(context, login, boostOf(original), undefined);

test("a post of another server is looked for by its addresses, one of the account's own server by its id", async () => {
  const there = answering([200, { statuses: [] }], [200, { statuses: [status()] }]);
  const original = { remoteId: "https://other.example/users/anna/statuses/9", url: "https://other.example/@anna/9" };
  expect(await prepare(there.context, original)).toMatchObject({
    kind: "prepared",
    data: { id: "77", boosted: false },
  });
  expect(there.asked).toEqual([
    "GET /api/v2/search?q=https%3A%2F%2Fother.example%2F%40anna%2F9&type=statuses&resolve=true&limit=1",
    "GET /api/v2/search?q=https%3A%2F%2Fother.example%2Fusers%2Fanna%2Fstatuses%2F9&type=statuses&resolve=true&limit=1",
  ]);
  const here = answering([200, status()]);
  await prepare(here.context, { remoteId: "77", url: `${home}/@hugo/77` });
  expect(here.asked).toEqual(["GET /api/v1/statuses/77"]);
});

test("an id of another server is no id here: what a colleague's server calls it is never boosted blindly", async () => {
  const { context, asked } = answering([200, { statuses: [status()] }]);
  await prepare(context, { remoteId: "9", url: "https://other.example/@anna/9" });
  expect(asked.map((line) => line.slice(0, 19))).toEqual(["GET /api/v2/search?"]);
});

test("who connected before boosts could be had is told to connect again, and is not parked", async () => {
  const { context } = answering([403, { error: "This action is outside the authorized scopes" }]);
  const step = await prepare(context, { remoteId: "9", url: "https://other.example/@anna/9" });
  expect(step).toMatchObject({ kind: "rejected", reason: { en: expect.stringContaining("Connect it again") } });
});

test("what only followers see, or what is gone, is refused with a sentence; a server that is silent is asked again", async () => {
  const own = { remoteId: "77", url: `${home}/@hugo/77` };
  expect((await prepare(answering([200, status({ visibility: "private" })]).context, own)).kind).toBe("rejected");
  const gone = answering([404, {}], [200, { statuses: [] }], [200, { statuses: [] }]);
  expect((await prepare(gone.context, own)).kind).toBe("rejected");
  expect((await prepare(answering([503, {}]).context, own)).kind).toBe("not_sent");
  expect((await prepare(answering([429, {}]).context, own)).kind).toBe("limited");
});

test("what the account boosted by hand is a duplicate at first, and adopted after a lost answer of ours", async () => {
  const { context } = answering([200, { id: "90", reblog: status() }]);
  const sending = { ...boostOf({ remoteId: "77" }), prepared: { id: "77", boosted: true } };
  const result = await network.publish(context, login, sending);
  expect(result).toMatchObject({ kind: "duplicate", existing: "90" });
  const facts = { attempt: 1, suspected: false, refreshed: false, now: 0, random: 0 };
  expect(judge(result, facts)).toMatchObject({ state: "rejected", code: "duplicate" });
  expect(judge(result, { ...facts, suspected: true })).toMatchObject({ state: "published", remoteId: "90" });
});
