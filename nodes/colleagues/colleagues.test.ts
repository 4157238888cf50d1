import { expect, test } from "vitest";
import type { Item } from "#engine/item.ts";
import { source } from "./run.ts";

const item: Item = {
  ...{ key: "post:1", source: "Carnet de Léa", kind: "post", title: "Sous la coupole", text: "Sous la coupole" },
  ...{ link: "https://lea.example/coupole", summary: "", author: "Léa Martin", tags: [], media: [], language: "fr" },
  ...{ published: "2026-11-26T15:00:00.000Z", updated: null },
  origin: { network: "somewhere", remoteId: "1", url: "https://lea.example/1", account: "lea" },
};
const receive = (given: unknown) =>
  source.receive(
    { headers: {}, body: Buffer.from(JSON.stringify(given)), at: 0 },
    {},
    { sourceId: "s", secrets: () => Promise.resolve([]) },
  );

test("posts come in as the account's own source read them, with their author and where they can be reposted", async () => {
  expect(await receive({ items: [item] })).toEqual({ kind: "items", id: null, items: [item] });
});

test("what is no post, and more than is taken at once, is refused", async () => {
  for (const given of [
    null,
    [item],
    { items: [{ ...item, key: "" }] },
    { items: Array.from({ length: 101 }, () => item) },
  ])
    expect(await receive(given)).toMatchObject({ kind: "refused", refusal: { code: "no_posts", why: "content" } });
});
