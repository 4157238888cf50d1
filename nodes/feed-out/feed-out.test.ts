import { expect, test } from "vitest";
import { type NetworkContext, MediumError } from "#engine/network.ts";
import { loginOf, noMedium, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network } from "./network.ts";

const context: NetworkContext = {
  apiBase: network.apiBase,
  webBase: network.webBase,
  timeout: 5000,
  now: () => 0,
  medium: noMedium,
  fetch: () => Promise.reject(new MediumError({ en: "nothing leaves", fr: "rien ne part" }, { retry: false })),
};
const { address } = network.connections;

test("each connecting makes another address, known by the name that it was given", async () => {
  const [first, second] = await Promise.all(
    [1, 2].map(() => address!.open!(context, { name: "Actualités Lumen" }, null)),
  );
  expect(first!.token).toMatch(/^[\w-]{32}$/u);
  expect(second!.token).not.toBe(first!.token);
  const { accounts } = await address!.accounts({ context, server: null, client: null, access: first! });
  expect(accounts).toMatchObject([{ kind: "channel", remoteId: "actualités-lumen", name: "Actualités Lumen" }]);
});

test("a post is out without a call, under its own key", async () => {
  const login = loginOf(card, { kind: "channel" });
  expect(await network.publish(context, login, sendingOf({ text: "Bonjour" }, { key: "k-1" }))).toMatchObject({
    kind: "published",
    remoteId: "k-1",
  });
});

test("a picture that cannot be had is told before the post is out", async () => {
  const medium = { id: "00000000-0000-4000-8000-000000000000", kind: "picture", type: "image/png" } as const;
  const sending = sendingOf({ text: "Bonjour", media: [medium] });
  expect(await network.prepare!(context, loginOf(card), sending, undefined)).toMatchObject({ kind: "rejected" });
});
