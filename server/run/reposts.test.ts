import { expect, test } from "vitest";
import { firstPart } from "#engine/post.ts";
import { mayRepost } from "#engine/repost.ts";
import type { Result } from "#engine/run.ts";
import { rulingsOf } from "#engine/rules.ts";
import type { Share } from "#engine/thread.ts";
import { item as makeItem, publisher } from "#test/support/toys.ts";
import { loadNodes } from "../nodes.ts";
import { fitter } from "./fit.ts";
import { leadKey, type Leads } from "./leads.ts";
import { settleReposts } from "./reposts.ts";

const { networks } = await loadNodes();
const uri = "at://did:plc:abc/app.bsky.feed.post/1";
const origin = {
  network: "bluesky",
  remoteId: uri,
  url: "https://bsky.app/profile/acme/post/1",
  account: "did:plc:abc",
};
const read = makeItem(`bluesky:${uri}`, {
  title: "Nous recrutons",
  summary: "Nous recrutons\n\nÀ Lyon",
  author: "Acme",
  origin,
});
const elsewhere = makeItem("https://acme.example/a", { title: "Un article" });
const account = (network: string) => publisher(`${network}:lea.${network}`);

function settled(share: Share, network: string, item = read) {
  const one: Result["wanted"][number] = {
    node: "z",
    account: account(network),
    item,
    topic: "",
    picture: { describe: false, missing: "send", hours: 2 },
    shape: { share, long: "cut", link: "post", card: "ours" },
  };
  const result: Result = {
    wanted: [one],
    drops: [],
    offers: [],
    edges: {},
    carried: new Map(),
    steps: [],
    targets: { z: 1 },
    states: {},
    kept: [],
    recalls: [],
  };
  const dropped: string[] = [];
  settleReposts(result, networks, (node) => void dropped.push(node));
  return { result, dropped };
}

test("a post that was read on the account's own network is passed on there, without words and pictures of its own", () => {
  const [one] = settled("repost", "bluesky").result.wanted;
  expect(one).toMatchObject({ picture: null, shape: { share: "repost" } });
  const { post, forbidden } = fitter(networks)(one!.account, read, [], one!.shape);
  expect([post.parts.length, forbidden]).toEqual([1, null]);
  expect(firstPart(post)).toEqual({
    kind: "repost",
    text: "",
    original: { remoteId: uri, url: origin.url, author: "Acme", text: "Nous recrutons\n\nÀ Lyon" },
  });
});

test("where the network cannot, it is a post of one's own or nothing, as the target says", () => {
  for (const [network, item] of [
    ["x", read],
    ["bluesky", elsewhere],
  ] as const) {
    expect(settled("repost", network, item).result.wanted[0]?.shape.share).toBe("own");
    const only = settled("only", network, item);
    expect([only.result.wanted.length, only.result.drops[0]?.code, only.dropped]).toEqual([0, "no-repost", ["z"]]);
    const own = fitter(networks)(account(network), item, [], {
      share: "own",
      long: "cut",
      link: "post",
      card: "none",
    });
    expect(firstPart(own.post).kind).toBe("post");
  }
  expect(settled("own", "bluesky").result.wanted[0]?.shape.share).toBe("own");
});

test("who passes a post on need not say in it for whom they work: it has no words of theirs; words beside it do", () => {
  const { card } = networks.get("bluesky")!;
  const to = {
    kind: "person",
    mode: "ask",
    limits: card.limits,
    disclosure: { words: ["#acme"], required: true },
  } as const;
  const { post } = fitter(networks)(account("bluesky"), read, [], {
    share: "repost",
    long: "cut",
    link: "post",
    card: "ours",
  });
  expect(rulingsOf(card, post, to)).toEqual([]);
  const quoted = { ...post, parts: [{ ...firstPart(post), text: "Lisez ceci" }] };
  expect(rulingsOf(card, quoted, to).map(({ code }) => code)).toContain("disclosure-required");
  expect(mayRepost(undefined, account("bluesky"), read)).toBe(false);
});

test("an item that goes to the company's account on the network is passed on from there: of this run first, else of an earlier one", () => {
  const to = (id: string, share: Share, member: string | null, node = "z"): Result["wanted"][number] => ({
    ...{ node, item: elsewhere, topic: "", picture: null, shape: { share, long: "cut", link: "post", card: "ours" } },
    account: { ...account("mastodon"), id, member },
  });
  const settle = (wanted: Result["wanted"], earlier: Leads = new Map()) => {
    const result: Result = {
      wanted,
      drops: [],
      offers: [],
      edges: {},
      carried: new Map(),
      steps: [],
      targets: {},
      states: {},
      kept: [],
      recalls: [],
    };
    settleReposts(result, networks, () => {}, earlier);
    return result.wanted.map(({ account: { id }, shape, pass }) => [id, shape.share, pass?.lead?.id ?? null]);
  };
  const lea = to("lea", "repost", "m1");
  const company = { ...account("mastodon"), id: "old", member: null };
  const before = new Map([[leadKey(elsewhere.key, "mastodon"), company]]);
  expect(settle([lea, to("acme", "own", null, "y")], before)).toEqual([
    ["lea", "own", "acme"],
    ["acme", "own", null],
  ]);
  expect(settle([lea], before)).toEqual([["lea", "own", "old"]]);
  // A colleague whom another target names, but none of those who get it from the same one.
  expect(settle([lea, to("hugo", "own", "m2", "y")])[0]).toEqual(["lea", "own", "hugo"]);
  expect(settle([lea, to("hugo", "own", "m2")])[0]).toEqual(["lea", "own", null]);
  // Nobody passes on what passes something on, or their own.
  expect(settle([lea, to("acme", "only", null, "y")])).toEqual([["lea", "own", null]]);
  expect(settle([to("old", "only", null)], before)).toEqual([]);
});

test("the person's choice keeps the post and offers the repost; what has no words of its own is passed on", () => {
  const [one] = settled("choice", "bluesky").result.wanted;
  expect(one).toMatchObject({ shape: { share: "own" }, pass: { share: "choice", lead: null } });
  const bare = { ...read, text: "", title: "", summary: "" };
  expect(settled("choice", "bluesky", bare).result.wanted[0]).toMatchObject({ shape: { share: "repost" } });
});
