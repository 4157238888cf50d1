import { expect } from "vitest";
import { can } from "#engine/card.ts";
import type { CallResult, Sending, Sent } from "#engine/network.ts";
import { type Clause, needs } from "../clause.ts";
import type { Rig } from "../rig.ts";

/** Everything that is easily broken on the way: accents, quotes, markup, an emoji of several signs, Han, an address with escapes. */
const link = "https://example.org/a?b=1&c=%C3%A9";
const words = `« Été » & <b>gras</b> 👩‍🚒 日本 ${link}`;

export const publishing: Clause[] = [
  {
    name: "a post is published, once",
    check: async (rig) => {
      const sending = rig.fresh({ text: words, link });
      await published(rig, await rig.send(await rig.login(), sending));
      expect(rig.accepted(sending)).toBe(1);
    },
  },
  {
    name: "it is read back word for word",
    absent: needs("read"),
    check: async (rig) => {
      const [login, sending] = [await rig.login(), rig.fresh({ text: words, link })];
      const sent = await published(rig, await rig.send(login, sending));
      const { seen, full } = await rig.network.recent!(rig.context(), login, rig.town.clock.now() - 60_000);
      expect(full).toBe(true);
      expect(seen.find(({ remoteId }) => remoteId === sent.remoteId)).toMatchObject({
        text: sending.part.text,
        url: sent.url,
        links: expect.arrayContaining([link]),
      });
    },
  },
  {
    name: "its address shows it to readers, words as words",
    check: async (rig) => {
      const sending = rig.fresh({ text: words, link });
      const sent = await published(rig, await rig.send(await rig.login(), sending));
      const shown = await fetch(shownAt(rig, sending, sent));
      const markup = await shown.text();
      expect(shown.status).toBe(200);
      expect(markup).toMatch(/&(?:#60|lt);b&(?:#62|gt);gras/u);
      expect(markup).not.toMatch(/<b>gras|<script/u);
      expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
    },
  },
  { name: "a thread goes on below its first part", absent: needs("reply"), check: (rig) => follows(rig, "reply") },
  { name: "a comment stands below the post", absent: needs("comment"), check: (rig) => follows(rig, "comment") },
  {
    name: "a post is taken back",
    absent: needs("remove"),
    check: async (rig) => {
      const login = await rig.login();
      const { remoteId, url } = await published(rig, await rig.send(login, rig.fresh()));
      const original = { remoteId, ...(url === null ? {} : { url }) };
      expect(await rig.network.remove!(rig.context(), login, original)).toMatchObject({ kind: "published" });
      if (rig.network.recent === undefined || !can(rig.network.card, rig.kind, "read")) return;
      const { seen } = await rig.network.recent(rig.context(), login, rig.town.clock.now() - 60_000);
      expect(seen.map((post) => post.remoteId)).not.toContain(remoteId);
    },
  },
  {
    name: "its counts come back, and none of a post that is not there",
    absent: needs("measure"),
    check: async (rig) => {
      const login = await rig.login();
      const { remoteId } = await published(rig, await rig.send(login, rig.fresh()));
      const stranger = remoteId.replace(/[0-9a-z](?=[^0-9a-z]*$)/u, (sign) => (sign === "1" ? "2" : "1"));
      const measured = await rig.network.measure!(rig.context(), login, [remoteId, stranger]);
      if (measured.kind !== "read") throw new Error(measured.kind);
      expect([...measured.counts.keys()]).toEqual([remoteId]);
      const counts = Object.values(measured.counts.get(remoteId) ?? {});
      expect(counts.length).toBeGreaterThan(0);
      for (const count of counts) expect(count).toSatisfy((each: number) => Number.isInteger(each) && each >= 0);
    },
  },
  {
    name: "the account's followers are counted",
    absent: ({ network, kind }) =>
      network.audience === undefined || !can(network.card, kind, "measure") ? "it tells no followers" : null,
    check: async (rig) => {
      const measured = await rig.network.audience!(rig.context(), await rig.login());
      if (measured.kind !== "read") throw new Error(measured.kind);
      expect(measured.followers).toSatisfy((each: number) => Number.isInteger(each) && each >= 0);
    },
  },
];

/** Where a reader sees it: at its own address, or where the trial says that readers of such posts find it. */
export function shownAt({ trial, town, network }: Rig, { part }: Sending, { url }: Sent): string {
  const [word = ""] = part.text.split(" ");
  const at = url ?? trial.shown?.(`${town.simulators.base}/${network.card.name}`, word);
  if (at === undefined) throw new Error("nobody can see it: it has no address");
  return at;
}

/** What a call published; fails, with what the network said, where it did not. */
export async function published(rig: Pick<Rig, "title">, result: CallResult): Promise<Sent> {
  if (result.kind !== "published") throw new Error(`${rig.title}: ${result.kind} ${result.status}, ${result.raw}`);
  return { remoteId: result.remoteId, url: result.url };
}

async function follows(rig: Rig, kind: "reply" | "comment"): Promise<void> {
  const login = await rig.login();
  const first = await published(rig, await rig.send(login, rig.fresh()));
  const next = { ...rig.fresh({ kind }), index: 1, before: [first] };
  const second = await published(rig, await rig.send(login, next));
  expect(second.remoteId).not.toBe(first.remoteId);
  expect(rig.accepted(next)).toBe(1);
}
