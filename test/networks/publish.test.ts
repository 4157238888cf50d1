import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallResult, Login, Sending } from "#engine/network.ts";
import type { Fault } from "#server/simulators/start.ts";
import { sendingOf } from "#test/support/network.ts";
import { openTown, type Town } from "./world.ts";

let town: Town;
let fault: Fault | undefined;
beforeAll(async () => {
  town = await openTown({ faults: () => fault });
});
afterAll(() => town.close());

const signIn = (network: string, handle: string): Login => town.login(network, handle);

let count = 0;
/** A post that nobody made before, with its link composed in. */
function fresh(words = "Bonjour", link: string | null = "https://example.org/a?b=1&c=%C3%A9"): Sending {
  const text = `${words} ${(count += 1)}`;
  return sendingOf(link === null ? { text } : { text: `${text} ${link}`, link }, { key: `key-${count}` });
}
const accepted = (network: string, text: string): number =>
  town.simulators.posts(network).filter((post) => post.text.startsWith(text)).length;

async function under(wanted: Fault, work: () => Promise<CallResult>): Promise<CallResult> {
  fault = wanted;
  try {
    return await work();
  } finally {
    fault = undefined;
  }
}

describe.each(["x", "mastodon"])("on %s", (name) => {
  test("a post is published, read back word for word, and shown to its readers", async () => {
    const [network, context, login] = [town.network(name), town.context(name), signIn(name, "lea_martin")];
    const post = fresh("« Été » & <b>gras</b> 👩‍🚒 日本");
    const result = await network.publish(context, login, post);
    expect(result).toMatchObject({ kind: "published" });
    if (result.kind !== "published") return;
    const { seen, full } = (await network.recent?.(context, login, Date.now() - 60_000)) ?? { seen: [], full: false };
    const [found] = seen.filter(({ remoteId }) => remoteId === result.remoteId);
    expect(full).toBe(true);
    expect(found).toMatchObject({ text: post.part.text, url: result.url });
    expect(found?.links).toContain(post.part.link);
    const shown = await fetch(result.url ?? "");
    const markup = await shown.text();
    expect(shown.status).toBe(200);
    expect(markup).toContain("Léa Martin");
    expect(markup).toContain("&#60;b&#62;gras");
    expect(markup).not.toContain("<b>gras");
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(markup).not.toContain("<script");
  });

  test("what the network refuses is told with its own reason", async () => {
    const result = await town
      .network(name)
      .publish(town.context(name), signIn(name, "lea_martin"), fresh("mot ".repeat(300), null));
    expect(result).toMatchObject({ kind: "rejected", status: name === "x" ? 400 : 422 });
  });

  test("a revoked token is unauthorised, and appears in no answer", async () => {
    const login = signIn(name, "noah_petit");
    town.simulators.revoke(name, "noah_petit");
    const result = await town.network(name).publish(town.context(name), login, fresh());
    expect(result).toMatchObject({ kind: "unauthorised", status: 401 });
    expect(JSON.stringify(result)).not.toContain(login.token);
  });

  test("an echo of the token is taken out of what is kept", async () => {
    const login = signIn(name, "lea_martin");
    const result = await under({ kind: "answer", accept: false, status: 400, body: `you sent ${login.token}` }, () =>
      town.network(name).publish(town.context(name), login, fresh()),
    );
    expect(result).toMatchObject({ kind: "rejected", raw: "you sent [token]" });
  });

  test.each<{ says: string; fault: Fault; kind: CallResult["kind"]; posts: number }>([
    { says: "cut before anything was read", fault: { kind: "cut", when: "request" }, kind: "unknown", posts: 0 },
    { says: "accepted and cut before the answer", fault: { kind: "cut", when: "accepted" }, kind: "unknown", posts: 1 },
    { says: "accepted and cut in the answer", fault: { kind: "cut", when: "answer" }, kind: "unknown", posts: 1 },
    { says: "accepted, and never answered", fault: { kind: "hang", accept: true }, kind: "unknown", posts: 1 },
    {
      says: "accepted, then 503",
      fault: { kind: "answer", accept: true, status: 503, body: "over capacity" },
      kind: "unknown",
      posts: 1,
    },
    { says: "502 and not accepted", fault: { kind: "answer", accept: false, status: 502 }, kind: "unknown", posts: 0 },
    {
      says: "a 2xx that is no JSON",
      fault: { kind: "answer", accept: true, status: 200, body: "<html>" },
      kind: "unknown",
      posts: 1,
    },
    {
      says: "a redirect",
      fault: { kind: "answer", accept: false, status: 307, headers: { location: "http://127.0.0.1:1/" } },
      kind: "unknown",
      posts: 0,
    },
    {
      says: "an empty balance",
      fault: { kind: "answer", accept: false, status: 402, body: "{}" },
      kind: "limited",
      posts: 0,
    },
    {
      says: "a plain 404",
      fault: { kind: "answer", accept: false, status: 404, body: "{}" },
      kind: "rejected",
      posts: 0,
    },
  ])("$says is $kind", async ({ says, fault: wanted, kind, posts }) => {
    const [login, post] = [signIn(name, "hugo_bernard"), fresh(`${says} ${name}`, null)];
    const result = await under(wanted, () => town.network(name).publish(town.context(name, 700), login, post));
    expect(result.kind).toBe(kind);
    expect(accepted(name, post.part.text)).toBe(posts);
  });

  test("a refused connection and a blocked address were surely not sent", async () => {
    const [network, login] = [town.network(name), signIn(name, "lea_martin")];
    const closed = await unusedPort();
    const blocked = await network.publish(
      { ...town.context(name), apiBase: `http://127.0.0.1:${closed}` },
      login,
      fresh(),
    );
    expect(blocked.kind).toBe("not_sent");
    const inside = await network.publish({ ...town.context(name), apiBase: "http://169.254.169.254" }, login, fresh());
    expect(inside.kind).toBe("not_sent");
  });
});

test("X refuses the same words twice as a duplicate", async () => {
  const [login, post] = [signIn("x", "ines_moreau"), fresh()];
  expect((await town.network("x").publish(town.context("x"), login, post)).kind).toBe("published");
  expect(await town.network("x").publish(town.context("x"), login, post)).toMatchObject({
    kind: "duplicate",
    status: 403,
    existing: null,
  });
  expect(accepted("x", post.part.text)).toBe(1);
});

test("Mastodon returns the original for the same key within the hour, and another status after it", async () => {
  const [network, context, login, post] = [
    town.network("mastodon"),
    town.context("mastodon"),
    signIn("mastodon", "ines_moreau"),
    fresh(),
  ];
  const results = await Promise.all([1, 2, 3, 4].map(() => network.publish(context, login, post)));
  expect(new Set(results.map((result) => (result.kind === "published" ? result.remoteId : result.kind))).size).toBe(1);
  town.clock.skip(59 * 60_000);
  await network.publish(context, login, post);
  expect(accepted("mastodon", post.part.text)).toBe(1);
  town.clock.skip(2 * 60_000);
  await network.publish(context, login, post);
  expect(accepted("mastodon", post.part.text)).toBe(2);
});

test("a limit ends when the network says, in X's seconds and in Mastodon's dates", async () => {
  const tight = await openTown({ budgets: { x: { calls: 1, seconds: 900 }, mastodon: { calls: 1, seconds: 300 } } });
  for (const [name, seconds] of [
    ["x", 900],
    ["mastodon", 300],
  ] as const) {
    const login = tight.login(name, "lea_martin");
    expect((await tight.network(name).publish(tight.context(name), login, fresh())).kind).toBe("published");
    const limited = await tight.network(name).publish(tight.context(name), login, fresh());
    const end = (Math.floor(tight.clock.now() / (seconds * 1000)) + 1) * seconds * 1000;
    expect(limited).toMatchObject({ kind: "limited", status: 429, until: end });
  }
  await tight.close();
});

test("X's daily allowance, when it is what ran out, decides how long to wait", async () => {
  const tomorrow = Math.ceil(town.clock.now() / 1000) + 40_000;
  const headers = {
    "x-rate-limit-reset": String(tomorrow - 39_000),
    "x-user-limit-24hour-remaining": "0",
    "x-user-limit-24hour-reset": String(tomorrow),
  };
  const result = await under({ kind: "answer", accept: false, status: 429, headers, body: "{}" }, () =>
    town.network("x").publish(town.context("x"), signIn("x", "lea_martin"), fresh()),
  );
  expect(result).toMatchObject({ kind: "limited", until: tomorrow * 1000 });
});

test("what was accepted before a simulator stopped is there after it started again, on the same port", async () => {
  const first = await openTown();
  const login = first.login("mastodon", "lea_martin");
  const post = fresh();
  const before = await first.network("mastodon").publish(first.context("mastodon"), login, post);
  await first.simulators.close();
  const second = await openTown({ dataDir: first.dataDir });
  expect(second.simulators.port).toBe(first.simulators.port);
  const after = await second.network("mastodon").publish(second.context("mastodon"), login, post);
  expect(after).toMatchObject({ kind: "published", remoteId: before.kind === "published" ? before.remoteId : "" });
  expect(second.simulators.posts("mastodon")).toHaveLength(1);
  await second.simulators.close();
  await second.services.outbound.close();
  const squatter = createServer().listen(first.simulators.port, "127.0.0.1");
  await new Promise((resolve) => squatter.once("listening", resolve));
  await expect(openTown({ dataDir: first.dataDir })).rejects.toThrow("SIMULATOR_PORT");
  squatter.close();
  await first.close().catch(() => undefined);
});

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
