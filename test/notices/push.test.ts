import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inWorkspace } from "#server/database/scope.ts";
import { askOwners } from "#server/notices/ask.ts";
import { byPush } from "#server/notices/by-push.ts";
import { pushFill } from "#server/notices/push-fill.ts";
import { tellPeople } from "#server/notices/tell.ts";
import { checkEndpoint, dropDevice, keepDevice, listDevices } from "#server/push/devices.ts";
import { isPublic, keysOf, publicKeyOf } from "#server/push/keys.ts";
import { recover } from "#server/push/outbox.ts";
import { refusedPushes, renewKeys } from "#server/push/trouble.ts";
import { readWishes } from "#server/notices/wishes.ts";
import { sendDue } from "#server/push/send.ts";
import type { Services } from "#server/ports.ts";
import { createVault } from "#server/vault/vault.ts";
import { openPushPeer } from "./push-peer.ts";
import { ago, openTown, type Town } from "./town.ts";

let town: Town;
let peer: Awaited<ReturnType<typeof openPushPeer>>;
let services: Services;
beforeAll(async () => {
  town = await openTown();
  peer = await openPushPeer();
  services = { ...town.services, outbound: peer.outbound, vault: createVault(town.db, town.settings.masterKey) };
  await publicKeyOf(services, town.workspaceId);
});
afterAll(async () => {
  await peer.close();
  await town.close();
});
afterEach(() => {
  peer.taken.length = 0;
  peer.answers.length = 0;
});

const inside = <T>(work: () => Promise<T>) => inWorkspace(town.workspaceId, work);
const send = (given: Services = services) => inside(() => sendDue(given, pushFill(services), town.workspaceId));
const out = () => town.db.selectFrom("push_out").selectAll().orderBy("made_at").execute();
const told = async () => {
  await askOwners(town.db);
  await tellPeople(services, [byPush]);
};
async function somebody(name: string) {
  const person = await town.person(name);
  const who = { workspaceId: town.workspaceId, memberId: person.id };
  const { id: device } = await inside(() =>
    keepDevice(town.db, who, { ...peer.subscribe(name), label: "Firefox", key: null }),
  );
  return { ...person, who, device };
}
const devicesOf = (memberId: string) =>
  town.db.selectFrom("push_device").selectAll().where("member_id", "=", memberId).execute();

test("a proposal reaches the device encrypted, once, with its link and two ways on that publish nothing, for as long as it waits", async () => {
  const lea = await somebody("Lea");
  const long = `${"Été à la mairie 🎉 ".repeat(20)}`;
  await town.proposal(lea.account, long);
  await told();
  await send();
  await told();
  await send();
  expect(peer.taken).toHaveLength(1);
  const { headers, said } = peer.taken[0]!;
  expect(said).toMatchObject({
    see: "See",
    later: "Later",
    tag: "proposal",
    body: expect.stringContaining("LinkedIn") as string,
  });
  expect(Object.keys(said).toSorted()).toEqual(["body", "lang", "later", "path", "see", "tag", "title"]);
  expect(said["path"]).toMatch(/^\/p\/[\w-]{46}$/u);
  expect([...(said["title"] as string)].length).toBeLessThanOrEqual(100);
  expect(Number(headers["ttl"])).toBeGreaterThan(86_400);
  expect(Number(headers["ttl"])).toBeLessThanOrEqual(2 * 86_400 + 1);
  expect(headers).toMatchObject({ urgency: "normal", "content-encoding": "aes128gcm" });
  expect(headers["topic"]).toMatch(/^[A-Za-z0-9]{1,32}$/u);
  expect((await out()).map(({ state }) => state)).toEqual(["sent"]);
});

test("of what was answered before it went nothing is shown, and nothing to whoever has the browser now", async () => {
  const [ana, ben] = [await somebody("Ana"), await somebody("Ben")];
  const answered = await town.proposal(ana.account, "Répondu");
  await town.proposal(ben.account, "À Ben seul");
  await told();
  await town.db
    .updateTable("delivery")
    .set({ state: "cancelled", reason_code: "declined" })
    .where("id", "=", answered)
    .execute();
  const { endpoint, p256dh, auth } = (await devicesOf(ben.id))[0]!;
  await inside(() => keepDevice(town.db, ana.who, { endpoint, p256dh, auth, label: "", key: null }));
  await send();
  expect(peer.taken).toEqual([]);
});

test("404 and 410 end a subscription unless it was renewed meanwhile; 429 and 5xx wait as told; 403 is our fault and ends none; a cut call is not made again", async () => {
  const cyd = await somebody("Cyd");
  const state = async () => (await out()).at(-1)!;
  let number = 0;
  const next = async (...answers: typeof peer.answers) => {
    number += 1;
    await town.db.updateTable("notice_person").set({ budget: 21 }).where("member_id", "=", cyd.id).execute();
    await town.proposal(cyd.account, `Numéro ${number}`);
    await told();
    peer.answers.push(...answers);
    await send();
  };
  await next({ status: 429, retryAfter: "1800" });
  const waits = await state();
  expect(waits).toMatchObject({ state: "queued", status: 429, tries: 1 });
  const wait = Date.parse(waits.next_at) - Date.parse(waits.made_at);
  expect(wait).toBeGreaterThanOrEqual(1_800_000);
  await town.db
    .updateTable("push_out")
    .set({ next_at: ago(0) })
    .where("id", "=", waits.id)
    .execute();
  await send();
  expect((await state()).state).toBe("sent");
  for (const status of [403, 413]) {
    await next({ status });
    expect(await state()).toMatchObject({ state: "failed", status });
  }
  await next({ status: 201, cut: true });
  expect((await state()).state).toBe("failed");
  expect(await devicesOf(cyd.id)).toHaveLength(1);
  // A service keeps the newest of one topic: a phone that was off gets one of them.
  await next();
  expect(peer.taken.length).toBeGreaterThan(1);
  expect(new Set(peer.taken.map(({ headers }) => headers["topic"])).size).toBe(1);
  await next({ status: 410 });
  expect(await devicesOf(cyd.id)).toEqual([]);
});

test("what a dead process was sending is not sent again; a device gets a notice once", async () => {
  const dan = await somebody("Dan");
  await town.proposal(dan.account, "Une fois");
  await told();
  await town.db
    .updateTable("push_out")
    .set({ state: "sending", lease_until: ago(1) })
    .where("device_id", "=", dan.device)
    .execute();
  await recover(town.db);
  await send();
  expect(peer.taken).toEqual([]);
  expect((await out()).at(-1)!.state).toBe("failed");
});

test("a browser's address leads to no inner place: not as it is given, and not when it is called", async () => {
  for (const endpoint of [
    "http://push.example/1",
    "https://127.0.0.1/1",
    "https://[::1]/1",
    "https://169.254.169.254/latest",
    "https://localhost/1",
    "https://push.example:8443/1",
    "https://user@push.example/1",
    "ftp://push.example",
    "x",
  ])
    expect(() => checkEndpoint(endpoint), endpoint).toThrow(/no usual address/u);
  const eve = await somebody("Eve");
  await town.db
    .updateTable("push_device")
    .set({ endpoint: "https://127.0.0.1/inner" })
    .where("id", "=", eve.device)
    .execute();
  await town.proposal(eve.account, "Dedans");
  await told();
  // The product's own guarded client, in place of the peer's.
  await send({ ...services, outbound: town.services.outbound });
  expect((await out()).at(-1)).toMatchObject({ state: "queued", tries: 1, status: null });
  expect(peer.taken).toEqual([]);
});

test("keys are made once, whoever asks at the same moment, lie sealed, and name an address that Apple takes; a person has ten devices and drops only their own", async () => {
  const keys = await Promise.all([1, 2, 3].map(() => inside(() => publicKeyOf(services, town.workspaceId))));
  expect(new Set(keys).size).toBe(1);
  const { privateKey, subject } = (await inside(() => keysOf(services, town.workspaceId)))!;
  expect(subject).toBe("https://relaymap.example");
  const stored = await town.db.selectFrom("push_key").selectAll().executeTakeFirstOrThrow();
  expect(stored.sealed.includes(privateKey)).toBe(false);
  expect(["http://a.example", "https://localhost:3000", "https://10.0.0.1", "https://a.local"].map(isPublic)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
  const fay = await somebody("Fay");
  const gil = await somebody("Gil");
  for (let count = 0; count < 11; count += 1)
    await inside(() => keepDevice(town.db, fay.who, { ...peer.subscribe(`fay${count}`), label: "", key: null }));
  expect((await inside(() => listDevices(services, fay.who))).rows).toHaveLength(10);
  await expect(inside(() => dropDevice(town.db, fay.who, gil.device))).rejects.toMatchObject({ status: 404 });
});

test("a locked screen in company says that something waits, and not what, where its person wishes so", async () => {
  const hal = await somebody("Hal");
  await town.db.updateTable("notice_person").set({ plain: true }).where("member_id", "=", hal.id).execute();
  await town.proposal(hal.account, "Le secret de la tour");
  await told();
  await send();
  expect(peer.taken).toHaveLength(1);
  expect(peer.taken[0]!.said).toMatchObject({ title: "Atelier Lumen", body: "A post is ready.", tag: "proposal" });
  expect(JSON.stringify(peer.taken[0]!.said)).not.toMatch(/secret|LinkedIn/u);
});

test("the days off that all of somebody's accounts have are those of their notices as well: one setting", async () => {
  const iva = await somebody("Iva");
  const rest = (mask: number) =>
    town.db.updateTable("account").set({ days_off: mask }).where("member_id", "=", iva.id).execute();
  // Of a week, every day but one that is not today: nothing may be told today.
  const today = ((new Date().getUTCDay() + 6) % 7) + 1;
  await town.db.updateTable("member").set({ zone: "UTC" }).where("id", "=", iva.id).execute();
  await rest(2 ** (today - 1));
  await town.proposal(iva.account, "Demain seulement");
  await told();
  await send();
  expect(peer.taken).toEqual([]);
  expect((await readWishes(services, iva.who)).restDays).toEqual([today]);
  await rest(0);
  await town.db
    .updateTable("notice_person")
    .set({ next_at: ago(0) })
    .where("member_id", "=", iva.id)
    .execute();
  await told();
  await send();
  expect(peer.taken).toHaveLength(1);
});

test("a refusal that is our fault is told until a push goes through again; new keys end what was made with the old ones", async () => {
  const joe = await somebody("Joe");
  await town.proposal(joe.account, "Refusé");
  await told();
  peer.answers.push({ status: 403 });
  await send();
  const refused = await inside(() => refusedPushes(town.db, town.workspaceId));
  expect(refused).toMatchObject({ status: 403 });
  const before = await inside(() => publicKeyOf(services, town.workspaceId));
  await inside(() => renewKeys(services, joe.who));
  expect(await inside(() => publicKeyOf(services, town.workspaceId))).not.toBe(before);
  expect(await devicesOf(joe.id)).toEqual([]);
  expect(await inside(() => refusedPushes(town.db, town.workspaceId))).toBeNull();
  // A browser that tells late what it made with the old ones is not written to; one that names the new ones is, and is reached.
  const late = { ...peer.subscribe("Joe1"), label: "", key: before };
  await expect(inside(() => keepDevice(town.db, joe.who, late))).rejects.toMatchObject({ code: "push_keys" });
  expect(await devicesOf(joe.id)).toEqual([]);
  const key = await inside(() => publicKeyOf(services, town.workspaceId));
  await inside(() => keepDevice(town.db, joe.who, { ...peer.subscribe("Joe2"), label: "", key }));
  await town.proposal(joe.account, "Repris");
  await told();
  await send();
  expect(peer.taken).toHaveLength(1);
});
