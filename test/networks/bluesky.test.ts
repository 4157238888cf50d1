import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { people as demoPeople } from "#server/simulators/people.ts";
import { network } from "#nodes/bluesky/network.ts";
import { holdsAt, newcomersNeeded } from "./bluesky-rules.ts";
import { account, connect, fresh, pixel, type Place, sent } from "./bluesky.ts";
import { openTown, type Town } from "./world.ts";

const people = Array.from({ length: newcomersNeeded + 1 }, (_, index) => ({
  handle: `person_${index}`,
  name: `Personne ${index}`,
  about: demoPeople[0]?.about ?? "",
}));

let town: Town;
beforeAll(async () => {
  town = await openTown({ people });
});
afterAll(() => town.close());

describe("at the simulated server", () => {
  let next = 0;
  const handles = new Map<string, string>();
  const place = (): Place => ({
    context: town.context("bluesky"),
    newcomer: async () => {
      const handle = `person_${(next += 1)}`;
      const { identifier = "", password = "" } = town.simulators.credentials("bluesky", handle);
      handles.set(identifier, handle);
      return { identifier, password };
    },
    deletePassword: async ({ identifier }) => town.simulators.revoke("bluesky", handles.get(identifier) ?? ""),
  });
  holdsAt(place);
});

const shown = async (url: string) => {
  const reply = await fetch(url);
  return { status: reply.status, markup: await reply.text(), headers: reply.headers };
};

test("readers see pictures with their words, the card of a link, what was quoted and the answers, and nothing that runs", async () => {
  const one = await openTown();
  const context = { ...one.context("bluesky"), medium: async () => pixel };
  const { login } = await connect({ context }, { ...one.simulators.credentials("bluesky", "lea_martin") });
  const medium = { id: "5f0f9c1e-6c06-4f0a-9d2e-2a1c7c1f4a01", kind: "picture" as const, type: "image/png" };
  const hostile = `"><script>alert(1)</script> javascript:alert(1)`;
  const first = await sent(
    context,
    login,
    fresh({ text: `Une image ${hostile}`, media: [{ ...medium, alt: hostile }] }),
  );
  const link = "https://example.org/a";
  const card = { url: link, title: hostile, description: "Un résumé", picture: medium };
  const second = await sent(
    context,
    login,
    fresh({ text: `${hostile} ${link}`, link, card, kind: "reply" }, { index: 1, before: [first] }),
  );
  await sent(context, login, fresh({ text: "À lire", kind: "repost", original: { remoteId: first.remoteId } }));
  const post = await shown(first.url ?? "");
  expect(post.status).toBe(200);
  expect(post.markup).toContain('width="1" height="1"');
  expect(post.markup).toContain("Un résumé");
  expect(post.markup).toContain(`href="${second.url}"`);
  for (const page of [
    first.url ?? "",
    second.url ?? "",
    `${context.webBase}/home`,
    `${context.webBase}/profile/${login.handle}`,
    `${context.webBase}/settings/app-passwords`,
  ]) {
    const { status, markup, headers } = await shown(page);
    expect([page, status]).toEqual([page, 200]);
    expect(markup).not.toMatch(/<script|href="javascript|onerror/iu);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self'; img-src 'self';/u);
  }
  const source = /<img src="([^"]+)"/u.exec(post.markup)?.[1] ?? "";
  const picture = await fetch(source);
  expect(picture.headers.get("content-type")).toBe("image/png");
  expect(Buffer.from(await picture.arrayBuffer()).equals(Buffer.from(pixel.bytes))).toBe(true);
  // All of it is there after a restart.
  await one.simulators.close();
  const again = await openTown({ dataDir: one.dataDir });
  expect((await shown(first.url ?? "")).markup).toBe(post.markup);
  expect((await fetch(source)).status).toBe(200);
  await again.close();
  await one.close().catch(() => undefined);
});

test("over three days and fifty posts somebody signs in once: the session is renewed", async () => {
  const asked: string[] = [];
  const one = await openTown({ faults: (_name, { path }) => (asked.push(path), undefined) });
  const context = one.context("bluesky");
  let { access, login } = await connect({ context }, { ...one.simulators.credentials("bluesky", "hugo_bernard") });
  for (let post = 0; post < 50; post += 1) {
    if ((access.expiresAt ?? 0) <= one.clock.now()) {
      const renewed = await account.refresh!({ context, server: null, client: null, access });
      if (renewed.kind !== "renewed") throw new Error(renewed.kind);
      access = renewed.access;
      login = { ...login, token: access.token };
    }
    await sent(context, login, fresh({ text: `Message ${post}` }, { madeAt: one.clock.now() }));
    one.clock.skip(86_400_000 / 16);
  }
  const count = (method: string) => asked.filter((path) => path.endsWith(method)).length;
  expect(count("createSession")).toBe(1);
  expect(count("refreshSession")).toBeGreaterThan(20);
  expect(one.simulators.posts("bluesky")).toHaveLength(50);
  await one.close();
});

test("an access that ran out is unauthorised, and a refresh token does once", async () => {
  const one = await openTown();
  const context = one.context("bluesky");
  const { access, login } = await connect({ context }, { ...one.simulators.credentials("bluesky", "ines_moreau") });
  one.clock.skip(7_200_001);
  const late = await network.publish(context, login, fresh({ text: "Trop tard" }, { madeAt: one.clock.now() }));
  expect(late).toMatchObject({ kind: "unauthorised", status: 400, raw: expect.stringContaining("ExpiredToken") });
  const spent = access.refresh ?? "";
  const reply = () =>
    fetch(`${context.apiBase}/xrpc/com.atproto.server.refreshSession`, {
      method: "POST",
      headers: { authorization: `Bearer ${spent}` },
    });
  expect([(await reply()).status, (await reply()).status]).toEqual([200, 400]);
  await one.close();
});
