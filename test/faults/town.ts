import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { sql } from "kysely";
import { inject } from "vitest";
import { can } from "#engine/card.ts";
import { Limits } from "#engine/map.ts";
import type { Login } from "#engine/network.ts";
import { type Part, postOf } from "#engine/post.ts";
import { answerDelivery } from "#server/ledger/answers.ts";
import { rulesOf, stamp } from "#server/ledger/ruled.ts";
import { scheduleDeliveries } from "#server/ledger/schedule.ts";
import { createMedia } from "#server/media/media.ts";
import type { Fault } from "#server/simulators/start.ts";
import { connectIn } from "#test/contract/desk.ts";
import { loginAs } from "#test/contract/login.ts";
import type { Subject } from "#test/contract/subject.ts";
import { openWorld } from "#test/networks/world.ts";
import { sendingOf } from "#test/support/network.ts";
import { movie, png } from "#test/support/pictures.ts";
import { type End, nameOf, type Phase, phaseHeader, type TownOrder } from "./phases.ts";
import { startWorker, until, type Worker } from "./world.ts";

/** What a post shows, which says what its network is asked for and how often. */
export type Content = "words" | "pictures" | "video" | "repost";
/**
 * When the process dies: the call arrived and was not carried out (`before`), it was and nobody is told (`after`), or the answer was read and
 * nothing of it is written (`read`).
 */
export type Moment = "before" | "after" | "read";
export type Kill = { subject: Subject; phase: Phase; nth: number; moment: Moment };
/** A call that a network was asked for. */
export type Asked = { phase: Phase; call: string };
/** A post on its way, and how often its network shows it. */
export type Sent = { id: number; subject: Subject; content: Content; there: () => number };
/** `asked`: nobody could know, and the person was asked. */
export type Ended = { state: string; code: string | null; reason: string; there: number; asked: boolean };

export type KillTown = Awaited<ReturnType<typeof openKillTown>>;

/** What accounts of a kind can be given to publish. */
export const contentsOf = ({ network: { card }, kind }: Subject): Content[] => [
  card.limits.pictures > 0 ? "pictures" : "words",
  ...(card.limits.videos > 0 ? ["video" as const] : []),
  ...(can(card, kind, "repost") ? ["repost" as const] : []),
];

const reader = "lea_martin";
const colleague = "hugo_bernard";
/** What a simulated network works on a video at most, milliseconds. */
const longestWork = 10_000;
const plenty = { calls: 1_000_000, seconds: 900 };

/**
 * Simulated networks, an account of ours on each of them, connected as people connect it, and workers as processes of their own that
 * publish to them by the real connectors. What a killed worker held is given free at once: that leases end is shown elsewhere (kill.test.ts).
 */
export async function openKillTown(subjects: readonly Subject[]) {
  const pooled = inject("postgres").through !== null;
  let aim: { kill: Kill; left: number } | null = null;
  let worker: Worker | null = null;
  let next: Worker | null = null;
  let asked: Asked[] = [];
  /** The network is done with what it works on when it is asked the next time. */
  let done = false;
  const faults = (
    network: string,
    { method, path, headers }: { method: string; path: string } & Head,
  ): Fault | undefined => {
    const phase = headers[phaseHeader] as Phase | undefined;
    if (phase === undefined) return undefined;
    asked.push({ phase, call: `${method} ${path.replace(/[\w:%.-]*\d{4,}[\w:%.-]*/gu, "…")}` });
    if (phase === "status" && done) {
      done = false;
      world.clock.skip(longestWork);
    }
    if (aim === null) return undefined;
    const { kill } = aim;
    if (kill.subject.network.card.name !== network || kill.phase !== phase || (aim.left -= 1) !== 0) return undefined;
    worker!.process.kill("SIGKILL");
    return { kind: "hang", accept: kill.moment === "after" };
  };
  const names = subjects.map(({ network }) => network.card.name);
  const world = await openWorld({ faults, budgets: Object.fromEntries(names.map((name) => [name, plenty])) });
  const { services, workspaceId, simulators, database } = world;
  const { db } = database;
  const memberId = await world.addMember("admin");
  const media = createMedia(services);
  // A map that shows pictures, so that accounts are asked for what that takes.
  const draft = JSON.stringify({ nodes: [{ config: { pictures: "with" } }] });
  const map = { workspace_id: workspaceId, name: "m", draft, state: "live", live_version: 1 };
  const { id: mapId } = await db.insertInto("map").values(map).returning("id").executeTakeFirstOrThrow();
  const accounts = new Map<Subject, string>();
  const colleagues = new Map<Subject, Login>();
  for (const subject of subjects) {
    const id = await connectIn(world, memberId, subject).connect(reader);
    accounts.set(subject, id);
    await db.deleteFrom("consent").where("account_id", "=", id).execute();
    await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode: "auto" }).execute();
    await db.updateTable("account").set({ budget_calls: 100_000 }).where("id", "=", id).execute();
  }

  const order: TownOrder = {
    ...{
      url: database.url,
      host: `127.0.0.1:${simulators.port}`,
      networks: simulators.networks,
      dataDir: world.dataDir,
    },
    key: services.settings.masterKey.toString("base64"),
  };
  let marks = 0;

  /** What a part shows, and how it is counted on its network. */
  async function compose(
    subject: Subject,
    content: Content,
  ): Promise<{ part: Omit<Part, "kind"> & Partial<Part>; there: () => number }> {
    const { network, kind } = subject;
    const { name, limits } = network.card;
    marks += 1;
    const mark = `mark${marks}`;
    const posts = () => simulators.posts(name);
    if (content === "repost") {
      const at = colleagues.get(subject) ?? (await loginAs(subject, simulators, world.context(name), colleague));
      colleagues.set(subject, at);
      const sending = sendingOf({ text: `${mark} à partager` }, { key: `theirs-${mark}`, madeAt: world.clock.now() });
      const step =
        network.prepares?.(sending.part) === true
          ? await network.prepare!(world.context(name), at, sending, undefined)
          : null;
      const ready = step?.kind === "prepared" ? { ...sending, prepared: step.data } : sending;
      const out = await network.publish(world.context(name), at, ready);
      if (out.kind !== "published") throw new Error(`a colleague's post on ${name} ended as ${out.kind}`);
      const { remoteId, url } = out;
      const original = { remoteId, ...(url === null ? {} : { url }) };
      return {
        part: { kind: "repost", text: "", original },
        there: () => posts().filter(({ of }) => of === remoteId).length,
      };
    }
    const text = `${mark} sur ${name} (${kind})`;
    const there = () => posts().filter((post) => post.text.startsWith(`${mark} `)).length;
    const keep = async (bytes: Buffer) => {
      const { id, type, kind: sort, width, height } = await media.keep(workspaceId, bytes);
      return { id, kind: sort, type, width: width!, height: height!, alt: `Légende ${mark}` };
    };
    if (content === "words") return { part: { text }, there };
    if (content === "video") return { part: { text, media: [await keep(movie({ seconds: 12 + marks }))] }, there };
    const colours = Array.from(
      { length: Math.min(2, limits.pictures) },
      (_, n) => `hsl(${(marks * 70 + n * 35) % 360},70%,${30 + (marks % 40)}%)`,
    );
    return {
      part: { text, media: await Promise.all(colours.map(async (colour) => keep(await png({ colour })))) },
      there,
    };
  }

  const readRow = async (id: number) => {
    const { rows } = await sql<{ state: string; code: string | null; reason: string | null }>`
      select state, reason_code as code, reason->>'en' as reason from delivery where id = ${id}`.execute(db);
    return rows[0]!;
  };

  const stop = async (each: Worker | null): Promise<void> => {
    each?.process.kill("SIGKILL");
    await each?.ended;
  };

  return {
    /** What the networks were asked for since this was last asked. */
    asked: (): Asked[] => [asked, (asked = [])][0]!,
    /** A worker as a process of its own begins. */
    start: (): void => {
      worker = next ?? startWorker(order, "town-worker.ts");
      next = null;
      worker.process.send("go");
    },
    /** From now on the worker is killed there. */
    arm: async (kill: Kill): Promise<void> => {
      const { subject, phase, nth, moment } = kill;
      done = moment !== "before";
      // Whoever takes over is on its way up meanwhile.
      next = startWorker(order, "town-worker.ts");
      if (moment !== "read") return void (aim = { kill, left: nth });
      const armed = once(worker!.process, "message");
      worker!.process.send({ network: subject.network.card.name, phase, nth } satisfies End);
      await armed;
    },
    /** A post for the subject's account, due now. */
    send: async (subject: Subject, content: Content): Promise<Sent> => {
      const { part, there } = await compose(subject, content);
      const { card } = subject.network;
      const accountId = accounts.get(subject)!;
      const { terms_epoch: terms } = await db
        .selectFrom("account")
        .select("terms_epoch")
        .where("id", "=", accountId)
        .executeTakeFirstOrThrow();
      const itemKey = randomUUID();
      const wanted = {
        ...{ node: "t", accountId, network: card.name, itemKey, itemSeq: null, itemTitle: "t", link: null, topic: "" },
        ...{ post: postOf(part), ruled: stamp(rulesOf(card), terms, "auto") },
      };
      const plan = {
        ...{ workspaceId, mapId, version: 1, runId: randomUUID(), now: new Date().toISOString(), wanted: [wanted] },
        limits: Limits.parse({ spread: 0, perRun: 1_000_000 }),
      };
      await db.transaction().execute((trx) => scheduleDeliveries(trx, plan));
      const { id } = await db
        .selectFrom("delivery")
        .select("id")
        .where("item_key", "=", itemKey)
        .executeTakeFirstOrThrow();
      return { id, subject, content, there };
    },
    /** Waits until the worker was killed, and gives free what it held. */
    killed: async (): Promise<void> => {
      const signal = await Promise.race([
        worker!.ended,
        new Promise((resolve) => setTimeout(resolve, 40_000, "alive").unref()),
      ]);
      if (signal !== "SIGKILL") throw new Error(`the worker was not killed: ${signal}`);
      aim = null;
      // What it had asked of the database is done first: a lane that it is just being given would be put off behind our back.
      const name = nameOf(worker!.process.pid ?? 0);
      await until(
        async () => {
          // A pooler keeps its own connections, which go on under the name of whom they served last.
          const { rows } = await sql`select from pg_stat_activity
            where application_name = ${name} and (state <> 'idle' or not ${pooled}::boolean)`.execute(db);
          return rows.length;
        },
        (left) => left === 0,
      );
      await sql`update delivery set lease_until = now() where state in ('sending','processing')`.execute(db);
      await sql`update rendition set lease_until = now() where lease_until > now()`.execute(db);
      await sql`delete from worker`.execute(db);
      await sql`update lane set next_at = now()`.execute(db);
    },
    /** Waits until a post came to its end; a person who is asked looks at the account and tells. */
    ended: async ({ id, there }: Sent, patience = 40_000): Promise<Ended> => {
      let told = false;
      const last = await until(
        async () => {
          const row = await readRow(id);
          if (row.code === "ask_person") {
            told = true;
            const answer = there() > 0 ? ("there" as const) : ("absent" as const);
            await answerDelivery({ db }, { workspaceId, memberId, deliveryId: id, answer });
          }
          // What waits for a network's next word waits no longer than a look takes; so does what a failed call put off.
          await sql`update lane set frozen_until = null, next_at = now() where frozen_until > now()`.execute(db);
          await sql`update delivery set lease_until = now() where state = 'processing' and lease_until > now() and lease_until < now() + interval '50 seconds'`.execute(
            db,
          );
          await sql`update delivery set due_at = now() where state = 'retry_wait' and due_at > now()`.execute(db);
          return row;
        },
        ({ state }) => ["published", "rejected", "expired", "cancelled", "held"].includes(state),
        patience,
      );
      return { ...last, reason: last.reason ?? "", there: there(), asked: told };
    },
    close: async (): Promise<void> => {
      await stop(worker);
      await stop(next);
      await media.close();
      await world.close();
    },
  };
}

type Head = { headers: Record<string, string> };
