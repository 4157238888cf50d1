import type { MapDocument } from "#engine/map.ts";
import { type Actor, record } from "../audit.ts";
import { conflict, mapProblems } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { cancelOfMap } from "../ledger/archived.ts";
import { publishEffects, restEffects, resumeEffects } from "../run/effects.ts";
import { letKeptGo } from "../run/keep.ts";
import { signOffRule } from "../signoff/rule.ts";
import { replaceWaiting } from "../signoff/waiting.ts";
import { checkDraft } from "./check.ts";
import { draftChanged } from "./edit.ts";
import { findMap, type MapRecord } from "./row.ts";
import { checkFeeds } from "../topics/feed.ts";
import { changeOf } from "./versions.ts";

/**
 * Makes the draft the live version: an immutable snapshot with the next number, its sources polled, its first run set.
 * Throws 409 `draft_changed` where the draft is not the one that the person looked at, `sign_off_needed` where somebody has to agree, 422 `map_problems` where it does not compile.
 */
export async function publishMap(
  services: Services,
  actor: Actor,
  id: string,
  input: { revision: number; note: string },
): Promise<number> {
  const { workspaceId, memberId } = actor;
  const seen = await findMap(services.db, workspaceId, id);
  const { document, problems } = await checkDraft(services, workspaceId, seen.draft, id);
  return services.db.transaction().execute(async (trx) => {
    const map = await findMap(trx, workspaceId, id, { lock: true });
    if (map.revision !== input.revision || map.revision !== seen.revision) throw await draftChanged(trx, map);
    if ((await signOffRule(trx, workspaceId, { lock: true })).by !== "off") throw signOffNeeded();
    if (problems.some((problem) => problem.severity === "error")) throw mapProblems(problems);
    await replaceWaiting(trx, workspaceId, id);
    const number = await putLive(trx, services, {
      workspaceId,
      mapId: id,
      document,
      note: input.note,
      by: memberId,
      signedBy: null,
    });
    await trx
      .updateTable("map")
      .set((eb) => ({
        draft: JSON.stringify(document),
        updated_at: eb.fn<string>("clock_timestamp"),
        updated_by: memberId,
      }))
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .execute();
    const detail = { number, ...(input.note ? { note: input.note } : {}) };
    await record(trx, { ...actor, action: "map.publish", subject: `map/${id}`, detail });
    return number;
  });
}

const signOffNeeded = () =>
  conflict("sign_off_needed", {
    en: "Versions go live here once somebody has agreed: ask for agreement.",
    fr: "Ici, une version est mise en ligne une fois l’accord donné : demandez l’accord.",
  });

/** What the steps of a drawing that propose to people call their topics. */
const topicsIn = (document: MapDocument): string[] =>
  document.nodes.flatMap(({ type, config: { topics } }) =>
    type === "ambassadors" && Array.isArray(topics) ? topics.map(String) : [],
  );

/**
 * Makes a drawing the live version of a map, with the next number: its sources polled, its first run set. The draft stays what it is. Who calls it
 * has locked the map, and checked that the drawing compiles and may go live. Throws 403 where it feeds a topic that is fed by others.
 */
export async function putLive(
  trx: Trx,
  services: Services,
  version: {
    workspaceId: string;
    mapId: string;
    document: MapDocument;
    note: string;
    by: string | null;
    /** Who agreed to it. */
    signedBy: string | null;
  },
): Promise<number> {
  const { workspaceId, mapId, document } = version;
  await checkFeeds(trx, { workspaceId, memberId: version.by }, topicsIn(document));
  const change = await changeOf(services, trx, workspaceId, mapId, document);
  const { number } = await trx
    .insertInto("version")
    .values((eb) => ({
      workspace_id: workspaceId,
      map_id: mapId,
      number: eb
        .selectFrom("version")
        .select((max) => max(max.fn.coalesce(max.fn.max("number"), max.lit(0)), "+", 1).as("next"))
        .where("workspace_id", "=", workspaceId)
        .where("map_id", "=", mapId),
      document: JSON.stringify(document),
      published_by: version.by,
      signed_by: version.signedBy,
      note: version.note,
      change: change === null ? null : JSON.stringify(change),
    }))
    .returning("number")
    .executeTakeFirstOrThrow();
  await trx
    .updateTable("map")
    .set({ live_version: number, state: "live", paused_at: null })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", mapId)
    .execute();
  await publishEffects(trx, services, { workspaceId, mapId, number, document });
  return number;
}

/** Stops a live map: no new runs, and nothing of it passes the gate. 409 where it is not live. */
export const pauseMap = (services: Services, actor: Actor, id: string): Promise<void> =>
  change(services, actor, id, "map.pause", async (trx, map) => {
    if (map.state !== "live")
      throw conflict("not_live", {
        en: "Only a live map can be paused.",
        fr: "Seule une carte en service peut être mise en pause.",
      });
    await setState(trx, map, "paused");
    await restEffects(trx, { workspaceId: actor.workspaceId, mapId: id });
  });

/** Lets a paused map go on from its next slot. 409 where it is not paused. */
export const resumeMap = (services: Services, actor: Actor, id: string): Promise<void> =>
  change(services, actor, id, "map.resume", async (trx, map) => {
    if (map.state !== "paused")
      throw conflict("not_paused", {
        en: "This map is not paused.",
        fr: "Cette carte n’est pas en pause.",
      });
    await setState(trx, map, "live");
    await resumeEffects(trx, { workspaceId: actor.workspaceId, mapId: id });
  });

/**
 * Takes a map away. Its versions, runs and deliveries stay for the record. What waits is cancelled; where a live map is to `send` it, what
 * was planned still goes out, and what waits for somebody's yes still may. A paused map's does not: whoever paused it stopped that.
 */
export const archiveMap = (
  services: Services,
  actor: Actor,
  id: string,
  { waiting = "cancel" }: { waiting?: "cancel" | "send" } = {},
): Promise<void> =>
  change(services, actor, id, "map.archive", async (trx, map) => {
    const finishes = waiting === "send" && map.state === "live";
    await setState(trx, map, "archived", finishes);
    if (!finishes) await cancelOfMap(trx, actor.workspaceId, id);
    await restEffects(trx, { workspaceId: actor.workspaceId, mapId: id });
    await letKeptGo(trx, actor.workspaceId, id, "kept_archived");
  });

async function change(
  services: Services,
  actor: Actor,
  id: string,
  action: string,
  act: (trx: Trx, map: MapRecord) => Promise<void>,
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const map = await findMap(trx, actor.workspaceId, id, { lock: true });
    await act(trx, map);
    await record(trx, { ...actor, action, subject: `map/${id}`, detail: { name: map.name } });
  });
}

async function setState(
  trx: Trx,
  map: MapRecord,
  state: "live" | "paused" | "archived",
  finishes = false,
): Promise<void> {
  await trx
    .updateTable("map")
    .set((eb) => ({
      state,
      paused_at: state === "paused" ? eb.fn<string>("clock_timestamp") : null,
      archived_at: state === "archived" ? eb.fn<string>("clock_timestamp") : null,
      finishes,
    }))
    .where("workspace_id", "=", map.workspace_id)
    .where("id", "=", map.id)
    .execute();
}
