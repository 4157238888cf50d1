import { sql } from "kysely";
import type { Role } from "#server/api.ts";
import { answerApprovals } from "#server/approvals/answer.ts";
import type { Who } from "#server/approvals/may.ts";
import { listApprovals } from "#server/approvals/views.ts";
import { runMap } from "#server/run/run-map.ts";
import { wakeKept } from "#server/run/wake.ts";
import { addAccount, items, list, makeWorld, publish, runNow, unchanged } from "#test/main-job/world.ts";
import { createMember } from "#test/support/session.ts";
import { drawing } from "#test/support/toys.ts";
import { manifest } from "../../nodes/approval/node.ts";
import { process } from "../../nodes/approval/run.ts";

/** A map from a spring over a mark and an approval to a well. */
export const asking = (name: string, config = {}) => ({
  ...drawing(
    {
      a: ["spring", { name }],
      m: ["stamp", { mark: "!" }],
      k: ["approval", { ...manifest.config.parse({}), ...config }],
      z: ["well", { account: `plain:${name}` }],
    },
    ["a>m", "m>k", "k>z"],
  ),
  first: { kind: "all" } as const,
});

/** A world whose maps ask people, with the people. */
export async function openDesk() {
  const world = await makeWorld();
  const { services } = world;
  const { db } = services;
  (services.nodes.manifests as Map<string, unknown>).set("approval", manifest);
  const toys = services.nodes.process;
  services.nodes.process = (type) => (type === "approval" ? (process as ReturnType<typeof toys>) : toys(type));
  services.pages = { known: () => Promise.resolve(new Map()), read: () => Promise.reject(new Error("no")) };
  const join = async (role: Role, name: string, workspaceId = world.workspaceId): Promise<Who> => {
    const { id } = await createMember(db, workspaceId, { role, name });
    return { workspaceId, memberId: id, role };
  };
  const claire = await join("manager", "Claire");
  return {
    world,
    join,
    claire,
    hugo: await join("manager", "Hugo"),
    ada: await join("admin", "Ada"),
    /** A map of so many items that all wait. */
    begin: async (name: string, count: number, config = {}) => {
      world.springs.set(name, () => list(items(name, count)));
      const account = await addAccount(world, name);
      const map = await publish(world, asking(name, config));
      await runNow(world, map);
      world.jobs.length = 0;
      world.springs.set(name, unchanged);
      return { map, account };
    },
    waiting: async (map: string, who = claire) => (await listApprovals(services, who, { map, limit: 50 })).rows,
    answer: async (who: Who, rows: { id: number; mark: string }[], yes: boolean, word = "") =>
      (await answerApprovals(services, who, { asks: rows, yes, word })).rows,
    /** As if the seconds had passed in which an answer can be taken back. */
    pass: async (map: string) => {
      await sql`update kept set due_at = now() where map_id = ${map} and answer is not null`.execute(db);
      const first = sql`(select min(due_at) from kept where map_id = ${map})`;
      await sql`update map set kept_at = ${first} where id = ${map}`.execute(db);
    },
    /** As if the deadline of all that a map keeps had come. */
    late: async (map: string) => {
      await sql`update kept set due_at = now(), asked_until = now(), since = since - interval '3 days' where map_id = ${map}`.execute(
        db,
      );
      await sql`update map set kept_at = now() where id = ${map}`.execute(db);
    },
    /** Runs what is due, as the engine's clock and the queue do. */
    wake: async (): Promise<number> => {
      const woken = await wakeKept(services);
      for (const { name, data } of world.jobs.splice(0))
        if (name === "run-map") await runMap(services, data as { workspaceId: string; runId: string });
      return woken;
    },
    dropsOf: (map: string) =>
      db
        .selectFrom("drop")
        .select(["item_key", "code", sql<string>`reason->>'en'`.as("reason")])
        .where("map_id", "=", map)
        .orderBy("id")
        .execute(),
    deeds: (map: string) =>
      db
        .selectFrom("audit")
        .select(["action", "member_id", "detail"])
        .where("subject", "=", `map/${map}`)
        .orderBy("id")
        .execute(),
    /** Nothing waits any more. */
    clear: async () => {
      await db.deleteFrom("kept").execute();
      await db.updateTable("map").set({ kept_at: null }).execute();
    },
  };
}
