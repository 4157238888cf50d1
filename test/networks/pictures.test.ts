import { createHash, randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { FittedMedium, Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import type { SimulatorRequest } from "#engine/simulator.ts";
import { animation, jpeg, noise, png } from "#test/support/pictures.ts";
import { sendingOf } from "#test/support/network.ts";
import { answerPage, openTown, type Town } from "./world.ts";

let town: Town | undefined;
/** Every request that a simulator got. */
let asked: SimulatorRequest[] = [];
afterEach(async () => {
  await town?.close();
  town = undefined;
});

async function open(dataDir?: string): Promise<Town> {
  asked = [];
  town = await openTown({
    faults: (_, request) => void asked.push(request),
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  return town;
}
const asks = (form: RegExp): number => asked.filter(({ method, path }) => form.test(`${method} ${path}`)).length;

/** Pictures by their ids, as the store gives them to a connector. */
function storeOf(pictures: Record<string, FittedMedium>): NetworkContext["medium"] {
  return async ({ id }) => pictures[id]!;
}
const medium = (id: string, alt?: string): PostMedium => ({
  id,
  kind: "picture",
  type: "image/png",
  ...(alt === undefined ? {} : { alt }),
});
const fitted = (bytes: Buffer, type: string): FittedMedium => ({
  bytes: new Uint8Array(bytes),
  type,
  width: 320,
  height: 200,
});

/** One step, and what the database would keep of it. */
async function step(
  name: string,
  login: Login,
  sending: Sending,
  pictures: Record<string, FittedMedium>,
  soFar?: unknown,
): Promise<Prepared> {
  const network = town!.network(name);
  const context = { ...town!.context(name), medium: storeOf(pictures) };
  return JSON.parse(JSON.stringify(await network.prepare!(context, login, sending, soFar))) as Prepared;
}

/** As the ledger does it, with a clock that is put forward. */
async function prepare(
  name: string,
  login: Login,
  sending: Sending,
  pictures: Record<string, FittedMedium>,
): Promise<Prepared> {
  let soFar: unknown;
  for (;;) {
    const done = await step(name, login, sending, pictures, soFar);
    if (done.kind !== "waiting") return done;
    soFar = done.data;
    town!.clock.skip(done.again);
  }
}

const uploads = { x: /^POST \/2\/media\/upload\/initialize$/, mastodon: /^POST \/api\/v2\/media$/ };

describe.each(["x", "mastodon"] as const)("%s", (name) => {
  test("what is uploaded before a process dies is used by the next one", async () => {
    const { login, clock, network, context, simulators } = await open();
    const account = login(name, "lea_martin");
    const sending = sendingOf({ text: "Deux images", media: [medium("a", "Une"), medium("b", "Deux")] });
    const pictures = {
      a: fitted(await png({ colour: "#f00" }), "image/png"),
      b: fitted(await jpeg({ colour: "#00f" }), "image/jpeg"),
    };
    const first = await step(name, account, sending, pictures);
    if (first.kind !== "waiting") throw new Error(first.kind);
    // Another process, which has only what was kept.
    const second = await step(name, account, sending, pictures, first.data);
    if (second.kind !== "prepared") throw new Error(second.kind);
    expect(asks(uploads[name])).toBe(2);
    expect(second.until).toBeGreaterThan(clock.now() + 3_600_000);
    const result = await network(name).publish(context(name), account, { ...sending, prepared: second.data });
    if (result.kind !== "published") throw new Error(`${result.kind} ${result.raw}`);
    expect(simulators.posts(name)).toHaveLength(1);
    const page = await (await fetch(result.url ?? "")).text();
    expect(page.match(/<img [^>]*alt="(Une|Deux)"/gu)).toHaveLength(2);
    expect(page.indexOf('alt="Une"')).toBeLessThan(page.indexOf('alt="Deux"'));
  });

  test("media that are another's, used, unknown or a day old are refused, and the network's reason reaches the person", async () => {
    const { login, clock, network, context, simulators } = await open();
    const [lea, hugo] = [login(name, "lea_martin"), login(name, "hugo_bernard")];
    const pictures = { a: fitted(await png(), "image/png") };
    const sending = sendingOf({ text: "Une image", media: [medium("a")] });
    const ready = await prepare(name, lea, sending, pictures);
    if (ready.kind !== "prepared") throw new Error(ready.kind);
    const publish = (who: Login, text: string, prepared: unknown) =>
      network(name).publish(context(name), who, {
        ...sendingOf({ text, media: [medium("a")] }, { key: text }),
        prepared,
      });
    const reason = /Your media IDs are invalid|not found or already attached/u;
    const refused = { kind: "rejected", reason: { en: expect.stringMatching(reason) } };
    expect(await publish(hugo, "Pas la mienne", ready.data)).toMatchObject(refused);
    expect(await publish(lea, "Inconnue", { ids: ["1234567890123456789"], until: 0 })).toMatchObject(refused);
    expect(await publish(lea, "La mienne", ready.data)).toMatchObject({ kind: "published" });
    expect(await publish(lea, "Encore", ready.data)).toMatchObject(refused);
    const later = await prepare(name, lea, sending, pictures);
    clock.skip(25 * 3_600_000);
    if (later.kind !== "prepared") throw new Error(later.kind);
    expect(later.until).toBeLessThan(clock.now());
    expect(await publish(name === "x" ? login(name, "lea_martin") : lea, "Trop tard", later.data)).toMatchObject(
      refused,
    );
    expect(simulators.posts(name).map(({ text }) => text)).toEqual(["La mienne"]);
  });

  test("a file that is not what it says, or too large, is refused when it is uploaded", async () => {
    const { login, simulators } = await open();
    const account = login(name, "lea_martin");
    const sending = sendingOf({ text: "Une image", media: [medium("a")] });
    const page = fitted(Buffer.from("<!doctype html><html>Sign in</html>".padEnd(200)), "image/png");
    expect(await prepare(name, account, sending, { a: page })).toMatchObject({ kind: "rejected" });
    const large = fitted(Buffer.concat([await png(), Buffer.alloc(16_200_000)]), "image/png");
    expect(await prepare(name, account, sending, { a: large })).toMatchObject({
      kind: "rejected",
      reason: { en: expect.stringMatching(/size/u) },
    });
    const long = sendingOf({ text: "Une image", media: [medium("a", "é".repeat(1501))] });
    expect(await prepare(name, account, long, { a: fitted(await png(), "image/png") })).toMatchObject({
      kind: "rejected",
      reason: { en: expect.stringMatching(/1000|1500/u) },
    });
    expect(simulators.posts(name)).toEqual([]);
  });

  test("an access from before pictures is told to connect again, and posts text as ever", async () => {
    const { network, context } = await open();
    const login = await loginWithout(name);
    const sending = sendingOf({ text: "Une image", media: [medium("a")] });
    const said = await prepare(name, login, sending, { a: fitted(await png(), "image/png") });
    expect(said).toMatchObject({
      kind: "rejected",
      status: 403,
      reason: { en: expect.stringContaining("Connect it again") },
    });
    expect(await network(name).publish(context(name), login, sendingOf({ text: "Du texte" }))).toMatchObject({
      kind: "published",
    });
  });

  test("the simulated network's pictures survive its restart", async () => {
    const { login, network, context, simulators, dataDir } = await open();
    const account = login(name, "lea_martin");
    const sending = sendingOf({ text: "Une image", media: [medium("a", "Restée")] });
    const bytes = await png({ colour: "#0a0" });
    const ready = await prepare(name, account, sending, { a: fitted(bytes, "image/png") });
    if (ready.kind !== "prepared") throw new Error(ready.kind);
    const result = await network(name).publish(context(name), account, { ...sending, prepared: ready.data });
    if (result.kind !== "published") throw new Error(result.kind);
    await simulators.close();
    const again = await open(dataDir);
    const url = new URL(result.url ?? "");
    const page = await (await fetch(`${again.simulators.base}${url.pathname}`)).text();
    const src = /<img [^>]*src="([^"]+)"[^>]*alt="Restée"/u.exec(page)?.[1] ?? "";
    expect(Buffer.from(await (await fetch(src)).arrayBuffer()).equals(bytes)).toBe(true);
  });
});

test("X: a picture that is worked on is asked for until it is done; one that never is ends", async () => {
  const { login, clock } = await open();
  const account = login("x", "lea_martin");
  const sending = sendingOf({ text: "Animée", media: [medium("a")] });
  // The simulated X works on what moves.
  const pictures = { a: fitted(await animation(3), "image/gif") };
  expect(await prepare("x", account, sending, pictures)).toMatchObject({ kind: "prepared" });
  expect(asks(/^GET \/2\/media\/upload$/)).toBeGreaterThan(0);
  const begun = await step("x", account, sending, pictures);
  if (begun.kind !== "waiting") throw new Error(begun.kind);
  const old = begun.data as { processing: { since: number } };
  const forgotten = { ...old, processing: { ...old.processing, since: clock.now() - 3_600_000 } };
  expect(await step("x", account, sending, pictures, forgotten)).toMatchObject({
    kind: "rejected",
    reason: { en: expect.stringContaining("X did not finish") },
  });
});

test("Mastodon: a large picture is waited for, and a status that comes too early is sent later", async () => {
  const { login, network, context, simulators } = await open();
  const account = login("mastodon", "lea_martin");
  const sending = sendingOf({ text: "Grande", media: [medium("a", "Du bruit")] });
  const pictures = { a: fitted(await noise(900), "image/jpeg") };
  const begun = await step("mastodon", account, sending, pictures);
  if (begun.kind !== "waiting") throw new Error(begun.kind);
  const { processing } = begun.data as { processing: { id: string } };
  const early = { ids: [processing.id], until: 0 };
  const publish = (prepared: unknown) =>
    network("mastodon").publish(context("mastodon"), account, { ...sending, prepared });
  expect(await publish(early)).toMatchObject({ kind: "not_sent", status: 422 });
  expect(simulators.posts("mastodon")).toEqual([]);
  const ready = await prepare("mastodon", account, sending, pictures);
  if (ready.kind !== "prepared") throw new Error(ready.kind);
  expect(await publish(ready.data)).toMatchObject({ kind: "published" });
});

test("Mastodon: a server that forgot what it worked on gets it again", async () => {
  const { login, clock } = await open();
  const account = login("mastodon", "lea_martin");
  const sending = sendingOf({ text: "Grande", media: [medium("a")] });
  const pictures = { a: fitted(await noise(900), "image/jpeg") };
  const begun = await step("mastodon", account, sending, pictures);
  if (begun.kind !== "waiting") throw new Error(begun.kind);
  const gone = { ids: [], until: clock.now() + 1, processing: { id: "1", since: clock.now() } };
  expect(await step("mastodon", account, sending, pictures, gone)).toMatchObject({
    kind: "waiting",
    data: { ids: [] },
  });
  expect(asks(uploads.mastodon)).toBe(2);
});

/** Signs in on the network's own page, without the scope that pictures need. */
async function loginWithout(name: "x" | "mastodon"): Promise<Login> {
  const { login, simulators } = town!;
  const base = simulators.networks[name]!.api;
  const redirect = "http://127.0.0.1:3000/back";
  const verifier = randomBytes(32).toString("base64url");
  const scope =
    name === "x" ? "tweet.read tweet.write users.read offline.access" : "profile write:statuses read:statuses";
  const places = name === "x" ? ["/i/oauth2/authorize", "/2/oauth2/token"] : ["/oauth/authorize", "/oauth/token"];
  let app: { client_id: string; client_secret?: string } = { client_id: "relaymap-demo" };
  if (name === "mastodon") {
    const body = JSON.stringify({ client_name: "t", redirect_uris: redirect, scopes: scope });
    const headers = { "content-type": "application/json" };
    app = (await (await fetch(`${base}/api/v1/apps`, { method: "POST", headers, body })).json()) as typeof app;
  }
  const page = new URL(base + places[0]);
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const query = {
    response_type: "code",
    client_id: app.client_id,
    redirect_uri: redirect,
    scope,
    state: "s",
    code_challenge: challenge,
    code_challenge_method: "S256",
  };
  for (const [key, value] of Object.entries(query)) page.searchParams.set(key, value);
  const back = await answerPage(page.href, "lea_martin");
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: back.searchParams.get("code") ?? "",
    redirect_uri: redirect,
    code_verifier: verifier,
    client_id: app.client_id,
  });
  if (app.client_secret !== undefined) form.set("client_secret", app.client_secret);
  const { access_token: token } = (await (await fetch(base + places[1], { method: "POST", body: form })).json()) as {
    access_token: string;
  };
  return { ...login(name, "lea_martin"), token };
}
