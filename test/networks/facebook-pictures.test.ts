import { afterEach, beforeEach, expect, test } from "vitest";
import type { FittedMedium, Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { jpeg, movie, png } from "#test/support/pictures.ts";
import { loginOf, sendingOf } from "#test/support/network.ts";
import { openTown, type Town } from "./world.ts";

let town: Town;
/** Every request that the simulated Facebook got. */
let asked: string[];
beforeEach(async () => {
  asked = [];
  town = await openTown({ faults: (_, { method, path }) => void asked.push(`${method} ${path}`) });
});
afterEach(() => town.close());

/** A person's page, as connecting opens it. */
async function pageOf(handle: string): Promise<Login> {
  const { tokens } = town.simulators.issueToken("facebook", handle);
  const access = { token: tokens.access, refresh: null, expiresAt: tokens.expiresAt, scopes: [] };
  const { connections, card } = town.network("facebook");
  const { accounts } = await connections["pages"]!.accounts({
    context: town.context("facebook"),
    server: null,
    client: null,
    access,
  });
  const { remoteId, handle: name, token = "" } = accounts[0]!;
  return loginOf(card, { remoteId, handle: name, kind: "page", token });
}
const medium = (id: string, alt?: string): PostMedium => ({
  id,
  kind: "picture",
  type: "image/png",
  ...(alt === undefined ? {} : { alt }),
});
const fitted = (bytes: Buffer, type = "image/png"): FittedMedium => ({
  bytes: new Uint8Array(bytes),
  type,
  width: 320,
  height: 200,
});
const contextOf = (pictures: Record<string, FittedMedium>): NetworkContext => ({
  ...town.context("facebook"),
  medium: async ({ id }) => pictures[id]!,
});

/** One step, and what the database would keep of it. */
async function step(
  login: Login,
  sending: Sending,
  pictures: Record<string, FittedMedium>,
  soFar?: unknown,
): Promise<Prepared> {
  const done = await town.network("facebook").prepare!(contextOf(pictures), login, sending, soFar);
  return JSON.parse(JSON.stringify(done)) as Prepared;
}
async function prepare(login: Login, sending: Sending, pictures: Record<string, FittedMedium>): Promise<unknown> {
  for (let soFar: unknown; ;) {
    const done = await step(login, sending, pictures, soFar);
    if (done.kind === "prepared") return done.data;
    if (done.kind !== "waiting") throw new Error(`${done.kind}: ${done.raw}`);
    soFar = done.data;
  }
}
const publish = (login: Login, sending: Sending, prepared: unknown, text = sending.part.text) =>
  town
    .network("facebook")
    .publish(town.context("facebook"), login, { ...sending, part: { ...sending.part, text }, prepared });
const uploads = (): number => asked.filter((each) => /^POST \/\d+\/photos$/u.test(each)).length;

test("what is uploaded before a process dies is used by the next one, and the link of a post with pictures is in its words", async () => {
  const login = await pageOf("lea_martin");
  const link = "https://example.org/a";
  const sending = sendingOf({ text: `Deux images ${link}`, link, media: [medium("a", "Une"), medium("b", "Deux")] });
  const pictures = { a: fitted(await png()), b: fitted(await jpeg(), "image/jpeg") };
  const first = await step(login, sending, pictures);
  if (first.kind !== "waiting") throw new Error(first.kind);
  // Another process, which has only what was kept.
  const second = await step(login, sending, pictures, first.data);
  if (second.kind !== "prepared") throw new Error(second.kind);
  expect(uploads()).toBe(2);
  const day = 24 * 3_600_000;
  expect(second.until).toBeGreaterThan(town.clock.now() + day / 2);
  expect(second.until).toBeLessThan(town.clock.now() + day);
  const result = await publish(login, sending, second.data);
  if (result.kind !== "published") throw new Error(`${result.kind} ${result.raw}`);
  const page = await (await fetch(result.url ?? "")).text();
  expect([...page.matchAll(/<img [^>]*alt="([^"]*)"/gu)].map(([, alt]) => alt)).toEqual(["Une", "Deux"]);
  expect(page).toContain(`href="${link}"`);
  // Of a card and pictures Facebook would show one.
  expect(page).not.toContain('class="share"');
});

test("photos that are another page's, unknown, a day old or let go are refused, and the page goes on", async () => {
  const [lea, hugo] = [await pageOf("lea_martin"), await pageOf("hugo_bernard")];
  const pictures = { a: fitted(await png()) };
  const sending = sendingOf({ text: "Une image", media: [medium("a")] });
  const gone = { kind: "rejected", reason: { en: expect.stringContaining("no longer has the pictures") } };
  expect(await publish(hugo, sending, await prepare(lea, sending, pictures))).toMatchObject(gone);
  expect(await publish(lea, sending, { ids: ["1234567890123456789"], until: 0 })).toMatchObject(gone);
  const dropped = await prepare(lea, sending, pictures);
  await town.network("facebook").unprepare!(town.context("facebook"), lea, dropped);
  expect(await publish(lea, sending, dropped)).toMatchObject(gone);
  const old = await prepare(lea, sending, pictures);
  town.clock.skip(25 * 3_600_000);
  expect(await publish(lea, sending, old)).toMatchObject(gone);
  expect(await publish(lea, sending, undefined, "Du texte")).toMatchObject({ kind: "published" });
});

test("photos that were posted already are evidence of a post whose answer was lost", async () => {
  const login = await pageOf("lea_martin");
  const sending = sendingOf({ text: "Une image", media: [medium("a")] });
  const ready = await prepare(login, sending, { a: fitted(await png()) });
  expect((await publish(login, sending, ready)).kind).toBe("published");
  expect(await publish(login, sending, ready, "D’autres mots")).toMatchObject({ kind: "duplicate", existing: null });
});

test("a file that Facebook does not take is refused when it is uploaded, in words that help", async () => {
  const login = await pageOf("lea_martin");
  const sending = sendingOf({ text: "Une image", media: [medium("a")] });
  const page = fitted(Buffer.from("<!doctype html><html>Sign in</html>".padEnd(200)));
  const large = fitted(Buffer.concat([await png(), Buffer.alloc(4_100_000)]));
  for (const file of [page, large])
    expect(await step(login, sending, { a: file })).toMatchObject({
      kind: "rejected",
      reason: { en: expect.stringMatching(/JPG and PNG/u) },
    });
  expect(town.simulators.posts("facebook")).toEqual([]);
});

test("the simulated pages' pictures survive a restart, and a page's own listing names them", async () => {
  const login = await pageOf("lea_martin");
  const sending = sendingOf({ text: "Une image", media: [medium("a", "Restée")] });
  const bytes = await png({ colour: "#0a0" });
  const result = await publish(login, sending, await prepare(login, sending, { a: fitted(bytes) }));
  if (result.kind !== "published") throw new Error(result.kind);
  const { base } = town.simulators;
  const listing = await fetch(`${base}/facebook/${login.remoteId}/posts`, {
    headers: { authorization: `Bearer ${login.token}` },
  });
  const { data } = (await listing.json()) as { data: { full_picture: string }[] };
  expect(Buffer.from(await (await fetch(data[0]!.full_picture)).arrayBuffer()).equals(bytes)).toBe(true);
  await town.simulators.close();
  town = await openTown({ dataDir: town.dataDir });
  const page = await (await fetch(`${town.simulators.base}${new URL(result.url ?? "").pathname}`)).text();
  const src = /<img src="([^"]+)"[^>]*alt="Restée"/u.exec(page)?.[1] ?? "";
  expect(Buffer.from(await (await fetch(src)).arrayBuffer()).equals(bytes)).toBe(true);
});

const film: PostMedium = { id: "film", kind: "video", type: "video/mp4", width: 640, height: 360 };
const files = { film: { bytes: new Uint8Array(movie()), type: "video/mp4", width: 640, height: 360 } };

test("a video goes up in parts as Facebook cuts them; a part whose answer was lost is not sent twice, and its page shows it once it is done", async () => {
  const login = await pageOf("lea_martin");
  const sending = sendingOf({ text: "Un film", media: [film] });
  const facebook = town.network("facebook");
  let parts = 0;
  const real = contextOf(files);
  const broken: NetworkContext = {
    ...real,
    fetch: async (url, init) => {
      const reply = await real.fetch(url, init);
      if (init.body instanceof Uint8Array && (parts += 1) === 2) throw new Error("reset");
      return reply;
    },
  };
  // One part a step, so that the second one is asked for again with what the first left.
  let late = 0;
  const slow = { ...broken, now: () => town.clock.now() + (late += 20_000) };
  let soFar: unknown;
  const kinds: string[] = [];
  for (let steps = 0; steps < 10; steps += 1) {
    const done = await facebook.prepare!(slow, login, sending, soFar);
    kinds.push(done.kind);
    if (done.kind === "waiting" || done.kind === "prepared") soFar = JSON.parse(JSON.stringify(done.data));
    if (done.kind === "prepared") break;
  }
  expect(kinds).toContain("not_sent");
  expect(kinds.at(-1)).toBe("prepared");
  const taken = await publish(login, sending, soFar);
  if (taken.kind !== "processing") throw new Error(`${taken.kind}: ${taken.raw}`);
  const status = () => facebook.status!(town.context("facebook"), login, sending, taken.data);
  expect((await status()).kind).toBe("processing");
  town.clock.skip(10_000);
  const out = await status();
  if (out.kind !== "published") throw new Error(out.kind);
  // Known by the video's own id, which stands for no page.
  expect(out.remoteId).not.toContain("_");
  expect(await (await fetch(out.url ?? "")).text()).toContain("<video ");
  // Of a video Facebook knows neither shares nor insights: what it knows is read all the same.
  const counted = await facebook.measure!(town.context("facebook"), login, [out.remoteId]);
  if (counted.kind !== "read") throw new Error(counted.kind);
  expect(Object.keys(counted.counts.get(out.remoteId) ?? {}).toSorted()).toEqual(["likes", "replies"]);
  expect(await facebook.remove!(town.context("facebook"), login, { remoteId: out.remoteId })).toMatchObject({
    kind: "published",
  });
  expect(await (await fetch(out.url ?? "")).text()).not.toContain("<video ");
});

test("a video that Facebook cannot use is refused with its reason once it was worked on", async () => {
  const login = await pageOf("lea_martin");
  const sending = sendingOf({ text: "Pas un film", media: [film] });
  const prepared = await prepare(login, sending, { film: { ...files.film, bytes: new Uint8Array(3000) } });
  const taken = await publish(login, sending, prepared);
  if (taken.kind !== "processing") throw new Error(taken.kind);
  town.clock.skip(10_000);
  expect(await town.network("facebook").status!(town.context("facebook"), login, sending, taken.data)).toMatchObject({
    kind: "rejected",
    reason: { fr: expect.stringContaining("unsupported") },
  });
});
