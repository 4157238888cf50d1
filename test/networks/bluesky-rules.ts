import { expect, test } from "vitest";
import type { Login } from "#engine/network.ts";
import { card } from "#nodes/bluesky/card.ts";
import { network } from "#nodes/bluesky/network.ts";
import {
  account,
  connect,
  didOf,
  fresh,
  medium,
  pixel,
  type Place,
  prepared,
  read,
  refOf,
  send,
  sent,
  stretches,
} from "./bluesky.ts";

export const newcomersNeeded = 6;

/** What holds at a real server and at the simulated one alike. Needs `newcomersNeeded` people. */
export function holdsAt(open: () => Place): void {
  let member: Promise<Login> | null = null;
  /** Somebody who is connected, for whatever needs no account of its own: a real server takes its time with each sign-in. */
  const shared = (): Promise<Login> =>
    (member ??= open()
      .newcomer()
      .then(async (entered) => (await connect(open(), entered)).login));
  /** The account's newest posts that say this. */
  const recent = async (login: Login, text: string) => {
    const { seen, full } = await network.recent!(open().context, login, Date.now() - 60_000);
    expect(full).toBe(true);
    return seen.filter((post) => post.text === text);
  };

  test("a handle and an app password open the account, for two hours and by DID", async () => {
    const { context, newcomer } = open();
    const entered = await newcomer();
    const { access, login } = await connect(
      { context },
      { ...entered, identifier: `@${entered.identifier.toUpperCase()} ` },
    );
    expect(login).toMatchObject({
      remoteId: expect.stringMatching(/^did:plc:[a-z2-7]{24}$/u),
      handle: entered.identifier,
    });
    expect(access.refresh).not.toBeNull();
    expect((access.expiresAt ?? 0) - Date.now()).toBeGreaterThan(7_000_000);
    expect(access.fields).toMatchObject({ identifier: login.remoteId, password: entered.password });
    expect(access.scopes).toEqual(["com.atproto.appPass"]);
  });

  test("what opens nothing is told with the field that is wrong", async () => {
    const { context, newcomer } = open();
    const { identifier } = await newcomer();
    const tries = { mine: account.open!(context, { identifier, password: "abcd-efgh-ijkl-mnop" }, null) };
    await expect(tries.mine).rejects.toMatchObject({ name: "ConnectError", field: "password" });
    await expect(account.open!(context, { identifier, password: "my real password" }, null)).rejects.toMatchObject({
      field: "password",
      message: expect.stringContaining("not an app password"),
    });
  });

  test("a text is read back letter for letter, its links, tags and mentions where they stand", async () => {
    const { context, newcomer } = open();
    const [login, other] = [await shared(), await newcomer()];
    const link = "https://example.org/é?a=1&b=(2)";
    const text = `👩‍🚒 « Été » مرحبا e\u0301 & <b>gras</b> @${other.identifier} @nobody.${domainOf(login.handle)} #Éclairage\n${link}`;
    const { remoteId, url } = await sent(context, login, fresh({ text, link, language: "fr" }));
    const record = await read(context, remoteId);
    expect(record).toMatchObject({ $type: "app.bsky.feed.post", text, langs: ["fr"] });
    expect(stretches(text, record?.["facets"])).toEqual([
      {
        words: `@${other.identifier}`,
        $type: "app.bsky.richtext.facet#mention",
        did: await didOf(context, other.identifier),
      },
      { words: "#Éclairage", $type: "app.bsky.richtext.facet#tag", tag: "Éclairage" },
      { words: link, $type: "app.bsky.richtext.facet#link", uri: link },
    ]);
    expect(url).toBe(`${context.webBase}/profile/${login.remoteId}/post/${remoteId.split("/").at(-1)}`);
    const at = Date.parse(String(record?.["createdAt"]));
    expect(await recent(login, text)).toEqual([{ remoteId, url, text, links: [link], at }]);
  });

  test("a post is dated when it goes out, not when it was planned, so that readers find it on top", async () => {
    const { context } = open();
    const login = await shared();
    const before = Date.now();
    const { remoteId } = await sent(
      context,
      login,
      fresh({ text: "Attendu deux jours" }, { madeAt: before - 2 * 86_400_000 }),
    );
    const { createdAt } = (await read(context, remoteId)) ?? {};
    expect(Date.parse(String(createdAt))).toBeGreaterThanOrEqual(before);
    expect((await recent(login, "Attendu deux jours")).map((post) => post.remoteId)).toEqual([remoteId]);
  });

  test("pictures carry their words and their shape, a card its own picture", async () => {
    const withMedia = { ...open().context, medium: async () => pixel };
    const login = await shared();
    const pictures = fresh({ text: "Une image", media: [{ ...medium, alt: "Un point" }, medium] });
    const { remoteId } = await sent(withMedia, login, pictures);
    const image = { $type: "blob", mimeType: "image/png", size: pixel.bytes.length };
    expect(await read(withMedia, remoteId)).toMatchObject({
      embed: {
        $type: "app.bsky.embed.images",
        images: [
          { alt: "Un point", aspectRatio: { width: 1, height: 1 }, image },
          { alt: "", aspectRatio: { width: 1, height: 1 }, image },
        ],
      },
    });
    const shown = { url: "https://example.org/a", title: "Titre", description: "Résumé", picture: medium };
    const linked = await sent(withMedia, login, fresh({ text: "Un lien", card: shown, link: shown.url }));
    expect(await read(withMedia, linked.remoteId)).toMatchObject({
      embed: {
        $type: "app.bsky.embed.external",
        external: { uri: shown.url, title: "Titre", description: "Résumé", thumb: image },
      },
    });
  });

  test("a thread names its first post and the one before, a comment the post that it is below", async () => {
    const { context } = open();
    const login = await shared();
    const kinds = ["post", "reply", "reply", "comment"] as const;
    const before: { remoteId: string; url: string | null }[] = [];
    // All in one moment: the clock stands still.
    const still = { ...context, now: () => 1_800_000_000_000 };
    for (const [index, kind] of kinds.entries())
      before.push(await sent(still, login, fresh({ text: `Partie ${index}`, kind }, { index, before: [...before] })));
    const records = await Promise.all(before.map(({ remoteId }) => read(context, remoteId)));
    const refs = await Promise.all(before.map(({ remoteId }) => refOf(context, remoteId)));
    expect(records.map((record) => record?.["reply"])).toEqual([
      undefined,
      { root: refs[0], parent: refs[0] },
      { root: refs[0], parent: refs[1] },
      { root: refs[0], parent: refs[0] },
    ]);
    const dates = records.map((record) => Date.parse(String(record?.["createdAt"])));
    expect(new Set(dates).size).toBe(4);
    expect([...dates].sort((a, b) => a - b)).toEqual(dates);
  });

  test("an answer to a post that is gone is refused with a sentence, before anything is sent", async () => {
    const { context } = open();
    const login = await shared();
    const first = await sent(context, login, fresh({ text: "Reprise" }));
    await expect(network.remove!(context, login, { remoteId: first.remoteId })).resolves.toMatchObject({
      kind: "published",
    });
    await expect(network.remove!(context, login, { remoteId: first.remoteId })).resolves.toMatchObject({
      kind: "published",
    });
    expect(await read(context, first.remoteId)).toBeNull();
    const answer = fresh({ text: "Suite", kind: "reply" }, { index: 1, before: [first] });
    expect(await network.prepare!(context, login, answer, undefined)).toMatchObject({ kind: "rejected" });
  });

  test("the same part sent eight times at once, and once more prepared anew, is one post", async () => {
    const { context } = open();
    const login = await shared();
    const part = fresh({ text: "Une seule fois" });
    const once = await prepared(context, login, part);
    const results = await Promise.all(Array.from({ length: 8 }, () => network.publish(context, login, once)));
    const later = { ...context, now: () => Date.now() + 3_600_000 };
    results.push(await network.publish(later, login, await prepared(later, login, part)));
    expect(new Set(results.map((result) => (result.kind === "published" ? result.remoteId : result.kind))).size).toBe(
      1,
    );
    expect(await recent(login, "Une seule fois")).toHaveLength(1);
  });

  test("another post under the same key is never written over", async () => {
    const { context } = open();
    const login = await shared();
    const first = fresh({ text: "La première" });
    const { remoteId } = await sent(context, login, first);
    const second = fresh({ text: "Une autre" }, { key: first.key, madeAt: first.madeAt });
    expect(await send(context, login, second)).toMatchObject({ kind: "rejected", status: 400 });
    expect(await read(context, remoteId)).toMatchObject({ text: "La première" });
  });

  test("one's own post is reposted, and quoted where words are given", async () => {
    const { context } = open();
    const login = await shared();
    const original = await sent(context, login, fresh({ text: "L’original" }));
    const ref = await refOf(context, original.remoteId);
    const byName = await sent(
      context,
      login,
      fresh({ text: "", kind: "repost", original: { remoteId: original.remoteId } }),
    );
    expect(await read(context, byName.remoteId)).toMatchObject({ $type: "app.bsky.feed.repost", subject: ref });
    expect(byName.url).toBe(original.url);
    const byPage = {
      remoteId: "page",
      url: `${context.webBase}/profile/${login.handle}/post/${ref.uri.split("/").at(-1)}`,
    };
    const quote = await sent(context, login, fresh({ text: "À lire", kind: "repost", original: byPage }));
    expect(await read(context, quote.remoteId)).toMatchObject({
      text: "À lire",
      embed: { $type: "app.bsky.embed.record", record: ref },
    });
  });

  test.each([
    { says: "301 letters", text: "x".repeat(301) },
    { says: "290 letters of 11 bytes", text: "👩‍🚒".repeat(290) },
  ])("what the card counts as too long the server refuses with its own words: $says", async ({ text }) => {
    const { context } = open();
    const login = await shared();
    expect(card.count(text, card.limits)).toBeGreaterThan(300);
    const result = await send(context, login, fresh({ text }));
    expect(result).toMatchObject({ kind: "rejected", status: 400 });
    expect(result.kind === "rejected" && result.reason.fr).toMatch(/too big \(maximum 3000?, got \d+\)/u);
    const cut = card.cut(text, 300, card.limits);
    expect(await send(context, login, fresh({ text: cut }))).toMatchObject({ kind: "published" });
  });

  test("a session is renewed by its refresh token, and by the app password where that is spent", async () => {
    const { context, newcomer } = open();
    const { access, login } = await connect({ context }, await newcomer());
    const grant = { context, server: null, client: null };
    const renewed = await account.refresh!({ ...grant, access });
    if (renewed.kind !== "renewed") throw new Error(JSON.stringify(renewed));
    expect(renewed.access.fields).toEqual(access.fields);
    await sent(context, { ...login, token: renewed.access.token }, fresh({ text: "Renouvelé" }));
    // Somebody else renewed it, and the answer was lost.
    expect(await account.revoke!({ ...grant, access: renewed.access })).toBe(true);
    const again = await account.refresh!({ ...grant, access: renewed.access });
    if (again.kind !== "renewed") throw new Error(JSON.stringify(again));
    await sent(context, { ...login, token: again.access.token }, fresh({ text: "Reconnecté" }));
  });

  test("a deleted app password ends it: what is left is to connect again", async () => {
    const place = open();
    const entered = await place.newcomer();
    const { access } = await connect(place, entered);
    await place.deletePassword(entered);
    const grant = { context: place.context, server: null, client: null };
    expect(await account.refresh!({ ...grant, access })).toEqual({ kind: "dead" });
    expect(await account.refresh!({ ...grant, access: { ...access, refresh: null } })).toEqual({ kind: "dead" });
  });

  test("a token that is none is no access, whatever the status says", async () => {
    const { context } = open();
    const login = await shared();
    const once = await prepared(context, login, fresh({ text: "Sans accès" }));
    const result = await network.publish(context, { ...login, token: "not.a.token" }, once);
    expect(result).toMatchObject({ kind: "unauthorised", status: 400 });
    expect(JSON.stringify(result)).not.toContain("not.a.token");
  });
}

/** The domain of a handle: what everybody's handle there ends with. */
const domainOf = (handle: string): string => handle.slice(handle.indexOf(".") + 1);
