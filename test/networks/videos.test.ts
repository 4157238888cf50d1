import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import type { SimulatorRequest } from "#engine/simulator.ts";
import { readLimits } from "#nodes/mastodon/limits.ts";
import { videoBytes } from "#nodes/mastodon/uploads.ts";
import { sendingOf } from "#test/support/network.ts";
import { movie } from "#test/support/pictures.ts";
import { openTown, type Town } from "./world.ts";

/** Videos on the networks that take them before the gate, each on its simulator: parts, lost answers, and what is refused. */
let town: Town;
let asked: SimulatorRequest[] = [];
/** Told of each answer before the connector is; may lose it. */
let losing: (method: string, path: string) => boolean = () => false;
beforeAll(async () => {
  town = await openTown({ faults: (_, request) => void asked.push(request) });
});
afterAll(() => town.close());
beforeEach(() => {
  asked = [];
  losing = () => false;
});

const film: PostMedium = { id: "film", kind: "video", type: "video/mp4", width: 640, height: 360, alt: "Une grue" };
const asks = (form: RegExp): number => asked.filter(({ method, path }) => form.test(`${method} ${path}`)).length;
/** A film that is as long as is wanted: what follows its end is read by nobody. */
function long(bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes).fill(9);
  whole.set(movie());
  return whole;
}

function filmed(name: string, bytes: Uint8Array, more: Partial<NetworkContext> = {}): NetworkContext {
  const context = town.context(name);
  const medium: NetworkContext["medium"] = async () => ({ bytes, type: "video/mp4", width: 640, height: 360 });
  const fetch: NetworkContext["fetch"] = async (url, init) => {
    const reply = await context.fetch(url, init);
    if (losing(init.method, new URL(url).pathname)) throw new Error("reset");
    return reply;
  };
  return { ...context, medium, fetch, ...more };
}

/** As the ledger prepares: what was kept is what is gone on with, also after an answer that was lost. */
async function prepare(at: Login, sending: Sending, context: NetworkContext, name: string) {
  let soFar: unknown;
  let lost = 0;
  for (let steps = 1; ; steps += 1) {
    const step: Prepared = await town.network(name).prepare!(context, at, sending, soFar);
    if (steps > 400 || (step.kind !== "waiting" && step.kind !== "not_sent")) return { step, steps, lost };
    if (step.kind === "not_sent") lost += 1;
    else {
      soFar = JSON.parse(JSON.stringify(step.data));
      town.clock.skip(step.again);
    }
  }
}

async function out(at: Login, sending: Sending, name: string) {
  const result = await town.network(name).publish(town.context(name), at, sending);
  if (result.kind !== "published") throw new Error(`${result.kind}: ${"reason" in result ? result.reason.en : ""}`);
  const page = await (await fetch(result.url ?? "")).text();
  const src = /<video\b[^>]*\bsrc="([^"]*)"/u.exec(page)?.[1] ?? "";
  return { result, shown: new Uint8Array(await (await fetch(new URL(src, result.url ?? ""))).arrayBuffer()) };
}

test("X: a video goes up in parts of a million bytes, one a step where the line is slow, and a part that was lost on the way is sent again", async () => {
  const at = town.login("x", "lea_martin");
  const sending = sendingOf({ text: "En morceaux", media: [film] });
  const bytes = long(2_500_000);
  let late = 0;
  let parts = 0;
  losing = (_, path) => path.endsWith("/append") && (parts += 1) === 2;
  // A clock that runs on by itself: no step has time for more than one part.
  const slow = filmed("x", bytes, { now: () => town.clock.now() + (late += 20_000) });
  const { step, steps, lost } = await prepare(at, sending, slow, "x");
  if (step.kind !== "prepared") throw new Error(step.kind);
  expect({ lost, begun: asks(/\/initialize$/u), parts, ended: asks(/\/finalize$/u) }).toEqual({
    lost: 1,
    begun: 1,
    parts: 4,
    ended: 1,
  });
  expect(steps).toBeGreaterThan(4);
  expect((await out(at, { ...sending, prepared: step.data }, "x")).shown).toEqual(bytes);
  // X takes an alternative text of pictures only.
  expect(asks(/^POST \/2\/media\/metadata$/u)).toBe(0);
});

test("X: an upload whose end was answered into the void is not ended twice, and one that X forgot begins anew", async () => {
  const at = town.login("x", "lea_martin");
  const sending = sendingOf({ text: "Fin perdue", media: [film] });
  const context = filmed("x", long(1_500_000));
  let late = 0;
  const slow = { ...context, now: () => town.clock.now() + (late += 20_000) };
  let ends = 0;
  losing = (_, path) => path.endsWith("/finalize") && (ends += 1) === 1;
  const { step } = await prepare(at, sending, slow, "x");
  if (step.kind !== "prepared") throw new Error(step.kind);
  expect([ends, asks(/\/initialize$/u)]).toEqual([2, 1]);
  await out(at, { ...sending, prepared: step.data }, "x");

  const gone = { ids: [], until: 0, partway: { data: { id: "1", sent: 1, until: 1e15 }, since: town.clock.now() } };
  const again = await town.network("x").prepare!(context, at, sending, gone);
  expect(again).toMatchObject({ kind: "waiting", data: { processing: { id: expect.stringMatching(/^\d{5,}$/u) } } });
  expect(asks(/\/initialize$/u)).toBe(2);
});

test("X: larger parts, what is not ready yet, and a video beside something else are refused", async () => {
  const at = town.login("x", "lea_martin");
  const context = filmed("x", long(3000));
  const sending = sendingOf({ text: "Trop tôt", media: [film] });
  const begun = await town.network("x").prepare!(context, at, sending, undefined);
  if (begun.kind !== "waiting") throw new Error(begun.kind);
  const { id } = (begun.data as { processing: { id: string } }).processing;
  const publish = (ids: string[]) =>
    town.network("x").publish(context, at, { ...sending, prepared: { ids, until: 0 } });
  expect(await publish([id])).toMatchObject({ kind: "rejected", status: 400 });
  town.clock.skip(10_000);
  expect(await publish([id, id])).toMatchObject({ kind: "rejected", status: 400 });
  const form = new FormData();
  form.set("segment_index", "0");
  form.set("media", new Blob([new Uint8Array(2_000_001)]));
  const base = `${context.apiBase}/2/media/upload`;
  const headers = { authorization: `Bearer ${at.token}` };
  const body = JSON.stringify({ media_type: "video/mp4", total_bytes: 2_000_001, media_category: "tweet_video" });
  const made = await fetch(`${base}/initialize`, { method: "POST", headers, body });
  const { data } = (await made.json()) as { data: { id: string } };
  expect((await fetch(`${base}/${data.id}/append`, { method: "POST", headers, body: form })).status).toBe(431);
  // As a picture a video is not even begun.
  const wrong = body.replace("tweet_video", "tweet_image");
  expect((await fetch(`${base}/initialize`, { method: "POST", headers, body: wrong })).status).toBe(400);
});

test("Mastodon: a video is there once the server has worked on it; before that a status is put off, and what it says is read on the page", async () => {
  const at = town.login("mastodon", "lea_martin");
  const sending = sendingOf({ text: "Une vidéo", media: [film] }, { key: "video-1" });
  const bytes = long(4000);
  const context = filmed("mastodon", bytes);
  const begun = await town.network("mastodon").prepare!(context, at, sending, undefined);
  if (begun.kind !== "waiting") throw new Error(begun.kind);
  expect(begun).toMatchObject({ status: 202, again: 5000 });
  const early = { ids: [(begun.data as { processing: { id: string } }).processing.id], until: 0 };
  expect(
    await town.network("mastodon").publish(context, at, { ...sending, prepared: early }),
    "attached too early",
  ).toMatchObject({ kind: "not_sent", status: 422 });
  const { step } = await prepare(at, sending, context, "mastodon");
  if (step.kind !== "prepared") throw new Error(step.kind);
  expect((await out(at, { ...sending, prepared: step.data }, "mastodon")).shown).toEqual(bytes);
});

test("Mastodon: what a server allows of videos is read; what is too large for it is refused there as well", async () => {
  const at = town.login("mastodon", "lea_martin");
  const limits = await readLimits(town.context("mastodon"));
  expect(limits.video).toEqual({
    bytes: videoBytes,
    types: ["video/mp4", "video/quicktime", "video/webm"],
    side: 3840,
  });
  const sending = sendingOf({ text: "Trop lourde", media: [film] });
  const { step } = await prepare(at, sending, filmed("mastodon", long(videoBytes + 1)), "mastodon");
  expect(step).toMatchObject({ kind: "rejected", reason: { en: expect.stringContaining("less than 40 MB") } });
  const none = { ...at, limits: { ...limits, videos: 0 } };
  expect((await prepare(none, sending, filmed("mastodon", long(3000)), "mastodon")).step).toMatchObject({
    kind: "rejected",
    reason: { en: "Mastodon takes up to 4 pictures in a post, and no video." },
  });
});

test("Bluesky: a video is left with the service that works on it, by a token for that alone; the same bytes twice are one job", async () => {
  const at = town.login("bluesky", "lea_martin");
  const sending = sendingOf({ text: "Une vidéo", media: [film] }, { key: "film-1", madeAt: town.clock.now() });
  const bytes = long(5000);
  const context = filmed("bluesky", bytes);
  let answers = 0;
  losing = (_, path) => path.endsWith("/app.bsky.video.uploadVideo") && (answers += 1) === 1;
  const { step, lost } = await prepare(at, sending, context, "bluesky");
  if (step.kind !== "prepared") throw new Error(`${step.kind} ${"reason" in step ? step.reason.en : ""}`);
  // The first answer was lost; the second said that it is there already.
  expect([lost, answers]).toEqual([1, 2]);
  // The session of the account opens more than this, and never goes there.
  const there = asked.filter(({ path }) => path.startsWith("/video/"));
  expect(there.length).toBeGreaterThan(3);
  expect(there.some(({ headers }) => (headers["authorization"] ?? "").includes(at.token))).toBe(false);
  const { record } = step.data as { record: { embed: unknown } };
  expect(record.embed).toMatchObject({
    $type: "app.bsky.embed.video",
    alt: "Une grue",
    aspectRatio: { width: 640, height: 360 },
    video: { mimeType: "video/mp4", size: 5000 },
  });
  expect((await out(at, { ...sending, prepared: step.data }, "bluesky")).shown).toEqual(bytes);
});

test("Bluesky: a token for something else, of somebody else, or for too long is refused", async () => {
  const lea = town.login("bluesky", "lea_martin");
  const { apiBase } = town.context("bluesky");
  const ask = async (login: Login, aud: string, lxm: string, ahead = 60): Promise<{ token: string; error: string }> => {
    const exp = String(Math.floor(town.clock.now() / 1000) + ahead);
    const query = new URLSearchParams({ aud, lxm, exp }).toString();
    const headers = { authorization: `Bearer ${login.token}` };
    return (await fetch(`${apiBase}/xrpc/com.atproto.server.getServiceAuth?${query}`, { headers })).json() as never;
  };
  const put = async (token: string): Promise<number> => {
    const address = `${apiBase}/video/xrpc/app.bsky.video.uploadVideo?did=${lea.remoteId}&name=a.mp4`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "video/mp4" };
    return (await fetch(address, { method: "POST", headers, body: new Uint8Array(movie({ seconds: 7 })) })).status;
  };
  const server = "did:web:sky.example";
  const hugo = town.login("bluesky", "hugo_bernard");
  expect((await ask(lea, server, "com.atproto.repo.uploadBlob", 7200)).error).toBe("BadExpiration");
  const wrong = [
    lea.token,
    (await ask(lea, "did:web:video.bsky.app", "com.atproto.repo.uploadBlob")).token,
    (await ask(lea, server, "app.bsky.video.getUploadLimits")).token,
  ];
  for (const token of wrong) expect(await put(token)).toBe(401);
  expect(await put((await ask(hugo, server, "com.atproto.repo.uploadBlob")).token)).toBe(400);
  expect(await put((await ask(lea, server, "com.atproto.repo.uploadBlob")).token)).toBe(200);
});

test.each([
  ["unconfirmed", { kind: "rejected", reason: { en: expect.stringContaining("e-mail address is confirmed") } }],
  ["older", { kind: "prepared" }],
])("Bluesky: an account of the kind %s", async (age, expected) => {
  const other = await openTown({ ages: { bluesky: age } });
  const medium: NetworkContext["medium"] = async () => ({
    bytes: new Uint8Array(movie()),
    type: "video/mp4",
    width: 640,
    height: 360,
  });
  const sending = sendingOf({ text: "Une vidéo", media: [film] }, { key: "film-2", madeAt: other.clock.now() });
  const at = other.login("bluesky", "lea_martin");
  const network = other.network("bluesky");
  const step = await network.prepare!({ ...other.context("bluesky"), medium }, at, sending, undefined);
  expect(step).toMatchObject(expected);
  // An older server gives no tokens for other services: it gets the video itself.
  if (step.kind === "prepared") {
    const sent = await network.publish(other.context("bluesky"), at, { ...sending, prepared: step.data });
    expect(sent).toMatchObject({ kind: "published" });
  }
  await other.close();
});

test.each(["x", "mastodon", "bluesky"])(
  "%s: a video that the network never ends working on is given up after a while, in words",
  async (name) => {
    const at = town.login(name, "lea_martin");
    const sending = sendingOf({ text: "Sans fin", media: [film] }, { key: `never-${name}` });
    const context = filmed(name, long(5001));
    const begun = await town.network(name).prepare!(context, at, sending, undefined);
    if (begun.kind !== "waiting") throw new Error(begun.kind);
    // Only our time goes on: whatever is asked, the network is still at it.
    const after = (minutes: number) =>
      town.network(name).prepare!(
        { ...context, now: () => town.clock.now() + minutes * 60_000 },
        at,
        sending,
        begun.data,
      );
    expect(await after(44)).toMatchObject({ kind: "waiting" });
    const given = await after(46);
    expect(given).toMatchObject({ kind: "rejected", reason: { fr: expect.stringContaining("n’a pas terminé") } });
  },
);

test("X: an upload that ended before its post went out is made anew, and the post shows it", async () => {
  const sending = sendingOf({ text: "Un jour plus tard", media: [film] });
  const bytes = long(6000);
  const context = filmed("x", bytes);
  const first = (await prepare(town.login("x", "lea_martin"), sending, context, "x")).step;
  if (first.kind !== "prepared" || first.until === null) throw new Error(first.kind);
  // We count with less than X does.
  town.clock.skip(first.until - town.clock.now() + 2 * 3_600_000);
  // The access is a younger one by then.
  const at = town.login("x", "lea_martin");
  const late = await town.network("x").publish(context, at, { ...sending, prepared: first.data });
  expect(late).toMatchObject({ kind: "rejected", status: 400 });
  // The gate lets nothing pass whose upload has ended, and has it prepared from the beginning (server/ledger/preparations.test.ts).
  const { step } = await prepare(at, sending, context, "x");
  if (step.kind !== "prepared") throw new Error(step.kind);
  expect((await out(at, { ...sending, prepared: step.data }, "x")).shown).toEqual(bytes);
});
